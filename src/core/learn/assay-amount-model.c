/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-amount-model-private.h"

#include <math.h>

#include "learn/assay-xgboost.h"

/* Fewer amounts than this do not bear trees: every lead gets the same. */
#define MIN_FOR_TREES 100
#define MIN_SPREAD 0.05

void
assay_amount_model_clear (AssayAmountModel *self)
{
  g_clear_pointer (&self->trees, assay_trees_free);
}

/* Mean and deviation of the logarithms of amounts that are known exactly. */
static void
fit_constant (AssayAmountModel *self, const float *lower, const float *upper, gsize n)
{
  double sum = 0, squares = 0;

  self->n = 0;
  for (gsize i = 0; i < n; i++)
    if (upper == NULL || upper[i] == lower[i])
      {
        self->n++;
        sum += log (lower[i]);
      }
  self->center = self->n > 0 ? sum / (double) self->n : 0;
  for (gsize i = 0; i < n; i++)
    if (upper == NULL || upper[i] == lower[i])
      squares += pow (log (lower[i]) - self->center, 2);
  self->spread = self->n > 1 ? MAX (sqrt (squares / (double) (self->n - 1)), MIN_SPREAD) : 1;
}

static AssayTrees *
grow (const AssayAmountModel *self,
      AssayObjective objective,
      const AssayFeatureMatrix *matrix,
      const float *lower,
      const float *upper,
      GCancellable *cancellable,
      GError **error)
{
  AssayTreeParams params = {
    .objective = objective,
    .max_depth = 3,
    .rounds = 60,
    .n_threads = 1,
    .eta = 0.1,
    .min_child_weight = 5,
    .subsample = 0.8,
    .colsample = 0.8,
    .lambda = 5,
    .base_score = exp (self->center),
    .seed = 1,
  };
  AssayTreeRows rows = { .matrix = matrix, .labels = lower, .upper = upper };

  return assay_trees_grow (&params, &rows, NULL, NULL, cancellable, error);
}

/* What trees of every other row leave unexplained of the rest. */
static gboolean
measure_spread (AssayAmountModel *self,
                AssayObjective objective,
                const AssayFeatureMatrix *matrix,
                const float *lower,
                const float *upper,
                GCancellable *cancellable,
                GError **error)
{
  gsize n = matrix->n_rows, n_half = 0, n_known = 0;
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree float *half_lower = g_new (float, n + 1);
  g_autofree float *half_upper = g_new (float, n + 1);
  g_autofree float *logarithms = g_new (float, n + 1);
  g_autoptr (AssayFeatureMatrix) half = NULL;
  g_autoptr (AssayTrees) trees = NULL;
  double squares = 0;

  for (gsize i = 0; i < n; i += 2)
    {
      rows[n_half] = (guint32) i;
      half_lower[n_half] = lower[i];
      half_upper[n_half++] = upper != NULL ? upper[i] : lower[i];
    }
  half = assay_feature_matrix_select (matrix, rows, n_half);
  trees = grow (
      self, objective, half, half_lower, upper != NULL ? half_upper : NULL, cancellable, error);
  if (trees == NULL || !assay_trees_predict (trees, matrix, logarithms, error))
    return FALSE;
  for (gsize i = 1; i < n; i += 2)
    if (upper == NULL || upper[i] == lower[i])
      {
        n_known++;
        squares += pow (log (lower[i]) - logarithms[i], 2);
      }
  if (n_known > 0)
    self->spread = MAX (sqrt (squares / (double) n_known), MIN_SPREAD);
  return TRUE;
}

/**
 * assay_amount_model_fit:
 * @objective: %ASSAY_OBJECTIVE_SURVIVAL, where amounts may be known to be at least so much only, or
 *   %ASSAY_OBJECTIVE_GAMMA
 * @lower: (array): per row, the amount, greater than 0
 * @upper: (array) (nullable): per row, the same, or infinity where it is at least @lower
 *
 * Learns amounts: by trees where there are enough and the library is there, otherwise the same for
 * all.
 */
gboolean
assay_amount_model_fit (AssayAmountModel *self,
                        AssayObjective objective,
                        const AssayFeatureMatrix *matrix,
                        const float *lower,
                        const float *upper,
                        GCancellable *cancellable,
                        GError **error)
{
  fit_constant (self, lower, upper, matrix->n_rows);
  if (self->n < MIN_FOR_TREES || !assay_xgboost_is_available (NULL))
    return TRUE;
  if (!measure_spread (self, objective, matrix, lower, upper, cancellable, error))
    return FALSE;
  self->trees = grow (self, objective, matrix, lower, upper, cancellable, error);
  return self->trees != NULL;
}

/**
 * assay_amount_model_predict:
 * @logarithms: (array) (out caller-allocates): per row, the logarithm of the amount to expect
 */
gboolean
assay_amount_model_predict (const AssayAmountModel *self,
                            const AssayFeatureMatrix *matrix,
                            float *logarithms,
                            GError **error)
{
  if (self->trees != NULL)
    return assay_trees_predict (self->trees, matrix, logarithms, error);
  for (gsize i = 0; i < matrix->n_rows; i++)
    logarithms[i] = (float) self->center;
  return TRUE;
}
