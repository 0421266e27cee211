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
