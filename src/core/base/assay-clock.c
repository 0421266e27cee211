/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-clock.h"

#include <string.h>

static gint64 fixed_instant;
static gboolean has_fixed_instant;

static gpointer
read_environment (gpointer unused)
{
  const char *text = g_getenv ("ASSAY_NOW");
  gint64 instant;

  if (text != NULL && assay_instant_from_iso (text, -1, &instant, NULL))
    assay_clock_set_fixed (instant);
  return GINT_TO_POINTER (1);
}

/**
 * assay_clock_now:
 *
 * The current instant, or the one that assay_clock_set_fixed() or the environment variable
 * `ASSAY_NOW` (ISO 8601) set. Every rule that depends on time reads this clock, so that tests and
 * replays are exact. Any thread.
 *
 * Returns: milliseconds since 1970-01-01T00:00:00Z
 */
gint64
assay_clock_now (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, read_environment, NULL);
  if (has_fixed_instant)
    return fixed_instant;
  return g_get_real_time () / 1000;
}

/**
 * assay_clock_set_fixed:
 * @instant: milliseconds since 1970-01-01T00:00:00Z; negative to run with the machine's clock again
 *
 * Stops the clock at @instant. For tests; call it before other threads start.
 */
void
assay_clock_set_fixed (gint64 instant)
{
  fixed_instant = instant;
  has_fixed_instant = instant >= 0;
}

/* Civil date from a day number. Source: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", civil_from_days. */
static void
civil_from_days (gint64 days,
                 gint64 *year,
                 int    *month,
                 int    *day)
{
  days += 719468;
  gint64 era = (days >= 0 ? days : days - 146096) / 146097;
  guint doe = (guint) (days - era * 146097);
  guint yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  guint doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  guint mp = (5 * doy + 2) / 153;

  *day = (int) (doy - (153 * mp + 2) / 5 + 1);
  *month = (int) (mp < 10 ? mp + 3 : mp - 9);
  *year = (gint64) yoe + era * 400 + (*month <= 2);
}

/* Source: the same, days_from_civil. */
static gint64
days_from_civil (gint64 year,
                 int    month,
                 int    day)
{
  year -= month <= 2;
  gint64 era = (year >= 0 ? year : year - 399) / 400;
  guint yoe = (guint) (year - era * 400);
  guint doy = (153 * (guint) (month + (month > 2 ? -3 : 9)) + 2) / 5 + (guint) day - 1;
  guint doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

  return era * 146097 + (gint64) doe - 719468;
}

/**
 * assay_instant_to_iso:
 * @instant: milliseconds since 1970-01-01T00:00:00Z
 * @date_only: write the date alone, `2026-11-21`
 *
 * Returns: (transfer full): ISO 8601 in UTC, `2026-11-21T09:30:00Z`, with milliseconds only where
 *   there are any
 */
char *
assay_instant_to_iso (gint64   instant,
                      gboolean date_only)
{
  gint64 days = instant / ASSAY_MS_PER_DAY;
  gint64 rest = instant % ASSAY_MS_PER_DAY;
  gint64 year;
  int month, day;

  if (rest < 0)
    {
      rest += ASSAY_MS_PER_DAY;
      days--;
    }
  civil_from_days (days, &year, &month, &day);
  if (date_only)
    return g_strdup_printf ("%04" G_GINT64_FORMAT "-%02d-%02d", year, month, day);

  int seconds = (int) (rest / 1000), ms = (int) (rest % 1000);
  char fraction[8] = "";
  if (ms != 0)
    g_snprintf (fraction, sizeof fraction, ".%03d", ms);
  return g_strdup_printf ("%04" G_GINT64_FORMAT "-%02d-%02dT%02d:%02d:%02d%sZ", year, month, day,
                          seconds / 3600, seconds / 60 % 60, seconds % 60, fraction);
}

static gboolean
scan_digits (const char **p,
             const char  *end,
             int          count,
             int         *out)
{
  int value = 0;

  if (end - *p < count)
    return FALSE;
  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit ((*p)[i]))
        return FALSE;
      value = value * 10 + (*p)[i] - '0';
    }
  *p += count;
  *out = value;
  return TRUE;
}

