/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-index.h"

G_BEGIN_DECLS

/**
 * AssayMatchFrequencies:
 *
 * How often values and words are in a workspace of which only some leads are read: as the run over all
 * leads counted them, and as often as the leads that came since have them. What was told once is told
 * again, so that a pair weighs the same whichever leads are read beside it.
 */
typedef struct _AssayMatchFrequencies AssayMatchFrequencies;

AssayMatchFrequencies *assay_match_frequencies_new (const AssayMatchRecipe *recipe, AssayMatchIndex *index);
void assay_match_frequencies_free (AssayMatchFrequencies *self);
gboolean assay_match_frequencies_set (AssayMatchFrequencies *self,
                                      AssayMatchRecords *records,
                                      const GArray *fresh,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchFrequencies, assay_match_frequencies_free)

G_END_DECLS
