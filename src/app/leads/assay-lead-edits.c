/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-edits.h"

#include "engine/assay-engine.h"
#include "store/assay-lead-query.h"

#include <glib/gi18n.h>
#include <math.h>

static void
mean_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GArray *leads = task_data;
  GError *error = NULL;
  double *mean = g_new0 (double, 1);

  if (assay_lead_query_mean_score (source, (gint64 *) (void *) leads->data, leads->len, mean,
                                   cancellable, &error))
    g_task_return_pointer (task, mean, g_free);
  else
    {
      g_free (mean);
      g_task_return_error (task, error);
    }
}

/**
 * assay_lead_mean_async:
 * @leads: (transfer full) (element-type gint64): which
 *
 * The mean score of some leads, on a worker.
 */
void
assay_lead_mean_async (AssayWorkspace      *workspace,
                       GArray              *leads,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_lead_mean_async);
  g_task_set_task_data (task, leads, (GDestroyNotify) g_array_unref);
  g_task_run_in_thread (task, mean_worker);
}

gboolean
assay_lead_mean_finish (AssayWorkspace  *workspace,
                        GAsyncResult    *result,
                        double          *out_mean,
                        GError         **error)
{
  g_autofree double *mean = NULL;

  g_return_val_if_fail (g_task_is_valid (result, workspace), FALSE);

  mean = g_task_propagate_pointer (G_TASK (result), error);
  if (mean == NULL)
    return FALSE;
  *out_mean = *mean;
  return TRUE;
}

/**
 * assay_lead_edits_set:
 * @field: what to set
 * @text: the value as typed; empty clears it
 *
 * Sets a field of a lead as a job that can be undone.
 */
void
assay_lead_edits_set (AssaySession     *session,
                      gint64            lead,
                      const AssayField *field,
                      const char       *text)
{
  g_autoptr (AssayJob) job = NULL;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, lead);
  g_autofree char *assignment = g_strdup_printf ("%s=%s", field->key, text);
  const char *assignments[] = { assignment, NULL };
  g_autofree char *done = NULL;

  /* Translators: toast; %s is a field, e.g. “Phone changed” */
  done = g_strdup_printf (_("%s changed"), field->label);
  job = g_object_new (assay_engine_find_job ("set"), "workspace",
                      assay_session_get_workspace (session), "lead", number, "values", assignments,
                      NULL);
  assay_session_run (session, job, done, NULL, NULL);
}
