/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define ASSAY_TERM_WORDS_MAX 64
#define ASSAY_TERM_TEXT_MAX 1024

/**
 * AssayTermGap:
 *
 * What stands between two words; any of them together.
 */
typedef enum
{
  ASSAY_TERM_GAP_SPACE = 1 << 0,
  ASSAY_TERM_GAP_DOT = 1 << 1,
  ASSAY_TERM_GAP_COMMA = 1 << 2,
  ASSAY_TERM_GAP_SLASH = 1 << 3,
  ASSAY_TERM_GAP_DASH = 1 << 4,
  ASSAY_TERM_GAP_AND = 1 << 5,
  ASSAY_TERM_GAP_OPEN = 1 << 6,
  ASSAY_TERM_GAP_CLOSE = 1 << 7,
  ASSAY_TERM_GAP_APOSTROPHE = 1 << 8,
  ASSAY_TERM_GAP_QUOTE = 1 << 9,
  ASSAY_TERM_GAP_AT = 1 << 10,
  ASSAY_TERM_GAP_OTHER = 1 << 11,
} AssayTermGap;

/**
 * AssayTermWord:
 * @text: the plain word: lower case, without accents; not terminated
 * @length: its bytes
 * @gap: what stands before it, as #AssayTermGap bits
 * @from: where it starts in the source, in bytes
 * @to: where it ends there
 */
typedef struct
{
  const char *text;
  guint32 length;
  guint32 gap;
  guint32 from;
  guint32 to;
} AssayTermWord;

/**
 * AssayTermWords:
 * @n: number of words
 * @gap: what stands behind the last one
 * @cut: whether the source went on after what is here
 *
 * A text as plain words: lower case, without accents ("Müller" is "muller"), the dots of
 * abbreviations gone ("S.p.A." is "spa"). A fixed room: what nobody writes as a title or a name is cut.
 */
typedef struct
{
  guint n;
  guint32 gap;
  gboolean cut;
  AssayTermWord words[ASSAY_TERM_WORDS_MAX];
  char room[ASSAY_TERM_TEXT_MAX + 8];
} AssayTermWords;

void     assay_term_words_init (AssayTermWords      *words,
                                const char          *text,
                                gsize                length);
gunichar assay_term_fold       (gunichar             c,
                                const char         **out_more);
gunichar assay_term_next       (const char         **p,
                                const char          *end);

static inline gboolean
assay_term_word_is (const AssayTermWord *word,
                    const char          *text)
{
  return strlen (text) == word->length && memcmp (word->text, text, word->length) == 0;
}

G_END_DECLS
