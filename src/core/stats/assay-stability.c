/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-stability.h"

#include <math.h>

#include "stats/assay-distribution.h"

/* Added to every bin, so that an empty one is far off instead of infinitely far. */
#define PRIOR 0.5

/**
 * assay_stability_index:
 * @before: (array length=n_bins): how many leads each bin held
 * @after: (array length=n_bins): how many it holds
 * @n_bins: their number
 *
 * Returns: the population stability index of the two distributions, half a lead added to each bin;
 *   0 for equal ones
 *
 * Source: the symmetrised Kullback–Leibler divergence of H. Jeffreys (1946), as credit scoring uses
 * it.
 */
double
assay_stability_index (const double *before, const double *after, guint n_bins)
{
  double n_before = PRIOR * n_bins;
  double n_after = PRIOR * n_bins;
  double sum = 0;

  for (guint b = 0; b < n_bins; b++)
    {
      n_before += before[b];
      n_after += after[b];
    }
  for (guint b = 0; b < n_bins; b++)
    {
      double p = (before[b] + PRIOR) / n_before;
      double q = (after[b] + PRIOR) / n_after;

      sum += (q - p) * log (q / p);
    }
  return sum;
}

/**
 * assay_stability_limit:
 * @n_before: leads of the earlier distribution
 * @n_after: leads of the later one
 * @n_bins: bins that are used, at least 2
 * @confidence: e.g. 0.99
 *
 * Returns: what the index stays below with this probability when nothing has changed
 *
 * Source: B. Yurdakul, J. Naranjo, “Statistical properties of the population stability index”,
 * Journal of Risk Model Validation 14 (2020): about (1/n + 1/m) χ² with one degree of freedom less
 * than there are bins.
 */
double
assay_stability_limit (double n_before, double n_after, guint n_bins, double confidence)
{
  g_return_val_if_fail (n_bins >= 2, NAN);

  return (1 / n_before + 1 / n_after) * assay_chi_square_quantile (confidence, n_bins - 1);
}
