/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-fold.h"

#include <string.h>

#include "base/assay-clock.h"

#define PHONE_DIGITS 9

/* Letters that decompose into nothing simpler but that people leave out. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },   { 0xfe, "th" },
  { 0x111, "d" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" },
};

static void
append_gap (GString *out, gsize start)
{
  if (out->len > start && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* A script's page once, then its letters: two names of one script share no more than their letters.
 */
static void
append_foreign (GString *out, gunichar letter, gunichar *page)
{
  if (letter >> 7 != *page)
    g_string_append_c (out, (char) (0x80 | (letter >> 7 & 0x7f)));
  *page = letter >> 7;
  g_string_append_c (out, (char) (0x80 | (letter & 0x7f)));
}

static void
append_letter (GString *out, gunichar letter, gunichar *page)
{
  if (letter < 128)
    {
      g_string_append_c (out, (char) letter);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    if (plain_letters[i].letter == letter)
      {
        g_string_append (out, plain_letters[i].plain);
        return;
      }
  append_foreign (out, letter, page);
}

static void
fold_unicode (const char *text, gsize length, GString *out)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  gsize start = out->len;
  gunichar page = 0;

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_isalnum (letter))
        append_letter (out, letter, &page);
      else if (letter == '&')
        {
          append_gap (out, start);
          g_string_append (out, "and ");
        }
      else if (letter != '\'' && letter != 0x2019 && !g_unichar_ismark (letter))
        append_gap (out, start);
    }
}

/**
 * assay_match_fold_text:
 * @out: gets the words of @text appended: lower case, without accents, one blank between them
 */
void
assay_match_fold_text (const char *text, gsize length, GString *out)
{
  gsize start = out->len;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c >= 128)
        {
          g_string_truncate (out, start);
          fold_unicode (text, length, out);
          break;
        }
      if (g_ascii_isalnum (c))
        g_string_append_c (out, g_ascii_tolower ((char) c));
      else if (c == '&')
        {
          append_gap (out, start);
          g_string_append (out, "and ");
        }
      else if (c != '\'')
        append_gap (out, start);
    }
  if (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * assay_match_fold_code:
 * @out: gets the letters and digits of @text appended: what is left of a number or an identifier
 * without its punctuation
 */
void
assay_match_fold_code (const char *text, gsize length, GString *out)
{
  gsize start = out->len, kept = start;

  assay_match_fold_text (text, length, out);
  for (gsize i = start; i < out->len; i++)
    if (out->str[i] != ' ')
      out->str[kept++] = out->str[i];
  g_string_truncate (out, kept);
}

/**
 * assay_match_fold_email:
 * @out: gets the address in lower case, without a `+tag`; nothing where @text is no address
 */
void
assay_match_fold_email (const char *text, gsize length, GString *out)
{
  const char *at = memchr (text, '@', length);
  gsize start = out->len, user = at != NULL ? (gsize) (at - text) : 0;
  const char *plus = at != NULL ? memchr (text, '+', user) : NULL;

  if (user == 0 || user + 1 >= length)
    return;
  if (plus != NULL && plus > text)
    user = (gsize) (plus - text);
  for (gsize i = 0; i < user; i++)
    if (!g_ascii_isspace (text[i]))
      g_string_append_c (out, g_ascii_tolower (text[i]));
  for (const char *p = at; p < text + length; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
  if (out->len - start < 3)
    g_string_truncate (out, start);
}

/**
 * assay_match_fold_phone:
 * @out: gets the last nine digits: what a number has in common with and without its country;
 * nothing where there are fewer than five
 */
void
assay_match_fold_phone (const char *text, gsize length, GString *out)
{
  gsize start = out->len;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      g_string_append_c (out, text[i]);
  if (out->len - start < 5)
    g_string_truncate (out, start);
  else if (out->len - start > PHONE_DIGITS)
    g_string_erase (out, (gssize) start, (gssize) (out->len - start - PHONE_DIGITS));
}

/**
 * assay_match_fold_url:
 * @out: gets host and path in lower case, without protocol, `www.`, query and last slash
 */
void
assay_match_fold_url (const char *text, gsize length, GString *out)
{
  const char *end = text + length;
  const char *scheme = g_strstr_len (text, (gssize) length, "://");
  gsize start = out->len;

  if (scheme != NULL)
    text = scheme + 3;
  for (; text < end && *text != '?' && *text != '#'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, g_ascii_tolower (*text));
  if (g_str_has_prefix (out->str + start, "www."))
    g_string_erase (out, (gssize) start, 4);
  while (out->len > start && out->str[out->len - 1] == '/')
    g_string_truncate (out, out->len - 1);
}

/**
 * assay_match_fold_date:
 * @out: gets eight digits, year first; what is no date in the calendar stays as its digits, for it
 * may be one with a typo
 */
void
assay_match_fold_date (const char *text, gsize length, GString *out)
{
  gsize start = out->len;
  gboolean date_only;
  gint64 instant;

  if (length >= 10 && assay_instant_from_iso (text, (gssize) length, &instant, &date_only))
    {
      assay_match_fold_day (instant, out);
      return;
    }
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      g_string_append_c (out, text[i]);
  if (out->len - start != 8)
    g_string_truncate (out, start);
}

void
assay_match_fold_day (gint64 instant, GString *out)
{
  g_autofree char *iso = assay_instant_to_iso (instant, TRUE);

  for (const char *p = iso; *p != '\0' && *p != 'T'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
}

/* A company's legal form says little; these are the frequent ones, as folded words. */
static const char *const legal_forms[] = {
  "ab",   "ag",    "as",      "bv",  "co",  "company", "corp", "corporation",
  "gmbh", "group", "holding", "inc", "kg",  "limited", "llc",  "llp",
  "ltd",  "mbh",   "nv",      "oy",  "plc", "pty",     "pvt",  "sa",
  "sarl", "sas",   "se",      "sl",  "spa", "srl",     "the",  "ug",
};

static gboolean
is_legal_form (const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (legal_forms); i++)
    if (strlen (legal_forms[i]) == length && memcmp (legal_forms[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * assay_match_strip_legal:
 * @folded: a company's folded name; loses legal forms at its end, unless nothing else is there
 */
void
assay_match_strip_legal (GString *folded)
{
  for (;;)
    {
      const char *blank = strrchr (folded->str, ' ');
      gsize place = blank != NULL ? (gsize) (blank - folded->str) : 0;

      if (blank == NULL ||
          (folded->len - place > 2 && !is_legal_form (blank + 1, folded->len - place - 1)))
        return;
      g_string_truncate (folded, place);
    }
}
