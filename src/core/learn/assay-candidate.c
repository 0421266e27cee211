/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-candidate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "learn/assay-cross-validation.h"
#include "learn/assay-xgboost.h"
#include "stats/assay-random.h"

/* Parameters are searched on at most so many rows. */
#define SEARCH_ROWS 20000
#define SEARCH_ROUNDS 400
#define SEARCH_PATIENCE 20
#define N_CONFIGURATIONS 8
/* More leads, fewer guesses. */
#define N_CONFIGURATIONS_MANY 5
/* A constant, because the last bits of sums depend on it. */
#define FINAL_THREADS 2
#define N_FOLDS_LATER 3

static const double penalties[] = { 1, 10, 100 };

/* One algorithm with its parameters, tried on rows that it had not seen. */
typedef struct
{
  double *margins;
  double *probabilities;
  double *losses;
} Tried;

static void
tried_clear (Tried *tried)
{
  g_free (tried->margins);
  g_free (tried->probabilities);
  g_free (tried->losses);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tried, tried_clear)

static double
positive_rate (const guint8 *outcomes, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += outcomes[i] != 0;
  return sum / (double) n;
}

static void
draw_configuration (AssayTreeParams *params, AssayRandom *random, guint index)
{
  static const guint depths[] = { 4, 3, 5, 6, 2 };
  static const double weights[] = { 1, 5, 20 };
  static const double shares[] = { 0.6, 0.8, 1 };
  static const double lambdas[] = { 1, 5, 20 };

  /* Depth matters most: each is met once before any is met again. */
  params->max_depth = depths[index % G_N_ELEMENTS (depths)];
  params->min_child_weight = weights[assay_random_below (random, G_N_ELEMENTS (weights))];
  params->subsample = shares[assay_random_below (random, G_N_ELEMENTS (shares))];
  params->colsample = shares[assay_random_below (random, G_N_ELEMENTS (shares))];
  params->lambda = lambdas[assay_random_below (random, G_N_ELEMENTS (lambdas))];
}

static gboolean
search_trees (const AssayTraining *training,
              const AssayTrial *trial,
              AssayTreeParams *best,
              GCancellable *cancellable,
              GError **error)
{
  guint n = trial->matrix->n_rows >= SEARCH_ROWS ? N_CONFIGURATIONS_MANY : N_CONFIGURATIONS;
  double least = INFINITY;
  AssayRandom random;

  assay_random_init (&random, training->seed + 2);
  for (guint i = 0; i < n; i++)
    {
      AssayTreeParams params = {
        .objective = ASSAY_OBJECTIVE_LOGISTIC,
        .rounds = SEARCH_ROUNDS,
        .patience = SEARCH_PATIENCE,
        .n_threads = 1,
        .eta = 0.1,
        .base_score = positive_rate (trial->outcomes, trial->matrix->n_rows),
        .seed = (guint) (training->seed % 1000000),
      };
      double loss;

      draw_configuration (&params, &random, i);
      if (!assay_trial_search (trial, &params, &loss, cancellable, error))
        return FALSE;
      if (loss < least)
        {
          least = loss;
          *best = params;
        }
      if (training->progress != NULL)
        training->progress (0.1 + 0.5 * (i + 1) / n,
                            _ ("Searching for the best way to learn"),
                            training->user_data);
    }
  return TRUE;
}

static double
mean_loss (const double *margins, const guint8 *outcomes, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += assay_probability_log_loss_of (assay_probability_from_logit (margins[i]), outcomes[i]);
  return sum / (double) n;
}

static gboolean
search_linear (const AssayTrial *trial,
               double *out_penalty,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree double *margins = g_new (double, trial->matrix->n_rows + 1);
  double least = INFINITY;

  for (gsize i = 0; i < G_N_ELEMENTS (penalties); i++)
    {
      double loss;

      if (!assay_trial_linear (trial, penalties[i], margins, cancellable, error))
        return FALSE;
      loss = mean_loss (margins, trial->outcomes, trial->matrix->n_rows);
      if (loss < least)
        {
          least = loss;
          *out_penalty = penalties[i];
        }
    }
  return TRUE;
}

