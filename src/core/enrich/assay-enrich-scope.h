/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-check.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayEnrichMark:
 * @lead: greatest lead id that a check has seen
 * @change: greatest journal row that it has seen
 *
 * Up to where a check has seen the workspace.
 */
typedef struct
{
  gint64 lead;
  gint64 change;
} AssayEnrichMark;

/**
 * AssayEnrichPass:
 * @keys: (array zero-terminated=1): checks
 * @leads: (element-type gint64): ids to run them on, in order
 * @renews: whether leads are among them that a check of these had seen under other rules
 *
 * Checks that have the same leads to look at.
 */
typedef struct
{
  GPtrArray *keys;
  GArray *leads;
  gboolean renews;
} AssayEnrichPass;

/**
 * AssayEnrichScope:
 * @checks: (nullable) (array zero-terminated=1): which checks; %NULL for all
 * @leads: (nullable) (element-type gint64): only these, by number; the checks do not count as run then
 * @again: also leads that did not change since
 * @settings: counts as part of the rules
 *
 * What an enrichment run is asked to look at.
 */
typedef struct
{
  const char *const *checks;
  GArray *leads;
  gboolean again;
  const char *settings;
} AssayEnrichScope;

GPtrArray *assay_enrich_scope_passes   (const AssayEnrichScope *scope,
                                        AssayConnection        *connection,
                                        AssayEnrichMark        *out_now,
                                        GError                **error);
gboolean   assay_enrich_scope_finish   (const AssayEnrichScope *scope,
                                        AssayTransaction       *transaction,
                                        const AssayEnrichMark  *now,
                                        GHashTable             *failures,
                                        GError                **error);
char      *assay_enrich_rules          (const AssayCheck       *check,
                                        const char             *settings);

G_END_DECLS
