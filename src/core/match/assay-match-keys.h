/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-records.h"
#include "match/assay-radix.h"

G_BEGIN_DECLS

#define ASSAY_MATCH_MAX_KEYS 24
/* At most so many rare words of a text; as many as it has on average, where those are fewer. */
#define ASSAY_MATCH_KEY_WORDS 8

/**
 * AssayMatchKeyPart:
 * @ASSAY_MATCH_KEY_WHOLE: the value
 * @ASSAY_MATCH_KEY_SOUND: how it sounds
 * @ASSAY_MATCH_KEY_USER: what is before the @
 * @ASSAY_MATCH_KEY_MONTH: year and month of a day
 * @ASSAY_MATCH_KEY_YEARDAY: month and day
 * @ASSAY_MATCH_KEY_START: the first half
 * @ASSAY_MATCH_KEY_SORTED: the words in any order
 *
 * What of a value a key is made of.
 */
typedef enum
{
  ASSAY_MATCH_KEY_WHOLE,
  ASSAY_MATCH_KEY_SOUND,
  ASSAY_MATCH_KEY_USER,
  ASSAY_MATCH_KEY_MONTH,
  ASSAY_MATCH_KEY_YEARDAY,
  ASSAY_MATCH_KEY_START,
  ASSAY_MATCH_KEY_SORTED,
} AssayMatchKeyPart;

typedef struct
{
  guint comparison;
  AssayMatchKeyPart part;
} AssayMatchKey;

/**
 * AssayMatchKeys:
 * @keys: (array length=n): what the records are blocked by
 * @hashes: (owned): by record, then by key; 0 where there is none
 * @everything: (owned): by record: of all its values
 * @word_widths: for each comparison of words, how many of them a record has room for
 * @word_lists: (element-type guint32) (owned): by record the rarest words' hashes, rising; 0 for
 * none
 *
 * Blocking keys of all records. Immutable.
 */
typedef struct
{
  guint n;
  AssayMatchKey keys[ASSAY_MATCH_MAX_KEYS];
  guint32 *hashes;
  guint32 *everything;
  guint n_word_lists;
  guint word_comparisons[ASSAY_MATCH_MAX_COMPARISONS];
  guint word_widths[ASSAY_MATCH_MAX_COMPARISONS];
  guint32 *word_lists[ASSAY_MATCH_MAX_COMPARISONS];
} AssayMatchKeys;

AssayMatchKeys *assay_match_keys_new (const AssayMatchRecords *records, const guint *widths);
void assay_match_keys_free (AssayMatchKeys *self);
guint64 assay_match_keys_hash (const AssayMatchKeys *self, guint32 set, guint32 record);
guint32 assay_match_keys_hash_word (const AssayMatchColumn *column, guint32 word);
char *assay_match_key_name (const AssayMatchRecords *records, const AssayMatchKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchKeys, assay_match_keys_free)

G_END_DECLS
