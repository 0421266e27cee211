/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "match/assay-match-keys.h"

G_BEGIN_DECLS

/**
 * AssayMatchBlocks:
 *
 * Which pairs of records are compared: those that share a key, or several keys where one alone is
 * shared by too many. A set of keys is tried only where each smaller set left too many, so a pair
 * that shares any keys which together are rare enough is found. Source: the sets grow as in Agrawal
 * and Srikant, "Fast Algorithms for Mining Association Rules" (1994).
 */
typedef struct _AssayMatchBlocks AssayMatchBlocks;

/* Called for each pair once, by several threads at a time; @thread tells them apart. a < b. */
typedef void (*AssayMatchPairFunc) (guint thread, guint32 a, guint32 b, gpointer user_data);

typedef void (*AssayMatchProgress) (double fraction, gpointer user_data);

AssayMatchBlocks *assay_match_blocks_new (const AssayMatchRecords *records,
                                          guint n_threads,
                                          GCancellable *cancellable,
                                          GError **error);
void assay_match_blocks_free (AssayMatchBlocks *self);
guint64 assay_match_blocks_get_pairs (const AssayMatchBlocks *self);
guint64 assay_match_blocks_get_left (const AssayMatchBlocks *self);
guint assay_match_blocks_get_threads (const AssayMatchBlocks *self);
gboolean assay_match_blocks_foreach (const AssayMatchBlocks *self,
                                     double share,
                                     AssayMatchPairFunc func,
                                     gpointer user_data,
                                     AssayMatchProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GError **error);
JsonNode *assay_match_blocks_to_json (const AssayMatchBlocks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchBlocks, assay_match_blocks_free)

G_END_DECLS
