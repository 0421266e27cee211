/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/assay-models-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_TRIAL_CARD (assay_trial_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayTrialCard, assay_trial_card, ASSAY, TRIAL_CARD, AdwBin)

GtkWidget *assay_trial_card_new  (void);
void       assay_trial_card_show (AssayTrialCard         *self,
                                  const AssayModelsState *state);

G_END_DECLS
