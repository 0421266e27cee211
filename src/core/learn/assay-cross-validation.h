/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-recipe.h"
#include "learn/assay-trees.h"

G_BEGIN_DECLS

/**
 * AssayTrial:
 * @recipe: of the matrix
 * @matrix: features
 * @outcomes: (array): per row, 1 converted, 0 lost
 * @folds: (array): per row, the part that it is held out in
 * @n_folds: parts
 *
 * What an algorithm is tried on: each row is predicted by a model that has not seen its fold.
 */
typedef struct
{
  const AssayRecipe *recipe;
  const AssayFeatureMatrix *matrix;
  const guint8 *outcomes;
  const guint8 *folds;
  guint n_folds;
} AssayTrial;

guint8 *assay_trial_make_folds (const guint8 *outcomes, gsize n_rows, guint n_folds, guint64 seed);
gboolean assay_trial_linear (const AssayTrial *trial,
                             double penalty,
                             double *margins,
                             GCancellable *cancellable,
                             GError **error);
gboolean assay_trial_search (const AssayTrial *trial,
                             AssayTreeParams *params,
                             double *out_loss,
                             GCancellable *cancellable,
                             GError **error);
gboolean assay_trial_trees (const AssayTrial *trial,
                            const AssayTreeParams *params,
                            double *margins,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
