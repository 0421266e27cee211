/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-rollback-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-model-params.h"
#include "learn/assay-model-store.h"

/**
 * AssayModelRollbackJob:
 *
 * Makes the model that was in use before the one that predicts again.
 */
struct _AssayModelRollbackJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelRollbackJob, assay_model_rollback_job, ASSAY_TYPE_JOB)

static gboolean
assay_model_rollback_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);
  gint64 model;

  if (transaction == NULL || !assay_model_store_rollback (transaction, assay_job_get_id (job), &model, error) ||
      !assay_transaction_commit (transaction, error))
    return FALSE;
  assay_model_params_report (job, model);
  return TRUE;
}

static void
assay_model_rollback_job_class_init (AssayModelRollbackJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-rollback";
  job_class->summary = N_ ("Bring the model before this one back");
  job_class->run = assay_model_rollback_job_run;
}

static void
assay_model_rollback_job_init (AssayModelRollbackJob *self)
{
}
