/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-term-words.h"

/* Letters whose plain form is no decomposition. */
static const struct
{
  gunichar letter;
  const char *plain;
} special_letters[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },   { 0xfe, "th" }, { 0x111, "d" },
  { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" }, { 0x259, "e" }, { 0x1e9e, "ss" },
};

/**
 * assay_term_fold:
 * @c: a letter or digit
 * @out_more: (out) (nullable): letters that follow, e.g. the "s" that ß ends in
 *
 * Returns: its lower-case form without accents; 0 for a combining accent
 */
gunichar
assay_term_fold (gunichar c, const char **out_more)
{
  gunichar first, rest;

  *out_more = NULL;
  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (c >= 0x300 && c <= 0x36f)
    return 0;
  if (c >= 0xff01 && c <= 0xff5e)
    return (gunichar) g_ascii_tolower ((char) (c - 0xff01 + '!'));
  c = g_unichar_tolower (c);
  for (gsize i = 0; i < G_N_ELEMENTS (special_letters); i++)
    if (special_letters[i].letter == c)
      {
        *out_more = special_letters[i].plain[1] != '\0' ? special_letters[i].plain + 1 : NULL;
        return (gunichar) special_letters[i].plain[0];
      }
  while ((c < 0x250 || (c >= 0x370 && c < 0x530) || (c >= 0x1e00 && c < 0x2000)) &&
         g_unichar_decompose (c, &first, &rest) && rest >= 0x300 && rest <= 0x36f)
    c = first;
  return c;
}

/**
 * assay_term_next:
 *
 * Returns: the character at @p, which moves on; U+FFFD for a byte that is no UTF-8
 */
gunichar
assay_term_next (const char **p, const char *end)
{
  guchar byte = (guchar) * *p;
  gunichar c;

  if (byte < 0x80)
    {
      (*p)++;
      return byte;
    }
  c = g_utf8_get_char_validated (*p, end - *p);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      (*p)++;
      return 0xfffd;
    }
  *p = g_utf8_next_char (*p);
  return c;
}

static guint32
gap_of_unicode (gunichar c)
{
  switch (c)
    {
    case 0xa0:
    case 0x3000:
      return ASSAY_TERM_GAP_SPACE;
    case 0x2018:
    case 0x2019:
    case 0x2bc:
    case 0xb4:
      return ASSAY_TERM_GAP_APOSTROPHE;
    case 0x2010:
    case 0x2011:
      return ASSAY_TERM_GAP_DASH;
    case 0x2013:
    case 0x2014:
      return ASSAY_TERM_GAP_DASH | ASSAY_TERM_GAP_SPACE;
    case 0xff08:
      return ASSAY_TERM_GAP_OPEN;
    case 0xff09:
      return ASSAY_TERM_GAP_CLOSE;
    case 0x3001:
    case 0xff0c:
      return ASSAY_TERM_GAP_COMMA;
    case 0xff06:
      return ASSAY_TERM_GAP_AND;
    case 0xff0e:
      return ASSAY_TERM_GAP_DOT;
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
      return ASSAY_TERM_GAP_QUOTE;
    default:
      return g_unichar_isspace (c) ? ASSAY_TERM_GAP_SPACE : ASSAY_TERM_GAP_OTHER;
    }
}

static guint32
gap_of (gunichar c)
{
  switch (c)
    {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '_':
      return ASSAY_TERM_GAP_SPACE;
    case '.':
      return ASSAY_TERM_GAP_DOT;
    case ',':
      return ASSAY_TERM_GAP_COMMA;
    case '/':
    case '\\':
      return ASSAY_TERM_GAP_SLASH;
    case '-':
      return ASSAY_TERM_GAP_DASH;
    case '&':
    case '+':
      return ASSAY_TERM_GAP_AND;
    case '(':
    case '[':
    case '{':
      return ASSAY_TERM_GAP_OPEN;
    case ')':
    case ']':
    case '}':
      return ASSAY_TERM_GAP_CLOSE;
    case '\'':
    case '`':
      return ASSAY_TERM_GAP_APOSTROPHE;
    case '"':
      return ASSAY_TERM_GAP_QUOTE;
    case '@':
      return ASSAY_TERM_GAP_AT;
    default:
      return c < 0x80 ? ASSAY_TERM_GAP_OTHER : gap_of_unicode (c);
    }
}

static gboolean
is_one_letter (const AssayTermWord *word)
{
  return (word->length == 1 && !g_ascii_isdigit (word->text[0])) ||
         (word->length <= 4 && (guchar) word->text[0] >= 0xc0 &&
          g_utf8_skip[(guchar) word->text[0]] == (char) word->length);
}

/* The dots of "S.p.A." and "V.P." hold one word together. */
static gboolean
joins_abbreviation (const AssayTermWords *words, const AssayTermWord *word, gboolean abbreviating)
{
  return abbreviating && words->n > 0 && word->gap == ASSAY_TERM_GAP_DOT && is_one_letter (word);
}

static gsize
put (char *room, gsize used, gunichar c)
{
  const char *more;

  c = assay_term_fold (c, &more);
  if (c == 0)
    return used;
  if (c < 0x80)
    room[used++] = (char) c;
  else
    used += (gsize) g_unichar_to_utf8 (c, room + used);
  for (; more != NULL && *more != '\0'; more++)
    room[used++] = *more;
  return used;
}

static inline gboolean
is_word_character (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Moves to the next word; FALSE at the end. */
static gboolean
skip_gap (const char **p, const char *end, guint32 *gap)
{
  while (*p < end)
    {
      const char *start = *p;
      gunichar c = assay_term_next (p, end);

      if (is_word_character (c) && c != 0xfffd)
        {
          *p = start;
          return TRUE;
        }
      if (c < 0x80 || g_unichar_type (c) != G_UNICODE_FORMAT)
        *gap |= gap_of (c);
    }
  return FALSE;
}

/**
 * assay_term_words_init:
 * @words: (out caller-allocates): room for them
 * @text: bytes, not terminated; what is no UTF-8 separates
 *
 * Splits a text into plain words. Any thread; allocates nothing.
 */
void
assay_term_words_init (AssayTermWords *words, const char *text, gsize length)
{
  const char *p = text, *end = text + length;
  gboolean abbreviating = FALSE;
  guint32 gap = 0;
  gsize used = 0;

  words->n = 0;
  words->cut = FALSE;
  while (skip_gap (&p, end, &gap))
    {
      AssayTermWord word = { .text = words->room + used, .gap = gap, .from = (guint32) (p - text) };
      const char *after = p;
      gsize start = used;

      if (words->n == ASSAY_TERM_WORDS_MAX)
        words->cut = TRUE;
      while (!words->cut && p < end)
        {
          gunichar c = assay_term_next (&after, end);

          if (c == 0xfffd || (!is_word_character (c) && g_unichar_type (c) != G_UNICODE_FORMAT))
            break;
          if (is_word_character (c))
            used = put (words->room, used, c);
          p = after;
          words->cut = used >= ASSAY_TERM_TEXT_MAX;
        }
      if (words->n == ASSAY_TERM_WORDS_MAX)
        break;
      word.to = (guint32) (p - text);
      word.length = (guint32) (used - start);
      gap = 0;
      if (word.length == 0 && !words->cut)
        continue;
      if (joins_abbreviation (words, &word, abbreviating))
        {
          words->words[words->n - 1].length += word.length;
          words->words[words->n - 1].to = word.to;
        }
      else if (word.length > 0)
        {
          abbreviating = is_one_letter (&word);
          words->words[words->n++] = word;
        }
      if (words->cut)
        break;
    }
  words->gap = gap;
}
