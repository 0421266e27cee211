/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-band-entries.h"

struct _AssayBandEntries
{
  AssayProfile *profile; /* (owned) */
  gint64 scorer;
  gint64 at;
  AssayConnection *connection; /* (not owned) (nullable) */
  AssayStatement *insert;      /* (owned) (nullable) */
  AssayStatement *select;      /* (owned) (nullable) */
  AssayStatement *delete;      /* (owned) (nullable) */
  GArray *before;              /* (element-type AssayBandEntry) (owned) */
  GArray *after;               /* (element-type AssayBandEntry) (owned) */
};

/**
 * assay_band_entries_new:
 * @scorer: the profile's number in table `scorer`
 * @at: what counts as the time of entering
 *
 * Returns: (transfer full): the bands of one profile
 */
AssayBandEntries *
assay_band_entries_new (AssayProfile *profile,
                        gint64        scorer,
                        gint64        at)
{
  AssayBandEntries *self = g_new0 (AssayBandEntries, 1);

  self->profile = assay_profile_ref (profile);
  self->scorer = scorer;
  self->at = at;
  self->before = g_array_new (FALSE, FALSE, sizeof (AssayBandEntry));
  self->after = g_array_new (FALSE, FALSE, sizeof (AssayBandEntry));
  return self;
}

void
assay_band_entries_free (AssayBandEntries *self)
{
  if (self == NULL)
    return;
  assay_band_entries_end (self);
  assay_profile_unref (self->profile);
  g_array_unref (self->before);
  g_array_unref (self->after);
  g_free (self);
}

/**
 * assay_band_entries_begin:
 * @connection: of a transaction, until assay_band_entries_end()
 */
void
assay_band_entries_begin (AssayBandEntries *self,
                          AssayConnection  *connection)
{
  self->connection = connection;
}

void
assay_band_entries_end (AssayBandEntries *self)
{
  g_clear_pointer (&self->insert, assay_statement_release);
  g_clear_pointer (&self->select, assay_statement_release);
  g_clear_pointer (&self->delete, assay_statement_release);
  self->connection = NULL;
}

