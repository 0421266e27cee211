/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-job-show-job.h"

#include <glib/gi18n-lib.h>

#include "engine/assay-job-params.h"
#include "job/assay-job-record.h"

/**
 * AssayJobShowJob:
 *
 * Shows one job: parameters, result, error.
 */
struct _AssayJobShowJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayJobShowJob, assay_job_show_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_JOB = 1,
};

static gboolean
assay_job_show_job_run (AssayJob     *job,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayJobRecord) record = NULL;

  if (reader == NULL)
    return FALSE;
  record = assay_job_record_get (reader, assay_job_get_int64 (job, PARAM_JOB), error);
  if (record == NULL)
    return FALSE;
  assay_job_set_result (job, assay_job_record_to_json (record));
  return TRUE;
}

static void
assay_job_show_job_class_init (AssayJobShowJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "job-show";
  job_class->summary = N_ ("Show a job with its parameters and result");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_job_show_job_run;

  assay_job_params_install (job_class, PARAM_JOB);
}

static void
assay_job_show_job_init (AssayJobShowJob *self)
{
}
