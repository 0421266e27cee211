/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-writer-private.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "model/assay-value.h"
#include "score/assay-score-points.h"

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
  self->old = g_array_new (FALSE, FALSE, sizeof (AssayScoreRow));
  self->pending = g_array_new (FALSE, FALSE, sizeof (AssayScoreRow));
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

static gint8
find_band (const AssayScoreWriter *self,
           guint                   set,
           const char             *key)
{
  int band = key != NULL ? assay_band_set_find (assay_profile_band_set (self->profile, set), key)
                         : BAND_NONE;

  return key != NULL && band < 0 ? BAND_UNKNOWN : (gint8) band;
}

const char *
assay_score_writer_band_key (const AssayScoreWriter *self,
          guint                   set,
          int                     band)
{
  if (band < 0)
    return NULL;
  return g_array_index (assay_profile_band_set (self->profile, set)->bands, AssayBand, band).key;
}

static const char *const band_columns[] = { "temperature", "grade", "intent" };

int
assay_score_writer_column_of_set (const AssayBandSet *set)
{
  for (gsize i = 0; i < G_N_ELEMENTS (band_columns); i++)
    if (strcmp (set->key, band_columns[i]) == 0)
      return (int) i;
  return -1;
}

static void
read_old_bands (AssayScoreWriter *self,
                AssayStatement   *select,
                AssayScoreRow              *row)
{
  const char *json = assay_statement_get_text (select, 9);
  g_autoptr (JsonNode) node = json != NULL ? assay_json_parse (json, -1, NULL) : NULL;

  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (self->profile, i);
      int column = assay_score_writer_column_of_set (set);
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
      AssayScoreRow row = { 0 };
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
same_points (const AssayScoreWriter *self,
             const AssayScoreRow              *a,
             const AssayScoreRow              *b)
{
  return a->n_points == b->n_points
         && memcmp (self->arena->data + a->points, self->arena->data + b->points, a->n_points) == 0;
}

/* A later look than the stored one is not news by itself: only what was due, or comes sooner. */
static gboolean
differs (const AssayScoreWriter *self,
         const AssayScoreRow              *old,
         const AssayScoreRow              *new)
{
  return !assay_score_same_number (old->value, new->value) || !assay_score_same_number (old->base, new->base)
         || memcmp (old->bands, new->bands, sizeof old->bands) != 0 || old->version != new->version
         || !same_points (self, old, new) || old->next_change <= self->as_of
         || new->next_change < old->next_change;
}

static void
sum_up (AssayScoreWriter        *self,
        const AssayFactorMatrix *matrix,
        gsize                    at,
        AssayScoreRow                     *row)
{
  assay_factor_matrix_get_row (matrix, at, self->values);
  assay_profile_sum (self->profile, self->values, &matrix->judged[at], &self->result);
  *row = (AssayScoreRow) { .lead = matrix->leads[at], .old = -1 };
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
       const AssayScoreRow        *row,
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
      const AssayScoreRow *before;
      AssayScoreRow row;

      sum_up (self, matrix, i, &row);
      count (self, &row, counts);
      while (old < self->old->len && g_array_index (self->old, AssayScoreRow, old).lead < row.lead)
        old++;
      before = old < self->old->len ? &g_array_index (self->old, AssayScoreRow, old) : NULL;
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
