/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-predictor.h"

G_BEGIN_DECLS

gboolean assay_interactions_add (const AssayPredictor     *predictor,
                                 const AssayRawTable      *table,
                                 const AssayFeatureMatrix *matrix,
                                 JsonObject               *to,
                                 GError                  **error);

G_END_DECLS
