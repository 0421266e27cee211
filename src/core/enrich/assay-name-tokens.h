/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-arena.h"
#include "enrich/assay-name-words.h"

G_BEGIN_DECLS

#define ASSAY_NAME_TOKENS_MAX 16
#define ASSAY_NAME_TEXT_MAX 400

/**
 * AssayNameToken:
 * @text: as written, without what is no letter; not terminated
 * @length: its bytes
 * @key: the plain form: lower case, without accents, dots, hyphens and apostrophes
 * @key_length: its bytes
 * @comma: whether a comma stands before it
 * @upper: whether all of it is upper case, of two letters or more
 * @lower: whether all of it is lower case
 * @initial: whether it is an initial or several, e.g. `J.` or `JRR`
 * @script: whose letters it has: 0, or 'H' Han, 'K' kana, 'G' Hangul
 */
typedef struct
{
  const char *text;
  gsize length;
  const char *key;
  gsize key_length;
  gboolean comma;
  gboolean upper;
  gboolean lower;
  gboolean initial;
  char script;
} AssayNameToken;

/**
 * AssayNameTokens:
 * @n: number of tokens
 * @has_at: whether an e-mail address stands there
 * @has_digit: whether digits were dropped
 * @is_cut: whether more stands there than a name can have
 * @two_persons: whether "and" or "&" joins two people
 *
 * A name as written, cut into words; nicknames in quotes and brackets, symbols and what follows a dash or
 * bar are left out.
 */
typedef struct
{
  guint n;
  gboolean has_at;
  gboolean has_digit;
  gboolean is_cut;
  gboolean two_persons;
  AssayNameToken tokens[ASSAY_NAME_TOKENS_MAX];
} AssayNameTokens;

void  assay_name_tokens_init (AssayNameTokens      *tokens,
                              AssayArena           *arena,
                              const char           *text,
                              gsize                 length);
char *assay_name_spell       (const AssayNameWords *words,
                              AssayArena           *arena,
                              const AssayNameToken *token,
                              gboolean              within);

G_END_DECLS
