/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayReliabilityBin:
 * @count: predictions in this bin
 * @predicted: their mean; NaN of an empty bin
 * @observed: the share that converted; NaN of an empty bin
 *
 * One bin of a reliability diagram.
 */
typedef struct
{
  gsize count;
  double predicted;
  double observed;
} AssayReliabilityBin;

double assay_probability_log_loss (const double *probabilities, const guint8 *outcomes, gsize n);
double assay_probability_log_loss_of (double probability, guint8 outcome);
double assay_probability_brier (const double *probabilities, const guint8 *outcomes, gsize n);
double assay_probability_accuracy (const double *probabilities,
                                   const guint8 *outcomes,
                                   gsize n,
                                   double threshold);
void assay_probability_reliability (const double *probabilities,
                                    const guint8 *outcomes,
                                    gsize n,
                                    AssayReliabilityBin *bins,
                                    guint n_bins);
double assay_probability_calibration_error (const double *probabilities,
                                            const guint8 *outcomes,
                                            gsize n,
                                            guint n_bins);
double assay_probability_logit (double probability);
double assay_probability_from_logit (double logit);

G_END_DECLS
