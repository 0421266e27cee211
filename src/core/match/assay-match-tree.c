/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-tree-private.h"

#include <math.h>
#include <string.h>

/* What comes together by chance: less is no dependence worth a parent. */
#define MIN_LIFT 1.5
#define MIN_SEEN 50

/* Where many pairs that agree on something are one lead, the others are no fair sample of different
 * ones: there have to be so many more of them than there are duplicates, and so many that look like
 * different leads. */
#define MIN_AGREED 3
#define MIN_APART 0.2

/* How often two comparisons agree together among pairs that are two leads. */
typedef struct
{
  double agrees[ASSAY_MATCH_MAX_COMPARISONS];
  double near[ASSAY_MATCH_MAX_COMPARISONS]; /* has anything in common at all */
  double gain[ASSAY_MATCH_MAX_COMPARISONS][ASSAY_MATCH_MAX_COMPARISONS]; /* mutual information */
} Dependence;

static double
information (double first, double second, double both)
{
  double cells[4] = { both, first - both, second - both, 1 - first - second + both };
  double products[4] = {
    first * second, first * (1 - second), (1 - first) * second, (1 - first) * (1 - second)
  };
  double sum = 0;

  for (guint i = 0; i < 4; i++)
    if (cells[i] > 0 && products[i] > 0)
      sum += cells[i] * log2 (cells[i] / products[i]);
  return sum;
}

static double
gain_of (double first, double second, double given)
{
  if (given < MIN_LIFT * MAX (second, 1e-9))
    return 0;
  return information (first, second, MIN (first * given, MIN (first, second)));
}

static void
measure_pair (const AssayMatchModel *model,
              const AssayMatchSample *sample,
              AssayMatchApartFunc apart,
              gpointer user_data,
              Dependence *dependence,
              guint first,
              guint second)
{
  GArray *counts = sample->agreeing[first];
  double all = 0, seen = 0, both = 0, near = 0;

  if (sample->agreed[first] < MIN_AGREED * model->prior * sample->pairs)
    return;
  for (guint i = 0; i < counts->len; i++)
    {
      const AssayMatchCount *count = &g_array_index (counts, AssayMatchCount, i);
      AssayMatchLevel level = assay_match_vector_level (count->vector, second);
      double weight;

      if (level == ASSAY_MATCH_MISSING)
        continue;
      all += count->count;
      weight = count->count * apart (count->vector, first, second, user_data);
      seen += weight;
      both += assay_match_level_agrees (level) ? weight : 0;
      near += level != ASSAY_MATCH_DIFFERENT ? weight : 0;
    }
  if (seen < MIN_SEEN || seen < MIN_APART * all)
    return;
  dependence->gain[first][second] =
      MAX (gain_of (dependence->agrees[first], dependence->agrees[second], both / seen),
           gain_of (dependence->agrees[first], dependence->near[second], near / seen));
}

static gboolean
is_above (const AssayMatchModel *model, guint ancestor, guint child)
{
  for (int at = (int) child; at >= 0; at = model->weights[at].parent)
    if (at == (int) ancestor)
      return TRUE;
  return FALSE;
}

/* Takes the strongest dependences first; each comparison follows one other at most, and none
 * itself. */
static void
grow_trees (AssayMatchModel *model, const AssayMatchRecords *records, const Dependence *dependence)
{
  gboolean grown = TRUE;

  for (guint i = 0; i < model->n; i++)
    model->weights[i].parent = -1;
  /* A name beside its parts follows the surname, which it holds. */
  if (records->whole_name >= 0)
    model->weights[records->whole_name].parent = records->family;
  while (grown)
    {
      double best = 0;
      guint parent = 0, child = 0;

      for (guint i = 0; i < model->n; i++)
        for (guint j = 0; j < model->n; j++)
          if (model->weights[j].parent < 0 && dependence->gain[i][j] > best &&
              !is_above (model, j, i))
            {
              best = dependence->gain[i][j];
              parent = i;
              child = j;
            }
      grown = best > 0;
      if (grown)
        model->weights[child].parent = (int) parent;
    }
}

/**
 * assay_match_tree_build:
 * @apart: (scope call): how far a pair counts
 *
 * Finds the comparisons that agree together among different leads and makes the stronger one the
 * other's parent. Source: Chow and Liu, "Approximating Discrete Probability Distributions with
 * Dependence Trees" (1968)
 */
void
assay_match_tree_build (AssayMatchModel *model,
                        const AssayMatchRecords *records,
                        const AssayMatchSample *sample,
                        AssayMatchApartFunc apart,
                        gpointer user_data)
{
  Dependence dependence;

  memset (&dependence, 0, sizeof dependence);
  for (guint i = 0; i < model->n; i++)
    {
      const double *u = model->weights[i].u[ASSAY_MATCH_STATE_ALONE];
      dependence.agrees[i] = MAX (0, 1 - u[ASSAY_MATCH_DIFFERENT] - u[ASSAY_MATCH_REMOTE]);
      dependence.near[i] = MAX (0, 1 - u[ASSAY_MATCH_DIFFERENT]);
    }
  for (guint i = 0; i < model->n; i++)
    for (guint j = 0; j < model->n; j++)
      if (i != j)
        measure_pair (model, sample, apart, user_data, &dependence, i, j);
  grow_trees (model, records, &dependence);
}
