/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job-record.h"

G_BEGIN_DECLS

/**
 * AssayEnrichmentState:
 * @coverage: result of the job `coverage`
 * @review: result of the job `review`
 * @run: (nullable): the last run that looked at many leads
 *
 * What the enrichment view shows.
 */
typedef struct
{
  JsonNode *coverage;
  JsonNode *review;
  AssayJobRecord *run;
} AssayEnrichmentState;

void                  assay_enrichment_state_free  (AssayEnrichmentState *state);
void                  assay_enrichment_load_async  (AssayWorkspace       *workspace,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
AssayEnrichmentState *assay_enrichment_load_finish (AssayWorkspace       *workspace,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnrichmentState, assay_enrichment_state_free)

G_END_DECLS
