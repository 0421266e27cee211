/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-run.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "score/assay-factor-fetcher.h"
#include "score/assay-profile-store.h"
#include "score/assay-score-error.h"
#include "score/assay-score-scope.h"
#include "score/assay-score-writer.h"

/* Leads of one batch: its scores are written in one transaction of some 50 ms. */
#define BATCH_LEADS 5000
/* Ids of a range that are fetched in one go: from a quarter on, reading the whole range is quicker
 * than looking leads up. */
#define DENSE_SHARE 4

typedef struct
{
  const AssayScoreRun *run;
  AssayProfile *profile;
  gint64 scorer;
  gint64 as_of;
  AssayConnection *reader; /* (not owned) */
  AssayFactorQuery *query; /* (not owned) */
  AssayFactorMatrix *matrix;
  AssayScoreWriter *writer;
  AssayScoreCounts *counts;
  guint profile_index;
  guint n_profiles;
} Pass;

static void
report (Pass  *pass,
        double fraction)
{
  if (pass->run->progress != NULL)
    pass->run->progress ((pass->profile_index + fraction) / pass->n_profiles, pass->run->user_data);
}

/* Brings the table in line with a batch, whose values are not needed any more after that. */
static gboolean
flush (Pass              *pass,
       AssayConnection   *reader,
       AssayFactorMatrix *matrix,
       GCancellable      *cancellable,
       GError           **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  gsize pending;

  if (matrix->n == 0)
    return TRUE;
  if (!assay_score_writer_prepare (pass->writer, reader, matrix, pass->counts, &pending, error))
    return FALSE;
  assay_factor_matrix_clear (matrix);
  if (pending == 0)
    return TRUE;
  transaction
    = assay_workspace_begin (pass->run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  return transaction != NULL && assay_score_writer_write (pass->writer, transaction, error)
         && assay_transaction_commit (transaction, error);
}

/* Writes batch after batch while the fetcher reads ahead with the pass's own reader. */
static gboolean
write_fetched (Pass               *pass,
               AssayFactorFetcher *fetcher,
               gint64              n_batches,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (pass->run->workspace, error);
  g_autoptr (GError) local = NULL;
  AssayFactorMatrix *matrix;

  if (reader == NULL)
    return FALSE;
  for (gint64 batch = 1; (matrix = assay_factor_fetcher_next (fetcher, &local)) != NULL; batch++)
    {
      gboolean done = !g_cancellable_set_error_if_cancelled (cancellable, error)
                      && flush (pass, reader, matrix, cancellable, error);

      assay_factor_fetcher_recycle (fetcher, matrix);
      if (!done)
        return FALSE;
      report (pass, (double) batch / (double) n_batches);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* All leads, by ranges of ids. */
static gboolean
score_all (Pass         *pass,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (AssayFactorFetcher) fetcher = NULL;
  gint64 first, last;

  if (!assay_connection_query_int64 (
        pass->reader, "SELECT coalesce(min(id), 1) FROM lead", &first, error)
      || !assay_connection_query_int64 (
        pass->reader, "SELECT coalesce(max(id), 0) FROM lead", &last, error))
    return FALSE;
  fetcher
    = assay_factor_fetcher_new (pass->query, pass->profile->factors->len, first, last, BATCH_LEADS);
  return write_fetched (
    pass, fetcher, MAX (1, (last - first) / BATCH_LEADS + 1), cancellable, error);
}

/* Some leads: runs of neighbouring ids together. */
static gboolean
score_some (Pass         *pass,
            GArray       *ids,
            GCancellable *cancellable,
            GError      **error)
{
  guint i = 0;

  while (i < ids->len)
    {
      gint64 first = g_array_index (ids, gint64, i), last = first;

      for (i++; i < ids->len && g_array_index (ids, gint64, i) == last + 1
                && last - first + 1 < BATCH_LEADS;
           i++)
        last++;
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !assay_factor_query_fetch (pass->query, first, last, pass->matrix, error))
        return FALSE;
      if (pass->matrix->n >= BATCH_LEADS
          && !flush (pass, pass->reader, pass->matrix, cancellable, error))
        return FALSE;
      report (pass, (double) i / ids->len);
    }
  return flush (pass, pass->reader, pass->matrix, cancellable, error);
}

static gboolean
is_narrowed (const AssayScoreRun *run)
{
  return run->scope != NULL && !assay_scope_is_all (run->scope);
}

/* Which leads the run means; no list for all of them. */
static gboolean
find_scope (Pass                 *pass,
            const AssayScoreMark *now,
            GArray              **out_ids,
            GCancellable         *cancellable,
            GError              **error)
{
  AssayScoreMark mark;
  gboolean found = FALSE;
  gint64 n_leads;

  *out_ids = NULL;
  if (is_narrowed (pass->run))
    {
      *out_ids = assay_scope_leads (pass->run->scope, pass->run->workspace, pass->as_of, cancellable,
                                    error);
      return *out_ids != NULL;
    }
  if (!pass->run->changed_only)
    return TRUE;
  if (!assay_score_mark_load (pass->reader, pass->scorer, &mark, &found, error))
    return FALSE;
  if (!found || mark.version != now->version || mark.offer != now->offer
      || mark.generation != now->generation)
    return TRUE;
  *out_ids
    = assay_score_scope_changed (pass->run, pass->reader, pass->scorer, &mark, pass->as_of, error);
  if (*out_ids == NULL
      || !assay_connection_query_int64 (pass->reader, "SELECT count(*) FROM lead", &n_leads, error))
    return FALSE;
  if ((*out_ids)->len > 1000 && (*out_ids)->len > n_leads / DENSE_SHARE)
    g_clear_pointer (out_ids, g_array_unref);
  return TRUE;
}

/* A full or a changes-only run has seen everything up to where the workspace was when it began. */
static gboolean
keep_mark (Pass                 *pass,
           const AssayScoreMark *mark,
           GCancellable         *cancellable,
           GError              **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;

  if (is_narrowed (pass->run))
    return TRUE;
  transaction
    = assay_workspace_begin (pass->run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  return transaction != NULL
         && assay_score_mark_store (
           assay_transaction_get_connection (transaction), pass->scorer, mark, error)
         && assay_transaction_commit (transaction, error);
}

static void
append_counts (GString          *json,
               const Pass       *pass,
               AssayFactorQuery *query)
{
  const AssayScoreCounts *counts = pass->counts;
  const char *const *warnings = assay_factor_query_get_warnings (query);

  if (!g_str_has_suffix (json->str, "["))
    g_string_append_c (json, ',');
  g_string_append (json, "{\"profile\":");
  assay_json_append_string (json, pass->profile->key, -1);
  g_string_append_printf (json, ",\"version\":%" G_GINT64_FORMAT ",\"scored\":%" G_GINT64_FORMAT
                                ",\"changed\":%" G_GINT64_FORMAT ",\"mean\":",
                          pass->profile->version, counts->scored, counts->changed);
  assay_json_append_number (
    json, counts->n_sum > 0 ? round (counts->sum / (double) counts->n_sum * 100) / 100 : NAN);
  g_string_append (json, ",\"bands\":{");
  for (guint i = 0; i < pass->profile->band_sets->len; i++)
    {
      const AssayBandSet *set = assay_profile_band_set (pass->profile, i);
      g_string_append (json, i > 0 ? "," : "");
      assay_json_append_string (json, set->key, -1);
      g_string_append (json, ":{");
      for (guint band = 0; band < set->bands->len; band++)
        {
          g_string_append (json, band > 0 ? "," : "");
          assay_json_append_string (json, g_array_index (set->bands, AssayBand, band).key, -1);
          g_string_append_printf (json, ":%" G_GINT64_FORMAT, counts->bands[i][band]);
        }
      g_string_append_c (json, '}');
    }
  g_string_append (json, "},\"warnings\":[");
  for (guint i = 0; warnings[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      assay_json_append_string (json, warnings[i], -1);
    }
  g_string_append (json, "]}");
}

static gboolean
run_compiled (Pass         *pass,
              gint64        offer,
              GString      *json,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (pass->run->workspace);
  g_autoptr (AssayFactorQuery) query
    = assay_factor_query_new (pass->reader, fields, pass->profile, pass->run->as_of, error);
  g_autoptr (AssayFactorMatrix) matrix = assay_factor_matrix_new (pass->profile->factors->len);
  g_autoptr (AssayScoreWriter) writer
    = assay_score_writer_new (pass->profile,
                              pass->scorer,
                              pass->as_of,
                              pass->run->cause != 0 ? pass->run->cause : pass->run->job,
                              pass->run->cause != 0     ? "job"
                              : pass->run->changed_only ? "time"
                                                        : "job");
  g_autoptr (GArray) ids = NULL;
  AssayScoreMark mark = { .version = pass->profile->version, .offer = offer };

  if (query == NULL || !assay_score_mark_read (pass->reader, &mark, error)
      || !find_scope (pass, &mark, &ids, cancellable, error))
    return FALSE;
  pass->query = query;
  pass->matrix = matrix;
  pass->writer = writer;
  if (!(ids != NULL ? score_some (pass, ids, cancellable, error)
                    : score_all (pass, cancellable, error))
      || !keep_mark (pass, &mark, cancellable, error))
    return FALSE;
  append_counts (json, pass, query);
  return TRUE;
}

static gint64
offer_version (AssayConnection *connection)
{
  g_autoptr (AssayDocument) offer = assay_profile_store_get_offer (connection, NULL);

  return offer != NULL ? assay_document_get_version (offer) : 0;
}

static gboolean
run_profile (Pass         *pass,
             const char   *key,
             GString      *json,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (pass->run->workspace, error);
  g_autoptr (AssayProfile) profile = NULL;
  g_autofree AssayScoreCounts *counts = g_new0 (AssayScoreCounts, 1);

  if (reader == NULL)
    return FALSE;
  profile = assay_profile_store_load (reader, key, ASSAY_DOCUMENT_LATEST, error);
  if (profile == NULL)
    return FALSE;
  pass->reader = reader;
  pass->profile = profile;
  pass->counts = counts;
  assay_connection_set_cancellable (reader, cancellable);
  const gboolean done = run_compiled (pass, offer_version (reader), json, cancellable, error);
  assay_connection_set_cancellable (reader, NULL);
  return done;
}

/* A profile that was asked for by name and is not in use yet comes into use. */
static gboolean
bring_into_use (const AssayScoreRun *run,
                GPtrArray           *entries,
                GCancellable        *cancellable,
                GError             **error)
{
  for (guint i = 0; run->profiles != NULL && run->profiles[i] != NULL; i++)
    {
      g_autoptr (AssayTransaction) transaction = NULL;
      g_autoptr (AssayProfile) profile = NULL;
      gboolean active = FALSE;

      for (guint k = 0; k < entries->len; k++)
        {
          const AssayProfileEntry *entry = entries->pdata[k];
          active = active || (entry->active && strcmp (entry->key, run->profiles[i]) == 0);
        }
      if (active)
        continue;
      transaction
        = assay_workspace_begin (run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
      if (transaction == NULL)
        return FALSE;
      profile = assay_profile_store_load (assay_transaction_get_connection (transaction),
                                          run->profiles[i], ASSAY_DOCUMENT_LATEST, error);
      if (profile == NULL
          || !assay_profile_store_activate (transaction, 0, profile, TRUE, FALSE, error)
          || !assay_transaction_commit (transaction, error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_entries (const AssayScoreRun *run,
              GError             **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (run->workspace, error);
  g_autoptr (GPtrArray) entries = reader != NULL ? assay_profile_store_list_entries (reader, error)
                                                 : NULL;

  for (guint i = entries != NULL ? entries->len : 0; i-- > 0;)
    {
      const AssayProfileEntry *entry = entries->pdata[i];
      if (!entry->active || (run->profiles != NULL && run->profiles[0] != NULL
                             && !g_strv_contains (run->profiles, entry->key)))
        g_ptr_array_remove_index (entries, i);
    }
  return g_steal_pointer (&entries);
}

/**
 * assay_score_run:
 *
 * Scores leads with the workspace's profiles, in short transactions; other writers go between.
 * Worker thread. Running it again with nothing changed writes nothing.
 *
 * Returns: (transfer full) (nullable): `{"as_of", "profiles": [{"profile", "version", "scored",
 *   "changed", "mean", "bands", "warnings"}]}`, or %NULL with an error
 */
JsonNode *
assay_score_run (const AssayScoreRun *run,
                 GCancellable        *cancellable,
                 GError             **error)
{
  gint64 as_of = run->as_of >= 0 ? run->as_of : assay_clock_now ();
  g_autofree char *iso = assay_instant_to_iso (as_of, FALSE);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GPtrArray) entries = list_entries (run, error);

  if (entries == NULL || !bring_into_use (run, entries, cancellable, error))
    return NULL;
  g_ptr_array_unref (entries);
  entries = list_entries (run, error);
  if (entries == NULL)
    return NULL;
  g_string_append_printf (json, "{\"as_of\":\"%s\",\"profiles\":[", iso);
  for (guint i = 0; i < entries->len; i++)
    {
      const AssayProfileEntry *entry = entries->pdata[i];
      Pass pass = { .run = run, .scorer = entry->scorer, .as_of = as_of };
      GError *local = NULL;

      pass.profile_index = i;
      pass.n_profiles = entries->len;
      if (!run_profile (&pass, entry->key, json, cancellable, &local))
        {
          /* Undone since it came into use: nothing to score with, nothing wrong. */
          if (g_error_matches (local, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE))
            {
              g_clear_error (&local);
              continue;
            }
          g_propagate_error (error, local);
          return NULL;
        }
    }
  g_string_append (json, "]}");
  return assay_json_parse (json->str, (gssize) json->len, error);
}
