/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-model-store.h"
#include "learn/assay-train-data.h"
#include "learn/assay-trainer.h"

G_BEGIN_DECLS

gboolean assay_promotion_judge (AssayConnection *connection,
                                const AssayModelRecord *challenger,
                                const AssayTrainData *data,
                                const AssayTrained *trained,
                                gboolean *out_promote,
                                char **out_reason,
                                GError **error);

G_END_DECLS
