/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-writer-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "score/assay-score-points.h"

/* The bands that have no column of their own, as a JSON object; %NULL where there are none. */
static char *
bands_json (const AssayScoreWriter *self,
            const AssayScoreRow              *row,
            gboolean                all)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (self->profile, i);
      const char *key = assay_score_writer_band_key (self, i, row->bands[i]);

      if (key == NULL || (!all && assay_score_writer_column_of_set (set) >= 0))
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
             const AssayScoreRow        *row,
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
      int column = assay_score_writer_column_of_set (assay_profile_band_set (self->profile, i));
      if (column >= 0)
        assay_statement_bind_static_text (
          upsert, 6 + column, assay_score_writer_band_key (self, i, row->bands[i]), -1);
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
               const AssayScoreRow              *old,
               const AssayScoreRow              *new)
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
            const AssayScoreRow              *old,
            const AssayScoreRow              *new)
{
  double before = isnan (old->value) ? NAN : assay_profile_round (old->value);
  double after = isnan (new->value) ? NAN : assay_profile_round (new->value);

  return !assay_score_same_number (before, after) || memcmp (old->bands, new->bands, sizeof old->bands) != 0
         || (old->version == new->version && truth_differs (self, old, new));
}

static gboolean
write_history (AssayScoreWriter *self,
               AssayStatement   *insert,
               const AssayScoreRow        *old,
               const AssayScoreRow        *new,
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
      const AssayScoreRow *row = &g_array_index (self->pending, AssayScoreRow, i);
      const AssayScoreRow *old = row->old >= 0 ? &g_array_index (self->old, AssayScoreRow, row->old) : NULL;

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
