/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-ranking.h"

#include <math.h>
#include <stdlib.h>

#include "stats/assay-distribution.h"

/* Cut-offs: whole percents, and ranks in even steps. */
#define N_PERCENTS 101
#define N_RANKS 100

typedef struct
{
  double score;
  guint8 outcome;
} Scored;

static int
compare_descending (const void *a, const void *b)
{
  double x = ((const Scored *) a)->score;
  double y = ((const Scored *) b)->score;

  return (x < y) - (x > y);
}

static Scored *
sort_by_score (const double *scores, const guint8 *outcomes, gsize n, gsize *n_positive)
{
  Scored *sorted = g_new (Scored, n);

  *n_positive = 0;
  for (gsize i = 0; i < n; i++)
    {
      sorted[i] = (Scored){ .score = scores[i], .outcome = outcomes[i] != 0 };
      *n_positive += sorted[i].outcome;
    }
  qsort (sorted, n, sizeof *sorted, compare_descending);
  return sorted;
}

/* The run of equal scores that starts at `at`: where it ends and how many of it converted. */
static gsize
tie_end (const Scored *sorted, gsize n, gsize at, gsize *n_positive)
{
  gsize end = at;

  *n_positive = 0;
  for (; end < n && sorted[end].score == sorted[at].score; end++)
    *n_positive += sorted[end].outcome;
  return end;
}

/**
 * assay_ranking_auc:
 * @scores: (array length=n): higher means more likely; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Returns: the area under the ROC curve, ties counting half; NaN unless both outcomes occur
 */
double
assay_ranking_auc (const double *scores, const guint8 *outcomes, gsize n)
{
  return assay_ranking_auc_interval (scores, outcomes, n, 0.95, NULL, NULL);
}

/**
 * assay_ranking_auc_interval:
 * @scores: (array length=n): higher means more likely; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @level: e.g. 0.95
 * @low: (out) (optional): the lower end
 * @high: (out) (optional): the upper end
 *
 * The area under the ROC curve and its confidence interval.
 *
 * Returns: the area; NaN, like both ends, unless both outcomes occur
 *
 * Source: E. R. DeLong et al., “Comparing the areas under two or more correlated receiver operating
 * characteristic curves”, Biometrics 44 (1988); placements by ranks, in n log n.
 */
double
assay_ranking_auc_interval (
    const double *scores, const guint8 *outcomes, gsize n, double level, double *low, double *high)
{
  gsize n_positive;
  g_autofree Scored *sorted = sort_by_score (scores, outcomes, n, &n_positive);
  double m = (double) n_positive;
  double k = (double) (n - n_positive);
  double positives_above = 0;
  double negatives_above = 0;
  double sum = 0;
  double positive_squares = 0;
  double negative_squares = 0;
  double auc, variance, half;

  if (low != NULL)
    *low = NAN;
  if (high != NULL)
    *high = NAN;
  if (n_positive == 0 || n_positive == n)
    return NAN;

  for (gsize i = 0, end, here; i < n; i = end)
    {
      double negatives, below, above;

      end = tie_end (sorted, n, i, &here);
      negatives = (double) (end - i - here);
      /* The share of the other class that each of these beats, or is beaten by. */
      below = (k - negatives_above - negatives / 2) / k;
      above = (positives_above + (double) here / 2) / m;
      sum += (double) here * below;
      positive_squares += (double) here * below * below;
      negative_squares += negatives * above * above;
      positives_above += (double) here;
      negatives_above += negatives;
    }
  auc = sum / m;
  variance = (m > 1 ? (positive_squares / m - auc * auc) / (m - 1) : 0) +
             (k > 1 ? (negative_squares / k - auc * auc) / (k - 1) : 0);
  half = assay_normal_quantile (0.5 + level / 2) * sqrt (MAX (variance, 0));
  if (low != NULL)
    *low = MAX (0, auc - half);
  if (high != NULL)
    *high = MIN (1, auc + half);
  return auc;
}

/**
 * assay_ranking_pr_auc:
 * @scores: (array length=n): higher means more likely; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Returns: the average precision: the sum of precision times the step in recall over all distinct
 *   scores; NaN if none converted
 */
