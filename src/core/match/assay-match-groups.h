/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-threshold.h"

G_BEGIN_DECLS

/**
 * AssayMatchGroup:
 * @leads: (owned) (element-type gint64): at least two, in the order of their ids
 * @probability: the least one that holds them together
 * @together: whether they are a cluster; else a pair that is worth a look
 * @disputed: whether a person called two of them different
 * @band: what to do with them. What is disputed is for a person to look at however probable it is
 *
 * Leads to decide about together.
 */
typedef struct
{
  GArray *leads;
  double probability;
  gboolean together;
  gboolean disputed;
  AssayMatchBand band;
} AssayMatchGroup;

/**
 * AssayMatchTally:
 * @sure: groups that may be merged without a look
 * @review: groups that somebody has to look at
 * @different: pairs that a person called different
 * @judged: pairs that a person judged, unsure ones among them
 * @leads: how many leads there are at all
 * @thresholds: where the bands begin
 * @suggestion: where they should, by what people said
 * @found: whether matching has run, and its finding is there
 *
 * How matching stands.
 */
typedef struct
{
  gint64 sure;
  gint64 review;
  gint64 different;
  gint64 judged;
  gint64 leads;
  AssayMatchThresholds thresholds;
  AssayMatchSuggestion suggestion;
  gboolean found;
} AssayMatchTally;

void assay_match_group_free (AssayMatchGroup *group);
GPtrArray *assay_match_list_groups (AssayConnection *connection,
                                    AssayMatchBand band,
                                    guint limit,
                                    AssayMatchTally *out_tally,
                                    GError **error);
GPtrArray *assay_match_list_labelled (AssayConnection *connection, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchGroup, assay_match_group_free)

G_END_DECLS
