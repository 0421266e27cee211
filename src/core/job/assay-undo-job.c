/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-undo-job.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "job/assay-job-record.h"
#include "store/assay-journal.h"

/**
 * AssayUndoJob:
 *
 * Takes back what a job did, together with the jobs of its chain. Values and leads that were edited
 * since stay and are listed. Undoing an undo does the job again.
 */
struct _AssayUndoJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayUndoJob, assay_undo_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_JOB = 1,
};

static void
progress_cb (double   fraction,
             gpointer data)
{
  assay_job_report (data, fraction, NULL);
}

static gboolean
check_undoable (AssayJobRecord *record,
                GError        **error)
{
  if (record->can_undo)
    return TRUE;
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_UNDOABLE,
               record->state == ASSAY_JOB_STATE_DONE
                 ? _("Job %" PRId64 " is final; it cannot be undone (%s)")
                 : _("Job %" PRId64 " cannot be undone: it is %s"),
               record->id, assay_job_state_to_nick (record->state));
  return FALSE;
}

/* The job itself comes last: what its chain did builds on it. */
static gboolean
collect_chain (AssayConnection *connection,
               gint64           job,
               GArray          *chain,
               GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT id FROM job WHERE parent = ?1 AND state = 'done' "
                                "AND undoable = 1 ORDER BY id DESC",
                                error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, job);
  while (assay_statement_step (statement, &row, error))
    {
      gint64 child = row ? assay_statement_get_int64 (statement, 0) : job;
      g_array_append_val (chain, child);
      if (!row)
        return TRUE;
    }
  return FALSE;
}

static gboolean
mark (AssayWorkspace *workspace,
      AssayJobRecord *record,
      GArray         *chain,
      GError        **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, error);

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!assay_job_record_set_state (transaction, g_array_index (chain, gint64, i),
                                     ASSAY_JOB_STATE_UNDONE, error))
      return FALSE;
  if (record->undoes != 0
      && !assay_job_record_set_state (transaction, record->undoes, ASSAY_JOB_STATE_DONE, error))
    return FALSE;
  return assay_transaction_commit (transaction, error);
}

static void
add_report (AssayUndoReport *total,
            AssayUndoReport *part)
{
  total->restored += part->restored;
  total->removed += part->removed;
  total->kept += part->kept;
  g_array_append_vals (total->kept_leads, part->kept_leads->data, part->kept_leads->len);
}

static JsonNode *
report_to_json (gint64                 id,
                gint64                 job,
                const AssayUndoReport *report)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *kept = json_array_new ();

  json_object_set_int_member (object, "job", id);
  json_object_set_int_member (object, "undone", job);
  json_object_set_int_member (object, "restored", report->restored);
  json_object_set_int_member (object, "removed", report->removed);
  json_object_set_int_member (object, "kept", report->kept);
  for (guint i = 0; i < report->kept_leads->len; i++)
    json_array_add_int_element (kept, g_array_index (report->kept_leads, gint64, i));
  json_object_set_array_member (object, "kept_leads", kept);
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
undo_chain (AssayJob        *job,
            GArray          *chain,
            AssayUndoReport *total,
            GCancellable    *cancellable,
            GError         **error)
{
  for (guint i = 0; i < chain->len; i++)
    {
      AssayUndoReport report = { 0 };
      gboolean ok = assay_journal_undo (assay_job_get_workspace (job),
                                        g_array_index (chain, gint64, i), assay_job_get_id (job),
                                        &report, progress_cb, job, cancellable, error);
      if (ok)
        add_report (total, &report);
      assay_undo_report_clear (&report);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* A merge that a later one builds on can only be taken back after that one: where its values and events would go is no
 * longer there. */
static gboolean
check_merges (AssayConnection *connection,
              gint64           root,
              GArray          *chain,
              GError         **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT later.job FROM change AS mine JOIN change AS later "
                                "ON later.lead = mine.lead AND later.part = 'merge' AND later.id > mine.id "
                                "JOIN job ON job.id = later.job AND job.state = 'done' AND job.undoes = 0 "
                                "WHERE mine.job = ?1 AND mine.part = 'merge' AND later.job <> mine.job "
                                "AND job.id <> ?2 AND job.parent <> ?2 ORDER BY later.job DESC LIMIT 1",
                                error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    {
      gboolean row;

      assay_statement_bind_int64 (statement, 1, g_array_index (chain, gint64, i));
      assay_statement_bind_int64 (statement, 2, root);
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        {
          g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_UNDOABLE,
                       _("Job %" PRId64 " merged leads further that job %" PRId64
                         " had merged; take that one back first"),
                       assay_statement_get_int64 (statement, 0), g_array_index (chain, gint64, i));
          return FALSE;
        }
      assay_statement_reset (statement);
    }
  return TRUE;
}

/**
 * assay_undo_job_take_back:
 * @job: the job that takes back; its result tells what was done
 * @target: the job to take back, with its chain
 *
 * What undo does, for jobs that are an undo by another name.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND, %ASSAY_STORE_ERROR_NOT_UNDOABLE.
 */
gboolean
assay_undo_job_take_back (AssayJob     *job,
                          gint64        target,
                          GCancellable *cancellable,
                          GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayJobRecord) record = NULL;
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (gint64));
  AssayUndoReport total = { .kept_leads = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gboolean ok = FALSE;

  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

    if (reader != NULL)
      record = assay_job_record_get (reader, target, error);
    ok = record != NULL && check_undoable (record, error)
         && collect_chain (reader, target, chain, error) && check_merges (reader, target, chain, error);
  }
  ok = ok && undo_chain (job, chain, &total, cancellable, error)
       && mark (workspace, record, chain, error);
  if (ok)
    assay_job_set_result (job, report_to_json (assay_job_get_id (job), target, &total));
  assay_undo_report_clear (&total);
  return ok;
}

static gboolean
assay_undo_job_run (AssayJob     *job,
                    GCancellable *cancellable,
                    GError      **error)
{
  return assay_undo_job_take_back (job, assay_job_get_int64 (job, PARAM_JOB), cancellable, error);
}

/* What takes leads away may do so under an import that means to update them. A single edit is taken
 * back at once. */
static gboolean
assay_undo_job_needs_turn (AssayJob *job)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), NULL);
  g_autoptr (AssayStatement) statement
    = reader != NULL
        ? assay_connection_prepare (reader,
                                    "SELECT count(*) > 1 OR max(part) <> '' FROM "
                                    "(SELECT part FROM change WHERE job = ?1 LIMIT 2)", NULL)
        : NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return TRUE;
  assay_statement_bind_int64 (statement, 1, assay_job_get_int64 (job, PARAM_JOB));
  return !assay_statement_step (statement, &row, NULL) || !row
         || assay_statement_get_int64 (statement, 0) != 0;
}

static char *
assay_undo_job_describe (AssayJob *job)
{
  return g_strdup_printf (_("Undo job %" PRId64), assay_job_get_int64 (job, PARAM_JOB));
}

static void
assay_undo_job_class_init (AssayUndoJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "undo";
  job_class->summary = N_ ("Take back what a job did");
  job_class->run = assay_undo_job_run;
  job_class->describe = assay_undo_job_describe;
  job_class->needs_turn = assay_undo_job_needs_turn;

  assay_job_class_install (job_class, PARAM_JOB,
                           g_param_spec_int64 ("job", NULL, N_ ("The job's number, see “assay jobs”"),
                                               0, G_MAXINT64, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED,
                                           .position = 1,
                                           .metavar = "JOB" });
}

static void
assay_undo_job_init (AssayUndoJob *self)
{
}
