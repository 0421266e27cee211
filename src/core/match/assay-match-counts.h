/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-records.h"

G_BEGIN_DECLS

/* How often a vector of levels was seen. */
typedef struct
{
  AssayMatchVector vector;
  double count;
} AssayMatchCount;

/**
 * AssayMatchCounts:
 *
 * Pairs by their levels: estimating looks at a few thousand different vectors instead of millions
 * of pairs.
 */
typedef struct
{
  AssayMatchCount *slots; /* (owned) */
  gsize n_slots;
  gsize n;
} AssayMatchCounts;

void assay_match_counts_init (AssayMatchCounts *counts);
void assay_match_counts_clear (AssayMatchCounts *counts);
void assay_match_counts_add (AssayMatchCounts *counts, AssayMatchVector vector, double count);
GArray *assay_match_counts_sort (AssayMatchCounts *counts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayMatchCounts, assay_match_counts_clear)

G_END_DECLS
