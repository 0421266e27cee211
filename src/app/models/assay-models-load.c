/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-models-load.h"

#include "learn/assay-model-show-job.h"
#include "learn/assay-models-job.h"
#include "models/assay-model-json.h"

/* Reading models and what is said of them, on a worker. */

void
assay_models_state_free (AssayModelsState *state)
{
  g_clear_pointer (&state->models, json_node_unref);
  g_clear_pointer (&state->champion, json_node_unref);
  g_clear_pointer (&state->challenger, json_node_unref);
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

/* The newest first: what stands before the champion came after it. */
static void
choose (JsonArray *models,
        gint64    *out_champion,
        gint64    *out_challenger)
{
  *out_champion = *out_challenger = 0;
  for (guint i = 0; i < json_array_get_length (models) && *out_champion == 0; i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);

      if (g_strcmp0 (assay_model_json_get_text (model, "state"), "champion") == 0)
        *out_champion = assay_model_json_get_int (model, "model");
      else if (*out_challenger == 0)
        *out_challenger = assay_model_json_get_int (model, "model");
    }
}

static JsonNode *
show_model (AssayWorkspace *workspace,
            gint64          model,
            GCancellable   *cancellable,
            GError        **error)
{
  if (model == 0)
    return NULL;
  return run_job (g_object_new (ASSAY_TYPE_MODEL_SHOW_JOB, "workspace", workspace, "model", model, NULL),
                  cancellable, error);
}

static gboolean
count_leads (AssayWorkspace *workspace,
             gint64         *out_n,
             GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  return reader != NULL
         && assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", out_n, error);
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayModelsState) state = g_new0 (AssayModelsState, 1);
  gint64 champion, challenger;

  if (count_leads (source, &state->leads, &error))
    state->models = run_job (g_object_new (ASSAY_TYPE_MODELS_JOB, "workspace", source, NULL), cancellable,
                             &error);
  if (state->models != NULL)
    {
      choose (json_node_get_array (state->models), &champion, &challenger);
      state->champion = show_model (source, champion, cancellable, &error);
      if (error == NULL)
        state->challenger = show_model (source, challenger, cancellable, &error);
    }
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&state), (GDestroyNotify) assay_models_state_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_models_load_async:
 *
 * Reads all models, the one in use and the one that challenges it.
 */
void
assay_models_load_async (AssayWorkspace     *workspace,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_models_load_async);
  g_task_run_in_thread (task, load_worker);
}

AssayModelsState *
assay_models_load_finish (AssayWorkspace *workspace,
                          GAsyncResult   *result,
                          GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (assay_job_run (source, cancellable, &error))
    g_task_return_pointer (task, json_node_ref (assay_job_get_result (source)),
                           (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/**
 * assay_models_read_async:
 * @job: a job that only reads
 *
 * Runs it on a worker, without a row in the job popover.
 */
void
assay_models_read_async (AssayJob           *job,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (job, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_models_read_async);
  g_task_run_in_thread (task, read_worker);
}

/**
 * assay_models_read_finish:
 *
 * Returns: (transfer full) (nullable): the job's result
 */
JsonNode *
assay_models_read_finish (AssayJob     *job,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, job), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
