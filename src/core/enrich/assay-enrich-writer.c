/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-writer-private.h"

#include "enrich/assay-enrich-journal-private.h"
#include "enrich/assay-signal-decision-private.h"
#include "store/assay-signal-store.h"

/* One transaction: well under the 250 ms that others may wait. */
#define TRANSACTION_MS 120

struct _AssayEnrichWriter
{
  AssayWorkspace *workspace;
  gint64 job;
  AssayEnricher *enricher; /* (not owned) */
  gboolean dry_run;

  GArray *places;       /* (element-type guint): of the signals to write, among the enricher's */
  GPtrArray *signals;   /* (element-type AssaySignal) (not owned): the same */
  AssayValue *values;   /* of one lead, in this order */
  AssayEnrichCounts *counts; /* one for each signal of the enricher */
  AssaySignalWriter *writer;
  AssayTransaction *transaction; /* (owned) (nullable) */
  GByteArray *packed;

  gint64 changed;
  gint64 seen_change; /* up to where @touched knows the journal */
  GHashTable *touched; /* (element-type gint64): leads that others changed since the run began */
};

/**
 * assay_enrich_writer_new:
 * @now: up to where the workspace went when the run began
 * @enricher: what made the signals; stays with the caller
 * @keys: (array zero-terminated=1): checks whose signals are written; others were only built on
 *
 * Returns: (transfer full): a writer
 */
AssayEnrichWriter *
assay_enrich_writer_new (AssayWorkspace        *workspace,
                         gint64                 job,
                         const AssayEnrichMark *now,
                         AssayEnricher         *enricher,
                         const char *const     *keys)
{
  AssayEnrichWriter *self = g_new0 (AssayEnrichWriter, 1);
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (enricher, &n);

  self->workspace = g_object_ref (workspace);
  self->job = job;
  self->enricher = enricher;
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->signals = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    if (g_strv_contains (keys, assay_enricher_get_check (enricher, i)->key))
      {
        g_array_append_val (self->places, i);
        g_ptr_array_add (self->signals, (gpointer) signals[i]);
      }
  self->values = g_new0 (AssayValue, self->places->len + 1);
  self->counts = g_new0 (AssayEnrichCounts, n + 1);
  self->writer = assay_signal_writer_new ((const AssaySignal *const *) self->signals->pdata,
                                          self->signals->len);
  self->packed = g_byte_array_new ();
  self->seen_change = now->change;
  self->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
assay_enrich_writer_free (AssayEnrichWriter *self)
{
  g_clear_pointer (&self->writer, assay_signal_writer_free);
  g_clear_pointer (&self->transaction, assay_transaction_free);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->signals, g_ptr_array_unref);
  g_clear_pointer (&self->packed, g_byte_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_object (&self->workspace);
  g_free (self->values);
  g_free (self->counts);
  g_free (self);
}

/**
 * assay_enrich_writer_set_dry_run:
 *
 * Whether it only counts.
 */
void
assay_enrich_writer_set_dry_run (AssayEnrichWriter *self,
                                 gboolean           dry_run)
{
  self->dry_run = dry_run;
}

/* What others changed since belongs to runs that follow them; older values must not end up on top. */
static gboolean
read_touched (AssayEnrichWriter *self,
              GError           **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    assay_transaction_get_connection (self->transaction),
    "SELECT id, lead, job FROM change WHERE id > ?1 ORDER BY id", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, self->seen_change);
  while (assay_statement_step (select, &row, error))
    {
      gint64 lead;

      if (!row)
        return TRUE;
      self->seen_change = assay_statement_get_int64 (select, 0);
      lead = assay_statement_get_int64 (select, 1);
      if (assay_statement_get_int64 (select, 2) != self->job)
        g_hash_table_add (self->touched, g_memdup2 (&lead, sizeof lead));
    }
  return FALSE;
}

