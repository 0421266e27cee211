/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "learn/assay-feature-matrix.h"
#include "learn/assay-recipe.h"

G_BEGIN_DECLS

/**
 * AssayLinear:
 *
 * Logistic regression with an L2 penalty over the features of a recipe: measures are standardised,
 * and having none of one is a feature by itself.
 */
typedef struct _AssayLinear AssayLinear;

AssayLinear *assay_linear_fit (const AssayRecipe *recipe,
                               const AssayFeatureMatrix *matrix,
                               const guint8 *outcomes,
                               const guint32 *rows,
                               gsize n_rows,
                               double penalty,
                               GCancellable *cancellable,
                               GError **error);
void assay_linear_free (AssayLinear *self);
void assay_linear_predict (const AssayLinear *self,
                           const AssayFeatureMatrix *matrix,
                           const guint32 *rows,
                           gsize n_rows,
                           double *margins);
void assay_linear_explain (const AssayLinear *self,
                           const AssayFeatureMatrix *matrix,
                           gsize row,
                           double *contributions);
GBytes *assay_linear_save (const AssayLinear *self, const AssayRecipe *recipe);
AssayLinear *assay_linear_load (GBytes *bytes, guint n_features, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLinear, assay_linear_free)

G_END_DECLS
