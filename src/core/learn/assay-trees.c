/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trees.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "learn/assay-forest-private.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-xgboost-private.h"
#include "stats/assay-probability.h"

struct _AssayTrees
{
  const AssayXgboost *xgboost;
  void *booster;
  AssayForest *forest; /* (owned) (nullable): the same, of loaded trees */
};

/* A column-major matrix as the library wants it described: NumPy's array interface. */
static char *
describe (const AssayFeatureMatrix *matrix)
{
  return g_strdup_printf ("{\"data\":[%" G_GUINTPTR_FORMAT ",true],\"shape\":[%" G_GSIZE_FORMAT
                          ",%u],\"strides\":[4,%" G_GSIZE_FORMAT "],\"typestr\":\"<f4\","
                          "\"version\":3}",
                          (guintptr) matrix->values,
                          matrix->n_rows,
                          matrix->n_columns,
                          matrix->stride * sizeof (float));
}

static void *
make_matrix (const AssayXgboost *xgboost,
             const AssayTreeRows *rows,
             guint n_threads,
             gboolean survival,
             GError **error)
{
  g_autofree char *text = describe (rows->matrix);
  g_autofree char *config = g_strdup_printf ("{\"missing\":NaN,\"nthread\":%u}", n_threads);
  void *handle = NULL;
  gsize n = rows->matrix->n_rows;
  gboolean ok;

  if (!assay_xgboost_check (xgboost, xgboost->matrix_create (text, config, &handle), error))
    return NULL;
  if (rows->labels == NULL)
    return handle;
  if (survival)
    ok = assay_xgboost_check (
             xgboost,
             xgboost->matrix_set_float (handle, "label_lower_bound", rows->labels, n),
             error) &&
         assay_xgboost_check (
             xgboost,
             xgboost->matrix_set_float (handle, "label_upper_bound", rows->upper, n),
             error);
  else
    ok = assay_xgboost_check (
        xgboost, xgboost->matrix_set_float (handle, "label", rows->labels, n), error);
  if (ok)
    return handle;
  xgboost->matrix_free (handle);
  return NULL;
}

static gboolean
set_number (AssayTrees *self, const char *name, double value, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.9g", value);
  return assay_xgboost_check (
      self->xgboost, self->xgboost->booster_set_param (self->booster, name, text), error);
}

static gboolean
set_text (AssayTrees *self, const char *name, const char *value, GError **error)
{
  return assay_xgboost_check (
      self->xgboost, self->xgboost->booster_set_param (self->booster, name, value), error);
}

static gboolean
set_params (AssayTrees *self, const AssayTreeParams *params, GError **error)
{
  static const char *const objectives[] = { "binary:logistic", "survival:aft", "reg:gamma" };

  return set_text (self, "booster", "gbtree", error) &&
         set_text (self, "tree_method", "hist", error) &&
         set_text (self, "objective", objectives[params->objective], error) &&
         set_number (self, "base_score", params->base_score, error) &&
         set_number (self, "max_depth", params->max_depth, error) &&
         set_number (self, "eta", params->eta, error) &&
         set_number (self, "min_child_weight", params->min_child_weight, error) &&
         set_number (self, "subsample", params->subsample, error) &&
         set_number (self, "colsample_bytree", params->colsample, error) &&
         set_number (self, "lambda", params->lambda, error) &&
         set_number (self, "max_bin", 256, error) &&
         set_number (self, "nthread", params->n_threads, error) &&
         set_number (self, "seed", params->seed, error) &&
         (params->objective != ASSAY_OBJECTIVE_SURVIVAL ||
          (set_text (self, "aft_loss_distribution", "normal", error) &&
           set_number (self, "aft_loss_distribution_scale", 1.0, error)));
}

static gboolean
predict_matrix (AssayTrees *self, void *matrix, int type, const float **out_values, GError **error)
{
  g_autofree char *config =
      g_strdup_printf ("{\"type\":%d,\"training\":false,\"iteration_begin\":0,"
                       "\"iteration_end\":0,\"strict_shape\":false}",
                       type);
  const guint64 *shape;
  guint64 dimensions;

  return assay_xgboost_check (self->xgboost,
                              self->xgboost->booster_predict (
                                  self->booster, matrix, config, &shape, &dimensions, out_values),
                              error);
}

/* The loss on held-out rows; their margins are kept by the library from round to round. */
static gboolean
measure (
    AssayTrees *self, void *matrix, const AssayTreeRows *rows, double *out_loss, GError **error)
{
  const float *margins;
  double sum = 0;

  if (!predict_matrix (self, matrix, 1, &margins, error))
    return FALSE;
  for (gsize i = 0; i < rows->matrix->n_rows; i++)
    {
      double margin = rows->labels[i] > 0.5f ? -margins[i] : margins[i];

      sum += margin > 0 ? margin + log1p (exp (-margin)) : log1p (exp (margin));
    }
  *out_loss = sum / (double) rows->matrix->n_rows;
  return TRUE;
}

