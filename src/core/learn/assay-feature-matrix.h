/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayFeatureMatrix:
 * @n_rows: leads
 * @n_columns: features
 * @stride: floats from one column to the next
 * @values: column-major; NaN = missing
 *
 * What algorithms learn from and predict by.
 */
typedef struct
{
  gsize n_rows;
  guint n_columns;
  gsize stride;
  float *values;
} AssayFeatureMatrix;

AssayFeatureMatrix *assay_feature_matrix_new (guint n_columns);
void assay_feature_matrix_resize (AssayFeatureMatrix *self, gsize n_rows);
void assay_feature_matrix_free (AssayFeatureMatrix *self);
AssayFeatureMatrix *
assay_feature_matrix_select (const AssayFeatureMatrix *self, const guint32 *rows, gsize n_rows);

static inline float *
assay_feature_matrix_column (const AssayFeatureMatrix *self, guint column)
{
  return self->values + column * self->stride;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFeatureMatrix, assay_feature_matrix_free)

G_END_DECLS
