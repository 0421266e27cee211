/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-interactions-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/assay-drift.h"
#include "stats/assay-probability.h"

/* What they cost grows with leads times features: so many of these together, and at least and at most so many
 * leads. */
#define WORK     6000
#define MIN_ROWS 24
#define MAX_ROWS 200
/* Pairs that are told, and how much of all that moves predictions they have to be. */
#define MAX_PAIRS 6
#define MIN_SHARE 0.01
/* A pair of values that fewer leads have is chance. */
#define MIN_LEADS 5

typedef struct
{
  const AssayPredictor *predictor;
  const AssayRawTable *table;
  guint32 *rows;  /* (owned) */
  double *values; /* (owned): per row, entries by entries: what two add together */
  gsize n_rows;
  guint n;
  double base;
  double total;
} Interactions;

static void
interactions_clear (Interactions *self)
{
  g_free (self->rows);
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Interactions, interactions_clear)

typedef struct
{
  guint first;
  guint second;
  double strength; /* mean absolute value */
} Pair;

static int
compare_pairs (const void *a,
               const void *b)
{
  const Pair *x = a, *y = b;

  if (x->strength != y->strength)
    return x->strength < y->strength ? 1 : -1;
  return x->first != y->first ? (int) x->first - (int) y->first : (int) x->second - (int) y->second;
}

static double
value_of (const Interactions *self,
          gsize               row,
          guint               a,
          guint               b)
{
  return self->values[(row * self->n + a) * self->n + b];
}

/* Folds what features do together back to the entries that they come from. */
static void
fold (Interactions *self,
      gsize         row,
      const float  *features)
{
  const AssayRecipe *recipe = self->predictor->recipe;
  guint width = recipe->n_features + 1;

  for (guint a = 0; a < self->n; a++)
    for (guint b = 0; b < self->n; b++)
      {
        const AssayRecipeEntry *first = recipe->entries->pdata[a], *second = recipe->entries->pdata[b];
        double sum = 0;

        for (guint i = first->first; i < first->first + first->n_features; i++)
          for (guint k = second->first; k < second->first + second->n_features; k++)
            sum += features[i * width + k];
        /* Half of it stands at (a, b), half at (b, a). */
        self->values[(row * self->n + a) * self->n + b] = a == b ? sum : 2 * sum;
      }
  self->base = features[(gsize) width * width - 1];
}

static gboolean
measure (Interactions             *self,
         const AssayFeatureMatrix *matrix,
         GError                  **error)
{
  guint width = self->predictor->recipe->n_features + 1;
  gsize wanted = CLAMP (WORK / width, MIN_ROWS, MAX_ROWS);
  gsize step = MAX (1, (matrix->n_rows + wanted - 1) / wanted);
  g_autoptr (AssayFeatureMatrix) sample = NULL;
  g_autofree float *features = NULL;

  self->rows = g_new (guint32, matrix->n_rows / step + 2);
  for (gsize row = 0; row < matrix->n_rows; row += step)
    self->rows[self->n_rows++] = (guint32) row;
  sample = assay_feature_matrix_select (matrix, self->rows, self->n_rows);
  features = g_new (float, self->n_rows * width * width + 1);
  self->values = g_new (double, self->n_rows * self->n * self->n + 1);
  if (!assay_trees_interact (self->predictor->trees, sample, features, error))
    return FALSE;
  for (gsize row = 0; row < self->n_rows; row++)
    fold (self, row, features + row * width * width);
  return TRUE;
}

