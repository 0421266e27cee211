/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Choosing files, portal included. The one place that knows which dialog this GTK has. */

typedef void (*AssayFileChosen) (GFile    *file,
                                 gpointer  user_data);

void assay_file_dialog_open (GtkWindow       *parent,
                             AssayFileChosen  chosen,
                             gpointer         user_data);
void assay_file_dialog_save (GtkWindow       *parent,
                             const char      *title,
                             const char      *name,
                             AssayFileChosen  chosen,
                             gpointer         user_data);

G_END_DECLS
