/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayLogisticData:
 * @n_columns: columns of the matrix
 * @offsets: (array): where each row starts in @columns and @values, and after the last where it
 * ends
 * @columns: (array): the column of each value that is not 0
 * @values: (array): these values; finite
 * @outcomes: (array): per row, 1 converted, 0 lost
 * @rows: (array length=n_rows) (nullable): the rows to learn from; %NULL takes all
 * @n_rows: their number
 *
 * A sparse matrix by rows, with outcomes.
 */
typedef struct
{
  guint n_columns;
  const gsize *offsets;
  const guint32 *columns;
  const float *values;
  const guint8 *outcomes;
  const guint32 *rows;
  gsize n_rows;
} AssayLogisticData;

gboolean assay_logistic_fit (const AssayLogisticData *data,
                             double penalty,
                             double tolerance,
                             GCancellable *cancellable,
                             double *coefficients);
double assay_logistic_margin (const AssayLogisticData *data, const double *coefficients, gsize row);

G_END_DECLS
