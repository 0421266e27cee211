/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-prediction-batch.h"

G_BEGIN_DECLS

/* One lead, its prediction (the batch's only row), and what each entry of the recipe adds to it. */
typedef struct
{
  const AssayPredictor *predictor;
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  AssayPredictionBatch *batch;
  double *contributions;
  gint64 lead;
  gint64 as_of;
} Explanation;

gboolean assay_explanation_add_similar (const Explanation *explanation,
                                        gboolean names,
                                        JsonObject *to,
                                        GError **error);
gboolean
assay_explanation_add_change (const Explanation *explanation, JsonObject *to, GError **error);
gboolean
assay_explanation_add_history (const Explanation *explanation, JsonObject *to, GError **error);

G_END_DECLS
