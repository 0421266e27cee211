/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-calibration.h"
#include "learn/assay-evaluation.h"
#include "learn/assay-linear.h"
#include "learn/assay-recipe.h"
#include "learn/assay-trees.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_ALGORITHM_AUTO,
  ASSAY_ALGORITHM_LOGISTIC,
  ASSAY_ALGORITHM_TREES,
} AssayAlgorithm;

#define ASSAY_TYPE_ALGORITHM (assay_algorithm_get_type ())

#define ASSAY_N_FOLDS 5

/**
 * AssayTraining:
 * @recipe: of the matrix
 * @matrix: features of leads of known outcome
 * @outcomes: (array): per row, 1 converted, 0 lost
 * @order: (array) (nullable): per row, its place in time, for a test on the newest leads
 * @wanted: which algorithm; the better one where it is left open
 * @seed: for all that is drawn by lot
 * @progress: (nullable): told how far it is, 0–1, and what it does
 *
 * What to train on.
 */
typedef struct
{
  const AssayRecipe *recipe;
  const AssayFeatureMatrix *matrix;
  const guint8 *outcomes;
  const double *order;
  AssayAlgorithm wanted;
  guint64 seed;
  void (*progress) (double fraction, const char *phrase, gpointer user_data);
  gpointer user_data;
} AssayTraining;

/**
 * AssayTrained:
 * @algorithm: the one that won
 * @linear: (nullable): the model, if it is logistic regression
 * @trees: (nullable): the model, if it is trees
 * @calibration: of its margins
 * @margins: (array): per row, from a model that had not seen it
 * @probabilities: (array): likewise, calibrated without it
 * @evaluation: of these
 * @others: the same of the algorithm that lost; without rows if there was none
 * @folds: (array fixed-size=5): AUC of each fold
 * @has_later: whether there was a test on the newest leads
 * @later: the newest fifth, predicted from what came before
 * @curve: (array fixed-size=4): log-loss on a fold when a quarter, a half, three and four quarters of
 * the rest are learned from
 *
 * A model, and how good it is.
 */
typedef struct
{
  AssayAlgorithm algorithm;
  AssayLinear *linear;
  AssayTrees *trees;
  AssayCalibration *calibration;
  double penalty;
  AssayTreeParams params;
  double *margins;
  double *probabilities;
  AssayEvaluation evaluation;
  AssayEvaluation others;
  double folds[ASSAY_N_FOLDS];
  gboolean has_later;
  AssayEvaluation later;
  double curve[4];
} AssayTrained;

GType assay_algorithm_get_type (void) G_GNUC_CONST;
AssayTrained *
assay_trainer_train (const AssayTraining *training, GCancellable *cancellable, GError **error);
void assay_trained_free (AssayTrained *self);
guint32 *assay_trainer_sort (const double *order, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayTrained, assay_trained_free)

G_END_DECLS
