/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-private.h"

/* How soon a paused job hears that another process wants it to end. */
#define LOOK_INTERVAL_US (G_USEC_PER_SEC / 3)

static AssayJobPause *
get_pause (AssayJob *self)
{
  return &assay_job_get_private (self)->pause;
}

void
assay_job_init_pause (AssayJob *self)
{
  AssayJobPause *pause = get_pause (self);

  g_mutex_init (&pause->mutex);
  g_cond_init (&pause->cond);
}

void
assay_job_clear_pause (AssayJob *self)
{
  AssayJobPause *pause = get_pause (self);

  g_mutex_clear (&pause->mutex);
  g_cond_clear (&pause->cond);
}

/**
 * assay_job_can_pause:
 *
 * Returns: whether the job has places where it can rest
 */
gboolean
assay_job_can_pause (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), FALSE);
  return (ASSAY_JOB_GET_CLASS (self)->flags & ASSAY_JOB_PAUSABLE) != 0;
}

/**
 * assay_job_set_paused:
 * @paused: %TRUE to rest at the next place where nothing is half written, %FALSE to go on
 *
 * What the job did stays, and others may write meanwhile. A paused job can be cancelled. Any thread; does nothing to
 * jobs that cannot pause.
 */
void
assay_job_set_paused (AssayJob *self,
                      gboolean  paused)
{
  AssayJobPause *pause;

  g_return_if_fail (ASSAY_IS_JOB (self));
  if (!assay_job_can_pause (self))
    return;
  pause = get_pause (self);
  g_mutex_lock (&pause->mutex);
  if (paused && !pause->paused)
    pause->since = g_get_monotonic_time ();
  else if (!paused && pause->paused)
    pause->length += g_get_monotonic_time () - pause->since;
  pause->paused = paused;
  g_cond_broadcast (&pause->cond);
  g_mutex_unlock (&pause->mutex);
}

/**
 * assay_job_is_paused:
 *
 * Returns: whether somebody wants it to rest. Any thread.
 */
gboolean
assay_job_is_paused (AssayJob *self)
{
  AssayJobPause *pause;
  gboolean paused;

  g_return_val_if_fail (ASSAY_IS_JOB (self), FALSE);
  pause = get_pause (self);
  g_mutex_lock (&pause->mutex);
  paused = pause->paused;
  g_mutex_unlock (&pause->mutex);
  return paused;
}

/*< private >
 * assay_job_get_paused_time:
 *
 * Returns: microseconds for which it rested so far
 */
gint64
assay_job_get_paused_time (AssayJob *self)
{
  AssayJobPause *pause = get_pause (self);
  gint64 length;

  g_mutex_lock (&pause->mutex);
  length = pause->length + (pause->paused ? g_get_monotonic_time () - pause->since : 0);
  g_mutex_unlock (&pause->mutex);
  return length;
}

static void
wake_cb (GCancellable *cancellable,
         gpointer      data)
{
  AssayJobPause *pause = data;

  g_mutex_lock (&pause->mutex);
  g_cond_broadcast (&pause->cond);
  g_mutex_unlock (&pause->mutex);
}

/**
 * assay_job_rest:
 *
 * For subclasses that can pause: waits until the job goes on. From the worker, with no transaction open.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
assay_job_rest (AssayJob      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  AssayJobPause *pause = get_pause (self);
  gulong handler = cancellable != NULL
                     ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), pause, NULL)
                     : 0;

  for (;;)
    {
      gboolean paused;

      g_mutex_lock (&pause->mutex);
      if (pause->paused && !g_cancellable_is_cancelled (cancellable))
        g_cond_wait_until (&pause->cond, &pause->mutex, g_get_monotonic_time () + LOOK_INTERVAL_US);
      paused = pause->paused;
      g_mutex_unlock (&pause->mutex);
      if (!paused || g_cancellable_is_cancelled (cancellable))
        break;
      assay_job_report (self, assay_job_get_progress (self), NULL);
    }
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
