/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/* Up to so many leads are counted one by one. */
#define ASSAY_LEAD_COUNT_EXACT 50000

#define ASSAY_LEAD_COUNT_UNKNOWN (-1)

/**
 * AssayLeadCounts:
 * @counts: (array length=n_counts): for each condition how many leads it holds for;
 *   %ASSAY_LEAD_COUNT_UNKNOWN where it names something that does not exist
 * @total: all leads, always exact
 * @estimated: @counts come from a sample
 */
typedef struct
{
  gint64 *counts;
  guint n_counts;
  gint64 total;
  gboolean estimated;
} AssayLeadCounts;

AssayLeadCounts *assay_lead_counts_new  (AssayWorkspace        *workspace,
                                         AssayCondition *const *conditions,
                                         guint                  n_conditions,
                                         GCancellable          *cancellable,
                                         GError               **error);
void             assay_lead_counts_free (AssayLeadCounts       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadCounts, assay_lead_counts_free)

G_END_DECLS
