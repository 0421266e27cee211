/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-session.h"
#include "job/assay-job-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ACTIVITY_ROW (assay_activity_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayActivityRow, assay_activity_row, ASSAY, ACTIVITY_ROW, GtkListBoxRow)

GtkWidget   *assay_activity_row_new_running (AssaySession         *session,
                                             AssayJobItem         *item);
GtkWidget   *assay_activity_row_new         (AssaySession         *session,
                                             const AssayJobRecord *record,
                                             const AssayJobRecord *undone_by,
                                             GPtrArray            *chain);
gint64       assay_activity_row_get_job     (AssayActivityRow     *self);
const char  *assay_activity_row_get_title   (AssayActivityRow     *self);
void         assay_activity_row_set_chosen  (AssayActivityRow     *self,
                                             gboolean              chosen);

G_END_DECLS
