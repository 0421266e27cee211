/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-runner-private.h"

#include <glib/gi18n-lib.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "job/assay-job-recovery.h"

static gboolean
run_unsettled (AssayRunner   *self,
               gint64         cause,
               const char    *followers,
               GCancellable  *cancellable,
               GError       **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (self->job);
  g_auto (GStrv) steps = g_strsplit (followers, ",", -1);
  AssayRunnerChain chain = { .cause = cause, .steps = steps, .all = TRUE };

  return assay_runner_follow (self, &chain, cancellable, error)
         && assay_job_settle_record (workspace, cause, error);
}

static gboolean
is_due (AssayWorkspace  *workspace,
        gboolean        *out_due,
        GError         **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayStatement) statement = NULL;

  if (reader == NULL)
    return FALSE;
  statement = assay_connection_prepare (
    reader, "SELECT 1 FROM score WHERE next_change <= ?1 LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, assay_clock_now ());
  return assay_statement_step (statement, out_due, error);
}

/* Scores whose time has come: a window of days has passed over an event. */
static gboolean
run_due (AssayRunner   *self,
         GCancellable  *cancellable,
         GError       **error)
{
  AssayRunnerChain chain = { 0 };
  gboolean due;

  if (!is_due (assay_job_get_workspace (self->job), &due, error))
    return FALSE;
  return !due || assay_runner_follow_with (self, &chain, assay_engine_find_job ("score"), cancellable, error);
}

/* What had to follow jobs of processes that ended before, or of a job that was taken back, so that
 * nobody sees scores that the data does not have. Whatever goes wrong here is no fault of the job. */
void
assay_runner_catch_up (AssayRunner  *self,
                       GCancellable *cancellable)
{
  AssayWorkspace *workspace = assay_job_get_workspace (self->job);
  g_autoptr (GError) error = NULL;
  gboolean ok = workspace != NULL;

  while (ok)
    {
      g_autofree char *followers = NULL;
      gint64 cause;

      ok = assay_job_take_unsettled (workspace, &cause, &followers, &error);
      if (!ok || cause == 0)
        break;
      ok = run_unsettled (self, cause, followers, cancellable, &error);
      assay_workspace_unlock_job (workspace, cause);
    }
  if (ok)
    run_due (self, cancellable, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_add (self->warnings,
                     g_strdup_printf (_("What is due could not be brought up to date: %s"),
                                      error->message));
  assay_runner_set_current (self, self->job);
}
