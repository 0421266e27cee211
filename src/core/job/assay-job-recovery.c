/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-recovery.h"

#include "job/assay-job-private.h"
#include "job/assay-job-record.h"
#include "store/assay-audit.h"
#include "store/assay-journal.h"

/* What a process that ended left unfinished: jobs in the middle, and jobs whose followers did not run.
 * Each living process holds a lock for each of its jobs until its followers have run. */

static gboolean
still_holds (AssayWorkspace *workspace,
             gint64          job,
             const char     *condition,
             gboolean       *out_holds,
             GError        **error)
{
  g_autofree char *sql = g_strconcat ("SELECT 1 FROM job WHERE id = ?1 AND ", condition, NULL);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayStatement) statement
    = reader != NULL ? assay_connection_prepare (reader, sql, error) : NULL;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, job);
  return assay_statement_step (statement, out_holds, error);
}

/* What a job derived holds lead by lead; nothing of it has to go. */
static gboolean
recover_job (AssayWorkspace *workspace,
             gint64          job,
             GError        **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  AssayUndoReport report = { 0 };
  gboolean ok, derived;

  if (!still_holds (workspace, job, "undoable = 2" /* ASSAY_JOB_UNDO_ALONE */, &derived,
                    error))
    return FALSE;
  ok = derived || assay_journal_undo (workspace, job, 0, &report, NULL, NULL, NULL, error);
  assay_undo_report_clear (&report);
  if (!ok)
    return FALSE;
  transaction = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, NULL, error);
  return transaction != NULL
         && assay_job_record_set_state (transaction, job, ASSAY_JOB_STATE_INTERRUPTED, error)
         && assay_audit_append (transaction, "job.interrupted", job, "{}", error)
         && assay_transaction_commit (transaction, error);
}

static gboolean
list_jobs (AssayWorkspace *workspace,
           const char     *sql,
           GArray         *jobs,
           GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayStatement) statement
    = reader != NULL ? assay_connection_prepare (reader, sql, error) : NULL;
  gboolean row;

  while (statement != NULL && assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      gint64 job = assay_statement_get_int64 (statement, 0);
      g_array_append_val (jobs, job);
    }
  return FALSE;
}

/* Takes over a job whose process ended. Between the look at the list and the lock, its process may
 * have finished it: only what the record says with the lock held counts. */
static gboolean
take_over (AssayWorkspace *workspace,
           gint64          job,
           const char     *condition,
           gboolean       *out_taken,
           GError        **error)
{
  gboolean ok;

  *out_taken = FALSE;
  if (assay_workspace_job_is_locked (workspace, job)
      || !assay_workspace_lock_job (workspace, job, NULL))
    return TRUE;
  ok = still_holds (workspace, job, condition, out_taken, error);
  if (!ok || !*out_taken)
    assay_workspace_unlock_job (workspace, job);
  return ok;
}

/* When a workspace is opened. Record says running, lock is free: its process ended in the middle. */
gboolean
assay_job_recover (AssayWorkspace *workspace,
                   GError        **error)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!list_jobs (workspace, "SELECT id FROM job WHERE state = 'running' ORDER BY id DESC", jobs, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      gint64 job = g_array_index (jobs, gint64, i);
      gboolean taken, ok;

      if (!take_over (workspace, job, "state = 'running'", &taken, error))
        return FALSE;
      if (!taken)
        continue;
      ok = recover_job (workspace, job, error);
      assay_workspace_unlock_job (workspace, job);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static char *
read_pending (AssayWorkspace *workspace,
              gint64          job,
              GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayStatement) statement
    = reader != NULL
        ? assay_connection_prepare (reader, "SELECT pending FROM job WHERE id = ?1", error)
        : NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, 1, job);
  if (!assay_statement_step (statement, &row, error))
    return NULL;
  return g_strdup (row ? assay_statement_get_text (statement, 0) : "");
}

/**
 * assay_job_take_unsettled:
 * @out_job: (out): a job whose followers did not run because its process ended; 0 for none. It is
 *   locked; assay_job_settle_record() and assay_workspace_unlock_job() end that
 * @out_followers: (out) (transfer full) (nullable): keys of the jobs that have to follow, with commas
 *
 * Worker thread.
 */
gboolean
assay_job_take_unsettled (AssayWorkspace *workspace,
                                 gint64         *out_job,
                                 char          **out_followers,
                                 GError        **error)
{
  static const char *const condition = "pending IS NOT NULL AND state <> 'running'";
  g_autofree char *sql
    = g_strconcat ("SELECT id FROM job WHERE ", condition, " ORDER BY id", NULL);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  *out_job = 0;
  *out_followers = NULL;
  if (!list_jobs (workspace, sql, jobs, error))
    return FALSE;
  for (guint i = 0; i < jobs->len && *out_job == 0; i++)
    {
      gint64 job = g_array_index (jobs, gint64, i);
      gboolean taken;

      if (!take_over (workspace, job, condition, &taken, error))
        return FALSE;
      if (taken)
        *out_job = job;
    }
  if (*out_job == 0)
    return TRUE;
  *out_followers = read_pending (workspace, *out_job, error);
  if (*out_followers != NULL)
    return TRUE;
  assay_workspace_unlock_job (workspace, *out_job);
  return FALSE;
}

/**
 * assay_job_settle_record:
 *
 * Notes that what had to follow a job has run.
 */
gboolean
assay_job_settle_record (AssayWorkspace *workspace,
                         gint64          job,
                         GError        **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, error);
  g_autoptr (AssayStatement) update = NULL;

  if (transaction == NULL)
    return FALSE;
  update = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                     "UPDATE job SET pending = NULL WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, job);
  return assay_statement_run (update, error) && assay_transaction_commit (transaction, error);
}
