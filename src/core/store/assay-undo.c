/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-undo-private.h"

#include "store/assay-event-store-private.h"
#include "store/assay-journal-private.h"

/* One transaction is no longer than others may wait. */
#define BATCH_MS 150

#define MAX_LISTED_LEADS 1000

void
assay_undo_keep_lead (AssayUndo *undo,
                      gint64     lead)
{
  undo->report->kept++;
  if (undo->report->kept_leads->len < MAX_LISTED_LEADS)
    g_array_append_val (undo->report->kept_leads, lead);
}

gboolean
assay_undo_open_batch (AssayUndo *undo,
                       GError   **error)
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

gboolean
assay_undo_close_batch (AssayUndo *undo,
                        GError   **error)
{
  gboolean ok;

  if (undo->transaction == NULL)
    return TRUE;
  assay_lead_writer_set_transaction (undo->writer, NULL);
  ok = assay_transaction_commit (undo->transaction, error);
  g_clear_pointer (&undo->transaction, assay_transaction_free);
  return ok;
}

gboolean
assay_undo_batch_has_time (AssayUndo *undo)
{
  return assay_transaction_get_age (undo->transaction) < BATCH_MS;
}

/* Whether the lead has the value that it had then. */
gboolean
assay_undo_still_has (AssayUndo        *undo,
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

static gboolean
undo_events (AssayUndo *undo,
             GError   **error)
{
  guint n = ASSAY_UNDO_BATCH_ROWS;

  while (n == ASSAY_UNDO_BATCH_ROWS)
    if (!assay_undo_open_batch (undo, error)
        || !assay_event_store_detach_job (undo->transaction, undo->job, undo->undo_job,
                                          ASSAY_UNDO_BATCH_ROWS, &n, error)
        || !assay_undo_close_batch (undo, error))
      return FALSE;
  return TRUE;
}

static gboolean
forget_journal (AssayUndo *undo,
                GError   **error)
{
  return undo->undo_job != 0
         || (assay_undo_open_batch (undo, error)
             && assay_journal_forget_job (undo->connection, undo->job, error)
             && assay_undo_close_batch (undo, error));
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
assay_journal_undo (AssayWorkspace   *workspace,
                    gint64            job,
                    gint64            undo_job,
                    AssayUndoReport  *report,
                    AssayUndoProgress progress,
                    gpointer          user_data,
                    GCancellable     *cancellable,
                    GError          **error)
{
  AssayUndo undo = { .workspace = workspace,
                     .job = job,
                     .undo_job = undo_job,
                     .report = report,
                     .cancellable = cancellable };
  gboolean (*const steps[]) (AssayUndo *, GError **)
    = { assay_undo_changes, undo_events, assay_undo_inserts, assay_undo_new_fields,
        forget_journal };
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
