/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-column.h"

G_BEGIN_DECLS

/**
 * AssayMatchAliases:
 *
 * Values of a column that say the same in other words: `la` and `los angeles`. Immutable once sealed; any
 * thread may read. They are kept with the model of a run, as hashes, and go with it when the run is undone.
 */
typedef struct _AssayMatchAliases AssayMatchAliases;

AssayMatchAliases *assay_match_aliases_new (guint32 n_values);
void assay_match_aliases_free (AssayMatchAliases *self);
void assay_match_aliases_add (AssayMatchAliases *self, guint32 a, guint32 b);
void assay_match_aliases_seal (AssayMatchAliases *self);
gboolean assay_match_aliases_has (const AssayMatchAliases *self, guint32 a, guint32 b);
JsonArray *assay_match_aliases_to_json (const AssayMatchAliases *self, const AssayMatchColumn *column);
AssayMatchAliases *assay_match_aliases_from_json (JsonArray *array, const AssayMatchColumn *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchAliases, assay_match_aliases_free)

G_END_DECLS
