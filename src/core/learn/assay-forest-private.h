/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-feature-matrix.h"

G_BEGIN_DECLS

/**
 * AssayForest:
 *
 * The trees of a model laid out so that many leads walk through them side by side, which takes a third of
 * the library's time. The same sums to the last bit, in the same order; assay_forest_fit_base() makes sure.
 * Immutable after that; any thread.
 */
typedef struct _AssayForest AssayForest;

AssayForest        *assay_forest_new      (GBytes                   *model,
                                           guint                     n_features);
void                assay_forest_free     (AssayForest              *self);
AssayFeatureMatrix *assay_forest_probe    (const AssayForest        *self);
gboolean            assay_forest_fit_base (AssayForest              *self,
                                           const AssayFeatureMatrix *matrix,
                                           const float              *wanted);
gboolean            assay_forest_reads    (const AssayForest        *self,
                                           guint                     feature);
void                assay_forest_predict  (const AssayForest        *self,
                                           const AssayFeatureMatrix *matrix,
                                           float                    *margins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayForest, assay_forest_free)

G_END_DECLS
