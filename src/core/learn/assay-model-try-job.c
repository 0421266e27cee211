/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-try-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-trial.h"

/**
 * AssayModelTryJob:
 *
 * Lets a model predict beside the one in use, silently or for a share of new leads.
 */
struct _AssayModelTryJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelTryJob, assay_model_try_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_MODEL = 1,
  PARAM_SHARE,
  PARAM_SEED,
};

static gboolean
assay_model_try_job_run (AssayJob *job,
                         GCancellable *cancellable,
                         GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_FULL, cancellable, error);
  g_autoptr (AssayConnection) reader = NULL;
  AssayTrial trial;
  JsonNode *result;

  if (transaction == NULL
      || !assay_trial_start (&trial, transaction, assay_job_get_int64 (job, PARAM_MODEL),
                             (double) assay_job_get_int64 (job, PARAM_SHARE) / 100,
                             assay_job_get_int64 (job, PARAM_SEED), assay_job_get_id (job), error)
      || !assay_transaction_commit (transaction, error))
    return FALSE;
  reader = assay_workspace_borrow_reader (workspace, error);
  result = reader != NULL ? assay_trial_report (&trial, workspace, reader, error) : NULL;
  if (result == NULL)
    return FALSE;
  assay_job_set_result (job, result);
  return TRUE;
}

static void
assay_model_try_job_class_init (AssayModelTryJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-try";
  job_class->summary = N_("Try a model beside the one in use, silently or for a share of new leads");
  job_class->run = assay_model_try_job_run;

  assay_job_class_install (job_class, PARAM_MODEL,
                           g_param_spec_int64 ("model", NULL, N_("Number of the model"), 0, G_MAXINT64, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .position = 1, .metavar = "ID", .flags = ASSAY_PARAM_REQUIRED });
  assay_job_class_install (
    job_class, PARAM_SHARE,
    g_param_spec_int64 ("share", NULL, N_("Percent of new leads that get its score; 0 only watches"), 0, 90, 0,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "PERCENT" });
  assay_job_class_install (job_class, PARAM_SEED,
                           g_param_spec_int64 ("seed", NULL, N_("For all that is drawn by lot"), 0, 1000000000, 1,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_model_try_job_init (AssayModelTryJob *self)
{
}