double
assay_ranking_pr_auc (const double *scores, const guint8 *outcomes, gsize n)
{
  gsize n_positive;
  g_autofree Scored *sorted = sort_by_score (scores, outcomes, n, &n_positive);
  gsize found = 0;
  double area = 0;

  if (n_positive == 0)
    return NAN;
  for (gsize i = 0, end, here; i < n; i = end)
    {
      end = tie_end (sorted, n, i, &here);
      found += here;
      area += (double) here / (double) n_positive * ((double) found / (double) end);
    }
  return area;
}

/**
 * assay_ranking_lift:
 * @scores: (array length=n): higher means more likely; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @rows: (array length=n_rows) (out caller-allocates): the slices, best scores first
 * @n_rows: how many equal slices; 10 gives deciles
 *
 * What each slice of the ranked leads converts. Equal scores count evenly in the slices they span.
 */
void
assay_ranking_lift (
    const double *scores, const guint8 *outcomes, gsize n, AssayLiftRow *rows, guint n_rows)
{
  gsize n_positive;
  g_autofree Scored *sorted = sort_by_score (scores, outcomes, n, &n_positive);
  double size = (double) n / n_rows;
  double gained = 0;

  for (guint r = 0; r < n_rows; r++)
    rows[r] = (AssayLiftRow){ .count = size };
  for (gsize i = 0, end, here; i < n; i = end)
    {
      double rate;

      end = tie_end (sorted, n, i, &here);
      rate = (double) here / (double) (end - i);
      for (guint r = (guint) MIN ((double) i / size, n_rows - 1); r < n_rows; r++)
        {
          double from = MAX ((double) i, r * size);
          double to = MIN ((double) end, (r + 1) * size);

          if (to <= from)
            break;
          rows[r].positives += rate * (to - from);
        }
    }
  for (guint r = 0; r < n_rows; r++)
    {
      gained += rows[r].positives;
      rows[r].rate = n > 0 ? rows[r].positives / size : 0;
      rows[r].lift = n_positive > 0 ? rows[r].rate * (double) n / (double) n_positive : 0;
      rows[r].gain = n_positive > 0 ? gained / (double) n_positive : 0;
    }
}

static int
compare_thresholds (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x < y) - (x > y);
}

/**
 * assay_ranking_cutoffs:
 * @scores: (array length=n): probabilities; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @cutoffs: (out caller-allocates) (array fixed-size=202): highest threshold first
 *
 * What is found and what is called in vain wherever a list is cut: at every whole percent, so that
 * a threshold may be chosen later, and at a hundred even steps down the ranking, so that curves are
 * smooth wherever the scores lie. ROC and precision–recall curves follow from it.
 *
 * Returns: how many there are; the first calls nobody, the last everybody
 */
guint
assay_ranking_cutoffs (const double *scores,
                       const guint8 *outcomes,
                       gsize n,
                       AssayCutoff cutoffs[ASSAY_RANKING_CUTOFFS])
{
  gsize n_positive, at = 0, found = 0;
  g_autofree Scored *sorted = sort_by_score (scores, outcomes, n, &n_positive);
  double thresholds[ASSAY_RANKING_CUTOFFS];
  guint n_thresholds = 0, n_cutoffs = 0;

  for (guint i = 0; i < N_PERCENTS; i++)
    thresholds[n_thresholds++] = i / 100.0;
  for (guint i = 1; n > 0 && i <= N_RANKS; i++)
    thresholds[n_thresholds++] = sorted[i * n / N_RANKS > 0 ? i * n / N_RANKS - 1 : 0].score;
  thresholds[n_thresholds++] = INFINITY;
  qsort (thresholds, n_thresholds, sizeof *thresholds, compare_thresholds);
  for (guint i = 0; i < n_thresholds; i++)
    {
      if (i > 0 && thresholds[i] == thresholds[i - 1])
        continue;
      for (; at < n && sorted[at].score >= thresholds[i]; at++)
        found += sorted[at].outcome;
      cutoffs[n_cutoffs++] = (AssayCutoff){ thresholds[i], found, at - found };
    }
  return n_cutoffs;
}
