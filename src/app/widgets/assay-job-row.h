/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_ROW (assay_job_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobRow, assay_job_row, ASSAY, JOB_ROW, GtkListBoxRow)

GtkWidget *assay_job_row_new (AssaySession *session,
                              AssayJobItem *item);

G_END_DECLS
