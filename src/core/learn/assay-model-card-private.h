/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-train-data.h"
#include "learn/assay-trainer.h"

G_BEGIN_DECLS

char *assay_model_card_make (const AssayTrainPlan *plan,
                             const AssayTrainData *data,
                             const AssayRecipe *recipe,
                             const AssayFeatureMatrix *matrix,
                             const AssayTrained *trained,
                             GError **error);

G_END_DECLS
