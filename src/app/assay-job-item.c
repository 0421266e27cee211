/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-job-item.h"

#include "base/assay-clock.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * AssayJobItem:
 *
 * A job as the window shows it: what it is, how far it is, how it ended, what can be undone. Lives
 * on the main thread; the session copies the running job's numbers into it.
 */
struct _AssayJobItem
{
  GObject parent_instance;

  char *title;               /* (owned) */
  char *phrase;              /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  AssayRunner *runner;       /* (owned) (nullable) */
  gboolean can_pause;
  gboolean paused;
  gint64 paused_at;
  AssayJobState state;
  double fraction; /* NaN while the length is unknown */
  gint64 started;
  gint64 job;      /* its number; 0 before it has one, and for jobs that change nothing */
  gint64 undo_job; /* 0 when there is nothing to undo */
};

G_DEFINE_FINAL_TYPE (AssayJobItem, assay_job_item, G_TYPE_OBJECT)

enum
{
  PROP_PHRASE = 1,
  PROP_FRACTION,
  PROP_STATE,
  PROP_PAUSED,
  PROP_CAN_PAUSE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
assay_job_item_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AssayJobItem *self = ASSAY_JOB_ITEM (object);

  switch (id)
    {
    case PROP_PHRASE:
      g_value_set_string (value, self->phrase);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_CAN_PAUSE:
      g_value_set_boolean (value, self->can_pause);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_job_item_finalize (GObject *object)
{
  AssayJobItem *self = ASSAY_JOB_ITEM (object);

  g_free (self->title);
  g_free (self->phrase);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  G_OBJECT_CLASS (assay_job_item_parent_class)->finalize (object);
}

static void
assay_job_item_class_init (AssayJobItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = assay_job_item_get_property;
  object_class->finalize = assay_job_item_finalize;
  props[PROP_PHRASE] = g_param_spec_string ("phrase", NULL, NULL, NULL, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                                              flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, ASSAY_JOB_STATE_UNDONE, 0, flags);
  props[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  props[PROP_CAN_PAUSE] = g_param_spec_boolean ("can-pause", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
assay_job_item_init (AssayJobItem *self)
{
  self->phrase = g_strdup ("");
  self->fraction = NAN;
  self->state = ASSAY_JOB_STATE_RUNNING;
  self->started = g_get_monotonic_time ();
}

/**
 * assay_job_item_new:
 * @title: what the job does, for people
 * @cancellable: (nullable): stops it
 */
AssayJobItem *
assay_job_item_new (const char   *title,
                    GCancellable *cancellable)
{
  AssayJobItem *self = g_object_new (ASSAY_TYPE_JOB_ITEM, NULL);

  self->title = g_strdup (title);
  g_set_object (&self->cancellable, cancellable);
  return self;
}

/**
 * assay_job_item_set_runner:
 * @runner: what runs the job: asked whether it can pause
 */
void
assay_job_item_set_runner (AssayJobItem *self,
                           AssayRunner  *runner)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));
  g_set_object (&self->runner, runner);
}

static void
look_whether_it_can_pause (AssayJobItem *self)
{
  gboolean can_pause = self->runner != NULL && assay_runner_can_pause (self->runner);

  if (can_pause == self->can_pause)
    return;
  self->can_pause = can_pause;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_PAUSE]);
}

/**
 * assay_job_item_set_paused:
 *
 * Lets the job rest, or go on.
 */
void
assay_job_item_set_paused (AssayJobItem *self,
                           gboolean      paused)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));

  if (self->runner == NULL || paused == self->paused)
    return;
  assay_runner_set_paused (self->runner, paused);
  self->paused = paused;
  /* The pace is that of the time it worked. */
  if (paused)
    self->paused_at = g_get_monotonic_time ();
  else
    self->started += g_get_monotonic_time () - self->paused_at;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAUSED]);
}

gboolean
assay_job_item_is_paused (AssayJobItem *self)
{
  return self->paused;
}

gboolean
assay_job_item_can_pause (AssayJobItem *self)
{
  return self->can_pause;
}

static void
set_phrase (AssayJobItem *self,
            const char   *phrase)
{
  if (g_strcmp0 (phrase, self->phrase) == 0)
    return;
  g_free (self->phrase);
  self->phrase = g_strdup (phrase != NULL ? phrase : "");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHRASE]);
}

/* Time left from the pace so far; nothing until there is a pace worth telling. */
static char *
estimate_rest (AssayJobItem *self)
{
  double seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  double rest;

  if (isnan (self->fraction) || self->fraction < 0.05 || seconds < 2)
    return NULL;
  rest = seconds / self->fraction * (1 - self->fraction);
  if (rest < 5)
    return g_strdup (_("a few seconds left"));
  if (rest < 90)
    /* Translators: time left of a job; seconds rounded to fives */
    return g_strdup_printf (_("about %d s left"), (int) (ceil (rest / 5) * 5));
  return g_strdup_printf (_("about %d min left"), (int) ceil (rest / 60));
}

/**
 * assay_job_item_set_progress:
 * @fraction: 0 to 1; NaN or negative when the length is unknown
 * @phrase: (nullable): what it is doing
 */
void
assay_job_item_set_progress (AssayJobItem *self,
                             double        fraction,
                             const char   *phrase)
{
  g_autofree char *rest = NULL;

  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));

  if (fraction != self->fraction)
    {
      self->fraction = fraction >= 0 ? MIN (fraction, 1.0) : NAN;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
    }
  look_whether_it_can_pause (self);
  if (self->paused)
    {
      /* Translators: a job that rests until it is told to go on */
      set_phrase (self, _("Paused"));
      return;
    }
  rest = estimate_rest (self);
  if (rest != NULL && phrase != NULL && *phrase != '\0')
    {
      g_autofree char *both = g_strdup_printf ("%s · %s", phrase, rest);
      set_phrase (self, both);
    }
  else
    set_phrase (self, rest != NULL ? rest : phrase);
}

/**
 * assay_job_item_set_state:
 * @phrase: (nullable): how it ended
 */
void
assay_job_item_set_state (AssayJobItem  *self,
                          AssayJobState  state,
                          const char    *phrase)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));

  set_phrase (self, phrase);
  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/**
 * assay_job_item_set_undo:
 * @job: the number that undo takes, or 0
 */
void
assay_job_item_set_undo (AssayJobItem *self,
                         gint64        job)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));
  self->undo_job = job;
}

/**
 * assay_job_item_set_job:
 * @job: the job's number, as soon as it has one
 */
void
assay_job_item_set_job (AssayJobItem *self,
                        gint64        job)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));
  self->job = job;
}

void
assay_job_item_cancel (AssayJobItem *self)
{
  g_return_if_fail (ASSAY_IS_JOB_ITEM (self));
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

const char *
assay_job_item_get_title (AssayJobItem *self)
{
  return self->title;
}

const char *
assay_job_item_get_phrase (AssayJobItem *self)
{
  return self->phrase;
}

double
assay_job_item_get_fraction (AssayJobItem *self)
{
  return self->fraction;
}

AssayJobState
assay_job_item_get_state (AssayJobItem *self)
{
  return self->state;
}

gint64
assay_job_item_get_undo (AssayJobItem *self)
{
  return self->undo_job;
}

gint64
assay_job_item_get_job (AssayJobItem *self)
{
  return self->job;
}
