/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayAucComparison:
 * @first: area under the first ROC curve
 * @second: area under the second one
 * @difference: @second − @first
 * @low: lower end of the difference's confidence interval
 * @high: its upper end
 * @p: probability of a difference this great or greater if there were none, two-sided
 *
 * Two rankings of the same leads. All NaN unless both outcomes occur.
 */
typedef struct
{
  double first;
  double second;
  double difference;
  double low;
  double high;
  double p;
} AssayAucComparison;

void assay_auc_compare (const double       *first,
                        const double       *second,
                        const guint8       *outcomes,
                        gsize               n,
                        double              level,
                        AssayAucComparison *comparison);

G_END_DECLS
