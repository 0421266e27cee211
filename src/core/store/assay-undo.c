/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/assay-change-private.h"
#include "store/assay-event-store-private.h"
#include "store/assay-journal-private.h"
#include "store/assay-lead-writer.h"

/* One transaction of an undo: no longer than others may wait. */
#define BATCH_ROWS  1000
#define BATCH_MS    150

#define MAX_LISTED_LEADS 1000

/* One run of undo. */
typedef struct
{
  AssayWorkspace *workspace;
  gint64 job;
  gint64 undo_job; /* 0: the job was interrupted; leave no trace of it */
  AssayUndoReport *report;
  GCancellable *cancellable;

  AssayTransaction *transaction; /* (owned) (nullable): the current batch */
  AssayConnection *connection;
  AssayFieldRegistry *fields;
  AssayLeadWriter *writer;
  gint64 first_lead; /* of those the job added; 0 for none */
} Undo;

static void
keep_lead (Undo  *undo,
           gint64 lead)
{
  undo->report->kept++;
  if (undo->report->kept_leads->len < MAX_LISTED_LEADS)
    g_array_append_val (undo->report->kept_leads, lead);
}

static gboolean
open_batch (Undo    *undo,
            GError **error)
{
  if (undo->transaction != NULL)
    return TRUE;
  undo->transaction = assay_workspace_begin (undo->workspace, ASSAY_DURABILITY_NORMAL,
                                             undo->cancellable, error);
  if (undo->transaction == NULL)
    return FALSE;
  undo->connection = assay_transaction_get_connection (undo->transaction);
  g_clear_pointer (&undo->fields, assay_field_registry_unref);
  undo->fields = assay_field_registry_load (undo->connection, error);
  if (undo->fields == NULL)
    return FALSE;
  if (undo->writer == NULL)
    undo->writer = assay_lead_writer_new (undo->fields, undo->undo_job,
                                          ASSAY_LEAD_WRITER_KEEP_TIMES
                                            | (undo->undo_job == 0 ? ASSAY_LEAD_WRITER_NO_JOURNAL
                                                                   : 0));
  else
    assay_lead_writer_set_fields (undo->writer, undo->fields);
  assay_lead_writer_set_transaction (undo->writer, undo->transaction);
  return TRUE;
}

static gboolean
close_batch (Undo    *undo,
             GError **error)
{
  gboolean ok;

  if (undo->transaction == NULL)
    return TRUE;
  assay_lead_writer_set_transaction (undo->writer, NULL);
  ok = assay_transaction_commit (undo->transaction, error);
  g_clear_pointer (&undo->transaction, assay_transaction_free);
  return ok;
}

static gboolean
lead_exists (Undo     *undo,
             gint64    lead,
             gboolean *out_exists,
             GError  **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection, "SELECT 1 FROM lead WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  return assay_statement_step (statement, out_exists, error);
}

static gboolean
current_value (Undo             *undo,
               gint64            lead,
               const AssayField *field,
               const AssayValue *expected,
               gboolean         *out_equal,
               GError          **error)
{
  g_autofree char *sql = g_strconcat ("SELECT ", field->column, " FROM lead WHERE id = ?1", NULL);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (undo->connection, sql, error);
  AssayValue present = ASSAY_VALUE_INIT_NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    assay_statement_get_value (statement, 0, &present);
  *out_equal = row && assay_value_equal (&present, expected);
  return TRUE;
}

/* Sets each field back whose present value is still the one the job wrote. */
static gboolean
undo_update (Undo         *undo,
             gint64        lead,
             const guint8 *p,
             const guint8 *end,
             GError      **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  guint64 n, number;
  gboolean exists, kept = FALSE;

  if (!lead_exists (undo, lead, &exists, error))
    return FALSE;
  if (!exists || !assay_varint_read (&n, &p, end))
    return TRUE;
  for (; n > 0; n--)
    {
      AssayValue old_value, new_value;
      const AssayField *field;
      gboolean equal;

      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&old_value, &p, end)
          || !assay_value_unpack (&new_value, &p, end))
        break;
      field = assay_field_registry_by_number (undo->fields, (int) number);
      if (field == NULL)
        continue;
      if (!current_value (undo, lead, field, &new_value, &equal, error))
        return FALSE;
      if (equal)
        {
          g_ptr_array_add (fields, (gpointer) field);
          g_array_append_val (values, old_value);
        }
      else if (strcmp (field->key, "updated_at") != 0)
        kept = TRUE;
    }
  undo->report->restored++;
  if (kept)
    keep_lead (undo, lead);
  return fields->len == 0
         || assay_lead_writer_update (undo->writer, lead, (const AssayField *const *) fields->pdata,
                                      (const AssayValue *) (gpointer) values->data, fields->len,
                                      NULL, error);
}

