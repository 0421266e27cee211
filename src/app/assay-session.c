/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-session-private.h"

#include "assay-due-timer.h"

#include "engine/assay-runner.h"
#include "job/assay-undo-job.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL_MS 100
#define MAX_DONE_ITEMS 50

G_DEFINE_FINAL_TYPE (AssaySession, assay_session, G_TYPE_OBJECT)

enum
{
  PROP_WORKSPACE = 1,
  N_PROPS
};

enum
{
  CHANGED,
  TOAST,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
free_run (Run *run)
{
  g_clear_object (&run->session);
  g_clear_object (&run->job);
  g_clear_object (&run->runner);
  g_clear_object (&run->item);
  g_free (run->done_text);
  g_free (run);
}

static void
cancel_running (AssaySession *self)
{
  for (guint i = 0; i < self->running->len; i++)
    assay_job_item_cancel (((Run *) g_ptr_array_index (self->running, i))->item);
}

static void
assay_session_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_WORKSPACE)
    g_value_set_object (value, ASSAY_SESSION (object)->workspace);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_session_dispose (GObject *object)
{
  AssaySession *self = ASSAY_SESSION (object);

  cancel_running (self);
  g_clear_pointer (&self->due, assay_due_timer_free);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (assay_session_parent_class)->dispose (object);
}

static void
assay_session_finalize (GObject *object)
{
  AssaySession *self = ASSAY_SESSION (object);

  g_clear_object (&self->jobs);
  g_ptr_array_unref (self->running);
  G_OBJECT_CLASS (assay_session_parent_class)->finalize (object);
}

static void
assay_session_class_init (AssaySessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_session_get_property;
  object_class->dispose = assay_session_dispose;
  object_class->finalize = assay_session_finalize;
  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, ASSAY_TYPE_WORKSPACE,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * AssaySession::changed:
   *
   * The workspace's data changed, by a job of ours or by another process; or another workspace was
   * opened.
   */
  signals[CHANGED] = g_signal_new ("changed", ASSAY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  /**
   * AssaySession::toast:
   * @text: what happened
   * @undo_job: the job to undo, or 0
   */
  signals[TOAST] = g_signal_new ("toast", ASSAY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
assay_session_init (AssaySession *self)
{
  self->due = assay_due_timer_new ();
  self->jobs = g_list_store_new (ASSAY_TYPE_JOB_ITEM);
  self->running = g_ptr_array_new ();
}

AssaySession *
assay_session_new (void)
{
  return g_object_new (ASSAY_TYPE_SESSION, NULL);
}

/**
 * assay_session_get_workspace:
 *
 * Returns: (transfer none) (nullable): the open workspace
 */
AssayWorkspace *
assay_session_get_workspace (AssaySession *self)
{
  g_return_val_if_fail (ASSAY_IS_SESSION (self), NULL);
  return self->workspace;
}

static void
workspace_changed_cb (AssayWorkspace *workspace,
                      guint           topics,
                      AssaySession   *self)
{
  /* Our own jobs say so themselves when they end. */
  if (self->running->len == 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch_workspace (AssaySession   *self,
                 AssayWorkspace *old)
{
  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, self);
  if (self->workspace == NULL)
    return;
  assay_workspace_watch (self->workspace);
  g_signal_connect (self->workspace, "changed", G_CALLBACK (workspace_changed_cb), self);
}

/**
 * assay_session_set_workspace:
 * @workspace: (nullable): an open workspace
 *
 * Shows another workspace. Jobs of the old one run on.
 */
void
assay_session_set_workspace (AssaySession   *self,
                             AssayWorkspace *workspace)
{
  g_return_if_fail (ASSAY_IS_SESSION (self));

  g_autoptr (AssayWorkspace) old = self->workspace != NULL ? g_object_ref (self->workspace) : NULL;

  if (!g_set_object (&self->workspace, workspace))
    return;
  watch_workspace (self, old);
  assay_due_timer_set_workspace (self->due, workspace);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORKSPACE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

typedef struct
{
  char *path;
  AssayWorkspaceFlags flags;
} OpenData;

static void
free_open_data (OpenData *data)
{
  g_free (data->path);
  g_free (data);
}

static void
open_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  OpenData *data = task_data;
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace;

  if ((data->flags & ASSAY_WORKSPACE_CREATE) != 0)
    {
      g_autofree char *folder = g_path_get_dirname (data->path);
      g_mkdir_with_parents (folder, 0700);
    }
  workspace = assay_workspace_open (data->path, data->flags, cancellable, &error);
  if (workspace == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, workspace, g_object_unref);
}

/**
 * assay_session_open_async:
 * @path: a workspace file
 *
 * Opens a workspace on a worker; when done it becomes the session's.
 */
void
assay_session_open_async (AssaySession        *self,
                          const char          *path,
                          AssayWorkspaceFlags  flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  OpenData *data = g_new0 (OpenData, 1);

  g_return_if_fail (ASSAY_IS_SESSION (self));

  data->path = g_strdup (path);
  data->flags = flags;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_session_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) free_open_data);
  g_task_run_in_thread (task, open_worker);
}

gboolean
assay_session_open_finish (AssaySession  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_autoptr (AssayWorkspace) workspace = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  workspace = g_task_propagate_pointer (G_TASK (result), error);
  if (workspace == NULL)
    return FALSE;
  assay_session_set_workspace (self, workspace);
  return TRUE;
}

/**
 * assay_session_get_jobs:
 *
 * Returns: (transfer none): #AssayJobItem, the newest first
 */
GListModel *
assay_session_get_jobs (AssaySession *self)
{
  g_return_val_if_fail (ASSAY_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->jobs);
}

static gboolean
copy_progress_cb (gpointer user_data)
{
  AssaySession *self = user_data;

  for (guint i = 0; i < self->running->len; i++)
    {
      Run *run = g_ptr_array_index (self->running, i);
      g_autofree char *phrase = assay_runner_dup_phrase (run->runner);

      assay_job_item_set_job (run->item, assay_job_get_id (run->job));
      assay_job_item_set_progress (run->item, assay_runner_get_progress (run->runner), phrase);
    }
  return G_SOURCE_CONTINUE;
}

static void
trim_done (AssaySession *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->jobs));

  while (n > MAX_DONE_ITEMS)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (G_LIST_MODEL (self->jobs), --n);

      if (assay_job_item_get_state (item) != ASSAY_JOB_STATE_RUNNING)
        g_list_store_remove (self->jobs, n);
    }
}

