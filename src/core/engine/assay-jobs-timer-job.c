/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-jobs-timer-job.h"

#include <glib/gi18n-lib.h>

#include "engine/assay-user-timer.h"

/**
 * AssayJobsTimerJob:
 *
 * Installs or removes the timer that brings a workspace up to date while no window is open. It changes the
 * person's computer and nothing of the workspace.
 */
struct _AssayJobsTimerJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayJobsTimerJob, assay_jobs_timer_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_ACTION = 1,
};

static GType
timer_action_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = { { ASSAY_TIMER_STATUS, "ASSAY_TIMER_STATUS", "status" },
                                           { ASSAY_TIMER_INSTALL, "ASSAY_TIMER_INSTALL", "install" },
                                           { ASSAY_TIMER_REMOVE, "ASSAY_TIMER_REMOVE", "remove" },
                                           { 0, NULL, NULL } };

      g_once_init_leave (&type, g_enum_register_static ("AssayTimerAction", values));
    }
  return type;
}

static gboolean
assay_jobs_timer_job_run (AssayJob     *job,
                          GCancellable *cancellable,
                          GError      **error)
{
  const char *workspace = assay_workspace_get_path (assay_job_get_workspace (job));
  AssayTimerAction action = (AssayTimerAction) assay_job_get_enum (job, PARAM_ACTION);
  g_autofree char *name = assay_user_timer_dup_name (workspace);
  JsonObject *object;
  JsonNode *node;

  if ((action == ASSAY_TIMER_INSTALL && !assay_user_timer_install (workspace, cancellable, error))
      || (action == ASSAY_TIMER_REMOVE && !assay_user_timer_remove (workspace, cancellable, error)))
    return FALSE;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_boolean_member (object, "installed", assay_user_timer_is_installed (workspace));
  json_object_set_string_member (object, "timer", name);
  assay_job_set_result (job, node);
  return TRUE;
}

static void
assay_jobs_timer_job_class_init (AssayJobsTimerJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "jobs-timer";
  job_class->summary = N_("Install or remove a daily timer for what is due");
  job_class->flags = ASSAY_JOB_READS;
  job_class->run = assay_jobs_timer_job_run;

  assay_job_class_install (job_class, PARAM_ACTION,
                           g_param_spec_enum ("action", NULL, N_("“install”, “remove”, or “status”"),
                                              timer_action_get_type (), ASSAY_TIMER_STATUS,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .position = 1, .metavar = "ACTION" });
}

static void
assay_jobs_timer_job_init (AssayJobsTimerJob *self)
{
}
