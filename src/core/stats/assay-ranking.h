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

double assay_ranking_auc (const double *scores, const guint8 *outcomes, gsize n);
double assay_ranking_auc_interval (
    const double *scores, const guint8 *outcomes, gsize n, double level, double *low, double *high);
double assay_ranking_pr_auc (const double *scores, const guint8 *outcomes, gsize n);
void assay_ranking_lift (
    const double *scores, const guint8 *outcomes, gsize n, AssayLiftRow *rows, guint n_rows);

G_END_DECLS
