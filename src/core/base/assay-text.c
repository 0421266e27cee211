/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-text.h"
#include "base/assay-text-private.h"

#include <string.h>

/* What an ASCII byte is to the word splitter: a letter or digit in lower case, or one of these. */
enum
{
  BYTE_SEPARATES = 0,
  BYTE_DOT = 1,
  BYTE_BEYOND_ASCII = 255,
};

static guint8 byte_classes[256];

static gpointer
fill_byte_classes (gpointer unused)
{
  for (int c = 0; c < 256; c++)
    {
      if (c >= 128)
        byte_classes[c] = BYTE_BEYOND_ASCII;
      else if (g_ascii_isalnum (c))
        byte_classes[c] = (guint8) g_ascii_tolower (c);
      else
        byte_classes[c] = c == '.' ? BYTE_DOT : BYTE_SEPARATES;
    }
  return GINT_TO_POINTER (1);
}

static inline void
ensure_byte_classes (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, fill_byte_classes, NULL);
}

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* Lower-cases eight bytes at a time as long as there is neither white space nor anything beyond
 * ASCII. Returns how many it did. Source: H. S. Warren, Hacker's Delight, 6-1, on finding bytes. */
static inline gsize
fold_plain (const char *text,
            gsize       length,
            char       *out)
{
  gsize done = 0;

  for (; done + 8 <= length; done += 8)
    {
      guint64 word;

      memcpy (&word, text + done, 8);
      if (((word | (word - EACH_BYTE (0x21))) & EACH_BYTE (0x80)) != 0)
        return done;
      guint64 from_a = word + EACH_BYTE (0x80 - 'A');
      guint64 beyond_z = word + EACH_BYTE (0x80 - 'Z' - 1);
      word |= (from_a & ~beyond_z & EACH_BYTE (0x80)) >> 2;
      memcpy (out + done, &word, 8);
    }
  return done;
}

/* Folds ASCII into @out, which has room for @length bytes and a terminator. Returns FALSE at the
 * first byte beyond ASCII (or a NUL, which text of a cell may hold). */
static gboolean
fold_ascii (const char *text,
            gsize       length,
            char       *out,
            gsize      *out_length)
{
  gsize n = fold_plain (text, length, out);
  gboolean gap = FALSE;

  for (gsize i = n; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c >= 128 || c == 0)
        return FALSE;
      if (c == ' ' || (c >= '\t' && c <= '\r'))
        {
          gap = n > 0;
          continue;
        }
      if (gap)
        {
          out[n++] = ' ';
          gap = FALSE;
        }
      out[n++] = (char) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
  out[n] = '\0';
  *out_length = n;
  return TRUE;
}

/* GLib 2.74 folds Cherokee to lower case, and small Cherokee letters to upper case; Unicode folds
 * both to upper case. */
static inline gunichar
fold_cherokee (gunichar c)
{
  if (c >= 0x13f8 && c <= 0x13fd)
    return c - 8;
  return c >= 0xab70 && c <= 0xabbf ? c - 0xab70 + 0x13a0 : c;
}

static char *
collapse_white_space (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean gap = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = out->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_unichar (out, fold_cherokee (c));
    }
  return g_string_free (out, FALSE);
}

static char *
fold_unicode (const char *text,
              gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFD);
  g_autofree char *folded = g_utf8_casefold (decomposed, -1);
  g_autofree char *composed = g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);

  return collapse_white_space (composed);
}

/**
 * assay_text_fold_in:
 * @buffer: zeroed room; the result points into it and lasts until it is cleared or used again
 * @text: (array length=length): text, not necessarily terminated; broken UTF-8 is replaced
 * @length: its bytes
 * @out_length: (out): bytes of the result
 *
 * Folds @text for comparison without allocating where it is short ASCII: canonical composition,
 * Unicode case folding, trimmed, runs of white space made one space. Any thread.
 *
 * *Source:* Unicode Standard, 3.13 "Default Caseless Matching" (canonical caseless match).
 *
 * Returns: (transfer none): the folded, terminated text
 */
const char *
assay_text_fold_in (AssayFoldBuffer *buffer,
                    const char      *text,
                    gsize            length,
                    gsize           *out_length)
{
  char *out = buffer->room;

  g_clear_pointer (&buffer->heap, g_free);
  if (length >= sizeof buffer->room)
    out = buffer->heap = g_malloc (length + 1);
  if (fold_ascii (text, length, out, out_length))
    return out;

  g_free (buffer->heap);
  buffer->heap = fold_unicode (text, length);
  *out_length = strlen (buffer->heap);
  return buffer->heap;
}

/**
 * assay_text_fold:
 * @text: any text; broken UTF-8 is replaced
 * @length: its bytes, or -1
 *
 * As assay_text_fold_in(), as a copy. Folding what is folded changes nothing.
 *
 * Returns: (transfer full): the folded text
 */
char *
assay_text_fold (const char *text,
                 gssize      length)
{
  g_auto (AssayFoldBuffer) buffer = { NULL };
  gsize n;
  const char *folded
    = assay_text_fold_in (&buffer, text, length < 0 ? strlen (text) : (gsize) length, &n);

  return buffer.heap != NULL ? g_steal_pointer (&buffer.heap) : g_strndup (folded, n);
}

