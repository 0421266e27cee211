/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-place-hint.h"

#include <string.h>

#define MAX_BYTES 300 /* of a field that are looked at */

/* Postal codes of a shape that only one country has: 9 stands for a digit, @ for a letter. */
static const struct
{
  const char *shape;
  const char *country;
} shapes[] = {
  { "@9 9@@", "GB" },     { "@99 9@@", "GB" },  { "@@9 9@@", "GB" },    { "@@99 9@@", "GB" },
  { "@9@ 9@@", "GB" },    { "@@9@ 9@@", "GB" }, { "@9@ 9@9", "CA" },    { "@9@9@9", "CA" },
  { "9999 @@", "NL" },    { "9999@@", "NL" },   { "NL-9999 @@", "NL" }, { "99999-999", "BR" },
  { "99999-9999", "US" }, { "9999-999", "PT" }, { "999-9999", "JP" },   { "99-999", "PL" },
  { "PL-99-999", "PL" },  { "A-9999", "AT" },   { "AT-9999", "AT" },    { "B-9999", "BE" },
  { "BE-9999", "BE" },    { "CH-9999", "CH" },  { "D-99999", "DE" },    { "DE-99999", "DE" },
  { "DK-9999", "DK" },    { "E-99999", "ES" },  { "ES-99999", "ES" },   { "F-99999", "FR" },
  { "FR-99999", "FR" },   { "FI-99999", "FI" }, { "FIN-99999", "FI" },  { "I-99999", "IT" },
  { "IT-99999", "IT" },   { "L-9999", "LU" },   { "LU-9999", "LU" },    { "N-9999", "NO" },
  { "NO-9999", "NO" },    { "S-999 99", "SE" }, { "SE-999 99", "SE" },  { "SE-99999", "SE" },
  { "CZ-999 99", "CZ" },  { "H-9999", "HU" },   { "HU-9999", "HU" },    { "LV-9999", "LV" },
  { "LT-99999", "LT" },   { "MD-9999", "MD" },  { "AD999", "AD" },      { "SK-999 99", "SK" },
};

/* Domains of countries that the world uses for something else. */
static const char *const generic[] = {
  "ac", "ad", "ag", "ai", "am", "as", "bz", "cc", "cd", "cf", "co", "cx", "dj",
  "eu", "fm", "ga", "gg", "gl", "gq", "gs", "im", "io", "la", "lc", "ly", "me",
  "ml", "mn", "ms", "mu", "nu", "pm", "pn", "pw", "sc", "sh", "so", "sr", "st",
  "su", "tc", "tf", "tk", "tl", "to", "tv", "vc", "vg", "vu", "ws",
};

static gboolean
fits (const char *shape, const char *text, gsize length)
{
  if (strlen (shape) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (shape[i] == '9'   ? !g_ascii_isdigit (text[i])
        : shape[i] == '@' ? !g_ascii_isalpha (text[i])
                          : g_ascii_toupper (text[i]) != shape[i])
      return FALSE;
  return TRUE;
}

/**
 * assay_place_hint_postal_code:
 * @text: (array length=length): a postal code, not terminated
 *
 * Returns: (nullable) (transfer none): the only country with postal codes of that shape
 */
const AssayPlace *
assay_place_hint_postal_code (const AssayPlaceIndex *index, const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (fits (shapes[i].shape, text, length))
      return assay_place_index_get_country (index, shapes[i].country);
  return NULL;
}

/**
 * assay_place_hint_phone:
 * @text: (array length=length): a phone number, not terminated
 *
 * Returns: (nullable) (transfer none): the country of its calling code; %NULL for numbers without
 */
const AssayPlace *
assay_place_hint_phone (const AssayPlaceIndex *index, const char *text, gsize length)
{
  char digits[12];
  gsize n = 0, i = 0;
  gboolean plus;

  length = MIN (length, MAX_BYTES);
  while (i < length && text[i] != '+' && !g_ascii_isdigit (text[i]))
    i++;
  plus = i < length && text[i] == '+';
  for (; i < length && n < sizeof digits; i++)
    if (g_ascii_isdigit (text[i]))
      digits[n++] = text[i];
    else if (strchr ("+ -.()/", text[i]) == NULL || text[i] == '\0')
      break;
  if (plus)
    return assay_place_index_dial (index, digits, n);
  if (n > 2 && digits[0] == '0' && digits[1] == '0')
    return assay_place_index_dial (index, digits + 2, n - 2);
  return NULL;
}

static gboolean
is_generic (const char *domain)
{
  for (gsize i = 0; i < G_N_ELEMENTS (generic); i++)
    if (strcmp (generic[i], domain) == 0)
      return TRUE;
  return FALSE;
}

/**
 * assay_place_hint_website:
 * @text: (array length=length): a web address, with or without its scheme; not terminated
 *
 * Returns: (nullable) (transfer none): the country of its domain; %NULL for domains that are of no
 * country, or used all over the world
 */
const AssayPlace *
assay_place_hint_website (const AssayPlaceIndex *index, const char *text, gsize length)
{
  gsize start = 0, end;
  char domain[3] = { 0 }, code[3] = { 0 };

  length = MIN (length, MAX_BYTES);
  for (gsize i = 0; i + 2 < length; i++)
    if (memcmp (text + i, "://", 3) == 0)
      {
        start = i + 3;
        break;
      }
  for (end = start; end < length && text[end] != '\0' && strchr ("/:?# \t\r\n", text[end]) == NULL;)
    end++;
  while (end > start && text[end - 1] == '.')
    end--;
  if (end < start + 4 || text[end - 3] != '.' || !g_ascii_isalpha (text[end - 1]) ||
      !g_ascii_isalpha (text[end - 2]))
    return NULL;
  for (gsize i = 0; i < 2; i++)
    {
      domain[i] = g_ascii_tolower (text[end - 2 + i]);
      code[i] = g_ascii_toupper (domain[i]);
    }
  if (is_generic (domain))
    return NULL;
  return assay_place_index_get_country (index, strcmp (domain, "uk") == 0 ? "GB" : code);
}