/* A job that is done stays done when only what should follow it failed. */
static void
show_end (AssaySession *self,
          Run          *run,
          const GError *error)
{
  gboolean done = error == NULL || assay_job_get_state (run->job) == ASSAY_JOB_STATE_DONE;
  gboolean undoable
    = (ASSAY_JOB_GET_CLASS (run->job)->flags & (ASSAY_JOB_READS | ASSAY_JOB_FINAL)) == 0;

  gint64 undo = done && undoable ? assay_job_get_id (run->job) : 0;

  /* An undo can be taken back from its toast, but the next Ctrl+Z is about the job before. */
  assay_job_item_set_undo (run->item, ASSAY_IS_UNDO_JOB (run->job) ? 0 : undo);
  if (error == NULL)
    {
      assay_job_item_set_state (run->item, ASSAY_JOB_STATE_DONE, run->done_text);
      if (run->done_text != NULL)
        assay_session_toast (self, run->done_text, undo);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    assay_job_item_set_state (run->item, done ? ASSAY_JOB_STATE_DONE : ASSAY_JOB_STATE_CANCELLED,
                              _("Cancelled"));
  else
    {
      assay_job_item_set_state (run->item, done ? ASSAY_JOB_STATE_DONE : ASSAY_JOB_STATE_FAILED,
                                error->message);
      assay_session_toast (self, error->message, 0);
    }
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  AssaySession *self = run->session;
  g_autoptr (GError) error = NULL;

  assay_runner_run_finish (run->runner, result, &error);
  g_ptr_array_remove (self->running, run);
  assay_job_item_set_job (run->item, assay_job_get_id (run->job));
  if (self->running->len == 0)
    g_clear_handle_id (&self->progress_source, g_source_remove);
  show_end (self, run, error);
  if ((ASSAY_JOB_GET_CLASS (run->job)->flags & ASSAY_JOB_READS) == 0)
    g_signal_emit (self, signals[CHANGED], 0);
  trim_done (self);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_session_run:
 * @job: a job that has not started
 * @done_text: (nullable): what the toast says when it is done; without one there is no toast
 * @callback: (nullable): called on the main thread when it ended
 *
 * Runs a job on a worker, with a row in the job popover, a toast with Undo at the end, and
 * #AssaySession::changed.
 *
 * Returns: (transfer none): the row, which can be cancelled
 */
AssayJobItem *
assay_session_run (AssaySession        *self,
                   AssayJob            *job,
                   const char          *done_text,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *title = assay_job_describe (job);
  GTask *task;
  Run *run;

  g_return_val_if_fail (ASSAY_IS_SESSION (self), NULL);
  g_return_val_if_fail (ASSAY_IS_JOB (job), NULL);

  run = g_new0 (Run, 1);
  run->session = g_object_ref (self);
  run->job = g_object_ref (job);
  run->runner = assay_runner_new (job);
  run->item = assay_job_item_new (title, cancellable);
  assay_job_item_set_runner (run->item, run->runner);
  run->done_text = g_strdup (done_text);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_session_run);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, (GDestroyNotify) free_run);
  g_ptr_array_add (self->running, run);
  g_list_store_insert (self->jobs, 0, run->item);
  if (self->progress_source == 0)
    self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, copy_progress_cb, self);
  assay_runner_run_async (run->runner, cancellable, job_done_cb, task);
  return run->item;
}

gboolean
assay_session_run_finish (AssaySession  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_session_toast:
 * @text: what happened
 * @undo_job: the job that Undo takes back, or 0
 */
void
assay_session_toast (AssaySession *self,
                     const char   *text,
                     gint64        undo_job)
{
  g_return_if_fail (ASSAY_IS_SESSION (self));
  g_signal_emit (self, signals[TOAST], 0, text, undo_job);
}
