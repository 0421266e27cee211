/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One word of a split text: where it stands in @AssayWords.text, and its hash. */
typedef struct
{
  guint32 start;
  guint32 length;
  guint32 hash;
} AssayWord;

#define ASSAY_WORDS_ROOM 48
#define ASSAY_WORDS_TEXT_ROOM 256

/* A text split into folded words. Short ASCII texts stay in the two rooms. */
typedef struct
{
  char *text;
  AssayWord *words;
  gsize n_words;
  char *heap_text;
  AssayWord *heap_words;
  AssayWord room[ASSAY_WORDS_ROOM];
  char text_room[ASSAY_WORDS_TEXT_ROOM];
} AssayWords;

void assay_words_init  (AssayWords *words,
                        const char *text,
                        gsize       length);
void assay_words_clear (AssayWords *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssayWords, assay_words_clear)

G_END_DECLS
