/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_BUTTON (assay_job_button_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobButton, assay_job_button, ASSAY, JOB_BUTTON, AdwBin)

void   assay_job_button_set_session  (AssayJobButton *self,
                                      AssaySession   *session);
void   assay_job_button_popup        (AssayJobButton *self);
guint  assay_job_button_get_running  (AssayJobButton *self);
double assay_job_button_get_fraction (AssayJobButton *self);

G_END_DECLS
