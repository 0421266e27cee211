/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-logistic.h"

#include <math.h>
#include <string.h>

#include "stats/assay-probability.h"

#define MAX_STEPS 100
#define MAX_INNER_STEPS 250
/* Sufficient decrease, as usual for Newton steps. */
#define DECREASE 1e-4

typedef struct
{
  const AssayLogisticData *data;
  double penalty;
  guint n;           /* coefficients: the columns and the intercept */
  double *curvature; /* (owned): p (1 − p) of each row */
  double *gradient;  /* (owned) */
  double *diagonal;  /* (owned): of the Hessian, to precondition with */
  double *step;      /* (owned) */
  double *residual;  /* (owned) */
  double *direction; /* (owned) */
  double *product;   /* (owned) */
  double *trial;     /* (owned) */
} Fit;

static void
fit_clear (Fit *fit)
{
  g_free (fit->curvature);
  g_free (fit->gradient);
  g_free (fit->diagonal);
  g_free (fit->step);
  g_free (fit->residual);
  g_free (fit->direction);
  g_free (fit->product);
  g_free (fit->trial);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

static gsize
row_at (const AssayLogisticData *data, gsize i)
{
  return data->rows != NULL ? data->rows[i] : i;
}

/**
 * assay_logistic_margin:
 * @data: a matrix
 * @coefficients: (array): of each column, and last the intercept
 * @row: a row of the matrix
 *
 * Returns: its log odds
 */
double
assay_logistic_margin (const AssayLogisticData *data, const double *coefficients, gsize row)
{
  double sum = coefficients[data->n_columns];

  for (gsize k = data->offsets[row]; k < data->offsets[row + 1]; k++)
    sum += coefficients[data->columns[k]] * data->values[k];
  return sum;
}

static void
add_row (const AssayLogisticData *data, gsize row, double factor, double *sums)
{
  for (gsize k = data->offsets[row]; k < data->offsets[row + 1]; k++)
    sums[data->columns[k]] += factor * data->values[k];
  sums[data->n_columns] += factor;
}

static double
objective (const Fit *fit, const double *coefficients)
{
  const AssayLogisticData *data = fit->data;
  double sum = 0;
  double squares = 0;

  for (gsize i = 0; i < data->n_rows; i++)
    {
      gsize row = row_at (data, i);
      double margin = assay_logistic_margin (data, coefficients, row);

      if (data->outcomes[row] != 0)
        margin = -margin;
      sum += margin > 0 ? margin + log1p (exp (-margin)) : log1p (exp (margin));
    }
  for (guint c = 0; c < data->n_columns; c++)
    squares += coefficients[c] * coefficients[c];
  return sum + fit->penalty / 2 * squares;
}

/* Gradient, curvature and the Hessian's diagonal. Returns the largest slope. */
static double
differentiate (Fit *fit, const double *coefficients)
{
  const AssayLogisticData *data = fit->data;
  double largest = 0;

  memset (fit->gradient, 0, fit->n * sizeof (double));
  memset (fit->diagonal, 0, fit->n * sizeof (double));
  for (gsize i = 0; i < data->n_rows; i++)
    {
      gsize row = row_at (data, i);
      double p = assay_probability_from_logit (assay_logistic_margin (data, coefficients, row));
      double w = p * (1 - p);

      fit->curvature[i] = w;
      add_row (data, row, p - (data->outcomes[row] != 0), fit->gradient);
      for (gsize k = data->offsets[row]; k < data->offsets[row + 1]; k++)
        fit->diagonal[data->columns[k]] += w * data->values[k] * data->values[k];
      fit->diagonal[data->n_columns] += w;
    }
  for (guint c = 0; c < fit->n; c++)
    {
      if (c < data->n_columns)
        {
          fit->gradient[c] += fit->penalty * coefficients[c];
          fit->diagonal[c] += fit->penalty;
        }
      fit->diagonal[c] = MAX (fit->diagonal[c], 1e-12);
      largest = MAX (largest, fabs (fit->gradient[c]));
    }
  return largest;
}

static void
multiply_hessian (Fit *fit, const double *vector, double *product)
{
  const AssayLogisticData *data = fit->data;

  memset (product, 0, fit->n * sizeof (double));
  for (gsize i = 0; i < data->n_rows; i++)
    {
      gsize row = row_at (data, i);

      add_row (data, row, fit->curvature[i] * assay_logistic_margin (data, vector, row), product);
    }
  for (guint c = 0; c < data->n_columns; c++)
    product[c] += fit->penalty * vector[c];
}

/* Solves Hessian × step = −gradient by preconditioned conjugate gradients. */
static void
solve_step (Fit *fit, double precision)
{
  guint n = fit->n;
  double rho = 0;
  double start;

  for (guint c = 0; c < n; c++)
    {
      fit->step[c] = 0;
      fit->residual[c] = -fit->gradient[c];
      fit->direction[c] = fit->residual[c] / fit->diagonal[c];
      rho += fit->residual[c] * fit->direction[c];
    }
  start = rho;
  for (guint i = 0; i < MAX_INNER_STEPS && rho > precision * precision * start; i++)
    {
      double bend = 0;
      double alpha, next = 0;

      multiply_hessian (fit, fit->direction, fit->product);
      for (guint c = 0; c < n; c++)
        bend += fit->direction[c] * fit->product[c];
      if (bend <= 0)
        break;
      alpha = rho / bend;
      for (guint c = 0; c < n; c++)
        {
          fit->step[c] += alpha * fit->direction[c];
          fit->residual[c] -= alpha * fit->product[c];
          next += fit->residual[c] * fit->residual[c] / fit->diagonal[c];
        }
      for (guint c = 0; c < n; c++)
        fit->direction[c] = fit->residual[c] / fit->diagonal[c] + next / rho * fit->direction[c];
      rho = next;
    }
}

/* Walks along the step, halving it until the objective falls enough. */
static gboolean
walk (Fit *fit, double *coefficients, double *value)
{
  double slope = 0;
  gboolean blind;

  for (guint c = 0; c < fit->n; c++)
    slope += fit->gradient[c] * fit->step[c];
  /* So near the bottom a double does not show the fall any more; the step is right all the same. */
  blind = -slope < 1e-11 * (fabs (*value) + 1);
  for (double share = 1; share > 1e-8; share /= 2)
    {
      double changed;

      for (guint c = 0; c < fit->n; c++)
        fit->trial[c] = coefficients[c] + share * fit->step[c];
      changed = objective (fit, fit->trial);
      if (blind || (changed <= *value + DECREASE * share * slope && changed < *value))
        {
          memcpy (coefficients, fit->trial, fit->n * sizeof (double));
          *value = changed;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * assay_logistic_fit:
 * @data: a matrix with outcomes
 * @penalty: half of it times the squared coefficients is added to the summed loss; the intercept is
 *   free. At least 0; with 0 and separable outcomes the coefficients grow until the steps run out
 * @tolerance: ends when no slope exceeds this share of the steepest at the start, e.g. 1e-6
 * @cancellable: (nullable): ends early
 * @coefficients: (array) (out caller-allocates): of each column, and last the intercept
 *
 * Fits logistic regression with an L2 penalty by Newton's method, its steps solved by conjugate
 * gradients. Any thread; the same result every time.
 *
 * Returns: whether it came to rest; %FALSE when cancelled or when steps ran out
 *
 * Source: C.-J. Lin et al., “Trust region Newton method for large-scale logistic regression”, JMLR
 * 9 (2008), here with a line search.
 */
gboolean
assay_logistic_fit (const AssayLogisticData *data,
                    double penalty,
                    double tolerance,
                    GCancellable *cancellable,
                    double *coefficients)
{
  guint n = data->n_columns + 1;
  g_auto (Fit) fit = {
    .data = data,
    .penalty = penalty,
    .n = n,
    .curvature = g_new (double, data->n_rows),
    .gradient = g_new (double, n),
    .diagonal = g_new (double, n),
    .step = g_new (double, n),
    .residual = g_new (double, n),
    .direction = g_new (double, n),
    .product = g_new (double, n),
    .trial = g_new (double, n),
  };
  double positives = 0;
  double first, before, value;

  for (gsize i = 0; i < data->n_rows; i++)
    positives += data->outcomes[row_at (data, i)] != 0;
  memset (coefficients, 0, n * sizeof (double));
  coefficients[data->n_columns] =
      log ((positives + 0.5) / ((double) data->n_rows - positives + 0.5));
  value = objective (&fit, coefficients);
  first = -1;
  before = INFINITY;
  for (int i = 0; i < MAX_STEPS; i++)
    {
      double steepest = differentiate (&fit, coefficients);

      first = first < 0 ? MAX (steepest, 1e-12) : first;
      if (steepest <= tolerance * first || steepest < 1e-12)
        return TRUE;
      /* As flat as rounding lets it become. */
      if (steepest < 1e-9 * first && steepest >= before)
        return TRUE;
      before = steepest;
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      solve_step (&fit, MIN (0.1, sqrt (steepest / first)));
      if (!walk (&fit, coefficients, &value))
        return steepest <= 1e-4 * first;
    }
  return FALSE;
}