static gboolean
open_transaction (AssayEnrichWriter *self,
                  GCancellable      *cancellable,
                  GError           **error)
{
  if (self->transaction != NULL || self->dry_run)
    return TRUE;
  self->transaction
    = assay_workspace_begin (self->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  return self->transaction != NULL && read_touched (self, error)
         && assay_signal_writer_set_transaction (self->writer, self->transaction, error);
}

/**
 * assay_enrich_writer_commit:
 *
 * Commits what was taken so far: what is edited before the next batch counts.
 */
gboolean
assay_enrich_writer_commit (AssayEnrichWriter *self,
                            GError           **error)
{
  gboolean ok;

  if (self->transaction == NULL)
    return TRUE;
  assay_signal_writer_set_transaction (self->writer, NULL, NULL);
  ok = assay_transaction_commit (self->transaction, error);
  g_clear_pointer (&self->transaction, assay_transaction_free);
  return ok;
}

/* Counts a lead's signals, and packs those that are others now. */
static guint
compare (AssayEnrichWriter *self,
         const AssayValue  *old_signals,
         const AssayValue  *signals,
         gboolean           pack)
{
  guint n = 0;

  g_byte_array_set_size (self->packed, 0);
  for (guint i = 0; i < self->places->len; i++)
    {
      guint place = g_array_index (self->places, guint, i);
      const AssayValue *old_value = &old_signals[place], *value = &signals[place];

      self->values[i] = *value;
      self->counts[place].before += assay_signal_is_usable (old_value);
      self->counts[place].after += assay_signal_is_usable (value);
      if (assay_value_equal (old_value, value))
        continue;
      n++;
      if (pack)
        assay_enrich_journal_pack (self->packed,
                                   ((const AssaySignal *) self->signals->pdata[i])->key, old_value,
                                   value);
    }
  return n;
}

static gboolean
write_lead (AssayEnrichWriter *self,
            AssayEnrichBatch  *batch,
            guint              i,
            guint              n_signals,
            GError           **error)
{
  const AssayValue *old_signals = batch->old_signals + (gsize) i * n_signals;
  guint n = compare (self, old_signals, batch->signals + (gsize) i * n_signals, batch->had[i]);

  if (n == 0 && batch->had[i])
    return TRUE;
  self->changed++;
  if (self->dry_run)
    return TRUE;
  if (!batch->had[i])
    return assay_signal_writer_insert (self->writer, batch->leads[i], self->job, self->values, error);
  return assay_enrich_journal_signals (self->transaction, self->job, batch->leads[i], self->packed, n,
                                       error)
         && assay_signal_writer_update (self->writer, batch->leads[i], self->values, error);
}

/* One row of the journal for all leads of the batch that get their first signals. */
static gboolean
note_first (AssayEnrichWriter *self,
            AssayEnrichBatch  *batch,
            GError           **error)
{
  gint64 first = 0, last = 0;

  for (guint i = 0; i < batch->n; i++)
    if (!batch->had[i])
      {
        first = first == 0 ? batch->leads[i] : first;
        last = batch->leads[i];
      }
  return first == 0 || self->dry_run
         || assay_enrich_journal_first (self->transaction, self->job, first, last, error);
}

/**
 * assay_enrich_writer_take:
 * @batch: goes back to the caller
 *
 * Writes what changed of the batch's leads, and what they had for undo.
 */
gboolean
assay_enrich_writer_take (AssayEnrichWriter *self,
                          AssayEnrichBatch  *batch,
                          GCancellable      *cancellable,
                          GError           **error)
{
  guint n_signals;

  assay_enricher_get_signals (self->enricher, &n_signals);
  if (!open_transaction (self, cancellable, error))
    return FALSE;
  if (!self->dry_run
      && !assay_signal_decision_apply (assay_transaction_get_connection (self->transaction), batch,
                                       self->enricher, error))
    return FALSE;
  for (guint i = 0; i < batch->n; i++)
    if (!g_hash_table_contains (self->touched, &batch->leads[i])
        && !write_lead (self, batch, i, n_signals, error))
      return FALSE;
  if (!note_first (self, batch, error))
    return FALSE;
  return self->transaction == NULL || assay_transaction_get_age (self->transaction) < TRANSACTION_MS
         || assay_enrich_writer_commit (self, error);
}

/**
 * assay_enrich_writer_finish:
 * @renews: whether signals changed of leads that did not
 *
 * Commits what is left.
 */
gboolean
assay_enrich_writer_finish (AssayEnrichWriter *self,
                            gboolean           renews,
                            GError           **error)
{
  if (self->dry_run)
    return TRUE;
  if (renews && self->changed > 0
      && (!open_transaction (self, NULL, error)
          || !assay_signal_store_next_generation (self->transaction, error)))
    return FALSE;
  return assay_enrich_writer_commit (self, error);
}

/**
 * assay_enrich_writer_get_changed:
 *
 * Returns: the number of leads whose signals changed
 */
gint64
assay_enrich_writer_get_changed (AssayEnrichWriter *self)
{
  return self->changed;
}

/**
 * assay_enrich_writer_get_counts:
 * @signal: place among the enricher's signals
 */
const AssayEnrichCounts *
assay_enrich_writer_get_counts (AssayEnrichWriter *self,
                                guint              signal)
{
  return &self->counts[signal];
}
