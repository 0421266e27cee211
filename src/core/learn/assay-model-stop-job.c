/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-stop-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-trial.h"

/**
 * AssayModelStopJob:
 *
 * Ends the trial of a model: all leads have the scores of the one in use again.
 */
struct _AssayModelStopJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelStopJob, assay_model_stop_job, ASSAY_TYPE_JOB)

static gboolean
assay_model_stop_job_run (AssayJob *job,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  AssayTrial trial;
  JsonObject *object;
  JsonNode *node;

  if (transaction == NULL || !assay_trial_find (&trial, assay_transaction_get_connection (transaction), error)
      || !assay_trial_stop (transaction, assay_job_get_id (job), error) || !assay_transaction_commit (transaction, error))
    return FALSE;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_int_member (object, "stopped", trial.challenger);
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_model_stop_job_class_init (AssayModelStopJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-stop";
  job_class->summary = N_("End the trial of a model");
  job_class->run = assay_model_stop_job_run;
}

static void
assay_model_stop_job_init (AssayModelStopJob *self)
{
}
