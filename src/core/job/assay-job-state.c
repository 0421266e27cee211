/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-private.h"
#include "job/assay-job-record.h"

/* How soon a job hears that another process wants it to end. */
#define LOOK_INTERVAL_US (G_USEC_PER_SEC / 3)

/* How a job stands: the worker writes, everybody reads, and the maker's main loop is told. */

static gboolean
notify_cb (gpointer data)
{
  AssayJob *self = data;
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_mutex_lock (&priv->mutex);
  priv->notify_pending = FALSE;
  g_mutex_unlock (&priv->mutex);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "progress");
  g_object_notify (G_OBJECT (self), "phrase");
  g_object_notify (G_OBJECT (self), "state");
  g_object_thaw_notify (G_OBJECT (self));
  return G_SOURCE_REMOVE;
}

/* With the mutex held. At most one notification is on its way, however fast a worker reports. */
static void
queue_notify (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  g_autoptr (GSource) source = NULL;

  if (priv->notify_pending)
    return;
  priv->notify_pending = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (source, notify_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, priv->context);
}

/* Another process may have asked for this job to end: looked up a few times a second. */
static void
heed_cancel (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  gint64 now = g_get_monotonic_time ();

  if (priv->cancellable == NULL || priv->id == 0 || now - priv->looked < LOOK_INTERVAL_US)
    return;
  priv->looked = now;
  if (assay_job_record_is_cancelled (priv->workspace, priv->id))
    g_cancellable_cancel (priv->cancellable);
}

void
assay_job_set_cancellable (AssayJob     *self,
                           GCancellable *cancellable)
{
  g_set_object (&assay_job_get_private (self)->cancellable, cancellable);
}

/**
 * assay_job_report:
 * @fraction: 0–1; negative while the length is unknown
 * @phrase: (nullable): what is being done, for people; %NULL keeps the last one
 *
 * Tells how far the job got. From the worker, as often as it likes.
 */
void
assay_job_report (AssayJob   *self,
                  double      fraction,
                  const char *phrase)
{
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_mutex_lock (&priv->mutex);
  priv->progress = MIN (fraction, 1);
  if (phrase != NULL && g_strcmp0 (phrase, priv->phrase) != 0)
    {
      g_free (priv->phrase);
      priv->phrase = g_strdup (phrase);
    }
  queue_notify (self);
  g_mutex_unlock (&priv->mutex);
  heed_cancel (self);
}

/**
 * assay_job_get_id:
 *
 * Returns: its number in the job table; 0 before it started, and for jobs that change nothing
 */
gint64
assay_job_get_id (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  gint64 id;

  g_mutex_lock (&priv->mutex);
  id = priv->id;
  g_mutex_unlock (&priv->mutex);
  return id;
}

AssayJobState
assay_job_get_state (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  AssayJobState state;

  g_mutex_lock (&priv->mutex);
  state = priv->state;
  g_mutex_unlock (&priv->mutex);
  return state;
}

double
assay_job_get_progress (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  double progress;

  g_mutex_lock (&priv->mutex);
  progress = priv->progress;
  g_mutex_unlock (&priv->mutex);
  return progress;
}

/**
 * assay_job_get_seconds_left:
 *
 * Returns: an estimate from the progress so far; negative while nobody can tell
 */
double
assay_job_get_seconds_left (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  double left = -1;

  g_mutex_lock (&priv->mutex);
  if (priv->state == ASSAY_JOB_STATE_RUNNING && priv->progress > 0.02)
    {
      double spent = (double) (g_get_monotonic_time () - priv->started - assay_job_get_paused_time (self))
                     / G_USEC_PER_SEC;
      left = spent / priv->progress * (1 - priv->progress);
    }
  g_mutex_unlock (&priv->mutex);
  return left;
}

/**
 * assay_job_dup_phrase:
 *
 * Returns: (transfer full) (nullable): what it is doing, for people
 */
char *
assay_job_dup_phrase (AssayJob *self)
{
  AssayJobPrivate *priv = assay_job_get_private (self);
  char *phrase;

  g_mutex_lock (&priv->mutex);
  phrase = g_strdup (priv->phrase);
  g_mutex_unlock (&priv->mutex);
  return phrase;
}

void
assay_job_enter (AssayJob     *self,
                 AssayJobState state,
                 gint64        id)
{
  AssayJobPrivate *priv = assay_job_get_private (self);

  g_mutex_lock (&priv->mutex);
  priv->state = state;
  if (id != 0)
    priv->id = id;
  if (state == ASSAY_JOB_STATE_RUNNING && priv->started == 0)
    priv->started = g_get_monotonic_time ();
  queue_notify (self);
  g_mutex_unlock (&priv->mutex);
}

const char *
assay_job_state_to_nick (AssayJobState state)
{
  static const char *const nicks[] = {
    [ASSAY_JOB_STATE_NEW] = "new",
    [ASSAY_JOB_STATE_RUNNING] = "running",
    [ASSAY_JOB_STATE_DONE] = "done",
    [ASSAY_JOB_STATE_FAILED] = "failed",
    [ASSAY_JOB_STATE_CANCELLED] = "cancelled",
    [ASSAY_JOB_STATE_INTERRUPTED] = "interrupted",
    [ASSAY_JOB_STATE_UNDONE] = "undone",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (nicks), NULL);
  return nicks[state];
}
