/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_THRESHOLD_CARD (assay_threshold_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayThresholdCard, assay_threshold_card, ASSAY, THRESHOLD_CARD, AdwBin)

GtkWidget *assay_threshold_card_new      (void);
void       assay_threshold_card_show     (AssayThresholdCard *self,
                                          JsonObject         *metrics);
int        assay_threshold_card_get      (AssayThresholdCard *self);

G_END_DECLS