static gboolean
enter (AssayBandEntries     *self,
       gint64                lead,
       const AssayBandSet   *set,
       const AssayBandEntry *entry,
       GError              **error)
{
  if (self->insert == NULL)
    self->insert = assay_connection_prepare (
      self->connection,
      "INSERT OR IGNORE INTO band_entry (scorer, lead, bands, band, entered_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      error);
  if (self->insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (self->insert, 1, self->scorer);
  assay_statement_bind_int64 (self->insert, 2, lead);
  assay_statement_bind_static_text (self->insert, 3, set->key, -1);
  assay_statement_bind_static_text (
    self->insert, 4, g_array_index (set->bands, AssayBand, entry->band).key, -1);
  assay_statement_bind_int64 (self->insert, 5, entry->entered_at);
  return assay_statement_run (self->insert, error);
}

static gboolean
leave (AssayBandEntries *self,
       gint64            lead,
       const char       *bands,
       const char       *band,
       GError          **error)
{
  if (self->delete == NULL)
    self->delete = assay_connection_prepare (
      self->connection,
      "DELETE FROM band_entry WHERE scorer = ?1 AND lead = ?2 AND bands = ?3 AND band = ?4", error);
  if (self->delete == NULL)
    return FALSE;
  assay_statement_bind_int64 (self->delete, 1, self->scorer);
  assay_statement_bind_int64 (self->delete, 2, lead);
  assay_statement_bind_text (self->delete, 3, bands);
  assay_statement_bind_text (self->delete, 4, band);
  return assay_statement_run (self->delete, error);
}

/* Bands that the profile does not have any more are forgotten. */
static gboolean
load (AssayBandEntries   *self,
      gint64              lead,
      const AssayBandSet *set,
      GError            **error)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  g_array_set_size (self->before, 0);
  if (self->select == NULL)
    self->select = assay_connection_prepare (
      self->connection,
      "SELECT band, entered_at FROM band_entry WHERE scorer = ?1 AND lead = ?2 AND bands = ?3", error);
  if (self->select == NULL)
    return FALSE;
  assay_statement_reset (self->select);
  assay_statement_bind_int64 (self->select, 1, self->scorer);
  assay_statement_bind_int64 (self->select, 2, lead);
  assay_statement_bind_text (self->select, 3, set->key);
  for (;;)
    {
      if (!assay_statement_step (self->select, &row, error))
        return FALSE;
      if (!row)
        break;
      const char *key = assay_statement_get_text (self->select, 0);
      const AssayBandEntry entry
        = { assay_band_set_find (set, key), assay_statement_get_int64 (self->select, 1) };
      if (entry.band >= 0)
        g_array_append_val (self->before, entry);
      else
        g_ptr_array_add (unknown, g_strdup (key));
    }
  assay_statement_reset (self->select);
  for (guint i = 0; i < unknown->len; i++)
    if (!leave (self, lead, set->key, g_ptr_array_index (unknown, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
is_among (GArray *entries,
          int     band)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (entries, AssayBandEntry, i).band == band)
      return TRUE;
  return FALSE;
}

/* Rows that go and rows that come between @before and @after. */
static gboolean
write_difference (AssayBandEntries   *self,
                  gint64              lead,
                  const AssayBandSet *set,
                  guint               n_stored,
                  GError            **error)
{
  for (guint i = 0; i < n_stored; i++)
    {
      int band = g_array_index (self->before, AssayBandEntry, i).band;
      if (!is_among (self->after, band)
          && !leave (self, lead, set->key, g_array_index (set->bands, AssayBand, band).key, error))
        return FALSE;
    }
  for (guint i = 0; i < self->after->len; i++)
    {
      const AssayBandEntry *entry = &g_array_index (self->after, AssayBandEntry, i);
      gboolean stored = FALSE;
      for (guint k = 0; k < n_stored; k++)
        stored |= g_array_index (self->before, AssayBandEntry, k).band == entry->band;
      if (!stored && !enter (self, lead, set, entry, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_in_set (AssayBandEntries     *self,
             gint64                lead,
             const AssayBandSet   *set,
             const AssayBandEntry *old,
             const AssayBandEntry *now,
             double                value,
             GError              **error)
{
  guint n_stored;

  if (!load (self, lead, set, error))
    return FALSE;
  n_stored = self->before->len;
  if (old->band >= 0 && !is_among (self->before, old->band))
    g_array_append_val (self->before, *old);
  g_array_set_size (self->after, 0);
  if (self->before->len > 0)
    g_array_append_vals (self->after, self->before->data, self->before->len);
  assay_band_latch_step (set, now->band, value, now->entered_at, self->after);
  return write_difference (self, lead, set, n_stored, error);
}

/**
 * assay_band_entries_move:
 * @old_at: when the score that is written over was computed
 * @old_bands: (array): what the lead's bands were
 * @bands: (array): what they are now
 * @values: (array): what was classified
 *
 * Follows a lead whose score changes. A first score needs nothing: it says all by itself.
 */
gboolean
assay_band_entries_move (AssayBandEntries *self,
                         gint64            lead,
                         gint64            old_at,
                         const gint8      *old_bands,
                         const gint8      *bands,
                         const double     *values,
                         GError          **error)
{
  for (guint i = 0; i < self->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (self->profile, i);
      const AssayBandEntry old = { old_bands[i], old_at }, now = { bands[i], self->at };

      /* Within one band only a band beside it, kept by hysteresis, can be left. */
      if (old.band == now.band && set->hysteresis <= 0)
        {
          if (old.band >= 0 && !enter (self, lead, set, &old, error))
            return FALSE;
        }
      else if (!move_in_set (self, lead, set, &old, &now, values[i], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_band_entries_find:
 * @profile: a profile's key
 * @bands: a band set's key
 * @band: a band's key
 * @out_at: (out): when the lead entered it; 0 where it did not, or left it by more than the hysteresis
 */
gboolean
assay_band_entries_find (AssayConnection *connection,
                         const char      *profile,
                         gint64           lead,
                         const char      *bands,
                         const char      *band,
                         gint64          *out_at,
                         GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT entered_at FROM band_held WHERE scorer = (SELECT id FROM scorer WHERE key = ?1) "
    "AND lead = ?2 AND bands = ?3 AND band = ?4",
    error);
  gboolean row;

  *out_at = 0;
  if (select == NULL)
    return FALSE;
  assay_statement_bind_text (select, 1, profile);
  assay_statement_bind_int64 (select, 2, lead);
  assay_statement_bind_text (select, 3, bands);
  assay_statement_bind_text (select, 4, band);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    *out_at = assay_statement_get_int64 (select, 0);
  return TRUE;
}
