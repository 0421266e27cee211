/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_WIDTH_BIN (assay_width_bin_get_type ())

G_DECLARE_FINAL_TYPE (AssayWidthBin, assay_width_bin, ASSAY, WIDTH_BIN, GtkWidget)

void assay_width_bin_set_child (AssayWidthBin *self,
                                GtkWidget     *child);
int  assay_width_bin_get_step  (AssayWidthBin *self);

G_END_DECLS
