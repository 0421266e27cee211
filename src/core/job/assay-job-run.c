/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-private.h"
#include "job/assay-job-recovery.h"
#include "store/assay-journal.h"

static gboolean
is_recorded (AssayJob *self)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), "dry-run");
  gboolean dry = FALSE;

  if (pspec != NULL && pspec->value_type == G_TYPE_BOOLEAN)
    g_object_get (self, "dry-run", &dry, NULL);
  return !dry && (ASSAY_JOB_GET_CLASS (self)->flags & ASSAY_JOB_READS) == 0
         && assay_job_get_workspace (self) != NULL;
}

static gboolean
check_required (AssayJob *self,
                GError  **error)
{
  g_autofree GParamSpec **pspecs = NULL;
  guint n;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n);
  for (guint i = 0; i < n; i++)
    {
      const AssayParam *param = assay_param_of (pspecs[i]);
      g_auto (GValue) value = G_VALUE_INIT;

      if (param == NULL || (param->flags & ASSAY_PARAM_REQUIRED) == 0)
        continue;
      g_value_init (&value, pspecs[i]->value_type);
      g_object_get_property (G_OBJECT (self), pspecs[i]->name, &value);
      if (!g_param_value_defaults (pspecs[i], &value))
        continue;
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER,
                   "“%s” has to be given", pspecs[i]->name);
      return FALSE;
    }
  return TRUE;
}

/* What a job that did not finish wrote is taken back at once; if even that fails (a full disk), the
 * next open does it, because the record still says “running”. */
static void
take_back (AssayJob     *self,
           const GError *failure)
{
  gboolean cancelled = g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  AssayJobState state = cancelled ? ASSAY_JOB_STATE_CANCELLED : ASSAY_JOB_STATE_FAILED;
  gboolean keeps = (ASSAY_JOB_GET_CLASS (self)->flags & ASSAY_JOB_DERIVES) != 0;
  g_autoptr (GError) error = NULL;
  AssayUndoReport report = { 0 };

  if ((!keeps
       && !assay_journal_undo (assay_job_get_workspace (self), assay_job_get_id (self), 0, &report,
                               NULL, NULL, NULL, &error))
      || !assay_job_record_finish (self, state, failure, report.restored + report.removed == 0,
                                   &error))
    g_warning ("Job %" G_GINT64_FORMAT " could not be taken back yet; the next start does it: %s",
               assay_job_get_id (self), error->message);
  assay_undo_report_clear (&report);
}

/* The turn lasts until the record says how it ended: whoever comes next relies on that. */
static gboolean
run_in_turn (AssayJob     *self,
             GCancellable *cancellable,
             GError      **failure)
{
  AssayJobClass *klass = ASSAY_JOB_GET_CLASS (self);
  AssayWorkspace *workspace = assay_job_get_workspace (self);
  gboolean turn = klass->needs_turn != NULL && klass->needs_turn (self);
  gboolean ok;

  if (turn && !assay_workspace_take_turn (workspace, cancellable, failure))
    {
      take_back (self, *failure);
      return FALSE;
    }
  /* Whoever had the turn before may have died with it: this job must not build on what goes away. */
  ok = (!turn || assay_job_recover (workspace, failure)) && klass->run (self, cancellable, failure)
       && assay_job_record_finish (self, ASSAY_JOB_STATE_DONE, NULL, FALSE, failure);
  if (!ok)
    take_back (self, *failure);
  if (turn)
    assay_workspace_pass_turn (workspace);
  return ok;
}

static gboolean
run_recorded (AssayJob     *self,
              GCancellable *cancellable,
              GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (self);
  g_autoptr (GError) failure = NULL;
  gint64 id;
  gboolean ok;

  if (!assay_job_record_start (self, cancellable, &id, error))
    return FALSE;
  assay_job_enter (self, ASSAY_JOB_STATE_RUNNING, id);
  assay_job_set_cancellable (self, cancellable);
  ok = run_in_turn (self, cancellable, &failure);
  /* With followers the job stays this process's until they have run. */
  if (assay_job_get_followers (self) == NULL)
    assay_workspace_unlock_job (workspace, id);
  assay_workspace_checkpoint_if_large (workspace);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}

/**
 * assay_job_settle:
 *
 * After the followers of a job that assay_job_set_followers() announced have run, or were told to
 * have failed.
 */
gboolean
assay_job_settle (AssayJob *self,
                  GError  **error)
{
  gint64 id = assay_job_get_id (self);
  gboolean ok;

  if (id == 0 || assay_job_get_followers (self) == NULL)
    return TRUE;
  ok = assay_job_settle_record (assay_job_get_workspace (self), id, error);
  assay_workspace_unlock_job (assay_job_get_workspace (self), id);
  return ok;
}

/**
 * assay_job_run:
 * @cancellable: (nullable): stops the job; what it wrote is taken back
 *
 * Runs the job to its end on this thread. A job that fails or is cancelled leaves the workspace as
 * it was; one that derives things (%ASSAY_JOB_DERIVES) keeps what it got done.
 *
 * Errors: %ASSAY_JOB_ERROR_MISSING_PARAMETER, %G_IO_ERROR_CANCELLED, and whatever the job says.
 */
gboolean
assay_job_run (AssayJob     *self,
               GCancellable *cancellable,
               GError      **error)
{
  GError *local_error = NULL;
  gboolean ok;

  g_return_val_if_fail (ASSAY_IS_JOB (self), FALSE);
  g_return_val_if_fail (assay_job_get_state (self) == ASSAY_JOB_STATE_NEW, FALSE);

  assay_job_enter (self, ASSAY_JOB_STATE_RUNNING, 0);
  ok = check_required (self, &local_error)
       && !g_cancellable_set_error_if_cancelled (cancellable, &local_error);
  if (ok)
    ok = is_recorded (self) ? run_recorded (self, cancellable, &local_error)
                            : ASSAY_JOB_GET_CLASS (self)->run (self, cancellable, &local_error);
  if (ok)
    {
      assay_job_enter (self, ASSAY_JOB_STATE_DONE, 0);
      return TRUE;
    }
  assay_job_enter (self,
                   g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                     ? ASSAY_JOB_STATE_CANCELLED
                     : ASSAY_JOB_STATE_FAILED,
                   0);
  g_propagate_error (error, local_error);
  return FALSE;
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (assay_job_run (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_job_run_async:
 * @callback: called in this thread's main context when the job has ended
 *
 * Runs the job on a worker thread.
 */
void
assay_job_run_async (AssayJob            *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_job_run_async);
  /* The job's own answer counts: it may have finished before the cancel reached it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
assay_job_run_finish (AssayJob     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
