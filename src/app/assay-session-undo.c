/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-session-private.h"

#include "job/assay-job-record.h"
#include "job/assay-undo-job.h"

#include <glib/gi18n.h>

/* Taking jobs back. */

static AssayJobItem *
find_undoable (AssaySession *self,
               gint64        job)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->jobs));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      if (assay_job_item_get_undo (item) != 0
          && assay_job_item_get_state (item) == ASSAY_JOB_STATE_DONE
          && (job == 0 || assay_job_item_get_undo (item) == job))
        return item;
    }
  return NULL;
}

static void
undo_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AssayJobItem) item = user_data;

  if (assay_session_run_finish (ASSAY_SESSION (source), result, NULL) && item != NULL)
    {
      assay_job_item_set_undo (item, 0);
      assay_job_item_set_state (item, ASSAY_JOB_STATE_UNDONE, _("Undone"));
    }
}

/**
 * assay_session_undo:
 * @job: number of a finished job
 *
 * Takes a job back, as a job of its own.
 */
void
assay_session_undo (AssaySession *self,
                    gint64        job)
{
  g_autoptr (AssayJob) undo = NULL;
  AssayJobItem *item;

  g_return_if_fail (ASSAY_IS_SESSION (self));
  g_return_if_fail (job > 0);

  if (self->workspace == NULL)
    return;
  item = find_undoable (self, job);
  undo = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", self->workspace, "job", job, NULL);
  assay_session_run (self, undo, _("Taken back"), undo_done_cb,
                     item != NULL ? g_object_ref (item) : NULL);
}

static void
find_last_worker (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_autoptr (AssayConnection) reader = NULL;
  GError *error = NULL;
  gint64 job = 0;

  reader = assay_workspace_borrow_reader (task_data, &error);
  if (reader != NULL)
    job = assay_job_record_last_undoable (reader, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) job);
}

static void
last_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  AssaySession *self = ASSAY_SESSION (source);
  g_autoptr (GError) error = NULL;
  gint64 job = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    assay_session_toast (self, error->message, 0);
  else if (job <= 0)
    assay_session_toast (self, _("Nothing to undo"), 0);
  else
    assay_session_undo (self, job);
}

/**
 * assay_session_undo_last:
 *
 * Takes back the last job that can be, of this session or of the workspace; says so when there is
 * none.
 */
void
assay_session_undo_last (AssaySession *self)
{
  g_autoptr (GTask) task = NULL;
  AssayJobItem *item;

  g_return_if_fail (ASSAY_IS_SESSION (self));

  item = find_undoable (self, 0);
  if (item != NULL)
    {
      assay_session_undo (self, assay_job_item_get_undo (item));
      return;
    }
  if (self->workspace == NULL)
    return;
  task = g_task_new (self, NULL, last_found_cb, NULL);
  g_task_set_source_tag (task, assay_session_undo_last);
  g_task_set_task_data (task, g_object_ref (self->workspace), g_object_unref);
  g_task_run_in_thread (task, find_last_worker);
}
