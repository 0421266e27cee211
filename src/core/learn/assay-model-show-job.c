/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-show-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-clock.h"
#include "base/assay-json.h"
#include "job/assay-job-record.h"
#include "learn/assay-confusion.h"
#include "learn/assay-model-params.h"
#include "learn/assay-model-store.h"
#include "learn/assay-monitor.h"

/**
 * AssayModelShowJob:
 *
 * Shows a model's card and how it fares.
 */
struct _AssayModelShowJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelShowJob, assay_model_show_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_MODEL = 1,
  PARAM_THRESHOLD,
};

/* What would have come of calling leads from a probability on. */
static void
add_confusion (JsonObject *object, gint64 percent)
{
  JsonObject *metrics = json_object_get_object_member (object, "metrics");
  AssayConfusion confusion;

  if (assay_confusion_read (&confusion, metrics, (double) percent / 100))
    json_object_set_object_member (object, "at_threshold", assay_confusion_to_json (&confusion));
}

/* Why it was put to use or not is in the record of the job that trained it. */
static void
add_promotion (JsonObject *object, AssayConnection *reader, const AssayModelRecord *record)
{
  g_autoptr (AssayJobRecord) job = assay_job_record_get (reader, record->job, NULL);
  JsonObject *result = job != NULL && job->result != NULL && JSON_NODE_HOLDS_OBJECT (job->result)
                           ? json_node_get_object (job->result)
                           : NULL;
  const char *reason =
      result != NULL ? json_object_get_string_member_with_default (result, "promotion", NULL) : NULL;

  if (reason != NULL)
    json_object_set_string_member (object, "promotion", reason);
  if (record->promoted_at > 0)
    {
      g_autofree char *at = assay_instant_to_iso (record->promoted_at, FALSE);

      json_object_set_string_member (object, "promoted_at", at);
    }
}

static gboolean
assay_model_show_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayModelRecord) record = NULL;
  g_autoptr (JsonNode) monitor = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *at = NULL;
  JsonNode *node;
  JsonObject *object;

  if (reader == NULL)
    return FALSE;
  record =
      assay_model_store_get_or_champion (reader, assay_job_get_int64 (job, PARAM_MODEL), error);
  if (record == NULL)
    return FALSE;
  monitor = assay_monitor_make (reader, fields, record, error);
  node = monitor != NULL ? assay_json_parse (record->card, -1, error) : NULL;
  if (node == NULL)
    return FALSE;
  digest = assay_model_record_digest (record);
  at = assay_instant_to_iso (record->at, FALSE);
  object = json_node_get_object (node);
  json_object_set_int_member (object, "model", record->id);
  json_object_set_string_member (object, "state", record->state);
  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "digest", digest);
  add_promotion (object, reader, record);
  add_confusion (object, assay_job_get_int64 (job, PARAM_THRESHOLD));
  json_object_set_member (object, "monitoring", g_steal_pointer (&monitor));
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_model_show_job_class_init (AssayModelShowJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-show";
  job_class->summary = N_ ("Show a model, what came true of its predictions, and drift");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_model_show_job_run;

  assay_model_params_install (job_class, PARAM_MODEL);
  assay_job_class_install (
      job_class,
      PARAM_THRESHOLD,
      g_param_spec_int64 ("threshold",
                          NULL,
                          N_ ("Leads are called from this probability on, in percent"),
                          1,
                          99,
                          50,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "PERCENT" });
}

static void
assay_model_show_job_init (AssayModelShowJob *self)
{
}
