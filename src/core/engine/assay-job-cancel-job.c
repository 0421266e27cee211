/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-job-cancel-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "engine/assay-job-params.h"
#include "job/assay-job-record.h"

/**
 * AssayJobCancelJob:
 *
 * Asks whichever process runs a job to cancel it. What the job did is taken back there.
 */
struct _AssayJobCancelJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayJobCancelJob, assay_job_cancel_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_JOB = 1,
};

static gboolean
assay_job_cancel_job_run (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);
  g_autoptr (JsonObject) result = json_object_new ();
  gint64 target = assay_job_get_int64 (job, PARAM_JOB);

  if (transaction == NULL || !assay_job_record_ask_cancel (transaction, target, error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  json_object_set_int_member (result, "cancelling", target);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_job_cancel_job_describe (AssayJob *job)
{
  return g_strdup_printf (_("Cancel job %" PRId64), assay_job_get_int64 (job, PARAM_JOB));
}

static void
assay_job_cancel_job_class_init (AssayJobCancelJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "job-cancel";
  job_class->summary = N_ ("Cancel a running job, in whichever program it runs");
  job_class->flags = ASSAY_JOB_FINAL;
  job_class->run = assay_job_cancel_job_run;
  job_class->describe = assay_job_cancel_job_describe;

  assay_job_params_install (job_class, PARAM_JOB);
}

static void
assay_job_cancel_job_init (AssayJobCancelJob *self)
{
}
