/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayPipelineLead:
 * @probability: that it converts
 * @log_days: logarithm of the days to conversion to expect; NaN = unknown
 * @elapsed: days since it came in
 * @value: what it is worth if it converts; NaN = unknown
 *
 * An open lead.
 */
typedef struct
{
  double probability;
  double log_days;
  double elapsed;
  double value;
} AssayPipelineLead;

/**
 * AssayPipelineRange:
 *
 * A mean and where 95 % of the runs lie.
 */
typedef struct
{
  double mean;
  double low;
  double high;
} AssayPipelineRange;

/**
 * AssayPipeline:
 * @conversions: (array): by week, and last in all, later weeks included
 * @values: (array): likewise
 *
 * What open leads will bring.
 */
typedef struct
{
  guint n_weeks;
  AssayPipelineRange *conversions;
  AssayPipelineRange *values;
} AssayPipeline;

AssayPipeline *assay_pipeline_new (const AssayPipelineLead *leads,
                                   gsize n,
                                   double spread_days,
                                   double spread_value,
                                   guint n_weeks,
                                   guint64 seed);
void assay_pipeline_free (AssayPipeline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPipeline, assay_pipeline_free)

G_END_DECLS