static gboolean
undo_delete (Undo         *undo,
             gint64        lead,
             const guint8 *p,
             const guint8 *end,
             GError      **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  guint64 n, creator, number;

  if (!assay_varint_read (&n, &p, end) || !assay_varint_read (&creator, &p, end))
    return TRUE;
  for (; n > 0; n--)
    {
      AssayValue value;
      const AssayField *field;

      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&value, &p, end))
        break;
      field = assay_field_registry_by_number (undo->fields, (int) number);
      if (field == NULL)
        continue;
      g_ptr_array_add (fields, (gpointer) field);
      g_array_append_val (values, value);
    }
  undo->report->restored++;
  return assay_lead_writer_restore (undo->writer, lead, (gint64) creator,
                                    (const AssayField *const *) fields->pdata,
                                    (const AssayValue *) (gpointer) values->data, fields->len,
                                    error);
}

static gboolean
record_field (Undo       *undo,
              const char *part,
              int         number,
              GError    **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  return undo->undo_job == 0
         || assay_journal_record (undo->transaction, undo->undo_job, part, number, nothing, error);
}

static gboolean
retire_field (Undo             *undo,
              const AssayField *field,
              GError          **error)
{
  return assay_field_registry_retire (undo->transaction, field, error)
         && record_field (undo, ASSAY_CHANGE_FIELD, field->number, error);
}

/* The next batch reads the registry anew. */
static gboolean
undo_field (Undo    *undo,
            int      number,
            gboolean retired,
            GError **error)
{
  const AssayField *field = assay_field_registry_by_number (undo->fields, number);

  if (retired
      && (!assay_field_registry_restore (undo->transaction, number, error)
          || !record_field (undo, ASSAY_CHANGE_FIELD_BACK, number, error)))
    return FALSE;
  if (!retired && field != NULL && !retire_field (undo, field, error))
    return FALSE;
  return close_batch (undo, error) && open_batch (undo, error);
}

static gboolean
undo_part (Undo       *undo,
           const char *name,
           gint64      lead,
           GBytes     *data,
           GError    **error)
{
  const AssayJournalPart *part;
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);

  if (strcmp (name, ASSAY_CHANGE_UPDATE) == 0)
    return undo_update (undo, lead, p, p + size, error);
  if (strcmp (name, ASSAY_CHANGE_DELETE) == 0)
    return undo_delete (undo, lead, p, p + size, error);
  if (strcmp (name, ASSAY_CHANGE_INSERT) == 0)
    {
      undo->first_lead = lead;
      return TRUE;
    }
  if (strcmp (name, ASSAY_CHANGE_RESTORE) == 0)
    {
      undo->report->removed++;
      return assay_lead_writer_delete (undo->writer, lead, error);
    }
  if (strcmp (name, ASSAY_CHANGE_FIELD) == 0 || strcmp (name, ASSAY_CHANGE_FIELD_BACK) == 0)
    return undo_field (undo, (int) lead, strcmp (name, ASSAY_CHANGE_FIELD) == 0, error);
  part = assay_journal_find_part (name);
  if (part == NULL)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_UNDOABLE,
                   "This Assay does not know how to take back changes of “%s”", name);
      return FALSE;
    }
  undo->report->restored++;
  return part->undo (undo->transaction, undo->undo_job, lead, data, error);
}

