/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "job/assay-job-record.h"

G_BEGIN_DECLS

/**
 * AssayEnrichmentState:
 * @coverage: result of the job `coverage`
 * @review: result of the job `review`
 * @run: (nullable): the last run that looked at many leads
 * @industries: (array zero-terminated=1): the workspace's own, a line each
 *
 * What the enrichment view shows.
 */
typedef struct
{
  JsonNode *coverage;
  JsonNode *review;
  AssayJobRecord *run;
  char **industries;
} AssayEnrichmentState;

void assay_enrichment_state_free (AssayEnrichmentState *state);

extern const AssayReading assay_enrichment_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnrichmentState, assay_enrichment_state_free)

G_END_DECLS
