/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-index.h"

G_BEGIN_DECLS

/**
 * AssayMatchCandidate:
 * @fresh: the number of a new lead among the new ones
 * @lead: one that shares something with it
 */
typedef struct
{
  guint32 fresh;
  gint64 lead;
} AssayMatchCandidate;

/**
 * AssayMatchArrivalKey:
 *
 * What later leads find a new lead by.
 */
typedef struct
{
  gint64 key;
  gint64 lead;
} AssayMatchArrivalKey;

/**
 * AssayMatchCandidates:
 * @pairs: (element-type AssayMatchCandidate): what to compare, some more than once
 * @keys: (element-type AssayMatchArrivalKey): to be kept for leads to come
 * @crowded: whether they were too many, and comparing all leads costs less
 */
typedef struct
{
  GArray *pairs;
  GArray *keys;
  gboolean crowded;
} AssayMatchCandidates;

AssayMatchCandidates *assay_match_candidates_new (const AssayMatchRecipe *recipe,
                                                  AssayMatchIndex *index,
                                                  const AssayMatchRecords *fresh,
                                                  GCancellable *cancellable,
                                                  GError **error);
void assay_match_candidates_free (AssayMatchCandidates *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchCandidates, assay_match_candidates_free)

G_END_DECLS
