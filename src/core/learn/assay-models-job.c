/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-models-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-clock.h"
#include "base/assay-json-copy.h"
#include "base/assay-json.h"
#include "learn/assay-model-store.h"

/**
 * AssayModelsJob:
 *
 * Lists the models of a workspace, newest first.
 */
struct _AssayModelsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelsJob, assay_models_job, ASSAY_TYPE_JOB)

static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  if (from != NULL && json_object_has_member (from, name))
    json_object_set_member (to, name, assay_json_copy (json_object_get_member (from, name)));
}

static JsonObject *
describe (const AssayModelRecord *record)
{
  g_autoptr (JsonNode) card = assay_json_parse (record->card, -1, NULL);
  g_autofree char *at = assay_instant_to_iso (record->at, FALSE);
  JsonObject *object = json_object_new ();
  JsonObject *root =
      card != NULL && JSON_NODE_HOLDS_OBJECT (card) ? json_node_get_object (card) : NULL;
  JsonObject *metrics = root != NULL && json_object_has_member (root, "metrics")
                            ? json_object_get_object_member (root, "metrics")
                            : NULL;

  json_object_set_int_member (object, "model", record->id);
  json_object_set_string_member (object, "state", record->state);
  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "algorithm", record->algorithm);
  json_object_set_string_member (object, "verdict", record->verdict);
  copy_member (root, object, "outcome");
  copy_member (root, object, "rows");
  copy_member (root, object, "positives");
  copy_member (metrics, object, "auc");
  copy_member (metrics, object, "log_loss");
  copy_member (metrics, object, "calibration_error");
  return object;
}

static gboolean
assay_models_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (GPtrArray) records = reader != NULL ? assay_model_store_list (reader, error) : NULL;
  JsonArray *list;
  JsonNode *node;

  if (records == NULL)
    return FALSE;
  list = json_array_new ();
  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (list, describe (records->pdata[i]));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_models_job_class_init (AssayModelsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "models";
  job_class->summary = N_ ("List the models");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_models_job_run;
}

static void
assay_models_job_init (AssayModelsJob *self)
{
}
