/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/assay-clock.h"
#include "store/assay-sql-functions-private.h"

/* An instant: the value itself, or an ISO 8601 text. */
static void
function_instant (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  const char *text;
  gsize length;
  gint64 instant;

  if (assay_sql_is_number (values[0]))
    sqlite3_result_value (context, values[0]);
  else if (assay_sql_get_text (values[0], &text, &length) && length < 64
           && assay_instant_from_iso (text, (gssize) length, &instant, NULL))
    sqlite3_result_int64 (context, instant);
}

/* 2^(−age / half-life); ages below 0 count as 0. Milliseconds and days. Source: track.md, decay. */
static void
function_decay (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  double age, half_life;

  if (!assay_sql_is_number (values[0]) || !assay_sql_is_number (values[1]))
    return;
  age = MAX (sqlite3_value_double (values[0]), 0) / (double) ASSAY_MS_PER_DAY;
  half_life = sqlite3_value_double (values[1]);
  sqlite3_result_double (context, half_life > 0 ? exp2 (-age / half_life) : age == 0);
}

/* How far clocks are ahead of this machine's at one instant. Each zone is looked up once a statement: GLib
 * reads the file of one that nobody holds again for each lead, and asks for the local one each time. */
typedef struct
{
  gint64 instant;
  double here;       /* hours */
  GHashTable *zones; /* (element-type utf8 double) (nullable values): to hours; no such zone, to NULL */
} Clocks;

static void
clocks_free (Clocks *clocks)
{
  g_hash_table_unref (clocks->zones);
  g_free (clocks);
}

static double
hours_of (GTimeZone *zone,
          gint64     instant)
{
  int interval
    = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant / ASSAY_MS_PER_SECOND);

  return g_time_zone_get_offset (zone, interval) / 3600.0;
}

static Clocks *
get_clocks (sqlite3_context *context,
            sqlite3_value   *instant)
{
  Clocks *clocks = sqlite3_get_auxdata (context, 1);
  g_autoptr (GTimeZone) here = NULL;

  if (clocks != NULL)
    return clocks;
  here = g_time_zone_new_local ();
  clocks = g_new0 (Clocks, 1);
  clocks->instant = sqlite3_value_int64 (instant);
  clocks->here = hours_of (here, clocks->instant);
  clocks->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_set_auxdata (context, 1, clocks, (void (*) (void *)) clocks_free);
  return sqlite3_get_auxdata (context, 1);
}

static const double *
find_hours (Clocks     *clocks,
            const char *name)
{
  gpointer hours = NULL;

  if (!g_hash_table_lookup_extended (clocks->zones, name, NULL, &hours))
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
      double found = zone != NULL ? hours_of (zone, clocks->instant) : 0;

      if (zone != NULL)
        hours = g_memdup2 (&found, sizeof found);
      g_hash_table_insert (clocks->zones, g_strdup (name), hours);
    }
  return hours;
}

/* Hours that a time zone's clock is ahead of this machine's at an instant; NULL for no such zone. */
static void
function_hours_away (sqlite3_context *context,
                     int              n_values,
                     sqlite3_value  **values)
{
  Clocks *clocks = get_clocks (context, values[1]);
  const double *hours;
  const char *text;
  gsize length;

  if (clocks == NULL || !assay_sql_get_text (values[0], &text, &length) || length == 0)
    return;
  hours = find_hours (clocks, text);
  if (hours != NULL)
    sqlite3_result_double (context, *hours - clocks->here);
}

/* The smallest of the values that is more than the first one; NULL where none is. */
static void
function_next (sqlite3_context *context,
               int              n_values,
               sqlite3_value  **values)
{
  gint64 after, best = G_MAXINT64;

  if (n_values == 0)
    return;
  after = sqlite3_value_int64 (values[0]);
  for (int i = 1; i < n_values; i++)
    {
      gint64 instant = assay_sql_is_number (values[i]) ? sqlite3_value_int64 (values[i]) : after;
      if (instant > after)
        best = MIN (best, instant);
    }
  if (best != G_MAXINT64)
    sqlite3_result_int64 (context, best);
}

const AssaySqlFunction assay_sql_time_functions[] = {
  { "assay_instant", 1, function_instant, NULL },
  { "assay_decay", 2, function_decay, NULL },
  { "assay_next", -1, function_next, NULL },
  { "assay_hours_away", 2, function_hours_away, NULL },
  { NULL },
};
