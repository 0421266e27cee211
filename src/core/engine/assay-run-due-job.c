/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-run-due-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-monitor.h"
#include "learn/assay-predict-job.h"
#include "learn/assay-train-job.h"
#include "score/assay-calibration-refresh.h"

/**
 * AssayRunDueJob:
 *
 * Brings a workspace up to date: what followers of interrupted jobs did not get to, scores whose time
 * has come, and the model in use, which is trained again when enough outcomes are new. The runner does
 * the former ahead of every job; it is there to be started when a workspace opens, and daily.
 */
struct _AssayRunDueJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayRunDueJob, assay_run_due_job, ASSAY_TYPE_JOB)

static gboolean
run_inner (AssayJob     *job,
           AssayJob     *inner,
           GCancellable *cancellable,
           GError      **error)
{
  gboolean ok = assay_job_run (inner, cancellable, error);

  for (const char *const *warning = assay_job_get_warnings (inner); *warning != NULL; warning++)
    assay_job_warn (job, "%s", *warning);
  return ok;
}

/* Trains the model in use again. Where it is better, all leads are predicted by the new one. */
static gboolean
train_again (AssayJob     *job,
             const char   *reason,
             GCancellable *cancellable,
             GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayJob) train
    = g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "again", TRUE, NULL);
  g_autoptr (AssayJob) predict = g_object_new (
    ASSAY_TYPE_PREDICT_JOB, "workspace", workspace, "changed-only", TRUE, NULL);
  JsonObject *object, *trained;
  JsonNode *node;

  assay_job_report (job, 0.1, _ ("Training the model again"));
  if (!run_inner (job, train, cancellable, error)
      || !run_inner (job, predict, cancellable, error))
    return FALSE;
  trained = json_node_get_object (assay_job_get_result (train));
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_int_member (object, "trained", json_object_get_int_member (trained, "model"));
  json_object_set_string_member (object, "because", reason);
  json_object_set_boolean_member (object, "promoted",
                                  json_object_get_boolean_member (trained, "promoted"));
  json_object_set_string_member (object, "promotion",
                                 json_object_get_string_member (trained, "promotion"));
  assay_job_set_result (job, node);
  return TRUE;
}

/* What the scores of profiles in use have meant, where that is not known or out of date. */
static gboolean
calibrate (AssayJob     *job,
           GCancellable *cancellable,
           GError      **error)
{
  JsonNode *result = assay_job_get_result (job);
  JsonObject *object;
  guint n;

  if (!assay_calibration_refresh (assay_job_get_workspace (job), cancellable, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (result != NULL)
    {
      json_object_set_int_member (json_node_get_object (result), "calibrated", n);
      return TRUE;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "calibrated", n);
  result = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (result, object);
  assay_job_set_result (job, result);
  return TRUE;
}

static gboolean
assay_run_due_job_run (AssayJob     *job,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autofree char *reason = NULL;
  gboolean due;

  if (!assay_monitor_is_due (assay_job_get_workspace (job), &due, &reason, error))
    return FALSE;
  return (!due || train_again (job, reason, cancellable, error))
         && calibrate (job, cancellable, error);
}

static void
assay_run_due_job_class_init (AssayRunDueJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "jobs-run-due";
  job_class->summary = N_ ("Bring scores and the model up to date when their time has come");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_run_due_job_run;
}

static void
assay_run_due_job_init (AssayRunDueJob *self)
{
}
