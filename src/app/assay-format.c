/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-format.h"

#include "base/assay-clock.h"

#include <inttypes.h>
#include <glib/gi18n.h>
#include <math.h>

#define MS_PER_MINUTE ((gint64) 60000)
#define MS_PER_HOUR ((gint64) 3600000)

/* Whole days between two instants as a person counts them: by local midnight. */
static int
days_between (gint64 instant,
              gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (instant / 1000);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / 1000);
  GDate a, b;

  if (then == NULL || today == NULL)
    return 0;
  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then), (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (today),
                  (GDateMonth) g_date_time_get_month (today),
                  (GDateYear) g_date_time_get_year (today));
  return g_date_days_between (&a, &b);
}

/**
 * assay_format_ago:
 * @instant: milliseconds since 1970-01-01T00:00:00Z
 * @now: the present, in the same unit
 *
 * Returns: (transfer full): `12 min ago`, `Yesterday`, `8 days ago`, or the date when it is longer
 *   ago or in the future
 */
char *
assay_format_ago (gint64 instant,
                  gint64 now)
{
  gint64 age = now - instant;
  int days;

  if (age < 0)
    return assay_format_instant (instant, TRUE);
  if (age < MS_PER_MINUTE)
    return g_strdup (_("Just now"));
  if (age < MS_PER_HOUR)
    return g_strdup_printf (_("%d min ago"), (int) (age / MS_PER_MINUTE));
  days = days_between (instant, now);
  if (days == 0)
    return g_strdup_printf (_("%d h ago"), (int) (age / MS_PER_HOUR));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (days < 31)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), days);
  return assay_format_instant (instant, TRUE);
}

/**
 * assay_format_instant:
 * @date_only: whether it is a day (kept as midnight in UTC) rather than a moment
 *
 * Returns: (transfer full): in the person's zone and locale; a day is the same in every zone
 */
char *
assay_format_instant (gint64   instant,
                      gboolean date_only)
{
  g_autoptr (GDateTime) when = date_only ? g_date_time_new_from_unix_utc (instant / 1000)
                                         : g_date_time_new_from_unix_local (instant / 1000);

  if (when == NULL)
    return g_strdup ("");
  /* Translators: a date, and a date with time, for g_date_time_format() */
  return g_date_time_format (when, date_only ? _("%-d %b %Y") : _("%-d %b %Y, %H:%M"));
}

static char *
format_number (double number)
{
  if (number == floor (number) && fabs (number) < 1e15)
    return g_strdup_printf ("%'.0f", number);
  return g_strdup_printf ("%'.2f", number);
}

/**
 * assay_value_dup_text:
 *
 * Returns: (transfer full): the value as an edit field shows it: plain, without grouping
 */
char *
assay_value_dup_text (const AssayValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      return g_strdup_printf ("%" PRId64, value->integer);
    case ASSAY_VALUE_REAL:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->real));
    case ASSAY_VALUE_TEXT:
      return g_strndup (value->text, value->length);
    case ASSAY_VALUE_NULL:
    default:
      return g_strdup ("");
    }
}

static gboolean
is_number (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_INTEGER || value->kind == ASSAY_VALUE_REAL;
}

/**
 * assay_format_value:
 * @type: of the field it belongs to
 *
 * Returns: (transfer full): the value for people; a value that does not fit its type as it is
 */
char *
assay_format_value (const AssayValue *value,
                    AssayFieldType    type)
{
  double number;

  if (!is_number (value))
    return assay_value_dup_text (value);
  number = value->kind == ASSAY_VALUE_REAL ? value->real : (double) value->integer;
  switch (type)
    {
    case ASSAY_FIELD_TYPE_BOOLEAN:
      return g_strdup (number != 0 ? _("Yes") : _("No"));
    case ASSAY_FIELD_TYPE_DATE:
      return assay_format_instant ((gint64) number, TRUE);
    case ASSAY_FIELD_TYPE_DATETIME:
      return assay_format_instant ((gint64) number, FALSE);
    case ASSAY_FIELD_TYPE_NUMBER:
    case ASSAY_FIELD_TYPE_TEXT:
    case ASSAY_FIELD_TYPE_CATEGORY:
    case ASSAY_FIELD_TYPE_EMAIL:
    case ASSAY_FIELD_TYPE_PHONE:
    case ASSAY_FIELD_TYPE_URL:
    default:
      return format_number (number);
    }
}

/**
 * assay_format_score:
 * @score: unrounded; NaN for none
 *
 * Returns: (transfer full): rounded half away from zero, as bands see it
 */
char *
assay_format_score (double score)
{
  if (isnan (score))
    return g_strdup ("");
  return g_strdup_printf ("%.0f", round (score));
}

/**
 * assay_format_band:
 * @band: (nullable): key of a band
 *
 * Returns: (transfer full): what the shipped bands are called, else the key with a capital
 */
char *
assay_format_band (const char *band)
{
  static const struct
  {
    const char *key;
    const char *label;
  } labels[] = {
    { "hot", N_("Hot") },       { "warm", N_("Warm") },     { "cold", N_("Cold") },
    { "high", N_("High") },     { "medium", N_("Medium") }, { "low", N_("Low") },
  };

  if (band == NULL || *band == '\0')
    return g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].key, band))
      return g_strdup (_(labels[i].label));

  g_autofree char *first = g_utf8_substring (band, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, g_utf8_next_char (band), NULL);
}

/**
 * assay_format_count:
 * @count: how many
 * @estimated: whether only about so many; no more digits are shown than are known
 *
 * Returns: (transfer full): `1,208`, or `≈ 1,200`
 */
char *
assay_format_count (gint64   count,
                    gboolean estimated)
{
  gint64 unit = 1;

  if (!estimated)
    return g_strdup_printf ("%'" PRId64, count);
  while (count / unit >= 100)
    unit *= 10;
  return g_strdup_printf ("≈ %'" PRId64, (count + unit / 2) / unit * unit);
}
