/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-result.h"

G_BEGIN_DECLS

/**
 * AssayMatchThresholds:
 * @sure: from this probability on, pairs may be merged without a look
 * @review: from this one on, somebody has to look; not below what is listed at all
 *
 * Where the bands begin.
 */
typedef struct
{
  double sure;
  double review;
} AssayMatchThresholds;

/**
 * AssayMatchSuggestion:
 * @same: how many pairs people called the same
 * @different: how many they called different
 * @enough: whether that is enough to suggest anything
 * @thresholds: what they suggest
 *
 * What judgements say about where the bands should begin.
 */
typedef struct
{
  guint same;
  guint different;
  gboolean enough;
  AssayMatchThresholds thresholds;
} AssayMatchSuggestion;

/**
 * AssayMatchJudged:
 * @bits: the log odds that a pair was given
 * @same: what a person said
 */
typedef struct
{
  double bits;
  gboolean same;
} AssayMatchJudged;

#define ASSAY_MATCH_LEAST_JUDGED 5

void assay_match_thresholds_init (AssayMatchThresholds *self);
void assay_match_thresholds_from_json (AssayMatchThresholds *self, JsonObject *model);
void assay_match_thresholds_to_json (const AssayMatchThresholds *self, JsonObject *model);
gboolean assay_match_thresholds_read (AssayConnection *connection, AssayMatchThresholds *out, GError **error);
AssayMatchBand assay_match_thresholds_get_band (const AssayMatchThresholds *self, double probability);
void assay_match_suggest_from (const AssayMatchJudged *judged, guint n, AssayMatchSuggestion *out);
gboolean assay_match_suggest (AssayConnection *connection, AssayMatchSuggestion *out, GError **error);
JsonObject *assay_match_suggestion_to_json (const AssayMatchSuggestion *self);

G_END_DECLS