/* The rows to search on: all, or a sample with the same share of conversions. */
static gboolean
search (const AssayTraining *training,
        gboolean linear,
        gboolean trees,
        AssayTrained *trained,
        GCancellable *cancellable,
        GError **error)
{
  gsize n = training->matrix->n_rows;
  guint parts = (guint) ((n + SEARCH_ROWS - 1) / SEARCH_ROWS);
  g_autofree guint8 *part = NULL;
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree guint8 *outcomes = g_new (guint8, n + 1);
  g_autofree guint8 *folds = NULL;
  g_autoptr (AssayFeatureMatrix) sample = NULL;
  AssayTrial trial = { .recipe = training->recipe, .n_folds = ASSAY_N_FOLDS };
  gsize n_sample = 0;

  part = assay_trial_make_folds (training->outcomes, n, MIN (parts, 255), training->seed + 3);
  for (gsize i = 0; i < n; i++)
    if (part[i] == 0)
      {
        outcomes[n_sample] = training->outcomes[i];
        rows[n_sample++] = (guint32) i;
      }
  sample = assay_feature_matrix_select (training->matrix, rows, n_sample);
  folds = assay_trial_make_folds (outcomes, n_sample, trial.n_folds, training->seed);
  trial.matrix = sample;
  trial.outcomes = outcomes;
  trial.folds = folds;
  return (!linear || search_linear (&trial, &trained->penalty, cancellable, error)) &&
         (!trees || search_trees (training, &trial, &trained->params, cancellable, error));
}

/* Each fold's margins, calibrated by the other folds. */
static void
calibrate_across (const AssayTrial *trial, Tried *tried)
{
  gsize n = trial->matrix->n_rows;
  g_autofree double *margins = g_new (double, n + 1);
  g_autofree guint8 *outcomes = g_new (guint8, n + 1);

  tried->probabilities = g_new (double, n + 1);
  tried->losses = g_new (double, n + 1);
  for (guint fold = 0; fold < trial->n_folds; fold++)
    {
      g_autoptr (AssayCalibration) calibration = NULL;
      gsize n_known = 0;

      for (gsize i = 0; i < n; i++)
        if (trial->folds[i] != fold)
          {
            margins[n_known] = tried->margins[i];
            outcomes[n_known++] = trial->outcomes[i];
          }
      calibration = assay_calibration_new (margins, outcomes, n_known);
      for (gsize i = 0; i < n; i++)
        if (trial->folds[i] == fold)
          {
            tried->probabilities[i] = assay_calibration_apply (calibration, tried->margins[i]);
            tried->losses[i] =
                assay_probability_log_loss_of (tried->probabilities[i], trial->outcomes[i]);
          }
    }
}

/* Whether the second is better by more than one standard error of the difference. */
static gboolean
clearly_better (const Tried *first, const Tried *second, gsize n)
{
  double sum = 0, squares = 0, mean;

  for (gsize i = 0; i < n; i++)
    sum += first->losses[i] - second->losses[i];
  mean = sum / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      double off = first->losses[i] - second->losses[i] - mean;

      squares += off * off;
    }
  return mean > sqrt (squares / (double) n / (double) n);
}

static void
evaluate (const AssayTrial *trial, const Tried *tried, AssayEvaluation *evaluation)
{
  gsize n = trial->matrix->n_rows;
  g_autofree double *rates = g_new (double, n + 1);
  double positives[256] = { 0 }, counts[256] = { 0 };
  double all_positives = 0;

  for (gsize i = 0; i < n; i++)
    {
      positives[trial->folds[i]] += trial->outcomes[i] != 0;
      counts[trial->folds[i]] += 1;
      all_positives += trial->outcomes[i] != 0;
    }
  for (gsize i = 0; i < n; i++)
    rates[i] =
        (all_positives - positives[trial->folds[i]]) / ((double) n - counts[trial->folds[i]]);
  assay_evaluation_make (evaluation, tried->probabilities, rates, trial->outcomes, n);
}

