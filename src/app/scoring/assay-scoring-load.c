/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-scoring-load.h"

#include "score/assay-profile-store.h"
#include "score/assay-profiles-job.h"
#include "store/assay-document-store.h"

#include <string.h>

/* Reading profiles, on a worker. */

void
assay_scoring_state_free (AssayScoringState *state)
{
  if (state == NULL)
    return;
  g_clear_pointer (&state->profiles, json_node_unref);
  g_clear_pointer (&state->published, assay_document_unref);
  g_clear_pointer (&state->draft, assay_document_unref);
  g_free (state->key);
  g_free (state);
}

static gboolean
has_profile (JsonArray  *list,
             const char *key)
{
  for (guint i = 0; key != NULL && i < json_array_get_length (list); i++)
    if (strcmp (
          json_object_get_string_member (json_array_get_object_element (list, i), "key"), key)
        == 0)
      return TRUE;
  return FALSE;
}

static gboolean
load (AssayWorkspace    *workspace,
      AssayScoringState *state,
      GCancellable      *cancellable,
      GError           **error)
{
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_PROFILES_JOB, "workspace", workspace, NULL);
  g_autoptr (AssayConnection) reader = NULL;
  JsonArray *list;

  if (!assay_job_run (job, cancellable, error))
    return FALSE;
  state->profiles = json_node_ref (assay_job_get_result (job));
  list = json_node_get_array (state->profiles);
  reader = assay_workspace_borrow_reader (workspace, error);
  if (reader == NULL
      || !assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &state->n_leads, error))
    return FALSE;
  if (!has_profile (list, state->key))
    {
      g_free (state->key);
      state->key = json_array_get_length (list) > 0
                     ? g_strdup (json_object_get_string_member (
                       json_array_get_object_element (list, 0), "key"))
                     : NULL;
    }
  if (state->key == NULL)
    return TRUE;
  state->published = assay_profile_store_get (reader, state->key, ASSAY_DOCUMENT_LATEST, NULL);
  state->draft = assay_profile_store_get (reader, state->key, 0, NULL);
  return TRUE;
}

static void
worker (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  g_autoptr (AssayScoringState) state = g_new0 (AssayScoringState, 1);
  GError *error = NULL;

  state->key = g_strdup (task_data);
  if (load (source, state, cancellable, &error))
    g_task_return_pointer (
      task, g_steal_pointer (&state), (GDestroyNotify) assay_scoring_state_free);
  else
    g_task_return_error (task, error);
}

/**
 * assay_scoring_load_async:
 * @key: (nullable): the profile to show; the primary one without
 *
 * Reads the list of profiles and one of them.
 */
void
assay_scoring_load_async (AssayWorkspace     *workspace,
                          const char         *key,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_scoring_load_async);
  g_task_set_task_data (task, g_strdup (key), g_free);
  g_task_run_in_thread (task, worker);
}

AssayScoringState *
assay_scoring_load_finish (AssayWorkspace *workspace,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
