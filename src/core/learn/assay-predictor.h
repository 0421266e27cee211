/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-calibration.h"
#include "learn/assay-encoder.h"
#include "learn/assay-linear.h"
#include "learn/assay-model-store.h"
#include "learn/assay-trees.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssayPredictor:
 * @id: the model's number
 * @recipe: how leads become features
 * @calibration: how margins become probabilities
 * @linear: (nullable): the model, if it is logistic regression
 * @trees: (nullable): the model, if it is trees
 *
 * A model ready to predict. Immutable; any thread.
 */
typedef struct
{
  gint64 id;
  AssayRecipe *recipe;
  AssayCalibration *calibration;
  AssayLinear *linear;
  AssayTrees *trees;
} AssayPredictor;

AssayPredictor *assay_predictor_new (const AssayModelRecord *record, GError **error);
void assay_predictor_free (AssayPredictor *self);
gboolean assay_predictor_margins (const AssayPredictor *self,
                                  const AssayFeatureMatrix *matrix,
                                  double *margins,
                                  GError **error);
gboolean assay_predictor_explain (const AssayPredictor *self,
                                  const AssayFeatureMatrix *matrix,
                                  gsize n_rows,
                                  double *contributions,
                                  GError **error);
gboolean assay_predictor_explain_roughly (const AssayPredictor *self,
                                          const AssayFeatureMatrix *matrix,
                                          gsize n_rows,
                                          double *contributions,
                                          GError **error);
GPtrArray *assay_predictor_sources (const AssayPredictor *self,
                                    AssayConnection *connection,
                                    AssayFieldRegistry *fields,
                                    GError **error);
gboolean assay_predictor_reads (const AssayPredictor *self, const char *key);
int assay_predictor_shown (double probability);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPredictor, assay_predictor_free)

G_END_DECLS
