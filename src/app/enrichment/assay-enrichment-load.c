/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-enrichment-load.h"

#include "enrich/assay-coverage-job.h"
#include "enrich/assay-review-job.h"

#define REVIEW_LIMIT 200
#define RUNS_LIMIT   50

/* Reading how enrichment stands, on a worker. */

void
assay_enrichment_state_free (AssayEnrichmentState *state)
{
  g_clear_pointer (&state->coverage, json_node_unref);
  g_clear_pointer (&state->review, json_node_unref);
  g_clear_pointer (&state->run, assay_job_record_free);
  g_free (state);
}

static JsonNode *
run_job (AssayJob     *job,
         GCancellable *cancellable,
         GError      **error)
{
  JsonNode *result = NULL;

  if (assay_job_run (job, cancellable, error))
    result = json_node_ref (assay_job_get_result (job));
  g_object_unref (job);
  return result;
}

static gint64
count_checked (const AssayJobRecord *record)
{
  JsonObject *result = record->result != NULL ? json_node_get_object (record->result) : NULL;

  if (record->state != ASSAY_JOB_STATE_DONE || result == NULL)
    return 0;
  return json_object_get_int_member_with_default (result, "checked", 0);
}

/* Runs that follow an edit look at one lead; a run to tell of is one over many. */
static AssayJobRecord *
find_run (AssayWorkspace *workspace,
          GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (GPtrArray) records = NULL;
  const AssayJobRecord *best = NULL;

  if (reader == NULL)
    return NULL;
  records = assay_job_record_list_kind (reader, "enrich", 0, RUNS_LIMIT, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const AssayJobRecord *record = g_ptr_array_index (records, i);
      gint64 checked = count_checked (record);

      if (checked > 0 && (best == NULL || checked > 2 * count_checked (best)))
        best = record;
    }
  return best != NULL ? assay_job_record_copy (best) : NULL;
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEnrichmentState) state = g_new0 (AssayEnrichmentState, 1);

  state->coverage = run_job (g_object_new (ASSAY_TYPE_COVERAGE_JOB, "workspace", source, NULL),
                             cancellable, &error);
  if (state->coverage != NULL)
    state->review = run_job (g_object_new (ASSAY_TYPE_REVIEW_JOB, "workspace", source, "limit",
                                           (gint64) REVIEW_LIMIT, NULL),
                             cancellable, &error);
  if (state->review != NULL)
    state->run = find_run (source, &error);
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&state),
                           (GDestroyNotify) assay_enrichment_state_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_enrichment_load_async:
 *
 * Reads coverage, the queue and the last run.
 */
void
assay_enrichment_load_async (AssayWorkspace     *workspace,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_enrichment_load_async);
  g_task_run_in_thread (task, load_worker);
}

AssayEnrichmentState *
assay_enrichment_load_finish (AssayWorkspace *workspace,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