static gboolean
boost (AssayTrees *self,
       const AssayTreeParams *params,
       void *const *matrices,
       const AssayTreeRows *held_out,
       GArray *losses,
       GCancellable *cancellable,
       GError **error)
{
  double best = INFINITY;
  guint best_round = 0;

  for (guint round = 0; round < params->rounds; round++)
    {
      double loss;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !assay_xgboost_check (
              self->xgboost,
              self->xgboost->booster_update (self->booster, (int) round, matrices[0]),
              error))
        return FALSE;
      if (held_out == NULL)
        continue;
      if (!measure (self, matrices[1], held_out, &loss, error))
        return FALSE;
      g_array_append_val (losses, loss);
      if (loss < best)
        {
          best = loss;
          best_round = round;
        }
      if (params->patience > 0 && round >= best_round + params->patience)
        break;
    }
  return TRUE;
}

/**
 * assay_trees_grow:
 * @params: how
 * @rows: what to learn from
 * @held_out: (nullable): rows to measure each round on, with 0 and 1 for labels
 * @losses: (nullable) (element-type double): gets the log-loss on @held_out after each round
 *
 * Grows trees. Worker thread; the same parameters and rows give the same trees.
 *
 * Returns: (transfer full) (nullable): the trees, or %NULL with %ASSAY_LEARN_ERROR_LIBRARY
 */
