/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-job-resume-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/assay-json-copy.h"
#include "engine/assay-engine.h"
#include "engine/assay-job-params.h"
#include "engine/assay-runner.h"
#include "job/assay-codec.h"
#include "job/assay-job-private.h"
#include "job/assay-job-record.h"

/**
 * AssayJobResumeJob:
 *
 * Goes on with a job that was cancelled, failed or interrupted, where its kind can: it runs again with
 * the recorded parameters, as a job of its own, and what it had done already is not done twice. What
 * cannot be resumed was taken back; the message says what to type instead.
 */
struct _AssayJobResumeJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayJobResumeJob, assay_job_resume_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_JOB = 1,
};

static gboolean
check_state (const AssayJobRecord *record,
             GError              **error)
{
  switch (record->state)
    {
    case ASSAY_JOB_STATE_FAILED:
    case ASSAY_JOB_STATE_CANCELLED:
    case ASSAY_JOB_STATE_INTERRUPTED:
      return TRUE;
    case ASSAY_JOB_STATE_NEW:
    case ASSAY_JOB_STATE_RUNNING:
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                   _ ("Job %" PRId64 " is running; “assay job cancel %" PRId64 "” stops it"),
                   record->id, record->id);
      return FALSE;
    case ASSAY_JOB_STATE_UNDONE:
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                   _ ("Job %" PRId64 " was undone; undo that undo to do it again"), record->id);
      return FALSE;
    case ASSAY_JOB_STATE_DONE:
    default:
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                   _ ("Job %" PRId64 " is done; there is nothing to resume"), record->id);
      return FALSE;
    }
}

static JsonObject *
parameters_of (const AssayJobRecord *record)
{
  return record->parameters != NULL && JSON_NODE_HOLDS_OBJECT (record->parameters)
           ? json_node_get_object (record->parameters)
           : NULL;
}

/* What a person has to type where the program cannot go on by itself. */
static gboolean
check_resumable (const AssayJobRecord *record,
                 GType                 type,
                 GError              **error)
{
  g_autoptr (AssayJobClass) klass = g_type_class_ref (type);
  g_autofree char *command = g_strdelimit (g_strdup (klass->key), "-", ' ');
  g_autofree char *withheld = NULL;
  g_autofree char *line
    = assay_codec_command_line (type, command, parameters_of (record), &withheld);

  if ((klass->flags & ASSAY_JOB_RESUMABLE) == 0)
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                 withheld == NULL
                   ? _ ("What job %" PRId64 " did was taken back, so there is nothing to go on with. "
                        "Start it anew: %s")
                   : _ ("What job %" PRId64 " did was taken back, so there is nothing to go on with. "
                        "Start it anew, filling in what is not recorded for privacy: %s"),
                 record->id, line);
  else if (withheld != NULL)
    g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                 _ ("Of job %" PRId64 ", “%s” was not recorded for privacy. Run it by hand: %s"),
                 record->id, withheld, line);
  else
    return TRUE;
  return FALSE;
}

static AssayJob *
revive (AssayJob *job,
        GError  **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayJobRecord) record = NULL;
  g_autoptr (JsonObject) none = json_object_new ();
  AssayJob *again;
  GType type;

  if (reader == NULL)
    return NULL;
  record = assay_job_record_get (reader, assay_job_get_int64 (job, PARAM_JOB), error);
  if (record == NULL || !check_state (record, error))
    return NULL;
  type = assay_engine_find_job (record->key);
  if (type == G_TYPE_INVALID)
    {
      g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_NOT_RESUMABLE,
                   _ ("This Assay does not know jobs of the kind “%s”"), record->key);
      return NULL;
    }
  if (!check_resumable (record, type, error))
    return NULL;
  again = assay_codec_job_from_json (
    type, workspace, parameters_of (record) != NULL ? parameters_of (record) : none, error);
  if (again != NULL)
    assay_job_set_parent (again, record->parent);
  return again;
}

static void
progress_cb (AssayRunner *runner,
             GParamSpec  *pspec,
             AssayJob    *job)
{
  g_autofree char *phrase = assay_runner_dup_phrase (runner);

  assay_job_report (job, assay_runner_get_progress (runner), phrase);
}

static gboolean
assay_job_resume_job_run (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (AssayJob) again = revive (job, error);
  g_autoptr (AssayRunner) runner = again != NULL ? assay_runner_new (again) : NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  gboolean ok;

  if (runner == NULL)
    return FALSE;
  g_signal_connect_object (runner, "notify::progress", G_CALLBACK (progress_cb), job, 0);
  ok = assay_runner_run (runner, cancellable, error);
  for (const char *const *warning = assay_runner_get_warnings (runner); *warning != NULL; warning++)
    assay_job_warn (job, "%s", *warning);
  if (!ok)
    return FALSE;
  json_object_set_int_member (result, "resumed", assay_job_get_int64 (job, PARAM_JOB));
  json_object_set_int_member (result, "job", assay_job_get_id (again));
  json_object_set_string_member (result, "kind", ASSAY_JOB_GET_CLASS (again)->key);
  if (assay_job_get_result (again) != NULL)
    json_object_set_member (result, "result", assay_json_copy (assay_job_get_result (again)));
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static char *
assay_job_resume_job_describe (AssayJob *job)
{
  return g_strdup_printf (_ ("Resume job %" PRId64), assay_job_get_int64 (job, PARAM_JOB));
}

static void
assay_job_resume_job_class_init (AssayJobResumeJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "job-resume";
  job_class->summary = N_ ("Go on with a job that was cancelled, failed or interrupted");
  /* The job that goes on has the record. */
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_job_resume_job_run;
  job_class->describe = assay_job_resume_job_describe;

  assay_job_params_install (job_class, PARAM_JOB);
}

static void
assay_job_resume_job_init (AssayJobResumeJob *self)
{
}
