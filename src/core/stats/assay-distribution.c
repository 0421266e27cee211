/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/assay-distribution.h"

#include <math.h>
#include <stdlib.h>

#define ITERATIONS 10000

/**
 * assay_normal_quantile:
 * @p: a probability, greater than 0 and less than 1
 *
 * Returns: where the standard normal distribution reaches @p, to the precision of a double
 *
 * Source: bisection and Newton's method on erfc of the C library.
 */
double
assay_normal_quantile (double p)
{
  double low = -40;
  double high = 40;
  double x;

  for (int i = 0; i < 40; i++)
    {
      x = (low + high) / 2;
      if (0.5 * erfc (-x / M_SQRT2) < p)
        low = x;
      else
        high = x;
    }
  x = (low + high) / 2;
  for (int i = 0; i < 3; i++)
    {
      double density = exp (-x * x / 2) / sqrt (2 * M_PI);
      /* The nearer tail, so that no digits are lost. */
      double error = x < 0 ? 0.5 * erfc (-x / M_SQRT2) - p : (1 - p) - 0.5 * erfc (x / M_SQRT2);

      if (density > 0)
        x -= error / density;
    }
  return x;
}

static double
gamma_series (double a, double x)
{
  double term = 1 / a;
  double sum = term;

  for (int i = 1; i < ITERATIONS && fabs (term) > fabs (sum) * 1e-17; i++)
    {
      term *= x / (a + i);
      sum += term;
    }
  return sum * exp (a * log (x) - x - lgamma (a));
}

static double
gamma_fraction (double a, double x)
{
  const double tiny = 1e-300;
  double b = x + 1 - a;
  double c = 1 / tiny;
  double d = 1 / b;
  double h = d;

  for (int i = 1; i < ITERATIONS; i++)
    {
      double numerator = -i * (i - a);
      double delta;

      b += 2;
      d = numerator * d + b;
      c = b + numerator / c;
      d = 1 / (fabs (d) < tiny ? tiny : d);
      c = fabs (c) < tiny ? tiny : c;
      delta = d * c;
      h *= delta;
      if (fabs (delta - 1) < 1e-16)
        break;
    }
  return h * exp (a * log (x) - x - lgamma (a));
}

/**
 * assay_chi_square_tail:
 * @x: a statistic
 * @degrees: degrees of freedom, greater than 0
 *
 * Returns: how likely a χ² statistic is to exceed @x
 *
 * Source: the regularised incomplete gamma function, DLMF 8.7.1 (series) and 8.9.2 (continued
 * fraction, by Lentz's method).
 */
double
assay_chi_square_tail (double x, double degrees)
{
  double a = degrees / 2;
  double half = x / 2;

  if (!(x > 0))
    return 1;
  return half < a + 1 ? 1 - gamma_series (a, half) : gamma_fraction (a, half);
}

/**
 * assay_chi_square_quantile:
 * @p: a probability, at least 0 and less than 1
 * @degrees: degrees of freedom, greater than 0
 *
 * Returns: the value that a χ² statistic stays below with probability @p
 */
double
assay_chi_square_quantile (double p, double degrees)
{
  double low = 0;
  double high = degrees + 1;

  while (assay_chi_square_tail (high, degrees) > 1 - p && high < 1e12)
    high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
    {
      double middle = (low + high) / 2;

      if (assay_chi_square_tail (middle, degrees) > 1 - p)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

/**
 * assay_wilson_interval:
 * @successes: how many of @n, whole or weighted
 * @n: of how many; 0 gives the interval 0 to 1
 * @level: e.g. 0.95
 * @low: (out): the lower end
 * @high: (out): the upper end
 *
 * The confidence interval of a share.
 *
 * Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
 * JASA 22 (1927).
 */
void
assay_wilson_interval (double successes, double n, double level, double *low, double *high)
{
  double z = assay_normal_quantile (0.5 + level / 2);
  double share, centre, half;

  *low = 0;
  *high = 1;
  if (!(n > 0))
    return;
  share = successes / n;
  centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  half = z / (1 + z * z / n) * sqrt (share * (1 - share) / n + z * z / (4 * n * n));
  *low = MAX (0, centre - half);
  *high = MIN (1, centre + half);
}

/**
 * assay_mean_interval:
 * @values: (array length=n): a sample
 * @n: its size
 * @level: e.g. 0.95
 * @mean: (out): its mean; NaN of nothing
 * @low: (out): the lower end of the interval of the mean
 * @high: (out): the upper end
 *
 * The mean and its normal confidence interval. One value alone has the interval −∞ to ∞.
 */
void
assay_mean_interval (
    const double *values, gsize n, double level, double *mean, double *low, double *high)
{
  double sum = 0;
  double squares = 0;
  double half;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  *mean = sum / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - *mean) * (values[i] - *mean);
  half = n < 2 ? INFINITY
               : assay_normal_quantile (0.5 + level / 2) *
                     sqrt (squares / (double) (n - 1) / (double) n);
  *low = *mean - half;
  *high = *mean + half;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * assay_sort_doubles:
 * @values: (array length=n): put into ascending order; without NaN
 * @n: their number
 */
void
assay_sort_doubles (double *values, gsize n)
{
  qsort (values, n, sizeof (double), compare_doubles);
}

/**
 * assay_quantile:
 * @sorted: (array length=n): ascending
 * @n: their number
 * @p: from 0 to 1
 *
 * Returns: the quantile, interpolated between neighbours; NaN of nothing
 *
 * Source: R. J. Hyndman, Y. Fan, “Sample quantiles in statistical packages”, The American
 * Statistician 50 (1996): type 7.
 */
double
assay_quantile (const double *sorted, gsize n, double p)
{
  double position;
  gsize below;

  if (n == 0)
    return NAN;
  position = CLAMP (p, 0, 1) * (double) (n - 1);
  below = (gsize) position;
  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (position - (double) below) * (sorted[below + 1] - sorted[below]);
}
