/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayMatchColumn:
 *
 * One compared thing of all records: each different value once, folded, under a number; 0 is
 * missing. Built record by record, then sealed; immutable afterwards, so that any number of threads
 * may read it. Where only some of a workspace's records are there, how often its values are in all is set
 * after sealing.
 */
typedef struct _AssayMatchColumn AssayMatchColumn;

typedef struct
{
  const char *text;
  guint32 length;
} AssayMatchText;

AssayMatchColumn *assay_match_column_new (gboolean words);
void assay_match_column_free (AssayMatchColumn *self);
guint32 assay_match_column_append (AssayMatchColumn *self, const char *folded, gsize length);
void assay_match_column_seal (AssayMatchColumn *self);
guint32 assay_match_column_get_records (const AssayMatchColumn *self);
guint32 assay_match_column_get_values (const AssayMatchColumn *self);
guint32 assay_match_column_get_filled (const AssayMatchColumn *self);
const guint32 *assay_match_column_get_ids (const AssayMatchColumn *self);
AssayMatchText assay_match_column_get_text (const AssayMatchColumn *self, guint32 value);
guint32 assay_match_column_get_count (const AssayMatchColumn *self, guint32 value);
const guint32 *
assay_match_column_get_words (const AssayMatchColumn *self, guint32 value, guint *n_words);
guint32 assay_match_column_get_n_words (const AssayMatchColumn *self);
AssayMatchText assay_match_column_get_word (const AssayMatchColumn *self, guint32 word);
guint32 assay_match_column_get_word_count (const AssayMatchColumn *self, guint32 word);
void assay_match_column_set_filled (AssayMatchColumn *self, guint32 filled);
void assay_match_column_set_count (AssayMatchColumn *self, guint32 value, guint32 count);
void assay_match_column_set_word_count (AssayMatchColumn *self, guint32 word, guint32 count);
float assay_match_column_get_rarity (const AssayMatchColumn *self, guint32 word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchColumn, assay_match_column_free)

G_END_DECLS
