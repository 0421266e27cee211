/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-scorer.h"
#include "learn/assay-predictor.h"

G_BEGIN_DECLS

#define ASSAY_PREDICTIVE_KEY "predictive"

#define ASSAY_TYPE_PREDICTIVE_SCORER (assay_predictive_scorer_get_type ())

G_DECLARE_FINAL_TYPE (
    AssayPredictiveScorer, assay_predictive_scorer, ASSAY, PREDICTIVE_SCORER, GObject)

AssayPredictiveScorer *assay_predictive_scorer_new (AssayConnection *connection, GError **error);
gboolean assay_predictive_scorer_list_active (AssayConnection *connection,
                                              GPtrArray *scorers,
                                              GError **error);

G_END_DECLS
