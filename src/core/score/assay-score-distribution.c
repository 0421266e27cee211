/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-distribution.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "score/assay-profile-sum.h"
#include "stats/assay-distribution.h"

#define N_BINS 20
/* Sources and industries by the number of their leads; the rest is summed up. */
#define MAX_PARTS 12

/*
 * Part:
 * @values: (element-type double): scores of its leads
 * @bands: of the first classification, leads in each
 */
typedef struct
{
  char *name;
  GArray *values;
  gsize bands[128];
} Part;

typedef struct
{
  const AssayProfile *profile;
  Part *all;
  GHashTable *sources;    /* (element-type utf8 Part) */
  GHashTable *industries; /* (element-type utf8 Part) */
} Parts;

static Part *
part_new (const char *name)
{
  Part *part = g_new0 (Part, 1);

  part->name = g_strdup (name);
  part->values = g_array_new (FALSE, FALSE, sizeof (double));
  return part;
}

static void
part_free (Part *part)
{
  g_free (part->name);
  g_array_unref (part->values);
  g_free (part);
}

static void
parts_clear (Parts *parts)
{
  g_clear_pointer (&parts->all, part_free);
  g_clear_pointer (&parts->sources, g_hash_table_unref);
  g_clear_pointer (&parts->industries, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* As people write them, whatever the case. */
static Part *
part_of (GHashTable *parts,
         const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name != NULL ? name : ""));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);
  Part *part = g_hash_table_lookup (parts, folded);

  if (part == NULL)
    {
      part = part_new (trimmed);
      g_hash_table_insert (parts, g_steal_pointer (&folded), part);
    }
  return part;
}

static void
count (Part  *part,
       double value,
       int    band)
{
  g_array_append_val (part->values, value);
  if (band >= 0)
    part->bands[band]++;
}

static const char *
name_of (AssayStatement *select,
         int             column)
{
  return assay_statement_is_null (select, column) ? NULL : assay_statement_get_text (select, column);
}

static gboolean
read_scores (AssayConnection *connection,
             gint64           scorer,
             Parts           *parts,
             GError         **error)
{
  const AssayBandSet *set
    = parts->profile->band_sets->len > 0 ? assay_profile_band_set (parts->profile, 0) : NULL;
  const char *column = "NULL";
  g_autofree char *sql = NULL;
  g_autoptr (AssayStatement) select = NULL;
  gboolean row;

  if (set != NULL)
    column = strcmp (set->key, "temperature") == 0 ? "score.temperature"
             : strcmp (set->key, "grade") == 0     ? "score.grade"
             : strcmp (set->key, "intent") == 0    ? "score.intent"
                                                   : "score.bands ->> ?2";
  sql = g_strdup_printf ("SELECT score.shown, %s, lead.source, lead.industry FROM score "
                         "JOIN lead ON lead.id = score.lead "
                         "WHERE score.scorer = ?1 AND score.shown IS NOT NULL AND ?2 IS NOT 0",
                         column);
  select = assay_connection_prepare (connection, sql, error);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, scorer);
  assay_statement_bind_text (select, 2, set != NULL ? set->key : "");
  while (assay_statement_step (select, &row, error))
    {
      double value;
      int band;

      if (!row)
        return TRUE;
      value = assay_statement_get_double (select, 0);
      band = set != NULL && !assay_statement_is_null (select, 1)
               ? assay_band_set_find (set, assay_statement_get_text (select, 1))
               : -1;
      count (parts->all, value, band);
      count (part_of (parts->sources, name_of (select, 2)), value, band);
      count (part_of (parts->industries, name_of (select, 3)), value, band);
    }
  return FALSE;
}

static double
tenths (double number)
{
  return round (number * 10) / 10;
}

static JsonObject *
bands_to_json (const Parts *parts,
               const Part  *part)
{
  const AssayBandSet *set = assay_profile_band_set (parts->profile, 0);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < set->bands->len; i++)
    json_object_set_int_member (
      object, g_array_index (set->bands, AssayBand, i).key, (gint64) part->bands[i]);
  return object;
}

