/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-job.h"

#include <glib/gi18n-lib.h>

#include "base/assay-clock.h"
#include "job/assay-job-private.h"
#include "job/assay-scope-params.h"
#include "score/assay-score-run.h"
#include "store/assay-condition-sql.h"

/**
 * AssayScoreJob:
 *
 * Scores leads with the workspace's profiles. Scores follow from the data, so there is nothing to
 * undo: undoing what changed the data changes them back.
 */
struct _AssayScoreJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayScoreJob, assay_score_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_PROFILE = 1,
  PARAM_SCOPE,
  PARAM_AS_OF = PARAM_SCOPE + ASSAY_SCOPE_N_PARAMS,
  PARAM_CHANGED_ONLY,
};

static void
report_cb (double   fraction,
           gpointer user_data)
{
  assay_job_report (user_data, fraction, _ ("Scoring leads"));
}

static void
pass_on_warnings (AssayJob *job,
                  JsonNode *result)
{
  JsonArray *profiles = json_object_get_array_member (json_node_get_object (result), "profiles");

  for (guint i = 0; i < json_array_get_length (profiles); i++)
    {
      JsonObject *profile = json_array_get_object_element (profiles, i);
      JsonArray *warnings = json_object_get_array_member (profile, "warnings");
      for (guint k = 0; k < json_array_get_length (warnings); k++)
        assay_job_warn (job, "%s: %s", json_object_get_string_member (profile, "profile"),
                        json_array_get_string_element (warnings, k));
    }
}

static gboolean
assay_score_job_run (AssayJob     *job,
                     GCancellable *cancellable,
                     GError      **error)
{
  GDateTime *as_of = assay_job_get_boxed (job, PARAM_AS_OF);
  g_autoptr (JsonNode) result = NULL;
  g_auto (AssayScope) scope = { 0 };
  AssayScoreRun run = {
    .workspace = assay_job_get_workspace (job),
    .profiles = assay_job_get_strv (job, PARAM_PROFILE),
    .scope = &scope,
    .changed_only = assay_job_get_boolean (job, PARAM_CHANGED_ONLY),
    .cause = assay_job_get_parent (job),
    .job = assay_job_get_id (job),
    .as_of = ASSAY_AS_OF_NOW,
    .progress = report_cb,
    .user_data = job,
  };

  if (!assay_scope_params_read (job, PARAM_SCOPE, &scope, error))
    return FALSE;
  if (as_of != NULL)
    run.as_of = g_date_time_to_unix (as_of) * ASSAY_MS_PER_SECOND
                + g_date_time_get_microsecond (as_of) / 1000;
  result = assay_score_run (&run, cancellable, error);
  if (result == NULL)
    return FALSE;
  pass_on_warnings (job, result);
  assay_job_set_result (job, g_steal_pointer (&result));
  return TRUE;
}

static void
assay_score_job_class_init (AssayScoreJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "score";
  job_class->summary = N_ ("Score leads with the active profiles");
  job_class->flags = ASSAY_JOB_FINAL | ASSAY_JOB_RESUMABLE;
  job_class->run = assay_score_job_run;

  assay_job_class_install (
    job_class, PARAM_PROFILE,
    g_param_spec_boxed ("profile", NULL, N_ ("Only this profile; it comes into use"), G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY" });
  assay_scope_params_install (job_class, PARAM_SCOPE);
  assay_job_class_install (job_class,
                           PARAM_AS_OF,
                           g_param_spec_boxed ("as-of",
                                               NULL,
                                               N_ ("Look from this instant instead of now"),
                                               G_TYPE_DATE_TIME,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam){ .metavar = "DATE" });
  assay_job_class_install (
    job_class,
    PARAM_CHANGED_ONLY,
    g_param_spec_boolean ("changed-only",
                          NULL,
                          N_ ("Only leads that changed, and whose time has come"),
                          FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    NULL);
}

static void
assay_score_job_init (AssayScoreJob *self)
{
}
