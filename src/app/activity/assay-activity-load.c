/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-load.h"

/* Reading jobs and history, on a worker. */

/**
 * assay_jobs_query_new:
 * @kind: (nullable): only jobs with this key
 * @limit: at most so many
 */
AssayJobsQuery *
assay_jobs_query_new (const char *kind,
                      guint       limit)
{
  AssayJobsQuery *query = g_new0 (AssayJobsQuery, 1);

  query->kind = g_strdup (kind);
  query->limit = limit;
  return query;
}

static void
jobs_query_free (gpointer data)
{
  AssayJobsQuery *query = data;

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

static gpointer
read_jobs (AssayWorkspace *workspace,
           gpointer        data,
           GCancellable   *cancellable,
           GError        **error)
{
  const AssayJobsQuery *query = data;
  g_autoptr (AssayActivityJobs) jobs = g_new0 (AssayActivityJobs, 1);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  if (reader == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  jobs->records = assay_job_record_list_kind (reader, query->kind, 0, query->limit + 1, error);
  if (jobs->records == NULL)
    return NULL;
  jobs->more = jobs->records->len > query->limit;
  if (jobs->more)
    g_ptr_array_set_size (jobs->records, (int) query->limit);
  jobs->kinds = assay_job_record_list_keys (reader, error);
  return jobs->kinds != NULL ? g_steal_pointer (&jobs) : NULL;
}

const AssayReading assay_jobs_reading = { read_jobs, jobs_query_free, (GDestroyNotify) assay_activity_jobs_free };

void
assay_activity_history_free (AssayActivityHistory *history)
{
  g_clear_pointer (&history->entries, g_ptr_array_unref);
  g_free (history);
}

/**
 * assay_history_query_copy:
 * @query: what to read, with texts that may change
 */
AssayHistoryQuery *
assay_history_query_copy (const AssayHistoryQuery *query)
{
  AssayHistoryQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);
  copy->what = g_strdup (query->what);
  copy->person = g_strdup (query->person);
  copy->lead_name = g_strdup (query->lead_name);
  return copy;
}

static void
history_query_free (gpointer data)
{
  AssayHistoryQuery *query = data;

  g_free ((char *) query->search);
  g_free ((char *) query->what);
  g_free ((char *) query->person);
  g_free ((char *) query->lead_name);
  g_free (query);
}

static gpointer
read_history (AssayWorkspace *workspace,
              gpointer        query,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (AssayActivityHistory) history = g_new0 (AssayActivityHistory, 1);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = NULL;

  if (reader == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  fields = assay_workspace_get_fields (workspace);
  history->first = ((AssayHistoryQuery *) query)->before == 0;
  history->entries = assay_history_read (reader, fields, query, &history->more, error);
  if (history->entries == NULL || !assay_history_count (reader, &history->total, error))
    return NULL;
  return g_steal_pointer (&history);
}

const AssayReading assay_history_reading
  = { read_history, history_query_free, (GDestroyNotify) assay_activity_history_free };
