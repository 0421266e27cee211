/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-load.h"

/* Reading jobs and history, on a worker. */

typedef struct
{
  char *kind; /* (owned) (nullable) */
  guint limit;
} JobsQuery;

static void
jobs_query_free (JobsQuery *query)
{
  g_free (query->kind);
  g_free (query);
}

void
assay_activity_jobs_free (AssayActivityJobs *jobs)
{
  g_clear_pointer (&jobs->records, g_ptr_array_unref);
  g_strfreev (jobs->kinds);
  g_free (jobs);
}

static gboolean
read_jobs (AssayConnection   *reader,
           const JobsQuery   *query,
           AssayActivityJobs *jobs,
           GError           **error)
{
  jobs->records = assay_job_record_list_kind (reader, query->kind, 0, query->limit + 1, error);
  if (jobs->records == NULL)
    return FALSE;
  jobs->more = jobs->records->len > query->limit;
  if (jobs->more)
    g_ptr_array_set_size (jobs->records, (int) query->limit);
  jobs->kinds = assay_job_record_list_keys (reader, error);
  return jobs->kinds != NULL;
}

static void
jobs_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayActivityJobs) jobs = g_new0 (AssayActivityJobs, 1);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (source, &error);
  gboolean ok = reader != NULL;

  if (ok)
    {
      assay_connection_set_cancellable (reader, cancellable);
      ok = read_jobs (reader, task_data, jobs, &error);
      assay_connection_set_cancellable (reader, NULL);
    }
  if (ok)
    g_task_return_pointer (task, g_steal_pointer (&jobs), (GDestroyNotify) assay_activity_jobs_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_activity_load_jobs_async:
 * @kind: (nullable): only jobs with this key
 * @limit: at most so many
 */
void
assay_activity_load_jobs_async (AssayWorkspace     *workspace,
                                const char         *kind,
                                guint               limit,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  JobsQuery *query = g_new0 (JobsQuery, 1);

  query->kind = g_strdup (kind);
  query->limit = limit;
  g_task_set_source_tag (task, assay_activity_load_jobs_async);
  g_task_set_task_data (task, query, (GDestroyNotify) jobs_query_free);
  g_task_run_in_thread (task, jobs_worker);
}

AssayActivityJobs *
assay_activity_load_jobs_finish (AssayWorkspace *workspace,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
assay_activity_history_free (AssayActivityHistory *history)
{
  g_clear_pointer (&history->entries, g_ptr_array_unref);
  g_free (history);
}

static void
history_query_free (AssayHistoryQuery *query)
{
  g_free ((char *) query->search);
  g_free ((char *) query->what);
  g_free ((char *) query->person);
  g_free ((char *) query->lead_name);
  g_free (query);
}

static void
history_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayActivityHistory) history = g_new0 (AssayActivityHistory, 1);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (source, &error);
  g_autoptr (AssayFieldRegistry) fields = NULL;
  gboolean ok = reader != NULL;

  if (ok)
    {
      assay_connection_set_cancellable (reader, cancellable);
      fields = assay_workspace_get_fields (source);
      history->entries = assay_history_read (reader, fields, task_data, &history->more, &error);
      ok = history->entries != NULL && assay_history_count (reader, &history->total, &error);
      assay_connection_set_cancellable (reader, NULL);
    }
  if (ok)
    g_task_return_pointer (task, g_steal_pointer (&history),
                           (GDestroyNotify) assay_activity_history_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_activity_load_history_async:
 * @query: what to read; copied
 */
void
assay_activity_load_history_async (AssayWorkspace          *workspace,
                                   const AssayHistoryQuery *query,
                                   GCancellable            *cancellable,
                                   GAsyncReadyCallback      callback,
                                   gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  AssayHistoryQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);
  copy->what = g_strdup (query->what);
  copy->person = g_strdup (query->person);
  copy->lead_name = g_strdup (query->lead_name);
  g_task_set_source_tag (task, assay_activity_load_history_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) history_query_free);
  g_task_run_in_thread (task, history_worker);
}

AssayActivityHistory *
assay_activity_load_history_finish (AssayWorkspace *workspace,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
