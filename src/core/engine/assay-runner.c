/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-runner-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "match/assay-match-present.h"

/**
 * AssayRunner:
 *
 * Runs a job and what has to follow it: after leads changed, the search index is brought up to date
 * and the steps of its `then` parameter run (scores, by default). All doors start jobs through it, so
 * that an edit in the window and an import on the command line leave the workspace in the same
 * state. The followers are jobs of their own, in the chain of the first: undoing that undoes them.
 */
G_DEFINE_FINAL_TYPE (AssayRunner, assay_runner, G_TYPE_OBJECT)

enum
{
  PROP_JOB = 1,
  PROP_PROGRESS,
  PROP_PHRASE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What follows a job that changed leads and does not say otherwise. */
static const char *const default_steps[] = { "enrich", "score", NULL };

/* What may follow. */
static const char *const known_steps[] = { "enrich", "match", "score", NULL };

/* To attach new leads to older ones, they have to be matched. Where matching is in use, new leads are matched as they
 * arrive; the first run, which estimates from all leads, is for somebody to ask for. */
static const char *const match_steps[] = { "enrich", "match", "score", NULL };

static void
progress_cb (AssayJob    *job,
             GParamSpec  *pspec,
             AssayRunner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHRASE]);
}

void
assay_runner_set_current (AssayRunner *self,
                          AssayJob    *job)
{
  g_signal_connect_object (job, "notify::progress", G_CALLBACK (progress_cb), self, 0);
  g_mutex_lock (&self->mutex);
  g_set_object (&self->current, job);
  assay_job_set_paused (job, self->paused);
  g_mutex_unlock (&self->mutex);
}

static AssayJob *
dup_current (AssayRunner *self)
{
  AssayJob *job;

  g_mutex_lock (&self->mutex);
  job = g_object_ref (self->current);
  g_mutex_unlock (&self->mutex);
  return job;
}

static void
assay_runner_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AssayRunner *self = ASSAY_RUNNER (object);

  if (id != PROP_JOB)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->job = g_value_dup_object (value);
  assay_runner_set_current (self, self->job);
}

static void
assay_runner_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AssayRunner *self = ASSAY_RUNNER (object);

  switch (id)
    {
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, assay_runner_get_progress (self));
      break;
    case PROP_PHRASE:
      g_value_take_string (value, assay_runner_dup_phrase (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_runner_finalize (GObject *object)
{
  AssayRunner *self = ASSAY_RUNNER (object);

  g_clear_object (&self->job);
  g_clear_object (&self->current);
  g_ptr_array_unref (self->warnings);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (assay_runner_parent_class)->finalize (object);
}

static void
assay_runner_class_init (AssayRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = assay_runner_set_property;
  object_class->get_property = assay_runner_get_property;
  object_class->finalize = assay_runner_finalize;

  /**
   * AssayRunner:job:
   *
   * The job that was asked for.
   */
  properties[PROP_JOB]
    = g_param_spec_object ("job", NULL, NULL, ASSAY_TYPE_JOB,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * AssayRunner:progress:
   *
   * Of the job that runs now, 0–1; negative while unknown.
   */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * AssayRunner:phrase:
   *
   * What is being done, for people.
   */
  properties[PROP_PHRASE] = g_param_spec_string ("phrase", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
assay_runner_init (AssayRunner *self)
{
  g_mutex_init (&self->mutex);
  self->warnings = g_ptr_array_new_null_terminated (1, g_free, TRUE);
}

/**
 * assay_runner_new:
 * @job: a job that was not started
 *
 * Returns: (transfer full): a runner for it
 */
AssayRunner *
assay_runner_new (AssayJob *job)
{
  return g_object_new (ASSAY_TYPE_RUNNER, "job", job, NULL);
}

/**
 * assay_runner_get_job:
 *
 * Returns: (transfer none): the job that was asked for, whose result is the answer
 */
AssayJob *
assay_runner_get_job (AssayRunner *self)
{
  return self->job;
}

double
assay_runner_get_progress (AssayRunner *self)
{
  g_autoptr (AssayJob) job = dup_current (self);

  return assay_job_get_progress (job);
}

/**
 * assay_runner_get_seconds_left:
 *
 * Returns: of the job that runs now; negative while unknown
 */
double
assay_runner_get_seconds_left (AssayRunner *self)
{
  g_autoptr (AssayJob) job = dup_current (self);

  return assay_job_get_seconds_left (job);
}

/**
 * assay_runner_dup_phrase:
 *
 * Returns: (transfer full) (nullable): what is being done, for people
 */
char *
assay_runner_dup_phrase (AssayRunner *self)
{
  g_autoptr (AssayJob) job = dup_current (self);

  return assay_job_dup_phrase (job);
}

/**
 * assay_runner_can_pause:
 *
 * Returns: whether the job that runs now can rest
 */
gboolean
assay_runner_can_pause (AssayRunner *self)
{
  g_autoptr (AssayJob) job = dup_current (self);

  return assay_job_can_pause (job);
}

/**
 * assay_runner_set_paused:
 *
 * Lets the job that runs now rest, or go on. Any thread.
 */
void
assay_runner_set_paused (AssayRunner *self,
                         gboolean     paused)
{
  g_mutex_lock (&self->mutex);
  self->paused = paused;
  assay_job_set_paused (self->current, paused);
  g_mutex_unlock (&self->mutex);
}

gboolean
assay_runner_is_paused (AssayRunner *self)
{
  g_autoptr (AssayJob) job = dup_current (self);

  return assay_job_is_paused (job);
}

/**
 * assay_runner_get_warnings:
 *
 * Returns: (transfer none) (array zero-terminated=1): what did not stop the jobs
 */
const char *const *
assay_runner_get_warnings (AssayRunner *self)
{
  return (const char *const *) self->warnings->pdata;
}

void
assay_runner_keep_warnings (AssayRunner *self,
                            AssayJob    *job)
{
  for (const char *const *warning = assay_job_get_warnings (job); *warning != NULL; warning++)
    g_ptr_array_add (self->warnings, g_strdup (*warning));
}

gboolean
assay_runner_asks_to_attach (AssayRunner *self)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self->job), "attach");
  gboolean attach = FALSE;

  if (pspec != NULL && pspec->value_type == G_TYPE_BOOLEAN)
    g_object_get (self->job, "attach", &attach, NULL);
  return attach;
}

static GStrv
parse_steps (AssayRunner  *self,
             GError      **error)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self->job), "then");
  g_autofree char *text = NULL;
  g_auto (GStrv) steps = NULL;

  if (pspec != NULL && pspec->value_type == G_TYPE_STRING)
    g_object_get (self->job, "then", &text, NULL);
  if (text == NULL)
    return g_strdupv ((char **) (assay_runner_asks_to_attach (self) ? match_steps : default_steps));
  if (strcmp (text, "nothing") == 0)
    return g_new0 (char *, 1);
  steps = g_strsplit (text, ",", -1);
  for (char **step = steps; *step != NULL; step++)
    if (!g_strv_contains (known_steps, g_strstrip (*step)))
      {
        g_set_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER,
                     _("“then”: there is no step “%s”; use “enrich”, “match”, “score” or “nothing”"), *step);
        return NULL;
      }
  return g_steal_pointer (&steps);
}

