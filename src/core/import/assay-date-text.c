/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-date-text.h"

#include "base/assay-clock.h"
#include "import/assay-date-words-private.h"

#include <string.h>

#define MAX_LENGTH 48

typedef struct
{
  const char *p;
  const char *end;
} Scanner;

/* The three numbers of a date as they stand, with their digits; a month by name is marked. */
typedef struct
{
  int value[3];
  int digits[3];
  int month;
  gboolean points;
} Parts;

static gboolean
scan_number (Scanner *s,
             int      max_digits,
             int     *value,
             int     *digits)
{
  int n = 0;

  *value = 0;
  while (s->p < s->end && g_ascii_isdigit (*s->p) && n < max_digits)
    {
      *value = *value * 10 + (*s->p++ - '0');
      n++;
    }
  *digits = n;
  return n > 0 && !(s->p < s->end && g_ascii_isdigit (*s->p));
}

static gboolean
accept (Scanner *s,
        char     c)
{
  if (s->p < s->end && *s->p == c)
    {
      s->p++;
      return TRUE;
    }
  return FALSE;
}

static gboolean
skip_spaces (Scanner *s)
{
  const char *start = s->p;

  for (;;)
    {
      if (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
        s->p++;
      else if (s->end - s->p >= 2 && memcmp (s->p, "\xc2\xa0", 2) == 0)
        s->p += 2;
      else if (s->end - s->p >= 3 && memcmp (s->p, "\xe2\x80\xaf", 3) == 0)
        s->p += 3;
      else
        return s->p > start;
    }
}

/* A letter without its accent and in lower case, for ASCII and the Latin-1 block; 0 for others. */
static char
fold_letter (Scanner *s)
{
  static const char latin1[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuyts"
                               "aaaaaaaceeeeiiiidnooooo\0ouuuuyty";
  guint8 c = (guint8) *s->p;

  if (g_ascii_isalpha (c))
    {
      s->p++;
      return g_ascii_tolower (c);
    }
  if (c == 0xc3 && s->end - s->p >= 2 && ((guint8) s->p[1] & 0xc0) == 0x80)
    {
      char folded = latin1[(guint8) s->p[1] & 0x3f];
      if (folded != '\0')
        s->p += 2;
      return folded;
    }
  return 0;
}

static gsize
scan_word (Scanner *s,
           char     word[16])
{
  gsize n = 0;
  char c;

  while (s->p < s->end && n < 15 && (c = fold_letter (s)) != 0)
    word[n++] = c;
  word[n] = '\0';
  return n;
}

/* Between a date's parts: one of . / - or spaces, also ". ", or CJK year, month and day signs. */
static char
scan_separator (Scanner *s)
{
  char c;

  if (s->p >= s->end)
    return 0;
  c = *s->p;
  if (c == '.' || c == '/' || c == '-')
    {
      s->p++;
      if (c == '.')
        skip_spaces (s);
      return c;
    }
  if (skip_spaces (s))
    {
      accept (s, '-');
      return ' ';
    }
  if (s->end - s->p >= 3
      && (memcmp (s->p, "年", 3) == 0 || memcmp (s->p, "月", 3) == 0))
    {
      s->p += 3;
      return 'C';
    }
  return 0;
}

/* Whether @word is one of @words, each of which has a space on either side. */
static gboolean
is_one_of (const char *word,
           const char *words)
{
  char key[20];

  g_snprintf (key, sizeof key, " %s ", word);
  return strstr (words, key) != NULL;
}

/* "21 de noviembre de 2026", "21st of November": the small words. */
static void
skip_filler (Scanner *s)
{
  Scanner before = *s;
  char word[16];
  gsize n = scan_word (s, word);

  if (n > 0 && is_one_of (word, " de of del do ") && skip_spaces (s))
    return;
  *s = before;
}

static void
skip_ordinal (Scanner *s)
{
  Scanner before = *s;
  char word[16];

  if (scan_word (s, word) > 0 && is_one_of (word, " st nd rd th er "))
    return;
  *s = before;
}

static gboolean
scan_month_word (Scanner *s,
                 Parts   *parts)
{
  char word[16];
  gsize n = scan_word (s, word);

  parts->month = assay_date_month_from_word (word, n);
  if (parts->month == 0)
    return FALSE;
  accept (s, '.');
  return TRUE;
}

/* "November 21, 2026" */
static gboolean
scan_month_first (Scanner *s,
                  Parts   *parts)
{
  if (!scan_month_word (s, parts))
    return FALSE;
  if (!skip_spaces (s) && !accept (s, '-'))
    return FALSE;
  if (!scan_number (s, 2, &parts->value[0], &parts->digits[0]))
    return FALSE;
  skip_ordinal (s);
  if (!accept (s, ',') && !(s->p < s->end && (*s->p == ' ' || *s->p == '-')))
    return FALSE;
  accept (s, '-');
  skip_spaces (s);
  return scan_number (s, 4, &parts->value[2], &parts->digits[2]) && parts->digits[2] == 4;
}

/* "21. November 2026", "21-Nov-26", after the first number and separator */
static gboolean
scan_named_month (Scanner *s,
                  Parts   *parts)
{
  skip_filler (s);
  if (!scan_month_word (s, parts))
    return FALSE;
  accept (s, ',');
  if (!skip_spaces (s) && !accept (s, '-') && !accept (s, '/'))
    return FALSE;
  skip_filler (s);
  return scan_number (s, 4, &parts->value[2], &parts->digits[2])
         && (parts->digits[2] == 4 || parts->digits[2] == 2);
}

static gboolean
scan_parts (Scanner *s,
            Parts   *parts)
{
  char separator, second;

  if (s->p < s->end && !g_ascii_isdigit (*s->p))
    {
      Scanner before = *s;
      char word[16];
      gsize n = scan_word (s, word);
      if (n == 0)
        return FALSE;
      if (assay_date_month_from_word (word, n) != 0
          && !(assay_date_is_weekday (word, n) && s->p < s->end && *s->p == ','))
        {
          *s = before;
          return scan_month_first (s, parts);
        }
      if (!assay_date_is_weekday (word, n))
        return FALSE;
      accept (s, '.');
      accept (s, ',');
      if (!skip_spaces (s))
        return FALSE;
      if (s->p < s->end && !g_ascii_isdigit (*s->p))
        return scan_month_first (s, parts);
    }
  if (!scan_number (s, 4, &parts->value[0], &parts->digits[0]))
    return FALSE;
  if (parts->digits[0] <= 2)
    skip_ordinal (s);
  if ((separator = scan_separator (s)) == 0)
    return FALSE;
  parts->points = separator == '.';
  if (s->p < s->end && !g_ascii_isdigit (*s->p))
    return separator != 'C' && scan_named_month (s, parts);

  if (!scan_number (s, 2, &parts->value[1], &parts->digits[1])
      || (second = scan_separator (s)) != separator
      || !scan_number (s, 4, &parts->value[2], &parts->digits[2]))
    return FALSE;
  if (separator == 'C' && s->end - s->p >= 3 && memcmp (s->p, "日", 3) == 0)
    s->p += 3;
  return TRUE;
}

static gboolean
scan_meridiem (Scanner *s,
               int     *hour)
{
  Scanner before = *s;
  char word[16];

  skip_spaces (s);
  gsize n = scan_word (s, word);
  if (n == 1 && (word[0] == 'a' || word[0] == 'p') && accept (s, '.')
      && s->p < s->end && (*s->p == 'm' || *s->p == 'M'))
    {
      s->p++;
      accept (s, '.');
    }
  else if (strcmp (word, "am") != 0 && strcmp (word, "pm") != 0)
    {
      *s = before;
      return TRUE;
    }
  if (*hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (word[0] == 'p' ? 12 : 0);
  return TRUE;
}

static gboolean
scan_zone (Scanner  *s,
           gint64   *offset,
           gboolean *has_zone)
{
  int hour, minute = 0, digits;
  char word[16];

  *offset = 0;
  skip_spaces (s);
  *has_zone = s->p < s->end;
  if (s->p == s->end)
    return TRUE;
  if (g_ascii_isalpha (*s->p))
    {
      scan_word (s, word);
      if (strcmp (word, "z") != 0 && strcmp (word, "utc") != 0 && strcmp (word, "gmt") != 0)
        return FALSE;
      if (s->p == s->end)
        return TRUE;
    }
  if (*s->p != '+' && *s->p != '-')
    return FALSE;
  int sign = *s->p++ == '-' ? -1 : 1;
  if (!scan_number (s, 4, &hour, &digits))
    return FALSE;
  if (digits > 2)
    {
      minute = hour % 100;
      hour /= 100;
    }
  else if (accept (s, ':') && (!scan_number (s, 2, &minute, &digits) || digits != 2))
    return FALSE;
  if (hour > 14 || minute > 59)
    return FALSE;
  *offset = (gint64) sign * (hour * 60 + minute) * 60000;
  return s->p == s->end;
}

/* The rest of a cell behind a date: nothing, or a time and perhaps a zone. */
static gboolean
scan_time (Scanner  *s,
           gint64   *ms,
           gboolean *has_time)
{
  int hour, minute, second = 0, digits, fraction = 0;
  gint64 offset = 0;
  gboolean has_zone = FALSE;

  *ms = 0;
  *has_time = FALSE;
  if (s->p == s->end)
    return TRUE;
  accept (s, ',');
  if (!skip_spaces (s) && !accept (s, 'T') && !accept (s, 't'))
    return FALSE;
  if (!scan_number (s, 2, &hour, &digits)
      || (!accept (s, ':') && !accept (s, 'h'))
      || !scan_number (s, 2, &minute, &digits) || digits != 2)
    return FALSE;
  if (accept (s, ':') && (!scan_number (s, 2, &second, &digits) || digits != 2))
    return FALSE;
  if (s->end - s->p >= 2 && (*s->p == '.' || *s->p == ',') && g_ascii_isdigit (s->p[1]))
    {
      s->p++;
      for (int scale = 100; s->p < s->end && g_ascii_isdigit (*s->p); s->p++, scale /= 10)
        fraction += (*s->p - '0') * scale;
    }
  if (!scan_meridiem (s, &hour) || !scan_zone (s, &offset, &has_zone))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  *ms = (gint64) (hour * 3600 + minute * 60 + second) * 1000 + fraction - offset;
  *has_time = *ms != 0;
  return TRUE;
}

/* Two digits: 69 is 1969, 68 is 2068. Source: POSIX strptime, %y. */
static int
full_year (int value,
           int digits)
{
  if (digits == 2)
    return value + (value < 69 ? 2000 : 1900);
  return digits == 4 ? value : -1;
}

static void
try_order (AssayDateText *out,
           AssayDateOrder order,
           int            year,
           int            month,
           int            day,
           gint64         time_ms)
{
  gint64 instant;

  if (!assay_instant_from_civil (year, month, day, &instant))
    return;
  out->fits |= 1u << order;
  out->instants[order] = instant + time_ms;
}

static void
try_all_orders (AssayDateText *out,
                int            year,
                int            month,
                int            day,
                gint64         time_ms)
{
  for (AssayDateOrder order = ASSAY_DATE_ORDER_YMD; order <= ASSAY_DATE_ORDER_MDY; order++)
    try_order (out, order, year, month, day, time_ms);
}

static void
interpret (AssayDateText *out,
           const Parts   *parts,
           gint64         time_ms)
{
  const int *v = parts->value, *d = parts->digits;

  out->points = parts->points && parts->month == 0;
  if (parts->month != 0)
    try_all_orders (out, full_year (v[2], d[2]), parts->month, v[0], time_ms);
  else if (d[0] == 4)
    {
      if (d[2] <= 2)
        try_all_orders (out, v[0], v[1], v[2], time_ms);
    }
  else if (d[0] <= 2 && (d[2] == 4 || d[2] == 2))
    {
      int year = full_year (v[2], d[2]);
      try_order (out, ASSAY_DATE_ORDER_DMY, year, v[1], v[0], time_ms);
      try_order (out, ASSAY_DATE_ORDER_MDY, year, v[0], v[1], time_ms);
      if (d[2] == 2 && d[0] == 2)
        try_order (out, ASSAY_DATE_ORDER_YMD, full_year (v[0], d[0]), v[1], v[2], time_ms);
    }
}

static int
two_digits (const char *p)
{
  return (p[0] - '0') * 10 + (p[1] - '0');
}

/* 20261121 */
static gboolean
scan_compact (const char    *text,
              AssayDateText *out)
{
  for (guint i = 0; i < 8; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  int year = two_digits (text) * 100 + two_digits (text + 2);
  if (year < 1900 || year > 2099)
    return FALSE;
  out->compact = TRUE;
  try_all_orders (out, year, two_digits (text + 4), two_digits (text + 6), 0);
  return out->fits != 0;
}

/**
 * assay_date_text_scan:
 * @text: a cell, without white space around it
 * @length: its bytes
 * @out: (out caller-allocates): what was found
 *
 * Reads a date as people and programs write it: ISO 8601; numbers in any usual order with points,
 * slashes or hyphens; months by name in English, German, French, Spanish, Italian, Portuguese and
 * Dutch; weekdays ahead, a time and a zone behind. Numbers of days as spreadsheets count them are
 * not dates. Any thread.
 *
 * Returns: whether it is a date in at least one order
 */
gboolean
assay_date_text_scan (const char    *text,
                      gsize          length,
                      AssayDateText *out)
{
  Scanner s = { text, text + length };
  Parts parts = { 0 };
  gint64 time_ms;

  *out = (AssayDateText) { 0 };
  if (length < 6 || length > MAX_LENGTH)
    return FALSE;
  if (length == 8 && scan_compact (text, out))
    return TRUE;
  if (!scan_parts (&s, &parts) || !scan_time (&s, &time_ms, &out->has_time))
    return FALSE;
  interpret (out, &parts, time_ms);
  return out->fits != 0;
}