static void
measure_folds (const AssayTrial *trial, const Tried *tried, double *aucs)
{
  gsize n = trial->matrix->n_rows;
  g_autofree double *scores = g_new (double, n + 1);
  g_autofree guint8 *outcomes = g_new (guint8, n + 1);

  for (guint fold = 0; fold < trial->n_folds; fold++)
    {
      gsize k = 0;

      for (gsize i = 0; i < n; i++)
        if (trial->folds[i] == fold)
          {
            scores[k] = tried->margins[i];
            outcomes[k++] = trial->outcomes[i];
          }
      aucs[fold] = assay_ranking_auc (scores, outcomes, k);
    }
}

/* What more leads would bring: the loss on one fold by how much of the rest is learned from. */
static gboolean
draw_curve (const AssayTraining *training,
            const AssayTrial *trial,
            AssayTrained *trained,
            GCancellable *cancellable,
            GError **error)
{
  gsize n = trial->matrix->n_rows;
  g_autofree guint8 *quarters = assay_trial_make_folds (trial->outcomes, n, 4, training->seed + 4);
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree guint32 *inside = g_new (guint32, n + 1);
  g_autofree double *margins = g_new (double, n + 1);
  g_autofree guint8 *outcomes = g_new (guint8, n + 1);
  gsize n_inside = 0;

  for (gsize i = 0; i < n; i++)
    if (trial->folds[i] == 0)
      {
        outcomes[n_inside] = trial->outcomes[i];
        inside[n_inside++] = (guint32) i;
      }
  for (guint quarter = 0; quarter < 4; quarter++)
    {
      g_autoptr (AssayLinear) linear = NULL;
      gsize n_rows = 0;

      for (gsize i = 0; i < n; i++)
        if (trial->folds[i] != 0 && quarters[i] <= quarter)
          rows[n_rows++] = (guint32) i;
      linear = assay_linear_fit (trial->recipe,
                                 trial->matrix,
                                 trial->outcomes,
                                 rows,
                                 n_rows,
                                 trained->penalty,
                                 cancellable,
                                 error);
      if (linear == NULL)
        return FALSE;
      assay_linear_predict (linear, trial->matrix, inside, n_inside, margins);
      trained->curve[quarter] = mean_loss (margins, outcomes, n_inside);
    }
  return TRUE;
}

/**
 * assay_candidate_choose:
 *
 * Returns: (transfer full) (nullable): the algorithm and parameters that do best, and how good they
 * are; not fitted yet
 */
AssayTrained *
assay_candidate_choose (const AssayTraining *training, GCancellable *cancellable, GError **error)
{
  gsize n = training->matrix->n_rows;
  gboolean has_trees =
      training->wanted != ASSAY_ALGORITHM_LOGISTIC && assay_xgboost_is_available (NULL);
  gboolean only_trees = training->wanted == ASSAY_ALGORITHM_TREES;
  g_autofree guint8 *folds =
      assay_trial_make_folds (training->outcomes, n, ASSAY_N_FOLDS, training->seed + 1);
  AssayTrial trial = { .recipe = training->recipe,
                       .matrix = training->matrix,
                       .outcomes = training->outcomes,
                       .folds = folds,
                       .n_folds = ASSAY_N_FOLDS };
  g_autoptr (AssayTrained) trained = g_new0 (AssayTrained, 1);
  g_auto (Tried) linear = { g_new (double, n + 1) };
  g_auto (Tried) trees = { g_new (double, n + 1) };
  gboolean trees_win = only_trees;
  Tried *winner;

  if (only_trees && !assay_xgboost_is_available (error))
    return NULL;
  if (!search (training, TRUE, has_trees, trained, cancellable, error) ||
      !assay_trial_linear (&trial, trained->penalty, linear.margins, cancellable, error) ||
      (has_trees &&
       !assay_trial_trees (&trial, &trained->params, trees.margins, cancellable, error)) ||
      !draw_curve (training, &trial, trained, cancellable, error))
    return NULL;
  calibrate_across (&trial, &linear);
  if (has_trees)
    {
      calibrate_across (&trial, &trees);
      trees_win = only_trees || clearly_better (&linear, &trees, n);
      evaluate (&trial, trees_win ? &linear : &trees, &trained->others);
    }
  winner = trees_win ? &trees : &linear;
  trained->algorithm = trees_win ? ASSAY_ALGORITHM_TREES : ASSAY_ALGORITHM_LOGISTIC;
  evaluate (&trial, winner, &trained->evaluation);
  measure_folds (&trial, winner, trained->folds);
  trained->margins = g_steal_pointer (&winner->margins);
  trained->probabilities = g_steal_pointer (&winner->probabilities);
  return g_steal_pointer (&trained);
}

