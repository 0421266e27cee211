/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-raw-table.h"

G_BEGIN_DECLS

/**
 * AssayCodedColumn:
 * @n_codes: distinct codes; 0 is missing
 * @codes: (array): per row: the level of a text, or the bin of a number
 * @counts: (array length=n_codes): leads
 * @positives: (array length=n_codes): how many of them converted
 * @n_distinct: distinct values, before rare ones were pooled and numbers binned
 *
 * One source as few codes, to compare it with outcomes.
 */
typedef struct
{
  guint n_codes;
  guint16 *codes;
  gsize *counts;
  gsize *positives;
  gsize n_distinct;
} AssayCodedColumn;

AssayCodedColumn *assay_coded_column_new (const AssayRawTable *table, guint column);
void assay_coded_column_free (AssayCodedColumn *self);
double assay_coded_column_auc (const AssayCodedColumn *self,
                               const AssayRawTable *table,
                               gboolean filled_only);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCodedColumn, assay_coded_column_free)

G_END_DECLS
