/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HISTORY_CHIP (assay_history_chip_get_type ())

G_DECLARE_FINAL_TYPE (AssayHistoryChip, assay_history_chip, ASSAY, HISTORY_CHIP, GtkBox)

GtkWidget  *assay_history_chip_new_choice  (const char       *name);
GtkWidget  *assay_history_chip_new_text    (const char       *name);
void        assay_history_chip_set_choices (AssayHistoryChip *self,
                                            GtkStringList    *choices);
guint       assay_history_chip_get_choice  (AssayHistoryChip *self);
const char *assay_history_chip_get_text    (AssayHistoryChip *self);
void        assay_history_chip_clear       (AssayHistoryChip *self);

G_END_DECLS
