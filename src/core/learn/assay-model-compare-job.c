/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-compare-job.h"

#include <glib/gi18n-lib.h>

#include "learn/assay-learn-error.h"
#include "learn/assay-trial.h"

/**
 * AssayModelCompareJob:
 *
 * Tells how the model that is tried fares beside the one in use.
 */
struct _AssayModelCompareJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayModelCompareJob, assay_model_compare_job, ASSAY_TYPE_JOB)

static gboolean
assay_model_compare_job_run (AssayJob *job,
                             GCancellable *cancellable,
                             GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  AssayTrial trial;
  JsonNode *result;

  if (reader == NULL || !assay_trial_find (&trial, reader, error))
    return FALSE;
  if (trial.id == 0)
    {
      g_set_error_literal (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL,
                           _("No model is tried now; “assay model try” begins"));
      return FALSE;
    }
  result = assay_trial_report (&trial, workspace, reader, error);
  if (result == NULL)
    return FALSE;
  assay_job_set_result (job, result);
  return TRUE;
}

static void
assay_model_compare_job_class_init (AssayModelCompareJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "model-compare";
  job_class->summary = N_("Tell how the model that is tried fares beside the one in use");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_model_compare_job_run;
}

static void
assay_model_compare_job_init (AssayModelCompareJob *self)
{
}
