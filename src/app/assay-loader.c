/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-loader.h"

/**
 * AssayLoader:
 *
 * Reads on a worker for a widget, one thing at a time. An answer that is out of date, or whose widget is gone,
 * is dropped. Main thread only.
 */
struct _AssayLoader
{
  const AssayReading *reading;
  AssayLoaded loaded;
  gpointer owner;            /* (nullable): gone once the loader is freed */
  GTask *task;               /* (owned) (nullable): under way */
  AssayWorkspace *workspace; /* (owned) (nullable): what it reads */
  gpointer next;             /* (owned) (nullable): the question that waits */
  gboolean has_next;
};

static void
clear (AssayLoader *self)
{
  g_clear_object (&self->task);
  g_clear_object (&self->workspace);
}

static void
release (gpointer data)
{
  AssayLoader *self = data;

  clear (self);
}

static void
drop_next (AssayLoader *self)
{
  if (self->next != NULL && self->reading->free_query != NULL)
    self->reading->free_query (self->next);
  self->next = NULL;
  self->has_next = FALSE;
}

/**
 * assay_loader_new:
 * @reading: how to read; static
 * @loaded: called on the main thread with what was read
 * @owner: what @loaded is called with; frees the loader when it is disposed of
 */
AssayLoader *
assay_loader_new (const AssayReading *reading,
                  AssayLoaded         loaded,
                  gpointer            owner)
{
  AssayLoader *self = g_rc_box_new0 (AssayLoader);

  self->reading = reading;
  self->loaded = loaded;
  self->owner = owner;
  return self;
}

/**
 * assay_loader_free:
 *
 * Stops reading. Nothing is told any more.
 */
void
assay_loader_free (AssayLoader *self)
{
  assay_loader_cancel (self);
  self->owner = NULL;
  g_rc_box_release_full (self, release);
}

static void
worker (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  const AssayReading *reading = g_task_get_source_tag (task);
  GError *error = NULL;
  gpointer answer = reading->read (source, task_data, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, reading->free_answer);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  AssayLoader *self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (G_TASK (result) != self->task)
    {
      if (answer != NULL)
        self->reading->free_answer (answer);
    }
  else
    {
      g_autoptr (AssayWorkspace) workspace = g_steal_pointer (&self->workspace);

      clear (self);
      if (answer != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->loaded (self->owner, answer, error);
      if (self->has_next && self->owner != NULL)
        {
          gpointer query = g_steal_pointer (&self->next);

          self->has_next = FALSE;
          assay_loader_load (self, workspace, query);
        }
    }
  g_rc_box_release_full (self, release);
}

static void
start (AssayLoader    *self,
       AssayWorkspace *workspace,
       gpointer        query)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_set_object (&self->workspace, workspace);
  self->task = g_task_new (workspace, cancellable, done_cb, g_rc_box_acquire (self));
  g_task_set_source_tag (self->task, (gpointer) self->reading);
  g_task_set_task_data (self->task, query, query != NULL ? self->reading->free_query : NULL);
  g_task_run_in_thread (self->task, worker);
}

/**
 * assay_loader_load:
 * @workspace: (nullable): what to read; nothing is read without
 * @query: (transfer full) (nullable): what to ask
 *
 * Reads, in place of what is being read: the newest question is the one that counts.
 */
void
assay_loader_load (AssayLoader    *self,
                   AssayWorkspace *workspace,
                   gpointer        query)
{
  assay_loader_cancel (self);
  if (workspace != NULL)
    start (self, workspace, query);
  else if (query != NULL && self->reading->free_query != NULL)
    self->reading->free_query (query);
}

/**
 * assay_loader_load_file:
 * @query: (transfer full): what to ask
 *
 * Like assay_loader_load(), of something outside of the workspace.
 */
void
assay_loader_load_file (AssayLoader *self,
                        gpointer     query)
{
  assay_loader_cancel (self);
  start (self, NULL, query);
}

/**
 * assay_loader_queue:
 * @workspace: (nullable): what to read; nothing is read without
 * @query: (transfer full) (nullable): what to ask
 *
 * Reads after what is being read is told, so that a workspace that changes all the time shows something.
 */
void
assay_loader_queue (AssayLoader    *self,
                    AssayWorkspace *workspace,
                    gpointer        query)
{
  if (self->task == NULL || workspace != self->workspace)
    {
      assay_loader_load (self, workspace, query);
      return;
    }
  drop_next (self);
  self->next = query;
  self->has_next = TRUE;
}

void
assay_loader_cancel (AssayLoader *self)
{
  drop_next (self);
  if (self->task != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->task));
  clear (self);
}

gboolean
assay_loader_is_loading (AssayLoader *self)
{
  return self->task != NULL;
}

/**
 * assay_loader_is_queued:
 *
 * Returns: whether what is being told is to be read once more
 */
gboolean
assay_loader_is_queued (AssayLoader *self)
{
  return self->has_next;
}

/**
 * assay_read_job:
 * @job: (transfer full): a job that only reads
 *
 * Runs it on the thread that asks, without a row in the job popover.
 *
 * Returns: (transfer full) (nullable): its result
 */
JsonNode *
assay_read_job (AssayJob     *job,
                GCancellable *cancellable,
                GError      **error)
{
  JsonNode *result = NULL;

  if (assay_job_run (job, cancellable, error))
    result = json_node_ref (assay_job_get_result (job));
  g_object_unref (job);
  return result;
}

static gpointer
read_job (AssayWorkspace *workspace,
          gpointer        query,
          GCancellable   *cancellable,
          GError        **error)
{
  return assay_read_job (g_object_ref (query), cancellable, error);
}

/* Asks a job that only reads; answers with its result, a #JsonNode. */
const AssayReading assay_job_reading = { read_job, g_object_unref, (GDestroyNotify) json_node_unref };
