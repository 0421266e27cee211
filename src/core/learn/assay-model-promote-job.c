/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-promote-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-model-params.h"
#include "learn/assay-model-store.h"

/**
 * AssayModelPromoteJob:
 *
 * Makes a model the one that predicts.
 */
struct _AssayModelPromoteJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelPromoteJob, assay_model_promote_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_MODEL = 1,
};

static gboolean
assay_model_promote_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  gint64 model = assay_job_get_int64 (job, PARAM_MODEL);
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      assay_job_get_workspace (job), ASSAY_DURABILITY_FULL, cancellable, error);

  if (transaction == NULL || !assay_model_store_promote (transaction, model, assay_job_get_id (job), error) ||
      !assay_transaction_commit (transaction, error))
    return FALSE;
  assay_model_params_report (job, model);
  return TRUE;
}

static void
assay_model_promote_job_class_init (AssayModelPromoteJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-promote";
  job_class->summary = N_ ("Put a model to use");
  job_class->run = assay_model_promote_job_run;

  assay_job_class_install (
      job_class,
      PARAM_MODEL,
      g_param_spec_int64 ("model",
                          NULL,
                          N_ ("Number of the model"),
                          0,
                          G_MAXINT64,
                          0,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .position = 1, .metavar = "ID", .flags = ASSAY_PARAM_REQUIRED });
}

static void
assay_model_promote_job_init (AssayModelPromoteJob *self)
{
}
