/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-private.h"
#include "job/assay-job-record.h"

/**
 * AssayJob:
 *
 * One run of an operation. Its parameters are its properties; they are kept here, in one place, and
 * freeze when it starts. Run it once, with assay_job_run() on a worker thread or
 * assay_job_run_async() from the main thread.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayJob, assay_job, G_TYPE_OBJECT)

/* Far above any parameter id, so that subclasses count theirs from 1. */
enum
{
  PROP_WORKSPACE = 1000,
  PROP_PROGRESS,
  PROP_PHRASE,
  PROP_STATE,
};

static GQuark
param_quark (void)
{
  return g_quark_from_static_string ("assay-param");
}

AssayJobPrivate *
assay_job_get_private (AssayJob *self)
{
  return assay_job_get_instance_private (self);
}

/**
 * assay_param_of:
 *
 * Returns: (nullable) (transfer none): what a property is as a parameter; %NULL if it is none
 */
const AssayParam *
assay_param_of (GParamSpec *pspec)
{
  return g_param_spec_get_qdata (pspec, param_quark ());
}

static gboolean
is_started (AssayJobPrivate *priv)
{
  gboolean started;

  g_mutex_lock (&priv->mutex);
  started = priv->state != ASSAY_JOB_STATE_NEW;
  g_mutex_unlock (&priv->mutex);
  return started;
}

static void
assay_job_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  AssayJob *self = ASSAY_JOB (object);
  AssayJobPrivate *priv = assay_job_get_private (self);

  if (id == PROP_WORKSPACE)
    {
      priv->workspace = g_value_dup_object (value);
      return;
    }
  if (id > ASSAY_JOB_GET_CLASS (self)->n_params)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (is_started (priv))
    {
      g_critical ("%s: parameter “%s” set after the start", G_OBJECT_TYPE_NAME (self), pspec->name);
      return;
    }
  g_value_copy (value, &priv->values[id]);
}

static void
assay_job_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  AssayJob *self = ASSAY_JOB (object);
  AssayJobPrivate *priv = assay_job_get_private (self);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, priv->workspace);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, assay_job_get_progress (self));
      break;
    case PROP_PHRASE:
      g_value_take_string (value, assay_job_dup_phrase (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, assay_job_get_state (self));
      break;
    default:
      if (id <= ASSAY_JOB_GET_CLASS (self)->n_params)
        g_value_copy (&priv->values[id], value);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/**
 * assay_job_class_install:
 * @klass: a subclass's class structure, in its class_init
 * @id: counts from 1 in each subclass
 * @pspec: (transfer full): the property; its blurb is the help text
 * @param: (nullable): what it is on the command line; %NULL for a plain option
 *
 * Declares a parameter.
 */
void
assay_job_class_install (AssayJobClass    *klass,
                         guint             id,
                         GParamSpec       *pspec,
                         const AssayParam *param)
{
  static const AssayParam plain;

  g_return_if_fail (id > 0 && id < PROP_WORKSPACE);

  g_param_spec_set_qdata_full (pspec, param_quark (),
                               g_memdup2 (param != NULL ? param : &plain, sizeof *param), g_free);
  /* GObject clears these in each subclass. */
  G_OBJECT_CLASS (klass)->set_property = assay_job_set_property;
  G_OBJECT_CLASS (klass)->get_property = assay_job_get_property;
  klass->n_params = MAX (klass->n_params, id);
  g_object_class_install_property (G_OBJECT_CLASS (klass), id, pspec);
}

static void
assay_job_init (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_mutex_init (&priv->mutex);
  priv->warnings = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  priv->context = g_main_context_ref_thread_default ();
  assay_job_init_pause (self);
}

/* Only now the class is known; parameters are set after this. */
static void
init_values (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  AssayJobClass *klass = ASSAY_JOB_GET_CLASS (self);
  g_autofree GParamSpec **pspecs = NULL;
  guint n;

  priv->values = g_new0 (GValue, klass->n_params + 1);
  pspecs = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n);
  for (guint i = 0; i < n; i++)
    if (assay_param_of (pspecs[i]) != NULL)
      {
        guint id = pspecs[i]->param_id;
        g_value_init (&priv->values[id], pspecs[i]->value_type);
        g_param_value_set_default (pspecs[i], &priv->values[id]);
      }
}

static void
assay_job_constructed (GObject *object)
{
  init_values (ASSAY_JOB (object));
  G_OBJECT_CLASS (assay_job_parent_class)->constructed (object);
}

