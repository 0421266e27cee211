/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "match/assay-match-alias.h"

G_BEGIN_DECLS

/**
 * AssayMatchKind:
 * @ASSAY_MATCH_IGNORE: is not compared
 * @ASSAY_MATCH_NAME: a whole name, word by word
 * @ASSAY_MATCH_GIVEN: given names: nicknames, initials, typos, changed places with the surname
 * @ASSAY_MATCH_FAMILY: surnames
 * @ASSAY_MATCH_EMAIL: the address; its user part
 * @ASSAY_MATCH_PHONE: the last nine digits
 * @ASSAY_MATCH_COMPANY: words without legal forms, weighted by rarity
 * @ASSAY_MATCH_TEXT: words, weighted by rarity
 * @ASSAY_MATCH_SHORT: a word or two: towns, categories
 * @ASSAY_MATCH_POSTAL: postal codes
 * @ASSAY_MATCH_DATE: days: typos, day and month swapped, near
 * @ASSAY_MATCH_IDENTIFIER: numbers of things: exact, or a typo away
 * @ASSAY_MATCH_NUMBER: quantities and years: equal or near
 * @ASSAY_MATCH_URL: host and path
 *
 * How values are compared.
 */
typedef enum
{
  ASSAY_MATCH_IGNORE,
  ASSAY_MATCH_NAME,
  ASSAY_MATCH_GIVEN,
  ASSAY_MATCH_FAMILY,
  ASSAY_MATCH_EMAIL,
  ASSAY_MATCH_PHONE,
  ASSAY_MATCH_COMPANY,
  ASSAY_MATCH_TEXT,
  ASSAY_MATCH_SHORT,
  ASSAY_MATCH_POSTAL,
  ASSAY_MATCH_DATE,
  ASSAY_MATCH_IDENTIFIER,
  ASSAY_MATCH_NUMBER,
  ASSAY_MATCH_URL,
} AssayMatchKind;

/**
 * AssayMatchLevel:
 * @ASSAY_MATCH_MISSING: one has no value: tells nothing
 * @ASSAY_MATCH_EXACT: equal, once folded
 * @ASSAY_MATCH_VARIANT: the same in other words: a nickname, an initial, another order
 * @ASSAY_MATCH_CLOSE: a typo apart
 * @ASSAY_MATCH_SIMILAR: alike
 * @ASSAY_MATCH_REMOTE: with something in common
 * @ASSAY_MATCH_DIFFERENT: with nothing in common
 * @ASSAY_MATCH_CROSSED: one contains the other; of names: given name and surname changed places
 *
 * How well two values agree.
 */
typedef enum
{
  ASSAY_MATCH_MISSING,
  ASSAY_MATCH_EXACT,
  ASSAY_MATCH_VARIANT,
  ASSAY_MATCH_CLOSE,
  ASSAY_MATCH_SIMILAR,
  ASSAY_MATCH_REMOTE,
  ASSAY_MATCH_DIFFERENT,
  ASSAY_MATCH_CROSSED,
} AssayMatchLevel;

#define ASSAY_MATCH_N_LEVELS 8

/**
 * AssayMatchComparison:
 * @key: stable name: a field's key, or `given_name`, `surname`
 * @label: what a person reads
 * @kind: how values are compared
 * @evidence: what it is evidence of; agreeing on several comparisons of one sort counts as one
 * @telling: whether two that agree on this and have nothing else to compare may be one: addresses,
 * numbers, and texts of several words, such as titles
 * @whole: whether the values hold what other comparisons compare as well; what two of them have remotely in common,
 * those tell
 * @column: (owned) (nullable): the values
 * @aliases: (owned) (nullable): values that were found to say the same
 */
typedef struct
{
  char *key;
  char *label;
  AssayMatchKind kind;
  guint evidence;
  gboolean telling;
  gboolean whole;
  AssayMatchColumn *column;
  AssayMatchAliases *aliases;
} AssayMatchComparison;

AssayMatchComparison *
assay_match_comparison_new (const char *key, const char *label, AssayMatchKind kind);
void assay_match_comparison_free (AssayMatchComparison *self);
AssayMatchLevel assay_match_comparison_run (const AssayMatchComparison *self, guint32 a, guint32 b);
gboolean assay_match_kind_has_words (AssayMatchKind kind);
void assay_match_comparison_seal (AssayMatchComparison *self);
const char *assay_match_kind_to_nick (AssayMatchKind kind);
gboolean assay_match_kind_from_nick (const char *nick, AssayMatchKind *out_kind);
const char *assay_match_level_to_nick (AssayMatchLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchComparison, assay_match_comparison_free)

G_END_DECLS