/* Whether what follows was left to us, and leads came that are to be matched. */
static gboolean
find_new_leads (AssayRunner  *self,
                char        **steps,
                gboolean     *out_found,
                GError      **error)
{
  g_autoptr (AssayConnection) reader = NULL;

  *out_found = FALSE;
  if (!g_strv_equal ((const char *const *) steps, default_steps))
    return TRUE;
  reader = assay_workspace_borrow_reader (assay_job_get_workspace (self->job), error);
  return reader != NULL && assay_match_present_is_behind (reader, out_found, error);
}

/**
 * assay_runner_run:
 *
 * Runs the job and its followers on this thread; before it, what followers of interrupted jobs did
 * not get to, and scores whose time has come. When a follower fails, the job itself stays done; the error tells what did not follow.
 */
gboolean
assay_runner_run (AssayRunner   *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto (GStrv) steps = parse_steps (self, error);
  g_autofree char *followers = steps != NULL ? g_strjoinv (",", steps) : NULL;
  AssayRunnerChain chain = { .steps = steps };
  gboolean ok, new_leads;

  if (steps == NULL)
    return FALSE;
  assay_runner_catch_up (self, cancellable);
  assay_job_set_followers (self->job, followers);
  ok = assay_job_run (self->job, cancellable, error);
  assay_runner_keep_warnings (self, self->job);
  /* Only a job with a record changed anything. */
  chain.cause = assay_job_get_id (self->job);
  if (chain.cause == 0)
    return ok;
  if (!ok)
    {
      assay_workspace_unlock_job (assay_job_get_workspace (self->job), chain.cause);
      assay_runner_catch_up (self, cancellable);
      return FALSE;
    }
  ok = find_new_leads (self, steps, &new_leads, error);
  if (ok && new_leads)
    chain.steps = (char **) match_steps;
  ok = ok && assay_runner_follow (self, &chain, cancellable, error);
  return assay_job_settle (self->job, ok ? error : NULL) && ok;
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (assay_runner_run (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_runner_run_async:
 * @callback: called in this thread's main context when all has ended
 *
 * Runs the job and its followers on a worker thread.
 */
void
assay_runner_run_async (AssayRunner         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_runner_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
assay_runner_run_finish (AssayRunner   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