/* The journal's newest row of the job below *cursor. */
static gboolean
next_change (Undo    *undo,
             gint64  *cursor,
             char   **out_part,
             gint64  *out_lead,
             GBytes **out_data,
             GError **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT id, part, lead, data FROM change "
                                "WHERE job = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
                                error);
  gconstpointer data;
  gboolean row;
  gsize size;

  *out_part = NULL;
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, undo->job);
  assay_statement_bind_int64 (statement, 2, *cursor);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *cursor = assay_statement_get_int64 (statement, 0);
  *out_part = g_strdup (assay_statement_get_text (statement, 1));
  *out_lead = assay_statement_get_int64 (statement, 2);
  data = assay_statement_get_blob (statement, 3, &size);
  *out_data = g_bytes_new (data, size);
  return TRUE;
}

static gboolean
undo_changes (Undo    *undo,
              GError **error)
{
  gint64 cursor = G_MAXINT64;

  while (open_batch (undo, error))
    {
      for (int i = 0; i < BATCH_ROWS && assay_transaction_get_age (undo->transaction) < BATCH_MS; i++)
        {
          g_autofree char *part = NULL;
          g_autoptr (GBytes) data = NULL;
          gint64 lead;

          if (!next_change (undo, &cursor, &part, &lead, &data, error))
            return FALSE;
          if (part == NULL)
            return close_batch (undo, error);
          /* An undo that leaves no trace can itself be interrupted and begun again: what it took
           * back it forgets. The first lead's row is needed until the leads are gone. */
          if (!undo_part (undo, part, lead, data, error)
              || (undo->undo_job == 0 && strcmp (part, ASSAY_CHANGE_INSERT) != 0
                  && !assay_journal_forget_row (undo->connection, cursor, error)))
            return FALSE;
        }
      if (!close_batch (undo, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
undo_events (Undo    *undo,
             GError **error)
{
  guint n = BATCH_ROWS;

  while (n == BATCH_ROWS)
    if (!open_batch (undo, error)
        || !assay_event_store_detach_job (undo->transaction, undo->job, undo->undo_job, BATCH_ROWS,
                                          &n, error)
        || !close_batch (undo, error))
      return FALSE;
  return TRUE;
}

/* The value that the job inserted is the first old value of the changes since. */
static gboolean
was_edited (Undo     *undo,
            gint64    lead,
            gboolean *out_edited,
            GError  **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (AssayStatement) changes
    = assay_connection_prepare (undo->connection,
                                "SELECT data FROM change WHERE lead = ?1 AND job <> ?2 "
                                "AND part = '' ORDER BY id",
                                error);
  gboolean row;

  *out_edited = FALSE;
  if (changes == NULL)
    return FALSE;
  assay_statement_bind_int64 (changes, 1, lead);
  assay_statement_bind_int64 (changes, 2, undo->job);
  while (!*out_edited)
    {
      gsize size;
      const guint8 *p, *end;
      guint64 n, number;

      if (!assay_statement_step (changes, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      p = assay_statement_get_blob (changes, 0, &size);
      end = p + size;
      if (!assay_varint_read (&n, &p, end))
        continue;
      for (; n > 0 && !*out_edited; n--)
        {
          AssayValue old_value, new_value;
          const AssayField *field;
          gboolean equal = TRUE;

          if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&old_value, &p, end)
              || !assay_value_unpack (&new_value, &p, end))
            break;
          field = assay_field_registry_by_number (undo->fields, (int) number);
          if (field == NULL || !g_hash_table_add (seen, GSIZE_TO_POINTER (number + 1)))
            continue;
          if (!current_value (undo, lead, field, &old_value, &equal, error))
            return FALSE;
          *out_edited = !equal;
        }
    }
  return TRUE;
}

static gboolean
has_foreign_events (Undo     *undo,
                    gint64    lead,
                    gboolean *out_has,
                    GError  **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT 1 FROM event WHERE lead = ?1 AND job <> ?2 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, undo->job);
  return assay_statement_step (statement, out_has, error);
}

static gboolean
collect_inserted (Undo    *undo,
                  gint64   from,
                  GArray  *leads,
                  GError **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT id FROM lead WHERE id >= ?1 AND job = ?2 "
                                "ORDER BY id LIMIT ?3",
                                error);
  gboolean row;

  g_array_set_size (leads, 0);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, from);
  assay_statement_bind_int64 (statement, 2, undo->job);
  assay_statement_bind_int64 (statement, 3, BATCH_ROWS);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      gint64 lead = assay_statement_get_int64 (statement, 0);
      g_array_append_val (leads, lead);
    }
  return FALSE;
}

