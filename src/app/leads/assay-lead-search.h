/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-lead-query.h"

G_BEGIN_DECLS

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

void            assay_lead_search_async  (AssayWorkspace      *workspace,
                                          const AssayScope    *scope,
                                          const char          *sort,
                                          gint64               known_total,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
AssayLeadFound *assay_lead_search_finish (AssayWorkspace      *workspace,
                                          GAsyncResult        *result,
                                          GError             **error);
void            assay_lead_found_free    (AssayLeadFound      *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLeadFound, assay_lead_found_free)

G_END_DECLS
