/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-jobs-job.h"

#include <glib/gi18n-lib.h>

#include "job/assay-job-record.h"

/**
 * AssayJobsJob:
 *
 * Lists what was done, newest first.
 */
struct _AssayJobsJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayJobsJob, assay_jobs_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_LIMIT = 1,
};

static gboolean
assay_jobs_job_run (AssayJob     *job,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JsonArray) list = json_array_new ();

  if (reader == NULL)
    return FALSE;
  records
    = assay_job_record_list (reader, 0, (guint) assay_job_get_int64 (job, PARAM_LIMIT), error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    json_array_add_element (list, assay_job_record_to_json (g_ptr_array_index (records, i)));
  assay_job_set_result (job, json_node_init_array (json_node_alloc (), list));
  return TRUE;
}

static void
assay_jobs_job_class_init (AssayJobsJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "jobs";
  job_class->summary = N_ ("List jobs, newest first");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_jobs_job_run;

  assay_job_class_install (job_class, PARAM_LIMIT,
                           g_param_spec_int64 ("limit", NULL, N_ ("At most so many; 0 for all"), 0,
                                               G_MAXINT32, 50,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
}

static void
assay_jobs_job_init (AssayJobsJob *self)
{
}
