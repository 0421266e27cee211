/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-auc-comparison.h"

#include <math.h>
#include <stdlib.h>

#include "stats/assay-distribution.h"

typedef struct
{
  double score;
  gsize row;
} Placed;

static int
compare_scores (const void *a,
                const void *b)
{
  double x = ((const Placed *) a)->score, y = ((const Placed *) b)->score;

  return (x > y) - (x < y);
}

/* Of each lead the share of the other class that it is on the right side of, ties counting half. */
static double *
place (const double *scores,
       const guint8 *outcomes,
       gsize         n,
       gsize         n_positive)
{
  g_autofree Placed *sorted = g_new (Placed, n);
  double *placements = g_new (double, n);
  double positives = (double) n_positive, negatives = (double) (n - n_positive);
  double positives_below = 0, negatives_below = 0;

  for (gsize i = 0; i < n; i++)
    sorted[i] = (Placed) { .score = scores[i], .row = i };
  qsort (sorted, n, sizeof *sorted, compare_scores);
  for (gsize i = 0, end; i < n; i = end)
    {
      double positives_here = 0, negatives_here;

      for (end = i; end < n && sorted[end].score == sorted[i].score; end++)
        positives_here += outcomes[sorted[end].row] != 0;
      negatives_here = (double) (end - i) - positives_here;
      for (gsize k = i; k < end; k++)
        placements[sorted[k].row]
          = outcomes[sorted[k].row] != 0
              ? (negatives_below + negatives_here / 2) / negatives
              : (positives - positives_below - positives_here / 2) / positives;
      positives_below += positives_here;
      negatives_below += negatives_here;
    }
  return placements;
}

/* Sample variance of the differences of one class's placements. */
static double
variance_of_difference (const double *first,
                        const double *second,
                        const guint8 *outcomes,
                        gsize         n,
                        guint8        outcome)
{
  double count = 0, mean = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    if ((outcomes[i] != 0) == outcome)
      {
        double delta = second[i] - first[i] - mean;

        count += 1;
        mean += delta / count;
        squares += delta * (second[i] - first[i] - mean);
      }
  return count > 1 ? squares / (count - 1) / count : 0;
}

static double
mean_of_positives (const double *placements,
                   const guint8 *outcomes,
                   gsize         n,
                   gsize         n_positive)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += outcomes[i] != 0 ? placements[i] : 0;
  return sum / (double) n_positive;
}

/**
 * assay_auc_compare:
 * @first: (array length=n): scores, higher means more likely; no NaN
 * @second: (array length=n): other scores of the same leads; no NaN
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @level: e.g. 0.95
 * @comparison: (out): the result
 *
 * Whether one ranking tells converted leads from lost ones better than another. The two are of the
 * same leads and so not independent; the placements of each lead are subtracted before variances
 * are taken, which counts their covariance in.
 *
 * Source: E. R. DeLong et al., “Comparing the areas under two or more correlated receiver operating
 * characteristic curves”, Biometrics 44 (1988), pp. 837–845.
 */
void
assay_auc_compare (const double       *first,
                   const double       *second,
                   const guint8       *outcomes,
                   gsize               n,
                   double              level,
                   AssayAucComparison *comparison)
{
  g_autofree double *a = NULL;
  g_autofree double *b = NULL;
  gsize n_positive = 0;
  double deviation, half;

  *comparison = (AssayAucComparison) { NAN, NAN, NAN, NAN, NAN, NAN };
  for (gsize i = 0; i < n; i++)
    n_positive += outcomes[i] != 0;
  if (n_positive == 0 || n_positive == n)
    return;
  a = place (first, outcomes, n, n_positive);
  b = place (second, outcomes, n, n_positive);
  comparison->first = mean_of_positives (a, outcomes, n, n_positive);
  comparison->second = mean_of_positives (b, outcomes, n, n_positive);
  comparison->difference = comparison->second - comparison->first;
  deviation = sqrt (variance_of_difference (a, b, outcomes, n, 1)
                    + variance_of_difference (a, b, outcomes, n, 0));
  half = assay_normal_quantile (0.5 + level / 2) * deviation;
  comparison->low = MAX (-1, comparison->difference - half);
  comparison->high = MIN (1, comparison->difference + half);
  if (deviation > 0)
    comparison->p = assay_chi_square_tail (
      comparison->difference / deviation * (comparison->difference / deviation), 1);
  else
    comparison->p = comparison->difference == 0 ? 1 : 0;
}
