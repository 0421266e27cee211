/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-feature-matrix.h"

/**
 * assay_feature_matrix_new:
 * @n_columns: features
 *
 * Returns: (transfer full): a matrix without rows
 */
AssayFeatureMatrix *
assay_feature_matrix_new (guint n_columns)
{
  AssayFeatureMatrix *self = g_new0 (AssayFeatureMatrix, 1);

  self->n_columns = n_columns;
  return self;
}

/**
 * assay_feature_matrix_resize:
 * @n_rows: how many rows it shall have; what they hold is not defined
 *
 * Makes room.
 */
void
assay_feature_matrix_resize (AssayFeatureMatrix *self, gsize n_rows)
{
  if (n_rows > self->stride)
    {
      g_free (self->values);
      self->values = g_new (float, MAX (n_rows * self->n_columns, 1));
      self->stride = n_rows;
    }
  self->n_rows = n_rows;
}

void
assay_feature_matrix_free (AssayFeatureMatrix *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self);
}

/**
 * assay_feature_matrix_select:
 * @rows: (array length=n_rows): which rows
 * @n_rows: how many
 *
 * Returns: (transfer full): a matrix of these rows
 */
AssayFeatureMatrix *
assay_feature_matrix_select (const AssayFeatureMatrix *self, const guint32 *rows, gsize n_rows)
{
  AssayFeatureMatrix *selected = assay_feature_matrix_new (self->n_columns);

  assay_feature_matrix_resize (selected, n_rows);
  for (guint c = 0; c < self->n_columns; c++)
    {
      const float *from = assay_feature_matrix_column (self, c);
      float *to = assay_feature_matrix_column (selected, c);

      for (gsize i = 0; i < n_rows; i++)
        to[i] = from[rows[i]];
    }
  return selected;
}
