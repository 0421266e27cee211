/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SEGMENT_ROW (assay_segment_row_get_type ())

G_DECLARE_FINAL_TYPE (AssaySegmentRow, assay_segment_row, ASSAY, SEGMENT_ROW, GtkBox)

GtkWidget  *assay_segment_row_new         (const char      *key,
                                           const char      *name,
                                           const char      *where);
const char *assay_segment_row_get_key     (AssaySegmentRow *self);
const char *assay_segment_row_get_name    (AssaySegmentRow *self);
const char *assay_segment_row_get_where   (AssaySegmentRow *self);
void        assay_segment_row_set_current (AssaySegmentRow *self,
                                           gboolean         current);

G_END_DECLS
