/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trainer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/assay-candidate-private.h"
#include "learn/assay-xgboost.h"
#include "stats/assay-random.h"

/* Of the newest leads, the share that is kept for a test. */
#define NEWEST_SHARE 0.2
#define MIN_NEWEST_OUTCOMES 10

GType
assay_algorithm_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { ASSAY_ALGORITHM_AUTO, "ASSAY_ALGORITHM_AUTO", "auto" },
        { ASSAY_ALGORITHM_LOGISTIC, "ASSAY_ALGORITHM_LOGISTIC", "logistic" },
        { ASSAY_ALGORITHM_TREES, "ASSAY_ALGORITHM_TREES", "trees" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("AssayAlgorithm", values));
    }
  return type;
}

void
assay_trained_free (AssayTrained *self)
{
  if (self == NULL)
    return;
  assay_linear_free (self->linear);
  assay_trees_free (self->trees);
  assay_calibration_free (self->calibration);
  g_free (self->margins);
  g_free (self->probabilities);
  g_free (self);
}

typedef struct
{
  double order;
  guint32 row;
} Place;

static int
compare_places (const void *a, const void *b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return x->row < y->row ? -1 : 1;
}

/**
 * assay_trainer_sort:
 * @order: (array length=n): places in time; those without one count as oldest
 * @n: their number
 *
 * Returns: (transfer full): the rows, oldest first
 */
guint32 *
assay_trainer_sort (const double *order, gsize n)
{
  g_autofree Place *places = g_new (Place, n + 1);
  guint32 *rows = g_new (guint32, n + 1);

  for (gsize i = 0; i < n; i++)
    places[i] = (Place){ .order = isnan (order[i]) ? -INFINITY : order[i], .row = (guint32) i };
  qsort (places, n, sizeof *places, compare_places);
  for (gsize i = 0; i < n; i++)
    rows[i] = places[i].row;
  return rows;
}

static void
report (const AssayTraining *training, double fraction, const char *phrase)
{
  if (training->progress != NULL)
    training->progress (fraction, phrase, training->user_data);
}

/* Part of the rows, with outcomes, for a search or a test. */
static AssayTraining
take_rows (const AssayTraining *training, const guint32 *rows, gsize n)
{
  AssayTraining part = *training;
  guint8 *outcomes = g_new (guint8, n + 1);

  for (gsize i = 0; i < n; i++)
    outcomes[i] = training->outcomes[rows[i]];
  part.matrix = assay_feature_matrix_select (training->matrix, rows, n);
  part.outcomes = outcomes;
  part.order = NULL;
  part.progress = NULL;
  return part;
}

static void
drop_rows (AssayTraining *part)
{
  assay_feature_matrix_free ((AssayFeatureMatrix *) part->matrix);
  g_free ((guint8 *) part->outcomes);
}

static double
count_positives (const guint8 *outcomes, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += outcomes[i] != 0;
  return sum;
}

/* The newest fifth, predicted by what the winner learns from the rest, calibrated on the rest. */
static gboolean
test_later (const AssayTraining *training,
            AssayTrained *trained,
            const guint32 *rows,
            GCancellable *cancellable,
            GError **error)
{
  gsize n = training->matrix->n_rows;
  gsize n_newest = (gsize) ((double) n * NEWEST_SHARE);
  gsize n_older = n - n_newest;
  AssayTraining older = take_rows (training, rows, n_older);
  AssayTraining newest = take_rows (training, rows + n_older, n_newest);
  double seen = count_positives (older.outcomes, n_older);
  double unseen = count_positives (newest.outcomes, n_newest);
  g_autofree double *rates = g_new (double, n_newest + 1);
  g_autofree double *probabilities = NULL;
  gboolean ok = TRUE;

  if (MIN (unseen, (double) n_newest - unseen) >= MIN_NEWEST_OUTCOMES &&
      MIN (seen, (double) n_older - seen) >= MIN_NEWEST_OUTCOMES)
    {
      probabilities =
          assay_candidate_predict_later (&older, newest.matrix, trained, cancellable, error);
      ok = probabilities != NULL;
      for (gsize i = 0; i < n_newest; i++)
        rates[i] = seen / (double) n_older;
      if (ok)
        assay_evaluation_make (&trained->later, probabilities, rates, newest.outcomes, n_newest);
      trained->has_later = ok;
    }
  drop_rows (&older);
  drop_rows (&newest);
  return ok;
}

static gboolean
fit_all (const AssayTraining *training,
         AssayTrained *trained,
         GCancellable *cancellable,
         GError **error)
{
  trained->calibration =
      assay_calibration_new (trained->margins, training->outcomes, training->matrix->n_rows);
  return assay_candidate_fit (training, trained, cancellable, error);
}

/**
 * assay_trainer_train:
 * @training: what to train on
 *
 * Searches parameters on folds of one shuffling, tries both algorithms on folds of another, takes
 * trees only where they are better by more than one standard error, calibrates, and fits the winner
 * to all rows. Worker thread; the same input gives the same model.
 *
 * Returns: (transfer full) (nullable): the model; %NULL when cancelled or without the library for
 * trees
 */
AssayTrained *
assay_trainer_train (const AssayTraining *training, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayTrained) trained = NULL;

  report (training, 0.05, _ ("Searching for the best way to learn"));
  trained = assay_candidate_choose (training, cancellable, error);
  if (trained == NULL)
    return NULL;
  if (training->order != NULL)
    {
      g_autofree guint32 *rows = assay_trainer_sort (training->order, training->matrix->n_rows);

      report (training, 0.8, _ ("Testing on the newest leads"));
      if (!test_later (training, trained, rows, cancellable, error))
        return NULL;
    }
  report (training, 0.9, _ ("Learning from all leads"));
  if (!fit_all (training, trained, cancellable, error))
    return NULL;
  return g_steal_pointer (&trained);
}