static void
describe_part (const Parts *parts,
               Part        *part,
               JsonObject  *to)
{
  double *values = (double *) (gpointer) part->values->data;
  gsize n = part->values->len;
  double mean = NAN, low = NAN, high = NAN;
  JsonArray *interval;

  json_object_set_int_member (to, "leads", (gint64) n);
  if (n == 0)
    return;
  assay_sort_doubles (values, n);
  assay_mean_interval (values, n, 0.95, &mean, &low, &high);
  json_object_set_double_member (to, "mean", tenths (mean));
  if (n > 1 && isfinite (low))
    {
      interval = json_array_new ();
      json_array_add_double_element (interval, tenths (low));
      json_array_add_double_element (interval, tenths (high));
      json_object_set_array_member (to, "mean_interval", interval);
    }
  json_object_set_double_member (to, "p25", tenths (assay_quantile (values, n, 0.25)));
  json_object_set_double_member (to, "median", tenths (assay_quantile (values, n, 0.5)));
  json_object_set_double_member (to, "p75", tenths (assay_quantile (values, n, 0.75)));
  if (parts->profile->band_sets->len > 0)
    json_object_set_object_member (to, "bands", bands_to_json (parts, part));
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const Part *x = *(Part *const *) a, *y = *(Part *const *) b;

  if (x->values->len != y->values->len)
    return (x->values->len < y->values->len) - (x->values->len > y->values->len);
  return strcmp (x->name, y->name);
}

/* The largest parts each, and the others together. Leads without a name are a part, too. */
static void
describe_parts (const Parts *parts,
                GHashTable  *from,
                const char  *name,
                const char  *list,
                JsonObject  *to)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  JsonArray *array = json_array_new ();
  Part *others = part_new ("");
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (sorted, value);
  g_ptr_array_sort (sorted, compare_parts);
  for (guint i = 0; i < sorted->len; i++)
    {
      Part *part = sorted->pdata[i];
      JsonObject *object;

      if (i >= MAX_PARTS)
        {
          g_array_append_vals (others->values, part->values->data, part->values->len);
          for (guint b = 0; b < G_N_ELEMENTS (others->bands); b++)
            others->bands[b] += part->bands[b];
          continue;
        }
      object = json_object_new ();
      if (*part->name != '\0')
        json_object_set_string_member (object, name, part->name);
      else
        json_object_set_null_member (object, name);
      describe_part (parts, part, object);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (to, list, array);
  if (others->values->len > 0)
    {
      JsonObject *object = json_object_new ();
      g_autofree char *member = g_strconcat ("other_", list, NULL);

      describe_part (parts, others, object);
      json_object_set_object_member (to, member, object);
    }
  part_free (others);
}

static void
describe_histogram (const Parts *parts,
                    JsonObject  *to)
{
  const AssayProfile *profile = parts->profile;
  double width = (profile->scale_max - profile->scale_min) / N_BINS;
  gsize counts[N_BINS] = { 0 };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < parts->all->values->len; i++)
    {
      double place
        = (g_array_index (parts->all->values, double, i) - profile->scale_min) / width;

      counts[(int) CLAMP (place, 0, N_BINS - 1)]++;
    }
  for (int i = 0; i < N_BINS; i++)
    {
      JsonObject *bin = json_object_new ();

      json_object_set_double_member (bin, "from", profile->scale_min + i * width);
      json_object_set_double_member (bin, "to", profile->scale_min + (i + 1) * width);
      json_object_set_int_member (bin, "leads", (gint64) counts[i]);
      json_array_add_object_element (array, bin);
    }
  json_object_set_array_member (to, "histogram", array);
}

