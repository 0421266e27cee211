/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-unmerge-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "job/assay-undo-job.h"
#include "match/assay-match-error.h"

/**
 * AssayUnmergeJob:
 *
 * Splits what a job had merged: the leads are as they were, with their events; what was edited
 * since stays.
 */
struct _AssayUnmergeJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayUnmergeJob, assay_unmerge_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_JOB = 1,
};

static gboolean
check_merge (AssayJob *job, gint64 target, GError **error)
{
  g_autoptr (AssayConnection) reader =
      assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_autoptr (AssayStatement) statement =
      reader != NULL
          ? assay_connection_prepare (
                reader, "SELECT 1 FROM change WHERE job = ?1 AND part = 'merge' LIMIT 1", error)
          : NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, target);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    g_set_error (error,
                 ASSAY_MATCH_ERROR,
                 ASSAY_MATCH_ERROR_NOT_MERGE,
                 _ ("Job %" PRId64 " merged no leads; “assay jobs” lists the jobs"),
                 target);
  return row;
}

static gboolean
assay_unmerge_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  gint64 target = assay_job_get_int64 (job, PARAM_JOB);

  return check_merge (job, target, error) &&
         assay_undo_job_take_back (job, target, cancellable, error);
}

static gboolean
assay_unmerge_job_needs_turn (AssayJob *job)
{
  return TRUE;
}

static char *
assay_unmerge_job_describe (AssayJob *job)
{
  return g_strdup_printf (_ ("Split what job %" PRId64 " merged"),
                          assay_job_get_int64 (job, PARAM_JOB));
}

static void
assay_unmerge_job_class_init (AssayUnmergeJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "unmerge";
  job_class->summary = N_ ("Split leads that a job merged");
  job_class->run = assay_unmerge_job_run;
  job_class->describe = assay_unmerge_job_describe;
  job_class->needs_turn = assay_unmerge_job_needs_turn;

  assay_job_class_install (
      job_class,
      PARAM_JOB,
      g_param_spec_int64 ("job",
                          NULL,
                          N_ ("The merge’s number, see “assay jobs”"),
                          0,
                          G_MAXINT64,
                          0,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "JOB" });
}

static void
assay_unmerge_job_init (AssayUnmergeJob *self)
{
}
