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

static gpointer
read_state (AssayWorkspace *workspace,
            gpointer        query,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (AssayScoringState) state = g_new0 (AssayScoringState, 1);

  state->key = g_strdup (query);
  return load (workspace, state, cancellable, error) ? g_steal_pointer (&state) : NULL;
}

/* Asks for the key of a profile, or for the primary one; answers with it and the list of all: an
 * #AssayScoringState. */
const AssayReading assay_scoring_reading
  = { read_state, g_free, (GDestroyNotify) assay_scoring_state_free };
