/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayLiftRow:
 * @count: leads in this slice
 * @positives: how many of them converted; a tie across slices is shared evenly, so not always whole
 * @rate: @positives ÷ @count
 * @lift: @rate ÷ the rate of all
 * @gain: the share of all conversions in this slice and those before it
 *
 * One slice of the leads, best scores first.
 */
typedef struct
{
  double count;
  double positives;
  double rate;
  double lift;
  double gain;
} AssayLiftRow;

/* At most so many cut-offs, whatever is asked for by ranks. */
#define ASSAY_RANKING_CUTOFFS 202

/**
 * AssayCutoff:
 * @threshold: leads with this score or a higher one are called
 * @true_positives: how many of those called converted
 * @false_positives: how many of them did not
 *
 * Where a ranked list may be cut.
 */
typedef struct
{
  double threshold;
  gsize true_positives;
  gsize false_positives;
} AssayCutoff;

double assay_ranking_auc (const double *scores, const guint8 *outcomes, gsize n);
double assay_ranking_auc_interval (
    const double *scores, const guint8 *outcomes, gsize n, double level, double *low, double *high);
double assay_ranking_pr_auc (const double *scores, const guint8 *outcomes, gsize n);
void assay_ranking_lift (
    const double *scores, const guint8 *outcomes, gsize n, AssayLiftRow *rows, guint n_rows);
guint assay_ranking_cutoffs (const double *scores,
                             const guint8 *outcomes,
                             gsize n,
                             AssayCutoff cutoffs[ASSAY_RANKING_CUTOFFS]);

G_END_DECLS
