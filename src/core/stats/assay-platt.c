/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-platt.h"

#include <math.h>

#include "stats/assay-probability.h"

#define MAX_ITERATIONS 100
/* Keeps the Hessian invertible where all scores are equal. */
#define RIDGE 1e-12

typedef struct
{
  const double *scores;
  const guint8 *outcomes;
  gsize n;
  double high_target;
  double low_target;
} Problem;

static double
loss_at (const Problem *problem, double slope, double intercept)
{
  double sum = 0;

  for (gsize i = 0; i < problem->n; i++)
    {
      double target = problem->outcomes[i] != 0 ? problem->high_target : problem->low_target;
      double f = slope * problem->scores[i] + intercept;

      /* −t ln p − (1 − t) ln (1 − p), without overflow. */
      sum += f >= 0 ? (1 - target) * f + log1p (exp (-f)) : -target * f + log1p (exp (f));
    }
  return sum;
}

/* One Newton step, halved until the loss falls. FALSE when there is nowhere to go. */
static gboolean
step (const Problem *problem, AssayPlatt *self, double *loss)
{
  double h11 = RIDGE, h22 = RIDGE, h21 = 0, g1 = 0, g2 = 0;
  double determinant, slope_step, intercept_step;

  for (gsize i = 0; i < problem->n; i++)
    {
      double x = problem->scores[i];
      double target = problem->outcomes[i] != 0 ? problem->high_target : problem->low_target;
      double p = assay_probability_from_logit (self->slope * x + self->intercept);
      double w = p * (1 - p);

      h11 += x * x * w;
      h22 += w;
      h21 += x * w;
      g1 += x * (p - target);
      g2 += p - target;
    }
  if (fabs (g1) < 1e-10 && fabs (g2) < 1e-10)
    return FALSE;
  determinant = h11 * h22 - h21 * h21;
  slope_step = -(h22 * g1 - h21 * g2) / determinant;
  intercept_step = -(h11 * g2 - h21 * g1) / determinant;
  for (double share = 1; share >= 1e-10; share /= 2)
    {
      double slope = self->slope + share * slope_step;
      double intercept = self->intercept + share * intercept_step;
      double changed = loss_at (problem, slope, intercept);

      if (changed < *loss)
        {
          *self = (AssayPlatt){ .slope = slope, .intercept = intercept };
          *loss = changed;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * assay_platt_fit:
 * @self: (out caller-allocates): the curve
 * @scores: (array length=n): e.g. log odds; finite
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: their number
 *
 * Fits the curve by maximum likelihood. Its targets are a little inside 0 and 1, so that outcomes
 * that scores separate do not make it infinitely steep.
 *
 * Source: J. Platt, “Probabilistic outputs for support vector machines” (1999); H.-T. Lin et al.,
 * “A note on Platt's probabilistic outputs”, Machine Learning 68 (2007).
 */
void
assay_platt_fit (AssayPlatt *self, const double *scores, const guint8 *outcomes, gsize n)
{
  Problem problem = { .scores = scores, .outcomes = outcomes, .n = n };
  double positives = 0;
  double loss;

  for (gsize i = 0; i < n; i++)
    positives += outcomes[i] != 0;
  problem.high_target = (positives + 1) / (positives + 2);
  problem.low_target = 1 / ((double) n - positives + 2);
  *self = (AssayPlatt){ .intercept = log ((positives + 1) / ((double) n - positives + 1)) };
  loss = loss_at (&problem, self->slope, self->intercept);
  for (int i = 0; i < MAX_ITERATIONS && step (&problem, self, &loss); i++)
    continue;
}

/**
 * assay_platt_predict:
 * @self: a curve
 * @score: where
 *
 * Returns: the probability there
 */
double
assay_platt_predict (const AssayPlatt *self, double score)
{
  return assay_probability_from_logit (self->slope * score + self->intercept);
}
