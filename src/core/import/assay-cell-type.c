/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-cell-type-private.h"

#include <string.h>

/* The types follow those that CleverCSV judges by. Source: van den Burg, Nazábal and Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns", Data Mining and Knowledge
 * Discovery 33 (2019), section 4.2. */

static gboolean
is_number (const char *p,
           const char *end)
{
  guint n_digits = 0, n_marks = 0, in_group = 0;
  gboolean after_mark = FALSE;
  char last = '\0';

  if (end - p >= 2 && (g_str_has_prefix (p, "€") || g_str_has_prefix (p, "£")))
    p += strlen (g_str_has_prefix (p, "€") ? "€" : "£");
  else if (p < end && *p == '$')
    p++;
  while (p < end && *p == ' ')
    p++;
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  if (p < end && *p == '$')
    p++;
  for (; p < end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          n_digits++;
          in_group++;
          after_mark = FALSE;
        }
      else if ((*p == '.' || *p == ',' || *p == ' ' || *p == '\'') && !after_mark)
        {
          /* Only thousands have the same mark twice. */
          if (*p == last && in_group != 3)
            return FALSE;
          last = *p;
          in_group = 0;
          n_marks++;
          after_mark = TRUE;
        }
      else
        break;
    }
  if (n_digits == 0 || n_marks > n_digits)
    return FALSE;
  if (p < end && (*p == 'e' || *p == 'E') && !after_mark)
    {
      p++;
      if (p < end && (*p == '-' || *p == '+'))
        p++;
      if (p == end)
        return FALSE;
      while (p < end && g_ascii_isdigit (*p))
        p++;
    }
  if (p == end)
    return !after_mark || n_marks == 1;
  if (*p == '%' && p + 1 == end)
    return TRUE;
  return (gsize) (end - p) == strlen ("€") && memcmp (p, "€", strlen ("€")) == 0;
}

/* Two or three groups of digits between the same marks, a time perhaps behind. */
static gboolean
is_date (const char *p,
         const char *end)
{
  guint groups = 0, digits = 0;
  char mark = '\0';
  gboolean time = FALSE;

  for (; p < end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          digits++;
          if (digits > 4)
            return FALSE;
          continue;
        }
      if (digits == 0)
        return FALSE;
      groups++;
      digits = 0;
      if (mark == '\0' && (*p == '-' || *p == '/' || *p == '.' || *p == ':'))
        mark = *p;
      else if (*p != mark || groups >= 3)
        break;
    }
  if (p == end)
    return digits > 0 && ((groups == 2 && mark != '\0') || (groups == 1 && mark == ':'));
  if (mark == ':')
    return groups >= 2 && end - p <= 5 && (*p == '.' || *p == ' ');
  if (groups != 3 || (*p != 'T' && *p != ' ' && *p != ','))
    return FALSE;
  for (p++; p < end; p++)
    {
      time |= *p == ':';
      if (!g_ascii_isdigit (*p) && strchr (":.+-ZAPMapm ", *p) == NULL)
        return FALSE;
    }
  return time;
}

static gboolean
is_email (const char *text,
          gsize       length)
{
  const char *at = memchr (text, '@', length);

  if (at == NULL || at == text || memchr (at, '.', length - (gsize) (at - text)) == NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (text[i] == ' ' || text[i] == ',' || text[i] == ';' || text[i] == '|' || text[i] == '\t'
        || text[i] == ':' || (text[i] == '@' && text + i != at))
      return FALSE;
  return TRUE;
}

static gboolean
is_url (const char *text,
        gsize       length)
{
  static const char *const prefixes[] = { "http://", "https://", "www.", "ftp://", "mailto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (length > strlen (prefixes[i])
        && g_ascii_strncasecmp (text, prefixes[i], strlen (prefixes[i])) == 0)
      {
        for (gsize j = 0; j < length; j++)
          if (text[j] == ' ' || text[j] == '\t' || text[j] == '|' || text[j] == '"'
              || text[j] == ';' || text[j] == ',')
            return FALSE;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_phone (const char *text,
          gsize       length)
{
  guint n_digits = 0;

  if (length < 6 || length > 24)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        n_digits++;
      else if (strchr ("+-()/. x", text[i]) == NULL || (text[i] == '+' && i > 1))
        return FALSE;
    }
  return n_digits >= 6;
}

/* Words and the punctuation that is usual inside them. */
static gboolean
is_words (const char *text,
          gsize       length)
{
  if (*text == '\'' && length > 1 && text[length - 1] == '\'')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guint8) text[i] < 0x20 || strchr (",;|:^~\"#$%*<>=[]{}`\\", text[i]) != NULL)
      return FALSE;
  return TRUE;
}

/*
 * assay_cell_type_of:
 *
 * Returns: what a cell without its quotes looks like
 */
AssayCellType
assay_cell_type_of (const char *text,
                    gsize       length)
{
  while (length > 0 && *text == ' ')
    {
      text++;
      length--;
    }
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (length == 0)
    return ASSAY_CELL_EMPTY;
  if (is_date (text, text + length))
    return ASSAY_CELL_DATE;
  if (is_number (text, text + length))
    return ASSAY_CELL_NUMBER;
  if (is_phone (text, length))
    return ASSAY_CELL_PHONE;
  if (is_email (text, length))
    return ASSAY_CELL_EMAIL;
  if (is_url (text, length))
    return ASSAY_CELL_URL;
  return is_words (text, length) ? ASSAY_CELL_WORDS : ASSAY_CELL_UNKNOWN;
}