/**
 * assay_candidate_fit:
 * @trained: (inout): gets the model that was chosen, learned from all rows
 */
gboolean
assay_candidate_fit (const AssayTraining *training,
                     AssayTrained *trained,
                     GCancellable *cancellable,
                     GError **error)
{
  gsize n = training->matrix->n_rows;

  if (trained->algorithm == ASSAY_ALGORITHM_TREES)
    {
      g_autofree float *labels = g_new (float, n + 1);
      AssayTreeRows rows = { .matrix = training->matrix, .labels = labels };

      for (gsize i = 0; i < n; i++)
        labels[i] = training->outcomes[i];
      trained->params.n_threads = FINAL_THREADS;
      trained->trees = assay_trees_grow (&trained->params, &rows, NULL, NULL, cancellable, error);
    }
  else
    {
      g_autofree guint32 *rows = g_new (guint32, n + 1);

      for (gsize i = 0; i < n; i++)
        rows[i] = (guint32) i;
      trained->linear = assay_linear_fit (training->recipe,
                                          training->matrix,
                                          training->outcomes,
                                          rows,
                                          n,
                                          trained->penalty,
                                          cancellable,
                                          error);
    }
  return trained->trees != NULL || trained->linear != NULL;
}

/**
 * assay_candidate_predict_later:
 * @older: leads to learn from
 * @newest: leads that came later
 * @trained: the algorithm and parameters
 *
 * Returns: (transfer full) (nullable): probabilities of the newest leads, from what the older ones
 * alone teach, calibration included
 */
double *
assay_candidate_predict_later (const AssayTraining *older,
                               const AssayFeatureMatrix *newest,
                               const AssayTrained *trained,
                               GCancellable *cancellable,
                               GError **error)
{
  gsize n = older->matrix->n_rows;
  g_autofree guint8 *folds =
      assay_trial_make_folds (older->outcomes, n, N_FOLDS_LATER, older->seed + 5);
  AssayTrial trial = { .recipe = older->recipe,
                       .matrix = older->matrix,
                       .outcomes = older->outcomes,
                       .folds = folds,
                       .n_folds = N_FOLDS_LATER };
  g_autofree double *margins = g_new (double, MAX (n, newest->n_rows) + 1);
  g_autofree float *tree_margins = g_new (float, newest->n_rows + 1);
  g_autoptr (AssayCalibration) calibration = NULL;
  AssayTrained fitted = { .algorithm = trained->algorithm,
                          .penalty = trained->penalty,
                          .params = trained->params };
  gboolean trees = trained->algorithm == ASSAY_ALGORITHM_TREES;
  gboolean ok;

  ok = trees ? assay_trial_trees (&trial, &trained->params, margins, cancellable, error)
             : assay_trial_linear (&trial, trained->penalty, margins, cancellable, error);
  if (!ok)
    return NULL;
  calibration = assay_calibration_new (margins, older->outcomes, n);
  ok = assay_candidate_fit (older, &fitted, cancellable, error);
  if (ok && trees)
    ok = assay_trees_predict (fitted.trees, newest, tree_margins, error);
  else if (ok)
    assay_linear_predict (fitted.linear, newest, NULL, newest->n_rows, margins);
  for (gsize i = 0; ok && i < newest->n_rows; i++)
    margins[i] =
        assay_calibration_apply (calibration, trees ? (double) tree_margins[i] : margins[i]);
  assay_linear_free (fitted.linear);
  assay_trees_free (fitted.trees);
  return ok ? g_steal_pointer (&margins) : NULL;
}
