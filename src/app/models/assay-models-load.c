/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-models-load.h"

#include "engine/assay-user-timer.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-model-compare-job.h"
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
  g_clear_pointer (&state->trial, json_node_unref);
  g_free (state);
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
  return assay_read_job (
    g_object_new (ASSAY_TYPE_MODEL_SHOW_JOB, "workspace", workspace, "model", model, NULL), cancellable, error);
}

/* That nothing is tried is no failure. */
static JsonNode *
read_trial (AssayWorkspace *workspace,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *node = assay_read_job (
    g_object_new (ASSAY_TYPE_MODEL_COMPARE_JOB, "workspace", workspace, NULL), cancellable, &local);

  if (local != NULL && !g_error_matches (local, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL))
    g_propagate_error (error, g_steal_pointer (&local));
  return node;
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

static gpointer
read_state (AssayWorkspace *workspace,
            gpointer        query,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayModelsState) state = g_new0 (AssayModelsState, 1);
  gint64 champion, challenger;

  if (count_leads (workspace, &state->leads, &local))
    state->models = assay_read_job (g_object_new (ASSAY_TYPE_MODELS_JOB, "workspace", workspace, NULL),
                                    cancellable, &local);
  if (state->models != NULL)
    {
      choose (json_node_get_array (state->models), &champion, &challenger);
      state->champion = show_model (workspace, champion, cancellable, &local);
      if (local == NULL)
        state->challenger = show_model (workspace, challenger, cancellable, &local);
      if (local == NULL)
        state->trial = read_trial (workspace, cancellable, &local);
    }
  state->timer = assay_user_timer_is_installed (assay_workspace_get_path (workspace));
  if (local == NULL)
    return g_steal_pointer (&state);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Reads all models, the one in use and the one that challenges it: an #AssayModelsState. */
const AssayReading assay_models_reading = { read_state, NULL, (GDestroyNotify) assay_models_state_free };
