/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "learn/assay-trees.h"

G_BEGIN_DECLS

/**
 * AssayAmountModel:
 * @trees: (nullable): of the logarithm; %NULL where all leads get the same
 * @center: the logarithm for all leads, without trees
 * @spread: standard deviation of what is left, in logarithms
 * @n: leads it was learned from
 *
 * What a positive amount of a lead will be: days to conversion, or a deal's value.
 */
typedef struct
{
  AssayTrees *trees;
  double center;
  double spread;
  gsize n;
} AssayAmountModel;

gboolean assay_amount_model_fit (AssayAmountModel *self,
                                 AssayObjective objective,
                                 const AssayFeatureMatrix *matrix,
                                 const float *lower,
                                 const float *upper,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean assay_amount_model_predict (const AssayAmountModel *self,
                                     const AssayFeatureMatrix *matrix,
                                     float *logarithms,
                                     GError **error);
void assay_amount_model_clear (AssayAmountModel *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayAmountModel, assay_amount_model_clear)

G_END_DECLS
