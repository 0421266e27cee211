/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-due-timer.h"

#include "engine/assay-run-due-job.h"
#include "engine/assay-runner.h"

#define INTERVAL_S 3600

struct _AssayDueTimer
{
  AssayWorkspace *workspace; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the last run */
  guint source;
};

AssayDueTimer *
assay_due_timer_new (void)
{
  return g_new0 (AssayDueTimer, 1);
}

static void
cancel (AssayDueTimer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
assay_due_timer_free (AssayDueTimer *self)
{
  cancel (self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->workspace);
  g_free (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      unused)
{
  g_autoptr (GError) error = NULL;

  if (!assay_runner_run_finish (ASSAY_RUNNER (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("What is due could not be brought up to date: %s", error->message);
}

/* Nobody has to watch this job: the workspace itself says when scores changed. */
static gboolean
run_cb (gpointer user_data)
{
  AssayDueTimer *self = user_data;
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (AssayRunner) runner = NULL;

  cancel (self);
  job = g_object_new (ASSAY_TYPE_RUN_DUE_JOB, "workspace", self->workspace, NULL);
  runner = assay_runner_new (job);
  self->cancellable = g_cancellable_new ();
  assay_runner_run_async (runner, self->cancellable, done_cb, NULL);
  return G_SOURCE_CONTINUE;
}

/**
 * assay_due_timer_set_workspace:
 * @workspace: (nullable): what to keep up to date from now on
 */
void
assay_due_timer_set_workspace (AssayDueTimer  *self,
                               AssayWorkspace *workspace)
{
  cancel (self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  run_cb (self);
  self->source = g_timeout_add_seconds (INTERVAL_S, run_cb, self);
}
