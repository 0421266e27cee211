/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_PANE (assay_job_pane_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobPane, assay_job_pane, ASSAY, JOB_PANE, AdwBin)

void assay_job_pane_set_session (AssayJobPane *self,
                                 AssaySession *session);
void assay_job_pane_refresh     (AssayJobPane *self);
void assay_job_pane_choose      (AssayJobPane *self,
                                 gint64        job);
void assay_job_pane_set_paged   (AssayJobPane *self,
                                 gboolean      paged);

G_END_DECLS
