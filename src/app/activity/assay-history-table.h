/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of the history: when, who, what, change. */

void assay_history_table_add_columns (GtkColumnView *table);
void assay_history_table_set_phone   (GtkColumnView *table,
                                      gboolean       phone);

G_END_DECLS
