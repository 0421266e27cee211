/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-writer.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "model/assay-value.h"
#include "score/assay-band-entries.h"
#include "score/assay-profile-sum.h"
#include "score/assay-score-points.h"

/* A score as it stands in the table. Texts are interned by the profile's bands or owned. */
typedef struct
{
  gint64 lead;
  double value;
  double base;
  gint64 version;
  gint64 as_of;
  gint64 next_change;
  gint8 bands[ASSAY_PROFILE_MAX_BANDS];
  double band_values[ASSAY_PROFILE_MAX_BANDS]; /* of new ones */
  guint points; /* where its packed points start in the arena */
  guint n_points;
  gint64 old; /* its place among the old ones, or −1 */
} Row;

struct _AssayScoreWriter
{
  AssayProfile *profile;
  gint64 scorer;
  gint64 as_of;
  gint64 job;
  char *reason;
  GArray *old;       /* (element-type Row) */
  GArray *pending;   /* (element-type Row) */
  GByteArray *arena; /* packed points of both */
  AssayBandEntries *entries; /* (owned) */
  double *values;
  AssayProfileResult result;
};

/**
 * assay_score_writer_new:
 * @scorer: the profile's number in table `scorer`
 * @job: what the history names as the cause, or 0
 * @reason: why: `job`, `edit`, `event`, `time`, `version`
 *
 * Returns: (transfer full): a writer for one profile
 */
AssayScoreWriter *
assay_score_writer_new (AssayProfile *profile,
                        gint64        scorer,
                        gint64        as_of,
                        gint64        job,
                        const char   *reason)
{
  AssayScoreWriter *self = g_new0 (AssayScoreWriter, 1);

  self->profile = assay_profile_ref (profile);
  self->scorer = scorer;
  self->as_of = as_of;
  self->job = job;
  self->reason = g_strdup (reason);
  self->old = g_array_new (FALSE, FALSE, sizeof (Row));
  self->pending = g_array_new (FALSE, FALSE, sizeof (Row));
  self->arena = g_byte_array_new ();
  self->entries = assay_band_entries_new (profile, scorer, as_of);
  self->values = g_new0 (double, MAX (profile->factors->len, 1));
  self->result.factor_points = g_new0 (double, MAX (profile->factors->len, 1));
  self->result.group_points = g_new0 (double, profile->groups->len);
  return self;
}

void
assay_score_writer_free (AssayScoreWriter *self)
{
  if (self == NULL)
    return;
  assay_profile_unref (self->profile);
  g_free (self->reason);
  g_array_unref (self->old);
  g_array_unref (self->pending);
  g_byte_array_unref (self->arena);
  assay_band_entries_free (self->entries);
  g_free (self->values);
  g_free (self->result.factor_points);
  g_free (self->result.group_points);
  g_free (self);
}

#define BAND_NONE    (-1)
#define BAND_UNKNOWN (-2) /* a key that the profile does not have any more */

static const char *
band_key (const AssayScoreWriter *self,
          guint                   set,
          int                     band)
{
  if (band < 0)
    return NULL;
  return g_array_index (assay_profile_band_set (self->profile, set)->bands, AssayBand, band).key;
}

static gint8
find_band (const AssayScoreWriter *self,
           guint                   set,
           const char             *key)
{
  int band = key != NULL ? assay_band_set_find (assay_profile_band_set (self->profile, set), key)
                         : BAND_NONE;

  return key != NULL && band < 0 ? BAND_UNKNOWN : (gint8) band;
}

static const char *const band_columns[] = { "temperature", "grade", "intent" };

static int
column_of_set (const AssayBandSet *set)
{
  for (gsize i = 0; i < G_N_ELEMENTS (band_columns); i++)
    if (strcmp (set->key, band_columns[i]) == 0)
      return (int) i;
  return -1;
}

