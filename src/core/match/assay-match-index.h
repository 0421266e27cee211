/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-recipe.h"

G_BEGIN_DECLS

/**
 * AssayMatchSectionKind:
 * @ASSAY_MATCH_SECTION_LEADS: of a pass: which leads have a key
 * @ASSAY_MATCH_SECTION_CROWDED: of a pass: keys that too many leads have, and how many
 * @ASSAY_MATCH_SECTION_VALUES: of a comparison: how many leads have a value, where they are two or more
 * @ASSAY_MATCH_SECTION_WORDS: of a comparison: how many have a word
 *
 * What an index tells.
 */
typedef enum
{
  ASSAY_MATCH_SECTION_LEADS,
  ASSAY_MATCH_SECTION_CROWDED,
  ASSAY_MATCH_SECTION_VALUES,
  ASSAY_MATCH_SECTION_WORDS,
} AssayMatchSectionKind;

/* Where a page begins: whose index it belongs to, its section and its first hash. */
static inline gint64
assay_match_page_id (gint64 base, AssayMatchSectionKind kind, guint number, guint32 hash)
{
  return (base & 0x1fffff) << 42 | (gint64) kind << 40 | (gint64) (number & 0xff) << 32 | hash;
}

/* Where leads that came after the index stand. */
static inline gint64
assay_match_arrival_key (guint pass, guint32 hash)
{
  return (gint64) pass << 32 | hash;
}

/* What of a key an index keeps: the high bits, so that the order stays. */
static inline guint32
assay_match_index_hash (const AssayMatchPass *pass, guint64 key)
{
  guint shift = pass->kind == ASSAY_MATCH_PASS_KEYS ? ASSAY_MATCH_KEY_BITS - 32 : 0;

  return MAX (1, (guint32) (key >> shift));
}

guint32 assay_match_index_hash_value (const AssayMatchColumn *column, guint32 value);
gboolean assay_match_index_is_whole (const AssayMatchKeys *keys, const AssayMatchPass *pass);

/**
 * AssayMatchIndex:
 *
 * Which leads share what, as a run over all leads left it: sorted pages of hashes, so that those which may
 * be one with a new lead are found without reading all. It is derived from the leads: where it is missing,
 * or does not belong to the present finding, all leads are compared instead. Leads that changed since may
 * be found by what they had; that costs a comparison, no more.
 */
typedef struct _AssayMatchIndex AssayMatchIndex;

AssayMatchIndex *assay_match_index_open (AssayConnection *connection, gint64 base, GError **error);
void assay_match_index_free (AssayMatchIndex *self);
gboolean assay_match_index_find (AssayMatchIndex *self,
                                 AssayMatchSectionKind kind,
                                 guint number,
                                 guint32 hash,
                                 GArray *numbers,
                                 GError **error);
gboolean assay_match_index_find_arrivals (
    AssayMatchIndex *self, guint pass, guint32 hash, GArray *leads, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchIndex, assay_match_index_free)

/* Writing it. */
gboolean assay_match_index_write (AssayWorkspace *workspace,
                                  const AssayMatchRecipe *recipe,
                                  const AssayMatchRecords *records,
                                  AssayMatchBlocks *blocks,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean assay_match_index_exists (AssayConnection *connection,
                                   gint64 base,
                                   gboolean *out_exists,
                                   GError **error);
gboolean assay_match_index_remove_others (AssayWorkspace *workspace,
                                          gint64 base,
                                          GCancellable *cancellable,
                                          GError **error);

G_END_DECLS
