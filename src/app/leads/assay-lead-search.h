/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "store/assay-lead-query.h"

G_BEGIN_DECLS

/**
 * AssayLeadSearch:
 * @scope: which leads
 * @sort: (owned) (nullable): as in #AssayLeadQuery
 * @known_total: leads of the workspace, or -1 to count them
 *
 * What is asked of the lead list.
 */
typedef struct
{
  AssayScope scope;
  char *sort;
  gint64 known_total;
} AssayLeadSearch;

/**
 * AssayLeadFound:
 * @ids: (element-type gint64) (nullable): the leads in order; the taker steals it
 * @total: all leads of the workspace
 * @mean: mean score of those found; NaN without scores
 *
 * What a search of the lead list gave.
 */
typedef struct
{
  GArray *ids;
  guint total;
  double mean;
} AssayLeadFound;

AssayLeadSearch *assay_lead_search_new (const AssayScope *scope,
                                        const char       *sort,
                                        gint64            known_total);
void             assay_lead_found_free (AssayLeadFound   *found);

extern const AssayReading assay_lead_search_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadFound, assay_lead_found_free)

G_END_DECLS