static void
read_old_bands (AssayScoreWriter *self,
                AssayStatement   *select,
                Row              *row)
{
  const char *json = assay_statement_get_text (select, 9);
  g_autoptr (JsonNode) node = json != NULL ? assay_json_parse (json, -1, NULL) : NULL;

  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (self->profile, i);
      int column = column_of_set (set);
      const char *key = NULL;

      if (column >= 0)
        key = assay_statement_get_text (select, 6 + column);
      else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)
               && json_object_has_member (json_node_get_object (node), set->key))
        key = json_object_get_string_member (json_node_get_object (node), set->key);
      row->bands[i] = find_band (self, i, key);
    }
}

static double
get_real (AssayStatement *select,
          int             column)
{
  return assay_statement_is_null (select, column) ? NAN
                                                  : assay_statement_get_double (select, column);
}

static gboolean
read_old (AssayScoreWriter        *self,
          AssayConnection         *connection,
          const AssayFactorMatrix *matrix,
          GError                 **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT lead, value, base, version, as_of, next_change, temperature, grade, intent, "
    "bands, points FROM score WHERE scorer = ?1 AND lead BETWEEN ?2 AND ?3",
    error);
  gboolean there;

  g_array_set_size (self->old, 0);
  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, self->scorer);
  assay_statement_bind_int64 (select, 2, matrix->leads[0]);
  assay_statement_bind_int64 (select, 3, matrix->leads[matrix->n - 1]);
  while (assay_statement_step (select, &there, error))
    {
      Row row = { 0 };
      gconstpointer points;
      gsize length;

      if (!there)
        return TRUE;
      row.lead = assay_statement_get_int64 (select, 0);
      row.value = get_real (select, 1);
      row.base = get_real (select, 2);
      row.version = assay_statement_get_int64 (select, 3);
      row.as_of = assay_statement_get_int64 (select, 4);
      row.next_change = assay_statement_is_null (select, 5) ? ASSAY_NEVER
                                                            : assay_statement_get_int64 (select, 5);
      read_old_bands (self, select, &row);
      points = assay_statement_get_blob (select, 10, &length);
      row.points = self->arena->len;
      row.n_points = (guint) length;
      g_byte_array_append (self->arena, points, (guint) length);
      g_array_append_val (self->old, row);
    }
  return FALSE;
}

static gboolean
same_number (double a,
             double b)
{
  return isnan (a) ? isnan (b) : fabs (a - b) < 1e-9;
}

static gboolean
same_points (const AssayScoreWriter *self,
             const Row              *a,
             const Row              *b)
{
  return a->n_points == b->n_points
         && memcmp (self->arena->data + a->points, self->arena->data + b->points, a->n_points) == 0;
}

/* A later look than the stored one is not news by itself: only what was due, or comes sooner. */
static gboolean
differs (const AssayScoreWriter *self,
         const Row              *old,
         const Row              *new)
{
  return !same_number (old->value, new->value) || !same_number (old->base, new->base)
         || memcmp (old->bands, new->bands, sizeof old->bands) != 0 || old->version != new->version
         || !same_points (self, old, new) || old->next_change <= self->as_of
         || new->next_change < old->next_change;
}

static void
sum_up (AssayScoreWriter        *self,
        const AssayFactorMatrix *matrix,
        gsize                    at,
        Row                     *row)
{
  assay_factor_matrix_get_row (matrix, at, self->values);
  assay_profile_sum (self->profile, self->values, &matrix->judged[at], &self->result);
  *row = (Row) { .lead = matrix->leads[at], .old = -1 };
  row->value = self->result.score;
  row->base = self->result.base;
  row->version = self->profile->version;
  row->as_of = self->as_of;
  row->next_change = matrix->next_change[at];
  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      row->bands[i] = (gint8) self->result.bands[i];
      row->band_values[i] = self->result.band_values[i];
    }
  row->points = self->arena->len;
  assay_score_points_pack (self->result.factor_points, self->profile->factors->len, self->arena);
  row->n_points = self->arena->len - row->points;
}

static void
count (AssayScoreWriter *self,
       const Row        *row,
       AssayScoreCounts *counts)
{
  counts->scored++;
  if (!isnan (row->value))
    {
      counts->sum += assay_profile_round (row->value);
      counts->n_sum++;
    }
  for (guint i = 0; i < self->profile->band_sets->len; i++)
    if (row->bands[i] >= 0)
      counts->bands[i][row->bands[i]]++;
}

