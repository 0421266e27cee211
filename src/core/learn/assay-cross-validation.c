/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-cross-validation.h"

#include <math.h>

#include "learn/assay-linear.h"
#include "stats/assay-random.h"

/* The work on one fold: learns from the rows outside it and looks at those inside. */
typedef gboolean (*FoldFunc) (guint fold,
                              const guint32 *inside,
                              gsize n_inside,
                              const guint32 *outside,
                              gsize n_outside,
                              gpointer user_data,
                              GError **error);

typedef struct
{
  const AssayTrial *trial;
  FoldFunc func;
  gpointer user_data;
  int next; /* atomic: the fold to do next */
  GMutex mutex;
  GError *error; /* (owned) (nullable): the first one */
} Crew;

/**
 * assay_trial_make_folds:
 * @outcomes: (array length=n_rows): 1 converted, 0 lost
 * @n_rows: leads
 * @n_folds: parts, at most 255
 * @seed: for the shuffling
 *
 * Returns: (transfer full): per row its fold; every fold has the same share of conversions
 */
guint8 *
assay_trial_make_folds (const guint8 *outcomes, gsize n_rows, guint n_folds, guint64 seed)
{
  g_autofree guint32 *order = g_new (guint32, n_rows + 1);
  guint8 *folds = g_new0 (guint8, n_rows + 1);
  guint next[2] = { 0, 0 };
  AssayRandom random;

  assay_random_init (&random, seed);
  for (gsize i = 0; i < n_rows; i++)
    order[i] = (guint32) i;
  assay_random_shuffle (&random, order, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    folds[order[i]] = (guint8) (next[outcomes[order[i]] != 0]++ % n_folds);
  return folds;
}

static gboolean
do_fold (Crew *crew, guint fold, GError **error)
{
  const AssayTrial *trial = crew->trial;
  gsize n = trial->matrix->n_rows;
  g_autofree guint32 *inside = g_new (guint32, n + 1);
  g_autofree guint32 *outside = g_new (guint32, n + 1);
  gsize n_inside = 0, n_outside = 0;

  for (gsize row = 0; row < n; row++)
    if (trial->folds[row] == fold)
      inside[n_inside++] = (guint32) row;
    else
      outside[n_outside++] = (guint32) row;
  return crew->func (fold, inside, n_inside, outside, n_outside, crew->user_data, error);
}

static gpointer
work (gpointer data)
{
  Crew *crew = data;
  int fold;

  while ((fold = g_atomic_int_add (&crew->next, 1)) < (int) crew->trial->n_folds)
    {
      GError *error = NULL;

      if (do_fold (crew, (guint) fold, &error))
        continue;
      g_mutex_lock (&crew->mutex);
      if (crew->error == NULL)
        crew->error = g_steal_pointer (&error);
      g_mutex_unlock (&crew->mutex);
      g_clear_error (&error);
    }
  return NULL;
}

/* Folds side by side, each on one thread: how many there are changes no result. */
static gboolean
for_each_fold (const AssayTrial *trial, FoldFunc func, gpointer user_data, GError **error)
{
  Crew crew = { .trial = trial, .func = func, .user_data = user_data };
  guint n_threads = MIN (g_get_num_processors (), trial->n_folds);
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);

  g_mutex_init (&crew.mutex);
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("assay-fold", work, &crew);
  work (&crew);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  g_mutex_clear (&crew.mutex);
  if (crew.error == NULL)
    return TRUE;
  g_propagate_error (error, crew.error);
  return FALSE;
}

typedef struct
{
  const AssayTrial *trial;
  double penalty;
  const AssayTreeParams *params;
  double *margins;
  GArray **losses;
  GCancellable *cancellable;
} Task;

static gboolean
linear_fold (guint fold,
             const guint32 *inside,
             gsize n_inside,
             const guint32 *outside,
             gsize n_outside,
             gpointer user_data,
             GError **error)
{
  Task *task = user_data;
  const AssayTrial *trial = task->trial;
  g_autoptr (AssayLinear) linear = assay_linear_fit (trial->recipe,
                                                     trial->matrix,
                                                     trial->outcomes,
                                                     outside,
                                                     n_outside,
                                                     task->penalty,
                                                     task->cancellable,
                                                     error);
  g_autofree double *margins = g_new (double, n_inside + 1);

  if (linear == NULL)
    return FALSE;
  assay_linear_predict (linear, trial->matrix, inside, n_inside, margins);
  for (gsize i = 0; i < n_inside; i++)
    task->margins[inside[i]] = margins[i];
  return TRUE;
}