AssayTrees *
assay_trees_grow (const AssayTreeParams *params,
                  const AssayTreeRows *rows,
                  const AssayTreeRows *held_out,
                  GArray *losses,
                  GCancellable *cancellable,
                  GError **error)
{
  const AssayXgboost *xgboost = assay_xgboost_get (error);
  gboolean survival = params->objective == ASSAY_OBJECTIVE_SURVIVAL;
  void *matrices[2] = { NULL, NULL };
  g_autoptr (AssayTrees) self = NULL;
  gboolean ok;

  if (xgboost == NULL)
    return NULL;
  matrices[0] = make_matrix (xgboost, rows, params->n_threads, survival, error);
  if (matrices[0] != NULL && held_out != NULL)
    matrices[1] = make_matrix (xgboost, held_out, params->n_threads, survival, error);
  ok = matrices[0] != NULL && (held_out == NULL || matrices[1] != NULL);
  if (ok)
    {
      self = g_new0 (AssayTrees, 1);
      self->xgboost = xgboost;
      ok = assay_xgboost_check (
               xgboost,
               xgboost->booster_create (matrices, held_out != NULL ? 2 : 1, &self->booster),
               error) &&
           set_params (self, params, error) &&
           boost (self, params, matrices, held_out, losses, cancellable, error);
    }
  for (int i = 0; i < 2; i++)
    if (matrices[i] != NULL)
      xgboost->matrix_free (matrices[i]);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
assay_trees_free (AssayTrees *self)
{
  if (self == NULL)
    return;
  if (self->booster != NULL)
    self->xgboost->booster_free (self->booster);
  g_clear_pointer (&self->forest, assay_forest_free);
  g_free (self);
}

static gboolean
predict_by_library (AssayTrees *self,
                    const AssayFeatureMatrix *matrix,
                    float *margins,
                    GError **error)
{
  static const char config[] =
      "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,"
      "\"strict_shape\":false,\"cache_id\":0,\"missing\":NaN}";
  g_autofree char *text = describe (matrix);
  const guint64 *shape;
  guint64 dimensions;
  const float *values;

  if (matrix->n_rows == 0)
    return TRUE;
  if (assay_xgboost_get (error) == NULL ||
      !assay_xgboost_check (self->xgboost,
                            self->xgboost->booster_predict_dense (
                                self->booster, text, config, NULL, &shape, &dimensions, &values),
                            error))
    return FALSE;
  memcpy (margins, values, matrix->n_rows * sizeof (float));
  return TRUE;
}

/**
 * assay_trees_predict:
 * @margins: (array) (out caller-allocates): per row, before the link: log odds, log time or log
 * value
 *
 * Predicts many rows at once.
 */
gboolean
assay_trees_predict (AssayTrees *self,
                     const AssayFeatureMatrix *matrix,
                     float *margins,
                     GError **error)
{
  if (self->forest == NULL)
    return predict_by_library (self, matrix, margins, error);
  assay_forest_predict (self->forest, matrix, margins);
  return TRUE;
}

/* Our own walk through the trees, if it comes to what the library comes to. */
static AssayForest *
make_forest (AssayTrees *self, GBytes *bytes, guint n_features)
{
  g_autoptr (AssayForest) forest = assay_forest_new (bytes, n_features);
  g_autoptr (AssayFeatureMatrix) probe = forest != NULL ? assay_forest_probe (forest) : NULL;
  g_autofree float *margins = probe != NULL ? g_new (float, probe->n_rows) : NULL;

  return probe != NULL && predict_by_library (self, probe, margins, NULL) &&
                 assay_forest_fit_base (forest, probe, margins)
             ? g_steal_pointer (&forest)
             : NULL;
}

/**
 * assay_trees_walks:
 *
 * Returns: whether leads walk through the trees without the library
 */
gboolean
assay_trees_walks (const AssayTrees *self)
{
  return self->forest != NULL;
}

/**
 * assay_trees_reads:
 * @feature: a column of the matrix
 *
 * Returns: %FALSE where it is known that no tree looks at that feature
 */
gboolean
assay_trees_reads (const AssayTrees *self, guint feature)
{
  return self->forest == NULL || assay_forest_reads (self->forest, feature);
}

/* Predicts something else than margins, so many numbers a row. */
static gboolean
predict_kind (AssayTrees *self,
              const AssayFeatureMatrix *matrix,
              int type,
              gsize width,
              float *to,
              GError **error)
{
  AssayTreeRows rows = { .matrix = matrix };
  void *handle;
  const float *values;
  gboolean ok;

  if (matrix->n_rows == 0)
    return TRUE;
  if (assay_xgboost_get (error) == NULL)
    return FALSE;
  handle = make_matrix (self->xgboost, &rows, 1, FALSE, error);
  if (handle == NULL)
    return FALSE;
  ok = predict_matrix (self, handle, type, &values, error);
  if (ok)
    memcpy (to, values, matrix->n_rows * width * sizeof (float));
  self->xgboost->matrix_free (handle);
  return ok;
}

/**
 * assay_trees_explain:
 * @exact: by all ways that trees can be gone through without a feature; otherwise by the one that a row takes,
 *   which is tens of times faster
 * @contributions: (array) (out caller-allocates): row-major, per row what each feature adds to the
 *   margin, and last the base; they sum to the margin
 *
 * Explains many rows.
 *
 * Source: S. M. Lundberg et al., “From local explanations to global understanding with explainable
 * AI for trees”, Nature Machine Intelligence 2 (2020): TreeSHAP.
 */
gboolean
assay_trees_explain (AssayTrees *self,
                     const AssayFeatureMatrix *matrix,
                     gboolean exact,
                     float *contributions,
                     GError **error)
{
  return predict_kind (
      self, matrix, exact ? 2 : 3, matrix->n_columns + 1, contributions, error);
}

/**
 * assay_trees_interact:
 * @interactions: (array) (out caller-allocates): per row a square matrix of all features and the base: what
 *   each adds alone, and, halved, what two add together
 *
 * Explains rows by pairs of features: as many times slower as there are features.
 */
gboolean
assay_trees_interact (AssayTrees *self,
                      const AssayFeatureMatrix *matrix,
                      float *interactions,
                      GError **error)
{
  gsize width = matrix->n_columns + 1;

  return predict_kind (self, matrix, 4, width * width, interactions, error);
}

/**
 * assay_trees_save:
 * @as_json: for people and other programs; otherwise UBJSON, which is smaller
 *
 * Returns: (transfer full) (nullable): the trees in XGBoost's portable format
 */
GBytes *
assay_trees_save (AssayTrees *self, gboolean as_json, GError **error)
{
  const char *bytes;
  guint64 length;

  if (!assay_xgboost_check (
          self->xgboost,
          self->xgboost->booster_save (self->booster,
                                       as_json ? "{\"format\":\"json\"}" : "{\"format\":\"ubj\"}",
                                       &length,
                                       &bytes),
          error))
    return NULL;
  return g_bytes_new (bytes, length);
}

/**
 * assay_trees_load:
 * @bytes: what assay_trees_save() gave
 * @n_features: how many features the recipe has
 *
 * Returns: (transfer full) (nullable): the trees; %NULL with %ASSAY_LEARN_ERROR_LIBRARY or
 *   %ASSAY_LEARN_ERROR_INVALID_MODEL
 */
AssayTrees *
assay_trees_load (GBytes *bytes, guint n_features, GError **error)
{
  const AssayXgboost *xgboost = assay_xgboost_get (error);
  g_autoptr (AssayTrees) self = NULL;
  guint64 found = 0;
  gconstpointer data;
  gsize length;

  if (xgboost == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  self = g_new0 (AssayTrees, 1);
  self->xgboost = xgboost;
  if (!assay_xgboost_check (xgboost, xgboost->booster_create (NULL, 0, &self->booster), error) ||
      !assay_xgboost_check (xgboost, xgboost->booster_load (self->booster, data, length), error) ||
      !set_number (self, "nthread", 1, error) ||
      !assay_xgboost_check (xgboost, xgboost->booster_n_features (self->booster, &found), error))
    return NULL;
  if (found != n_features)
    {
      g_set_error (error,
                   ASSAY_LEARN_ERROR,
                   ASSAY_LEARN_ERROR_INVALID_MODEL,
                   _ ("The trees know %u features, their recipe makes %u"),
                   (guint) found,
                   n_features);
      return NULL;
    }
  self->forest = make_forest (self, bytes, n_features);
  return g_steal_pointer (&self);
}
