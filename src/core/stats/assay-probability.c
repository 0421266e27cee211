/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-probability.h"

#include <math.h>

/* Nearer to certain no probability is taken, so that one wrong certainty is not infinitely bad. */
#define CERTAINTY 1e-15

/**
 * assay_probability_log_loss_of:
 * @probability: from 0 to 1
 * @outcome: 1 converted, 0 lost
 *
 * Returns: the loss of one prediction, in nats
 */
double
assay_probability_log_loss_of (double probability, guint8 outcome)
{
  double p = CLAMP (probability, CERTAINTY, 1 - CERTAINTY);

  return outcome != 0 ? -log (p) : -log1p (-p);
}

/**
 * assay_probability_log_loss:
 * @probabilities: (array length=n): from 0 to 1
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Returns: the mean negative log-likelihood, in nats; NaN of nothing
 */
double
assay_probability_log_loss (const double *probabilities, const guint8 *outcomes, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += assay_probability_log_loss_of (probabilities[i], outcomes[i]);
  return n > 0 ? sum / (double) n : NAN;
}

/**
 * assay_probability_brier:
 * @probabilities: (array length=n): from 0 to 1
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Returns: the mean squared error; NaN of nothing
 *
 * Source: G. W. Brier, “Verification of forecasts expressed in terms of probability”, Monthly
 * Weather Review 78 (1950), for two outcomes.
 */
double
assay_probability_brier (const double *probabilities, const guint8 *outcomes, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double error = probabilities[i] - (outcomes[i] != 0);

      sum += error * error;
    }
  return n > 0 ? sum / (double) n : NAN;
}

/**
 * assay_probability_accuracy:
 * @probabilities: (array length=n): from 0 to 1
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @threshold: from where on a lead counts as converting
 *
 * Returns: the share of right answers; NaN of nothing
 */
double
assay_probability_accuracy (const double *probabilities,
                            const guint8 *outcomes,
                            gsize n,
                            double threshold)
{
  gsize right = 0;

  for (gsize i = 0; i < n; i++)
    right += (probabilities[i] >= threshold) == (outcomes[i] != 0);
  return n > 0 ? (double) right / (double) n : NAN;
}

/**
 * assay_probability_reliability:
 * @probabilities: (array length=n): from 0 to 1
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @bins: (array length=n_bins) (out caller-allocates): the bins, lowest first
 * @n_bins: their number, of equal width; a probability of 1 is in the last
 *
 * What was predicted beside what came true.
 */
void
assay_probability_reliability (const double *probabilities,
                               const guint8 *outcomes,
                               gsize n,
                               AssayReliabilityBin *bins,
                               guint n_bins)
{
  for (guint b = 0; b < n_bins; b++)
    bins[b] = (AssayReliabilityBin){ 0 };
  for (gsize i = 0; i < n; i++)
    {
      guint b = (guint) (CLAMP (probabilities[i], 0, 1) * n_bins);
      AssayReliabilityBin *bin = &bins[MIN (b, n_bins - 1)];

      bin->count++;
      bin->predicted += probabilities[i];
      bin->observed += outcomes[i] != 0;
    }
  for (guint b = 0; b < n_bins; b++)
    {
      bins[b].predicted /= (double) bins[b].count;
      bins[b].observed /= (double) bins[b].count;
    }
}

/**
 * assay_probability_calibration_error:
 * @probabilities: (array length=n): from 0 to 1
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 * @n_bins: bins of equal width, at most 100
 *
 * Returns: the expected calibration error: the mean distance of predicted and observed, weighted by
 *   the size of the bins; NaN of nothing
 *
 * Source: M. P. Naeini et al., “Obtaining well calibrated probabilities using Bayesian binning”,
 * AAAI 2015.
 */
double
assay_probability_calibration_error (const double *probabilities,
                                     const guint8 *outcomes,
                                     gsize n,
                                     guint n_bins)
{
  AssayReliabilityBin bins[100];
  double sum = 0;

  g_return_val_if_fail (n_bins >= 1 && n_bins <= G_N_ELEMENTS (bins), NAN);

  assay_probability_reliability (probabilities, outcomes, n, bins, n_bins);
  for (guint b = 0; b < n_bins; b++)
    if (bins[b].count > 0)
      sum += (double) bins[b].count * fabs (bins[b].predicted - bins[b].observed);
  return n > 0 ? sum / (double) n : NAN;
}

/**
 * assay_probability_logit:
 * @probability: from 0 to 1
 *
 * Returns: its log odds, finite
 */
double
assay_probability_logit (double probability)
{
  double p = CLAMP (probability, CERTAINTY, 1 - CERTAINTY);

  return log (p) - log1p (-p);
}

/**
 * assay_probability_from_logit:
 * @logit: log odds
 *
 * Returns: the probability
 */
double
assay_probability_from_logit (double logit)
{
  if (logit >= 0)
    return 1 / (1 + exp (-logit));
  return exp (logit) / (1 + exp (logit));
}