/**
 * assay_score_writer_prepare:
 * @connection: a reader
 * @matrix: factor values of at least one lead
 * @counts: (inout): what is found is added
 * @out_pending: (out): how many scores assay_score_writer_write() will write
 *
 * Sums up a batch and finds what changed against the table.
 */
gboolean
assay_score_writer_prepare (AssayScoreWriter        *self,
                            AssayConnection         *connection,
                            const AssayFactorMatrix *matrix,
                            AssayScoreCounts        *counts,
                            gsize                   *out_pending,
                            GError                 **error)
{
  guint old = 0;

  g_byte_array_set_size (self->arena, 0);
  g_array_set_size (self->pending, 0);
  if (!read_old (self, connection, matrix, error))
    return FALSE;
  for (gsize i = 0; i < matrix->n; i++)
    {
      const Row *before;
      Row row;

      sum_up (self, matrix, i, &row);
      count (self, &row, counts);
      while (old < self->old->len && g_array_index (self->old, Row, old).lead < row.lead)
        old++;
      before = old < self->old->len ? &g_array_index (self->old, Row, old) : NULL;
      if (before != NULL && before->lead == row.lead)
        {
          if (!differs (self, before, &row))
            {
              g_byte_array_set_size (self->arena, row.points);
              continue;
            }
          row.old = old;
        }
      g_array_append_val (self->pending, row);
    }
  counts->changed += self->pending->len;
  *out_pending = self->pending->len;
  return TRUE;
}

/* The bands that have no column of their own, as a JSON object; %NULL where there are none. */
static char *
bands_json (const AssayScoreWriter *self,
            const Row              *row,
            gboolean                all)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (self->profile, i);
      const char *key = band_key (self, i, row->bands[i]);

      if (key == NULL || (!all && column_of_set (set) >= 0))
        continue;
      if (json->len > 1)
        g_string_append_c (json, ',');
      assay_json_append_string (json, set->key, -1);
      g_string_append_c (json, ':');
      assay_json_append_string (json, key, -1);
    }
  if (json->len == 1 && !all)
    {
      g_string_free (json, TRUE);
      return NULL;
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static void
bind_real (AssayStatement *statement,
           int             index,
           double          value)
{
  if (isnan (value))
    assay_statement_bind_null (statement, index);
  else
    assay_statement_bind_double (statement, index, value);
}

static gboolean
write_score (AssayScoreWriter *self,
             AssayStatement   *upsert,
             const Row        *row,
             GError          **error)
{
  g_autofree char *json = bands_json (self, row, FALSE);

  assay_statement_bind_int64 (upsert, 1, self->scorer);
  assay_statement_bind_int64 (upsert, 2, row->lead);
  bind_real (upsert, 3, row->value);
  if (isnan (row->value))
    assay_statement_bind_null (upsert, 4);
  else
    assay_statement_bind_int64 (upsert, 4, (gint64) assay_profile_round (row->value));
  bind_real (upsert, 5, row->base);
  for (int i = 6; i <= 8; i++)
    assay_statement_bind_null (upsert, i);
  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      int column = column_of_set (assay_profile_band_set (self->profile, i));
      if (column >= 0)
        assay_statement_bind_static_text (
          upsert, 6 + column, band_key (self, i, row->bands[i]), -1);
    }
  assay_statement_bind_static_text (upsert, 9, json, -1);
  assay_statement_bind_int64 (upsert, 10, row->version);
  assay_statement_bind_int64 (upsert, 11, row->as_of);
  if (row->next_change == ASSAY_NEVER)
    assay_statement_bind_null (upsert, 12);
  else
    assay_statement_bind_int64 (upsert, 12, row->next_change);
  assay_statement_bind_blob (upsert,
                             13,
                             self->arena->len > 0 ? self->arena->data + row->points
                                                  : (gconstpointer) "",
                             row->n_points);
  return assay_statement_run (upsert, error);
}