static void
words_end (AssayWords *words,
           gsize       start,
           gsize       end,
           guint32     hash)
{
  words->words[words->n_words++] = (AssayWord) {
    .start = (guint32) start,
    .length = (guint32) (end - start),
    .hash = hash,
  };
}

#define HASH_START 2166136261u
/* Source: FNV-1a, draft-eastlake-fnv. */
#define HASH_STEP(hash, byte) (((hash) ^ (guint8) (byte)) * 16777619u)

/* The dots of "V.P." vanish: a dot after a single letter and before a single letter, or at the end
 * of such a run. (At the end it separates like any other character, which comes to the same.) */
static inline gboolean
is_abbreviation_dot (const char *text,
                     gsize       length,
                     gsize       dot,
                     gsize       segment)
{
  if (dot - segment != 1 || !g_ascii_isalpha (text[segment]))
    return FALSE;
  if (dot + 1 >= length || !g_ascii_isalpha (text[dot + 1]))
    return FALSE;
  return dot + 2 >= length || byte_classes[(guint8) text[dot + 2]] <= BYTE_DOT;
}

static gboolean
split_ascii (AssayWords *words,
             const char *text,
             gsize       length)
{
  gsize out = 0, start = 0, segment = 0;
  guint32 hash = HASH_START;
  char *to = words->text;

  for (gsize i = 0; i < length; i++)
    {
      guint8 class = byte_classes[(guint8) text[i]];

      if (class == BYTE_BEYOND_ASCII)
        return FALSE;
      if (class > BYTE_DOT)
        {
          to[out++] = (char) class;
          hash = HASH_STEP (hash, class);
          continue;
        }
      if (class == BYTE_DOT && is_abbreviation_dot (text, length, i, segment))
        {
          segment = i + 1;
          continue;
        }
      segment = i + 1;
      if (out > start)
        {
          words_end (words, start, out, hash);
          hash = HASH_START;
          start = out;
        }
    }
  if (out > start)
    words_end (words, start, out, hash);
  return TRUE;
}

static inline gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Whether one letter with its marks stands at @p; moves past it. */
static gboolean
skip_single_letter (const char **p)
{
  if (!g_unichar_isalpha (g_utf8_get_char (*p)))
    return FALSE;
  *p = g_utf8_next_char (*p);
  while (**p != '\0' && g_unichar_ismark (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
  return TRUE;
}

static gboolean
is_abbreviation_dot_unicode (const char *segment,
                             const char *dot)
{
  const char *p = segment;

  if (!skip_single_letter (&p) || p != dot)
    return FALSE;
  p = dot + 1;
  return skip_single_letter (&p) && !is_word_character (g_utf8_get_char (p));
}

static void
split_unicode (AssayWords *words,
               const char *folded)
{
  const char *segment = folded;
  gsize out = 0, start = 0;
  guint32 hash = HASH_START;

  for (const char *p = folded, *next; *p != '\0'; p = next)
    {
      next = g_utf8_next_char (p);
      if (is_word_character (g_utf8_get_char (p)))
        {
          for (const char *byte = p; byte < next; byte++)
            {
              words->text[out++] = *byte;
              hash = HASH_STEP (hash, *byte);
            }
          continue;
        }
      gboolean joins = *p == '.' && is_abbreviation_dot_unicode (segment, p);
      segment = next;
      if (joins || out == start)
        continue;
      words_end (words, start, out, hash);
      hash = HASH_START;
      start = out;
    }
  if (out > start)
    words_end (words, start, out, hash);
}

static void
words_make_room (AssayWords *words,
                 gsize       length)
{
  words->n_words = 0;
  words->text = words->text_room;
  words->words = words->room;
  if (length > ASSAY_WORDS_TEXT_ROOM)
    words->text = words->heap_text = g_realloc (words->heap_text, length);
  if (length / 2 + 1 > ASSAY_WORDS_ROOM)
    words->words = words->heap_words = g_renew (AssayWord, words->heap_words, length / 2 + 1);
}

/*
 * assay_words_init:
 *
 * Splits @text into folded words: runs of letters, digits and marks; everything else separates, but
 * the dots of an abbreviation vanish. Texts up to 94 bytes of ASCII allocate nothing.
 */
void
assay_words_init (AssayWords *words,
                  const char *text,
                  gsize       length)
{
  ensure_byte_classes ();
  words->heap_text = NULL;
  words->heap_words = NULL;
  words_make_room (words, length);
  if (split_ascii (words, text, length))
    return;

  g_autofree char *folded = fold_unicode (text, length);
  words_make_room (words, strlen (folded));
  split_unicode (words, folded);
}

void
assay_words_clear (AssayWords *words)
{
  g_clear_pointer (&words->heap_text, g_free);
  g_clear_pointer (&words->heap_words, g_free);
}

/**
 * assay_text_words:
 * @text: any text
 * @length: its bytes, or -1
 *
 * Splits @text as the operator `has-word` does: "V.P.  Sales & Ops" becomes "vp sales ops". Any
 * thread.
 *
 * Returns: (transfer full): the words with one space between them
 */
char *
assay_text_words (const char *text,
                  gssize      length)
{
  g_auto (AssayWords) words;
  GString *joined = g_string_new (NULL);

  assay_words_init (&words, text, length < 0 ? strlen (text) : (gsize) length);
  for (gsize i = 0; i < words.n_words; i++)
    {
      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append_len (joined, words.text + words.words[i].start, words.words[i].length);
    }
  return g_string_free (joined, FALSE);
}