static GArray *
rank (Interactions *self)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint a = 0; a < self->n; a++)
    for (guint b = a; b < self->n; b++)
      {
        Pair pair = { .first = a, .second = b };

        for (gsize row = 0; row < self->n_rows; row++)
          pair.strength += fabs (value_of (self, row, a, b)) / (double) self->n_rows;
        self->total += pair.strength;
        if (a != b)
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

static double
points_of (const Interactions *self,
           double              margin)
{
  const AssayCalibration *calibration = self->predictor->calibration;
  double start = assay_calibration_apply (calibration, self->base);

  return 100 * (assay_probability_from_logit (assay_probability_logit (start) + margin) - start);
}

/* The two values where the pair adds or takes most, by leads times what it does. */
static void
add_where (const Interactions *self,
           const Pair         *pair,
           JsonObject         *to)
{
  const AssayRecipe *recipe = self->predictor->recipe;
  const AssayRecipeEntry *first = recipe->entries->pdata[pair->first];
  const AssayRecipeEntry *second = recipe->entries->pdata[pair->second];
  g_autofree double *sums = g_new0 (double, (gsize) first->n_counts * second->n_counts + 1);
  g_autofree guint *counts = g_new0 (guint, (gsize) first->n_counts * second->n_counts + 1);
  gsize most = 0;
  JsonArray *where;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      gsize cell = (gsize) assay_drift_find_bin (first, self->table, self->rows[row]) * second->n_counts
                   + assay_drift_find_bin (second, self->table, self->rows[row]);

      sums[cell] += value_of (self, row, pair->first, pair->second);
      counts[cell]++;
    }
  for (gsize cell = 0; cell < (gsize) first->n_counts * second->n_counts; cell++)
    if (counts[cell] >= MIN_LEADS && fabs (sums[cell]) > fabs (sums[most]))
      most = cell;
  if (counts[most] < MIN_LEADS)
    return;
  where = json_array_new ();
  one = assay_drift_name_bin (first, (guint) (most / second->n_counts));
  other = assay_drift_name_bin (second, (guint) (most % second->n_counts));
  json_array_add_string_element (where, one);
  json_array_add_string_element (where, other);
  json_object_set_array_member (to, "where", where);
  json_object_set_double_member (to, "adds", points_of (self, sums[most] / counts[most]));
}

static JsonObject *
describe (const Interactions *self,
          const Pair         *pair)
{
  const AssayRecipe *recipe = self->predictor->recipe;
  const guint both[] = { pair->first, pair->second };
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new (), *labels = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[both[i]];

      json_array_add_string_element (fields, entry->key);
      json_array_add_string_element (labels, entry->label);
    }
  json_object_set_array_member (object, "fields", fields);
  json_object_set_array_member (object, "labels", labels);
  json_object_set_double_member (object, "share", pair->strength / self->total);
  json_object_set_double_member (object, "points", fabs (points_of (self, pair->strength)));
  add_where (self, pair, object);
  return object;
}

/**
 * assay_interactions_add:
 * @table: leads that the model learned from
 * @matrix: their features
 * @to: gets `interactions`, the strongest first, and `interactions_of`, how many leads were looked at: pairs of
 *   fields that say together what neither says alone, their share of all that moves predictions, how many points
 *   they are worth on average, and for which two values most. Logistic regression knows none
 *
 * Source: Lundberg et al. 2020, SHAP interaction values.
 */
gboolean
assay_interactions_add (const AssayPredictor     *predictor,
                        const AssayRawTable      *table,
                        const AssayFeatureMatrix *matrix,
                        JsonObject               *to,
                        GError                  **error)
{
  g_auto (Interactions) self = { .predictor = predictor, .table = table, .n = predictor->recipe->entries->len };
  g_autoptr (GArray) pairs = NULL;
  JsonArray *list = json_array_new ();

  json_object_set_array_member (to, "interactions", list);
  if (predictor->trees == NULL)
    return TRUE;
  if (!measure (&self, matrix, error))
    return FALSE;
  json_object_set_int_member (to, "interactions_of", (gint64) self.n_rows);
  pairs = rank (&self);
  for (guint i = 0; i < MIN (pairs->len, MAX_PAIRS); i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (pair->strength >= MIN_SHARE * self.total && self.total > 0)
        json_array_add_object_element (list, describe (&self, pair));
    }
  return TRUE;
}
