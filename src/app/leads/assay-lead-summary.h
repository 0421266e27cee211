/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "store/assay-lead-query.h"

G_BEGIN_DECLS

/**
 * AssayLeadSummary:
 * @mean: mean score; NaN where no lead has one
 * @names: (element-type utf8): of the first few leads
 * @shares: (element-type utf8): sentences such as `5 Hot, 1 Warm`, one a key of
 *   assay_lead_summary_keys(); empty where no lead has a value
 *
 * What several leads have in common.
 */
typedef struct
{
  double mean;
  GPtrArray *names;
  GPtrArray *shares;
} AssayLeadSummary;

const char *const *assay_lead_summary_keys (void);
void               assay_lead_summary_free (AssayLeadSummary *self);

extern const AssayReading assay_lead_summary_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadSummary, assay_lead_summary_free)

G_END_DECLS
