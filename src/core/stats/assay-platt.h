/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayPlatt:
 * @slope: 1 where the scores are right log odds
 * @intercept: 0 likewise
 *
 * A logistic curve over scores: probability = 1 ÷ (1 + exp (−(slope × score + intercept))).
 */
typedef struct
{
  double slope;
  double intercept;
} AssayPlatt;

void assay_platt_fit (AssayPlatt *self, const double *scores, const guint8 *outcomes, gsize n);
double assay_platt_predict (const AssayPlatt *self, double score);

G_END_DECLS
