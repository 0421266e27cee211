/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ROW_STRIP (assay_row_strip_get_type ())

G_DECLARE_FINAL_TYPE (AssayRowStrip, assay_row_strip, ASSAY, ROW_STRIP, GtkWidget)

/**
 * AssayRowCreate:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
typedef GtkWidget *(*AssayRowCreate) (gpointer user_data);

/**
 * AssayRowBind:
 * @row: from #AssayRowCreate
 * @position: what it is to show now
 */
typedef void (*AssayRowBind) (GtkWidget *row,
                              guint      position,
                              gpointer   user_data);

GtkWidget *assay_row_strip_new        (AssayRowCreate  create,
                                       AssayRowBind    bind,
                                       gpointer        user_data);
void       assay_row_strip_set_n_rows (AssayRowStrip  *self,
                                       guint           n_rows);
void       assay_row_strip_reset      (AssayRowStrip  *self);
guint      assay_row_strip_get_n_live (AssayRowStrip  *self);

G_END_DECLS
