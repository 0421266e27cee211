/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-run-due-job.h"

#include <glib/gi18n-lib.h>

/**
 * AssayRunDueJob:
 *
 * Brings a workspace up to date: what followers of interrupted jobs did not get to, and scores whose
 * time has come. The runner does that ahead of every job, so this one has nothing left to do: it is
 * there to be started when a workspace opens, and daily.
 */
struct _AssayRunDueJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayRunDueJob, assay_run_due_job, ASSAY_TYPE_JOB)

static gboolean
assay_run_due_job_run (AssayJob     *job,
                       GCancellable *cancellable,
                       GError      **error)
{
  return TRUE;
}

static void
assay_run_due_job_class_init (AssayRunDueJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "jobs-run-due";
  job_class->summary = N_ ("Bring scores whose time has come up to date");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_run_due_job_run;
}

static void
assay_run_due_job_init (AssayRunDueJob *self)
{
}