/* The scores as they were at an instant: as they are, less what the history says changed since. */
static gboolean
mean_at (AssayConnection    *connection,
         const AssayProfile *profile,
         gint64              scorer,
         gint64              at,
         gint64             *out_leads,
         double             *out_mean,
         GError            **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT count(*), sum(score.shown), "
    "(SELECT sum(coalesce(round(h.new_value), 0) - coalesce(round(h.old_value), 0)) "
    "  FROM score_history AS h JOIN lead ON lead.id = h.lead "
    "  WHERE h.profile = ?3 AND h.at > ?2 AND coalesce(lead.created_at, 0) <= ?2) "
    "FROM score JOIN lead ON lead.id = score.lead "
    "WHERE score.scorer = ?1 AND score.shown IS NOT NULL AND coalesce(lead.created_at, 0) <= ?2",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, scorer);
  assay_statement_bind_int64 (select, 2, at);
  assay_statement_bind_text (select, 3, profile->key);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_leads = assay_statement_get_int64 (select, 0);
  *out_mean = *out_leads > 0
                ? (assay_statement_get_double (select, 1) - assay_statement_get_double (select, 2))
                    / (double) *out_leads
                : NAN;
  assay_statement_reset (select);
  return TRUE;
}

/* Since when there are scores; before that there is nothing to tell. */
static gboolean
find_first (AssayConnection    *connection,
            const AssayProfile *profile,
            gint64              scorer,
            gint64             *out_first,
            GError            **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT min(at) FROM (SELECT min(as_of) AS at FROM score WHERE scorer = ?1 "
    "UNION ALL SELECT min(at) FROM score_history WHERE profile = ?2)",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, scorer);
  assay_statement_bind_text (select, 2, profile->key);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_first = assay_statement_is_null (select, 0) ? G_MAXINT64 : assay_statement_get_int64 (select, 0);
  assay_statement_reset (select);
  return TRUE;
}

static gboolean
describe_trend (AssayConnection    *connection,
                const AssayProfile *profile,
                gint64              scorer,
                guint               months,
                JsonObject         *to,
                GError            **error)
{
  gint64 now = assay_clock_now ();
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now / ASSAY_MS_PER_SECOND);
  g_autoptr (GDateTime) start = g_date_time_new_utc (
    g_date_time_get_year (today), g_date_time_get_month (today), 1, 0, 0, 0);
  JsonArray *array = json_array_new ();
  gint64 first;

  json_object_set_array_member (to, "trend", array);
  if (!find_first (connection, profile, scorer, &first, error))
    return FALSE;
  for (guint i = months; i-- > 0;)
    {
      g_autoptr (GDateTime) month = g_date_time_add_months (start, -(int) i);
      g_autoptr (GDateTime) next = g_date_time_add_months (month, 1);
      g_autofree char *name = g_date_time_format (month, "%Y-%m");
      JsonObject *object;
      gint64 at = MIN (now, g_date_time_to_unix (next) * ASSAY_MS_PER_SECOND - 1), leads;
      double mean;

      if (at < first)
        continue;
      if (!mean_at (connection, profile, scorer, at, &leads, &mean, error))
        return FALSE;
      if (leads == 0)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "month", name);
      json_object_set_int_member (object, "leads", leads);
      json_object_set_double_member (object, "mean", tenths (mean));
      json_array_add_object_element (array, object);
    }
  return TRUE;
}

/**
 * assay_score_distribution_read:
 * @scorer: the profile's number, see #AssayProfileEntry
 * @months: how many months of trend
 * @to: gets `leads`, `mean`, `histogram`, `bands`, `sources`, `industries` and `trend`
 *
 * How the current scores are spread: over the scale and the bands, by source and by industry, whose
 * quartiles are what a lead of that industry can be measured by, and how their mean has moved.
 */
gboolean
assay_score_distribution_read (AssayConnection    *connection,
                               const AssayProfile *profile,
                               gint64              scorer,
                               guint               months,
                               JsonObject         *to,
                               GError            **error)
{
  g_auto (Parts) parts = { .profile = profile, .all = part_new ("") };

  parts.sources
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) part_free);
  parts.industries
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) part_free);
  if (!read_scores (connection, scorer, &parts, error))
    return FALSE;
  describe_part (&parts, parts.all, to);
  describe_histogram (&parts, to);
  describe_parts (&parts, parts.sources, "source", "sources", to);
  describe_parts (&parts, parts.industries, "industry", "industries", to);
  return describe_trend (connection, profile, scorer, months, to, error);
}
