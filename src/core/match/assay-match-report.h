/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-arrivals.h"

G_BEGIN_DECLS

/**
 * AssayMatchSums:
 * @sure: pairs that are sure
 * @review: pairs that somebody has to look at
 * @clusters: clusters of two leads or more
 * @clustered: how many leads are in them
 *
 * What a finding comes to.
 */
typedef struct
{
  gint64 sure;
  gint64 review;
  gint64 clusters;
  gint64 clustered;
} AssayMatchSums;

gboolean assay_match_sums_read (AssayConnection *connection,
                                gint64 generation,
                                const AssayMatchThresholds *thresholds,
                                AssayMatchSums *out,
                                GError **error);
JsonObject *
assay_match_report_all (gint64 job, const AssayMatchRecords *records, const AssayMatchFinding *finding);
JsonObject *
assay_match_report_arrivals (gint64 job, const AssayMatchArrivals *arrivals, const AssayMatchSums *before);
void assay_match_report_suggest (const AssayMatchFinding *finding, AssayMatchSuggestion *out);
void assay_match_report_thresholds (const AssayMatchThresholds *thresholds,
                                    const AssayMatchSuggestion *suggestion,
                                    JsonObject *result);

G_END_DECLS
