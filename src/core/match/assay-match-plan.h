/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-comparison.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

#define ASSAY_MATCH_MAX_COMPARISONS 16
#define ASSAY_MATCH_MAX_SOURCES 6

/**
 * AssayMatchSource:
 * @key: a comparison's key
 * @label: what a person reads
 * @kind: how it is compared
 * @evidence: see #AssayMatchComparison; 0 for its own
 * @columns: (array length=n_columns): what it is read from: the first one that has a value
 * @joined: whether all of @columns together are the value, not the first that has one
 * @slipped: (nullable) (owned): values by their folded text, which stand at the end of another source's text where they
 *   are missing in their place
 * @slipped_into: the key of that source
 *
 * One thing to compare and where it is read from.
 */
typedef struct
{
  char *key;
  char *label;
  AssayMatchKind kind;
  guint evidence;
  char *columns[ASSAY_MATCH_MAX_SOURCES];
  guint n_columns;
  gboolean joined;
  GHashTable *slipped;
  char *slipped_into;
} AssayMatchSource;

/**
 * AssayMatchPlan:
 *
 * What is compared in a workspace, found from the fields that exist and what they hold.
 */
typedef struct
{
  GPtrArray *sources; /* (element-type AssayMatchSource) (owned) */
} AssayMatchPlan;

AssayMatchPlan *assay_match_plan_new (AssayConnection *connection,
                                      AssayFieldRegistry *fields,
                                      const char *const *kinds,
                                      GError **error);
void assay_match_plan_free (AssayMatchPlan *plan);
void assay_match_source_free (AssayMatchSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchPlan, assay_match_plan_free)

G_END_DECLS