/* Whether a factor counts now and did not before, or the other way round. Versions have other
 * factors. */
static gboolean
truth_differs (const AssayScoreWriter *self,
               const Row              *old,
               const Row              *new)
{
  guint n = self->profile->factors->len;
  g_autofree double *before = g_new0 (double, n + 1);
  g_autofree double *after = g_new0 (double, n + 1);

  assay_score_points_unpack (self->arena->data + old->points, old->n_points, before, n);
  assay_score_points_unpack (self->arena->data + new->points, new->n_points, after, n);
  for (guint i = 0; i < n; i++)
    if ((before[i] != 0) != (after[i] != 0))
      return TRUE;
  return FALSE;
}

static gboolean
is_history (const AssayScoreWriter *self,
            const Row              *old,
            const Row              *new)
{
  double before = isnan (old->value) ? NAN : assay_profile_round (old->value);
  double after = isnan (new->value) ? NAN : assay_profile_round (new->value);

  return !same_number (before, after) || memcmp (old->bands, new->bands, sizeof old->bands) != 0
         || (old->version == new->version && truth_differs (self, old, new));
}

static gboolean
write_history (AssayScoreWriter *self,
               AssayStatement   *insert,
               const Row        *old,
               const Row        *new,
               GError          **error)
{
  g_autofree char *old_bands = bands_json (self, old, TRUE);
  g_autofree char *new_bands = bands_json (self, new, TRUE);

  assay_statement_bind_int64 (insert, 1, new->lead);
  assay_statement_bind_static_text (insert, 2, self->profile->key, -1);
  assay_statement_bind_int64 (insert, 3, assay_clock_now ());
  assay_statement_bind_int64 (insert, 4, self->as_of);
  assay_statement_bind_int64 (insert, 5, self->job);
  assay_statement_bind_static_text (
    insert, 6, old->version != new->version ? "version" : self->reason, -1);
  assay_statement_bind_int64 (insert, 7, old->version);
  assay_statement_bind_int64 (insert, 8, new->version);
  bind_real (insert, 9, old->value);
  bind_real (insert, 10, new->value);
  assay_statement_bind_static_text (insert, 11, old_bands, -1);
  assay_statement_bind_static_text (insert, 12, new_bands, -1);
  assay_statement_bind_blob (insert, 13, self->arena->data + old->points, old->n_points);
  assay_statement_bind_blob (insert, 14, self->arena->data + new->points, new->n_points);
  return assay_statement_run (insert, error);
}

static gboolean
write_rows (AssayScoreWriter *self,
            AssayStatement   *upsert,
            AssayStatement   *insert,
            GError          **error)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      const Row *row = &g_array_index (self->pending, Row, i);
      const Row *old = row->old >= 0 ? &g_array_index (self->old, Row, row->old) : NULL;

      if (!write_score (self, upsert, row, error)
          || (old != NULL && is_history (self, old, row)
              && !write_history (self, insert, old, row, error))
          || (old != NULL
              && !assay_band_entries_move (self->entries, row->lead, old->as_of, old->bands,
                                           row->bands, row->band_values, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_score_writer_write:
 *
 * Writes what assay_score_writer_prepare() found.
 */
gboolean
assay_score_writer_write (AssayScoreWriter *self,
                          AssayTransaction *transaction,
                          GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) upsert = assay_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO score (scorer, lead, value, shown, base, temperature, grade, "
    "intent, bands, version, as_of, next_change, points) "
    /* A lead may have gone since it was read. */
    "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13 "
    "WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?2)",
    error);
  g_autoptr (AssayStatement) insert
    = upsert == NULL ? NULL
                     : assay_connection_prepare (
                       connection,
                       "INSERT INTO score_history (lead, profile, at, as_of, job, reason, "
                       "old_version, new_version, old_value, new_value, old_bands, "
                       "new_bands, old_points, new_points) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                       error);
  gboolean ok;

  if (insert == NULL)
    return FALSE;
  assay_band_entries_begin (self->entries, connection);
  ok = write_rows (self, upsert, insert, error);
  assay_band_entries_end (self->entries);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return ok;
}
