/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-blocks-private.h"
#include "match/assay-match-plan.h"
#include "match/assay-match-store.h"

G_BEGIN_DECLS

/**
 * AssayMatchRecipe:
 * @base: the run that all leads were compared in
 * @n: how many leads they were
 * @mark: up to where that run had seen the workspace
 * @signals: see assay_signal_store_get_generation()
 * @across: whether only pairs of two imports counted
 * @compare: (array zero-terminated=1): what was asked for about comparing
 * @plan: what is compared
 * @filled: (array): for each comparison how many leads have a value
 * @values: (array): how many different ones
 * @telling: (array): see #AssayMatchComparison
 * @widths: (array): for each comparison how many of its rare words count
 * @passes: (element-type AssayMatchPass): what leads were blocked by; without the records of crowded blocks
 *
 * How a run over all leads compared them: what is needed to compare further leads in the same way, without
 * looking at all of them. It holds no values of leads.
 */
struct _AssayMatchRecipe
{
  gint64 base;
  guint32 n;
  AssayMatchMark mark;
  gint64 signals;
  gboolean across;
  GStrv compare;
  AssayMatchPlan *plan;
  guint32 filled[ASSAY_MATCH_MAX_COMPARISONS];
  guint32 values[ASSAY_MATCH_MAX_COMPARISONS];
  gboolean telling[ASSAY_MATCH_MAX_COMPARISONS];
  guint widths[ASSAY_MATCH_MAX_COMPARISONS];
  GArray *passes;
};

gboolean assay_match_recipe_is_possible (const AssayMatchPlan *plan);
JsonNode *assay_match_recipe_to_json (const AssayMatchRecipe *self,
                                      const AssayMatchRecords *records,
                                      const AssayMatchBlocks *blocks);
AssayMatchRecipe *assay_match_recipe_from_json (JsonNode *node,
                                                AssayConnection *connection,
                                                AssayFieldRegistry *fields,
                                                GError **error);
void assay_match_recipe_free (AssayMatchRecipe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchRecipe, assay_match_recipe_free)

G_END_DECLS