static gboolean
undo_insert (Undo    *undo,
             gint64   lead,
             GError **error)
{
  gboolean edited, has_events;

  if (!was_edited (undo, lead, &edited, error)
      || !has_foreign_events (undo, lead, &has_events, error))
    return FALSE;
  if (edited || has_events)
    {
      keep_lead (undo, lead);
      return TRUE;
    }
  undo->report->removed++;
  return assay_lead_writer_delete (undo->writer, lead, error);
}

static gboolean
undo_inserts (Undo    *undo,
              GError **error)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = undo->first_lead;

  while (from > 0)
    {
      guint i;

      if (!open_batch (undo, error) || !collect_inserted (undo, from, leads, error))
        return FALSE;
      if (leads->len == 0)
        return close_batch (undo, error);
      for (i = 0; i < leads->len && assay_transaction_get_age (undo->transaction) < BATCH_MS; i++)
        {
          from = g_array_index (leads, gint64, i) + 1;
          if (!undo_insert (undo, from - 1, error))
            return FALSE;
        }
      if (!close_batch (undo, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_used (Undo             *undo,
         const AssayField *field,
         gboolean         *out_used,
         GError          **error)
{
  g_autofree char *sql
    = g_strconcat ("SELECT 1 FROM lead WHERE ", field->column, " IS NOT NULL LIMIT 1", NULL);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (undo->connection, sql, error);

  return statement != NULL && assay_statement_step (statement, out_used, error);
}

static gboolean
undo_fields (Undo    *undo,
             GError **error)
{
  if (!open_batch (undo, error))
    return FALSE;
  for (guint i = 0; i < assay_field_registry_get_size (undo->fields); i++)
    {
      const AssayField *field = assay_field_registry_get (undo->fields, i);
      gboolean used;

      if (field->job != undo->job || field->job == 0)
        continue;
      if (!is_used (undo, field, &used, error))
        return FALSE;
      if (used)
        continue;
      if (!retire_field (undo, field, error))
        return FALSE;
    }
  return close_batch (undo, error);
}

static gboolean
forget_journal (Undo    *undo,
                GError **error)
{
  return undo->undo_job != 0
         || (open_batch (undo, error)
             && assay_journal_forget_job (undo->connection, undo->job, error)
             && close_batch (undo, error));
}

/**
 * assay_journal_undo:
 * @job: the job to take back
 * @undo_job: the job that does it and whose journal can take that back again; 0 for an interrupted
 *   @job, of which no trace is to stay
 * @report: (out caller-allocates): what was done; assay_undo_report_clear() afterwards
 * @progress: (nullable) (scope call): called after each step
 *
 * Takes a job's changes back, newest first, in short transactions. A value or lead that was edited
 * since stays and is counted in `kept`. Worker thread.
 */
gboolean
assay_journal_undo (AssayWorkspace    *workspace,
                    gint64             job,
                    gint64             undo_job,
                    AssayUndoReport   *report,
                    AssayUndoProgress  progress,
                    gpointer           user_data,
                    GCancellable      *cancellable,
                    GError           **error)
{
  Undo undo = { .workspace = workspace,
                .job = job,
                .undo_job = undo_job,
                .report = report,
                .cancellable = cancellable };
  gboolean (*const steps[]) (Undo *, GError **)
    = { undo_changes, undo_events, undo_inserts, undo_fields, forget_journal };
  gboolean ok = TRUE;

  *report = (AssayUndoReport) { .kept_leads = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  for (gsize i = 0; i < G_N_ELEMENTS (steps) && ok; i++)
    {
      ok = !g_cancellable_set_error_if_cancelled (cancellable, error) && steps[i](&undo, error);
      if (progress != NULL)
        progress ((double) (i + 1) / G_N_ELEMENTS (steps), user_data);
    }
  if (undo.writer != NULL)
    {
      assay_lead_writer_set_transaction (undo.writer, NULL);
      assay_lead_writer_free (undo.writer);
    }
  g_clear_pointer (&undo.transaction, assay_transaction_free);
  g_clear_pointer (&undo.fields, assay_field_registry_unref);
  return ok;
}
