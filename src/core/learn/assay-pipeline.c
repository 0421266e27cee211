/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-pipeline.h"

#include <math.h>

#include "stats/assay-distribution.h"
#include "stats/assay-random.h"

#define MIN_RUNS 200
#define MAX_RUNS 2000
/* Draws in all: many leads need fewer runs for the same precision. */
#define MAX_DRAWS 20000000.0

static double
normal_tail (double x)
{
  return 0.5 * erfc (x / M_SQRT2);
}

/* How likely the lead converts by the end of each week from now, given that it has not yet. */
static void
fill_weeks (const AssayPipelineLead *lead, double spread, guint n_weeks, float *cumulative)
{
  double before =
      lead->elapsed > 0 ? normal_tail ((log (lead->elapsed) - lead->log_days) / spread) : 1;

  for (guint w = 0; w < n_weeks; w++)
    {
      double by = lead->elapsed + 7.0 * (w + 1);
      double left = normal_tail ((log (by) - lead->log_days) / spread);

      if (isnan (lead->log_days))
        cumulative[w] = 0;
      else
        /* Long past the time that such leads take: its conversion may come any day. */
        cumulative[w] = (float) (before > 1e-9 ? 1 - left / before : 1);
      cumulative[w] = (float) (lead->probability * CLAMP (cumulative[w], 0, 1));
    }
}

static double
draw_value (const AssayPipelineLead *lead, double spread, AssayRandom *random)
{
  if (isnan (lead->value))
    return 0;
  /* Mean 1: a lognormal factor around the value to expect. */
  return lead->value * exp (spread * assay_random_normal (random) - spread * spread / 2);
}

static AssayPipelineRange
summarise (double *runs, gsize n)
{
  AssayPipelineRange range = { 0 };

  for (gsize i = 0; i < n; i++)
    range.mean += runs[i] / (double) n;
  assay_sort_doubles (runs, n);
  range.low = assay_quantile (runs, n, 0.025);
  range.high = assay_quantile (runs, n, 0.975);
  return range;
}

/**
 * assay_pipeline_new:
 * @leads: (array length=n): the open leads
 * @spread_days: standard deviation of the logarithm of days
 * @spread_value: of the logarithm of values
 * @n_weeks: weeks from now on
 * @seed: for the runs
 *
 * Runs the future many times: in each, every lead converts or not, in some week, for some value.
 *
 * Returns: (transfer full): what comes of it
 */
AssayPipeline *
assay_pipeline_new (const AssayPipelineLead *leads,
                    gsize n,
                    double spread_days,
                    double spread_value,
                    guint n_weeks,
                    guint64 seed)
{
  AssayPipeline *self = g_new0 (AssayPipeline, 1);
  gsize n_runs = (gsize) CLAMP (MAX_DRAWS / (double) MAX (n, 1), MIN_RUNS, MAX_RUNS);
  g_autofree float *cumulative = g_new (float, n *n_weeks + 1);
  g_autofree double *counts = g_new0 (double, (n_weeks + 1) * n_runs);
  g_autofree double *values = g_new0 (double, (n_weeks + 1) * n_runs);
  AssayRandom random;

  assay_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    fill_weeks (&leads[i], spread_days, n_weeks, cumulative + i * n_weeks);
  for (gsize run = 0; run < n_runs; run++)
    for (gsize i = 0; i < n; i++)
      {
        double u = assay_random_uniform (&random);
        double value;
        guint week = 0;

        if (u >= leads[i].probability)
          continue;
        value = draw_value (&leads[i], spread_value, &random);
        while (week < n_weeks && u >= cumulative[i * n_weeks + week])
          week++;
        if (week < n_weeks)
          {
            counts[week * n_runs + run] += 1;
            values[week * n_runs + run] += value;
          }
        counts[n_weeks * n_runs + run] += 1;
        values[n_weeks * n_runs + run] += value;
      }
  self->n_weeks = n_weeks;
  self->conversions = g_new (AssayPipelineRange, n_weeks + 1);
  self->values = g_new (AssayPipelineRange, n_weeks + 1);
  for (guint w = 0; w <= n_weeks; w++)
    {
      self->conversions[w] = summarise (counts + w * n_runs, n_runs);
      self->values[w] = summarise (values + w * n_runs, n_runs);
    }
  return self;
}

void
assay_pipeline_free (AssayPipeline *self)
{
  if (self == NULL)
    return;
  g_free (self->conversions);
  g_free (self->values);
  g_free (self);
}
