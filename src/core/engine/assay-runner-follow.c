/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-runner-private.h"

#include "engine/assay-engine.h"
#include "engine/assay-index-job.h"
#include "learn/assay-model-store.h"
#include "learn/assay-predict-job.h"
#include "learn/assay-trial.h"
#include "store/assay-search.h"

gboolean
assay_runner_follow_with (AssayRunner             *self,
                          const AssayRunnerChain  *chain,
                          GType                    type,
                          GCancellable            *cancellable,
                          GError                 **error)
{
  g_autoptr (AssayJob) follower
    = g_object_new (type, "workspace", assay_job_get_workspace (self->job), NULL);
  gboolean ok;

  /* A step that is told to does only what changed; enrichment knows by itself. */
  if (!chain->all
      && g_object_class_find_property (G_OBJECT_GET_CLASS (follower), "changed-only") != NULL)
    g_object_set (follower, "changed-only", TRUE, NULL);
  /* What was taken back without a trace is in no journal. */
  if (chain->all && g_object_class_find_property (G_OBJECT_GET_CLASS (follower), "again") != NULL)
    g_object_set (follower, "again", TRUE, NULL);
  if (!chain->all && assay_runner_asks_to_attach (self)
      && g_object_class_find_property (G_OBJECT_GET_CLASS (follower), "attach") != NULL)
    g_object_set (follower, "attach", chain->cause, NULL);
  if (chain->model != 0)
    g_object_set (follower, "model", chain->model, NULL);
  assay_job_set_parent (follower, chain->cause);
  assay_runner_set_current (self, follower);
  ok = assay_job_run (follower, cancellable, error);
  assay_runner_keep_warnings (self, follower);
  return ok;
}

static gboolean
is_indexed (AssayWorkspace  *workspace,
            gboolean        *out_ready,
            GError         **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);

  return reader != NULL && assay_search_is_ready (reader, out_ready, error);
}

/* Where a model is in use, leads that changed are predicted again; a new model predicts all. */
static gboolean
run_predictions (AssayRunner             *self,
                 const AssayRunnerChain  *chain,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (self->job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  AssayRunnerChain tried = *chain;
  AssayTrial trial;
  gint64 champion;

  if (reader == NULL || !assay_model_store_find_champion (reader, &champion, error))
    return FALSE;
  if (champion == 0 || *chain->steps == NULL || ASSAY_IS_PREDICT_JOB (self->job))
    return TRUE;
  if (!assay_runner_follow_with (self, chain, ASSAY_TYPE_PREDICT_JOB, cancellable, error)
      || !assay_trial_find (&trial, reader, error))
    return FALSE;
  tried.model = trial.challenger;
  return trial.id == 0 || assay_runner_follow_with (self, &tried, ASSAY_TYPE_PREDICT_JOB, cancellable, error);
}

gboolean
assay_runner_follow (AssayRunner             *self,
                     const AssayRunnerChain  *chain,
                     GCancellable            *cancellable,
                     GError                 **error)
{
  gboolean ready;

  if (!is_indexed (assay_job_get_workspace (self->job), &ready, error))
    return FALSE;
  if (!ready && !assay_runner_follow_with (self, chain, ASSAY_TYPE_INDEX_JOB, cancellable, error))
    return FALSE;
  for (char **step = chain->steps; *step != NULL; step++)
    {
      GType type = assay_engine_find_job (*step);
      if (type != G_TYPE_INVALID && !assay_runner_follow_with (self, chain, type, cancellable, error))
        return FALSE;
    }
  return run_predictions (self, chain, cancellable, error);
}
