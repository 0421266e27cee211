/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-candidates.h"
#include "match/assay-match-present.h"
#include "match/assay-match-touched.h"

G_BEGIN_DECLS

/**
 * AssayMatchArrivals:
 * @before: the finding that this one builds on
 * @mark: up to where this one has seen the workspace
 * @recipe: how leads are compared
 * @fresh: (element-type gint64): leads that came or changed since, rising
 * @changed: (element-type gint64): those, and leads that are gone
 * @n_leads: how many leads there are
 * @records: the leads whose pairs may be other ones now
 * @finding: what was found of @records
 * @touched: what was kept of their pairs
 * @keys: (element-type AssayMatchArrivalKey): what leads to come find the fresh ones by
 *
 * What leads that arrived change of a finding.
 */
typedef struct
{
  AssayMatchPresent before;
  AssayMatchMark mark;
  AssayMatchRecipe *recipe;
  GArray *fresh;
  GArray *changed;
  gint64 n_leads;
  AssayMatchRecords *records;
  AssayMatchFinding *finding;
  AssayMatchTouched *touched;
  GArray *keys;
} AssayMatchArrivals;

gboolean assay_match_arrivals_find (AssayConnection *connection,
                                    AssayFieldRegistry *fields,
                                    gboolean across,
                                    const char *const *compare,
                                    AssayMatchArrivals **out,
                                    GCancellable *cancellable,
                                    GError **error);
void assay_match_arrivals_free (AssayMatchArrivals *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchArrivals, assay_match_arrivals_free)

G_END_DECLS
