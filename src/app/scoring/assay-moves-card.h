/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scoring/assay-live-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_MOVES_CARD (assay_moves_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayMovesCard, assay_moves_card, ASSAY, MOVES_CARD, GtkBox)

GtkWidget *assay_moves_card_new  (void);
void       assay_moves_card_show (AssayMovesCard        *self,
                                  const AssayLiveResult *result);

G_END_DECLS