static void
assay_job_finalize (GObject *object)
{
  AssayJob *self = ASSAY_JOB (object);
  AssayJobPrivate *priv = assay_job_get_private (self);

  for (guint i = 0; i <= ASSAY_JOB_GET_CLASS (self)->n_params; i++)
    if (G_IS_VALUE (&priv->values[i]))
      g_value_unset (&priv->values[i]);
  g_free (priv->values);
  g_free (priv->followers);
  g_clear_object (&priv->workspace);
  g_clear_pointer (&priv->result, json_node_unref);
  g_ptr_array_unref (priv->warnings);
  g_clear_object (&priv->cancellable);
  g_main_context_unref (priv->context);
  g_free (priv->phrase);
  assay_job_clear_pause (self);
  g_mutex_clear (&priv->mutex);
  G_OBJECT_CLASS (assay_job_parent_class)->finalize (object);
}

static void
assay_job_class_init (AssayJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = assay_job_constructed;
  object_class->set_property = assay_job_set_property;
  object_class->get_property = assay_job_get_property;
  object_class->finalize = assay_job_finalize;

  /**
   * AssayJob:workspace:
   *
   * What the job works on.
   */
  g_object_class_install_property (
    object_class, PROP_WORKSPACE,
    g_param_spec_object ("workspace", NULL, NULL, ASSAY_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  /**
   * AssayJob:progress:
   *
   * How far it got, 0–1; negative while that is unknown. Notified in the main context of the thread
   * that made the job.
   */
  g_object_class_install_property (
    object_class, PROP_PROGRESS,
    g_param_spec_double ("progress", NULL, NULL, -1, 1, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  /**
   * AssayJob:phrase:
   *
   * What it is doing, for people.
   */
  g_object_class_install_property (
    object_class, PROP_PHRASE,
    g_param_spec_string ("phrase", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  /**
   * AssayJob:state:
   *
   * An #AssayJobState.
   */
  g_object_class_install_property (
    object_class, PROP_STATE,
    g_param_spec_int ("state", NULL, NULL, 0, ASSAY_JOB_STATE_UNDONE, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

const GValue *
assay_job_peek_param (AssayJob *self,
                      guint     id)
{
  g_assert (id > 0 && id <= ASSAY_JOB_GET_CLASS (self)->n_params);
  return &assay_job_get_private (self)->values[id];
}

/**
 * assay_job_set_result:
 * @result: (transfer full): a JSON document
 */
void
assay_job_set_result (AssayJob *self,
                      JsonNode *result)
{
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_mutex_lock (&priv->mutex);
  g_clear_pointer (&priv->result, json_node_unref);
  priv->result = result;
  g_mutex_unlock (&priv->mutex);
}

/**
 * assay_job_warn:
 * @format: a message for people; no personal data
 *
 * Notes something that did not stop the job.
 */
void
assay_job_warn (AssayJob   *self,
                const char *format,
                ...)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  va_list args;

  va_start (args, format);
  g_mutex_lock (&priv->mutex);
  g_ptr_array_add (priv->warnings, g_strdup_vprintf (format, args));
  g_mutex_unlock (&priv->mutex);
  va_end (args);
}

/**
 * assay_job_get_workspace:
 *
 * Returns: (transfer none) (nullable): what it works on
 */
AssayWorkspace *
assay_job_get_workspace (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);
  return assay_job_get_private (self)->workspace;
}

/**
 * assay_job_describe:
 *
 * Returns: (transfer full): a title for people, e.g. `Import Webinar.csv`
 */
char *
assay_job_describe (AssayJob *self)
{
  AssayJobClass *klass = ASSAY_JOB_GET_CLASS (self);

  return klass->describe != NULL ? klass->describe (self) : g_strdup (klass->summary);
}

/**
 * assay_job_get_result:
 *
 * Returns: (transfer none) (nullable): what the job answers, once it has run
 */
JsonNode *
assay_job_get_result (AssayJob *self)
{
  return assay_job_get_private (self)->result;
}

/**
 * assay_job_get_warnings:
 *
 * Returns: (transfer none) (array zero-terminated=1): what did not stop the job, once it has run
 */
const char *const *
assay_job_get_warnings (AssayJob *self)
{
  return (const char *const *) assay_job_get_private (self)->warnings->pdata;
}

/**
 * assay_job_set_parent:
 * @parent: the job whose chain this one is part of: undoing that one undoes this one too
 */
void
assay_job_set_parent (AssayJob *self,
                      gint64    parent)
{
  assay_job_get_private (self)->parent = parent;
}

gint64
assay_job_get_parent (AssayJob *self)
{
  return assay_job_get_private (self)->parent;
}

/**
 * assay_job_set_followers:
 * @followers: (nullable): keys of the jobs that have to follow, with commas
 *
 * Before the job runs: what its record says has to follow, until assay_job_settle() is called. If the
 * process ends before, assay_job_take_unsettled() finds it.
 */
void
assay_job_set_followers (AssayJob   *self,
                         const char *followers)
{
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_free (priv->followers);
  priv->followers = g_strdup (followers);
}

const char *
assay_job_get_followers (AssayJob *self)
{
  return assay_job_get_private (self)->followers;
}