static gboolean
scan_time (const char **p,
           const char  *end,
           gint64      *out_ms)
{
  int hour, minute, second = 0, ms = 0;

  if (!scan_digits (p, end, 2, &hour) || *p == end || *(*p)++ != ':'
      || !scan_digits (p, end, 2, &minute) || hour > 24 || minute > 59)
    return FALSE;
  if (*p < end && **p == ':')
    {
      (*p)++;
      if (!scan_digits (p, end, 2, &second) || second > 60)
        return FALSE;
      if (*p < end && (**p == '.' || **p == ','))
        {
          int scale = 100;
          for ((*p)++; *p < end && g_ascii_isdigit (**p); (*p)++, scale /= 10)
            ms += (**p - '0') * scale;
        }
    }
  *out_ms = (gint64) (hour * 3600 + minute * 60 + second) * 1000 + ms;
  return TRUE;
}

static gboolean
scan_zone (const char **p,
           const char  *end,
           gint64      *out_offset_ms)
{
  int hour, minute = 0, sign;

  *out_offset_ms = 0;
  if (*p == end)
    return TRUE;
  if (**p == 'Z' || **p == 'z')
    {
      (*p)++;
      return *p == end;
    }
  if (**p != '+' && **p != '-')
    return FALSE;
  sign = *(*p)++ == '-' ? -1 : 1;
  if (!scan_digits (p, end, 2, &hour))
    return FALSE;
  if (*p < end && **p == ':')
    (*p)++;
  if (*p < end && !scan_digits (p, end, 2, &minute))
    return FALSE;
  *out_offset_ms = (gint64) sign * (hour * 60 + minute) * 60000;
  return *p == end;
}

/**
 * assay_instant_from_civil:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: of the month, from 1
 * @out_instant: (out): midnight UTC of that day, milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: whether the Gregorian calendar has that day
 */
gboolean
assay_instant_from_civil (int     year,
                          int     month,
                          int     day,
                          gint64 *out_instant)
{
  static const guint8 month_days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days[month - 1])
    return FALSE;
  if (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))
    return FALSE;
  *out_instant = days_from_civil (year, month, day) * ASSAY_MS_PER_DAY;
  return TRUE;
}

/**
 * assay_instant_from_iso:
 * @text: ISO 8601: `2026-11-21`, `2026-11-21T09:30Z`, `2026-11-21 09:30:15.250+02:00`; no zone is UTC
 * @length: bytes of @text, or -1
 * @out_instant: (out): milliseconds since 1970-01-01T00:00:00Z
 * @out_date_only: (out) (optional): whether @text had no time
 *
 * Returns: whether the whole of @text is such a date
 */
gboolean
assay_instant_from_iso (const char *text,
                        gssize      length,
                        gint64     *out_instant,
                        gboolean   *out_date_only)
{
  static const int month_days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const char *p = text;
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  int year, month, day;
  gint64 time_ms = 0, offset_ms = 0;
  gboolean date_only;

  if (!scan_digits (&p, end, 4, &year) || p == end || *p++ != '-'
      || !scan_digits (&p, end, 2, &month) || p == end || *p++ != '-'
      || !scan_digits (&p, end, 2, &day))
    return FALSE;
  if (month < 1 || month > 12 || day < 1 || day > month_days[month - 1])
    return FALSE;
  if (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))
    return FALSE;

  date_only = p == end;
  if (!date_only)
    {
      if (*p != 'T' && *p != 't' && *p != ' ')
        return FALSE;
      p++;
      if (!scan_time (&p, end, &time_ms))
        return FALSE;
      if (p < end && *p == ' ')
        p++;
      if (!scan_zone (&p, end, &offset_ms))
        return FALSE;
    }

  *out_instant = days_from_civil (year, month, day) * ASSAY_MS_PER_DAY + time_ms - offset_ms;
  if (out_date_only != NULL)
    *out_date_only = date_only;
  return TRUE;
}