/**
 * assay_trial_linear:
 * @penalty: see assay_logistic_fit()
 * @margins: (array) (out caller-allocates): per row, log odds from a model that has not seen it
 *
 * Tries logistic regression.
 */
gboolean
assay_trial_linear (const AssayTrial *trial,
                    double penalty,
                    double *margins,
                    GCancellable *cancellable,
                    GError **error)
{
  Task task = {
    .trial = trial, .penalty = penalty, .margins = margins, .cancellable = cancellable
  };

  return for_each_fold (trial, linear_fold, &task, error);
}

static float *
label_rows (const AssayTrial *trial, const guint32 *rows, gsize n)
{
  float *labels = g_new (float, n + 1);

  for (gsize i = 0; i < n; i++)
    labels[i] = trial->outcomes[rows[i]];
  return labels;
}

static gboolean
trees_fold (guint fold,
            const guint32 *inside,
            gsize n_inside,
            const guint32 *outside,
            gsize n_outside,
            gpointer user_data,
            GError **error)
{
  Task *task = user_data;
  const AssayTrial *trial = task->trial;
  g_autoptr (AssayFeatureMatrix) known =
      assay_feature_matrix_select (trial->matrix, outside, n_outside);
  g_autoptr (AssayFeatureMatrix) held =
      assay_feature_matrix_select (trial->matrix, inside, n_inside);
  g_autofree float *known_labels = label_rows (trial, outside, n_outside);
  g_autofree float *held_labels = label_rows (trial, inside, n_inside);
  AssayTreeRows rows = { .matrix = known, .labels = known_labels };
  AssayTreeRows held_out = { .matrix = held, .labels = held_labels };
  AssayTreeParams params = *task->params;
  g_autoptr (AssayTrees) trees = NULL;
  g_autofree float *margins = g_new (float, n_inside + 1);

  params.n_threads = 1;
  if (task->losses != NULL)
    {
      trees = assay_trees_grow (
          &params, &rows, &held_out, task->losses[fold], task->cancellable, error);
      return trees != NULL;
    }
  params.patience = 0;
  trees = assay_trees_grow (&params, &rows, NULL, NULL, task->cancellable, error);
  if (trees == NULL || !assay_trees_predict (trees, held, margins, error))
    return FALSE;
  for (gsize i = 0; i < n_inside; i++)
    task->margins[inside[i]] = margins[i];
  return TRUE;
}

/**
 * assay_trial_search:
 * @params: (inout): how to grow trees; its rounds become those of the least loss
 * @out_loss: (out): the mean log-loss of the folds there
 *
 * Finds out how many trees are best: the rounds where the mean loss of all folds is least.
 */
gboolean
assay_trial_search (const AssayTrial *trial,
                    AssayTreeParams *params,
                    double *out_loss,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) losses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Task task = { .trial = trial, .params = params, .cancellable = cancellable };
  guint shortest = G_MAXUINT, best = 0;

  for (guint f = 0; f < trial->n_folds; f++)
    g_ptr_array_add (losses, g_array_new (FALSE, FALSE, sizeof (double)));
  task.losses = (GArray **) losses->pdata;
  if (!for_each_fold (trial, trees_fold, &task, error))
    return FALSE;
  for (guint f = 0; f < trial->n_folds; f++)
    shortest = MIN (shortest, task.losses[f]->len);
  *out_loss = INFINITY;
  for (guint round = 0; round < shortest; round++)
    {
      double sum = 0;

      for (guint f = 0; f < trial->n_folds; f++)
        sum += g_array_index (task.losses[f], double, round);
      if (sum / trial->n_folds < *out_loss)
        {
          *out_loss = sum / trial->n_folds;
          best = round;
        }
    }
  params->rounds = best + 1;
  return TRUE;
}

/**
 * assay_trial_trees:
 * @params: how to grow trees; all its rounds
 * @margins: (array) (out caller-allocates): per row, log odds from trees that have not seen it
 *
 * Tries trees.
 */
gboolean
assay_trial_trees (const AssayTrial *trial,
                   const AssayTreeParams *params,
                   double *margins,
                   GCancellable *cancellable,
                   GError **error)
{
  Task task = { .trial = trial, .params = params, .margins = margins, .cancellable = cancellable };

  return for_each_fold (trial, trees_fold, &task, error);
}
