/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-prediction-time.h"

#include <math.h>

#include "base/assay-clock.h"
#include "stats/assay-random.h"

/* Durations that have to be known before they stand for others. */
#define MIN_DURATIONS 20
/* So many leads without any time may be left. */
#define MAX_UNKNOWN 0.1

static gboolean
is_known (const AssayPredictionTimes *times,
          gsize                       row)
{
  return times->outcomes[row] != ASSAY_OUTCOME_OPEN;
}

/**
 * assay_prediction_time_match:
 * @times: leads; those whose outcome is dated are set already
 * @seed: for the lots
 * @now: the present
 *
 * Gives all leads of known outcome comparable instants to be looked at from. Those whose outcome is
 * dated are looked at a day before it. Often only conversions are dated; looked at from now, lost
 * leads would be older, and have more events, only because of that. So each of them is looked at
 * after a time that the dated ones took, drawn by lot.
 *
 * Returns: whether that was possible; otherwise all leads are looked at from now
 */
gboolean
assay_prediction_time_match (const AssayPredictionTimes *times,
                             guint64                     seed,
                             gint64                      now)
{
  g_autoptr (GArray) durations = g_array_new (FALSE, FALSE, sizeof (double));
  gsize n_known = 0, n_unknown = 0;

  for (gsize row = 0; row < times->n; row++)
    {
      double duration = times->decided[row] - (double) ASSAY_BEFORE_OUTCOME - times->created[row];

      n_known += is_known (times, row);
      if (is_known (times, row) && isnan (times->decided[row]))
        n_unknown += isnan (times->created[row]);
      else if (is_known (times, row) && duration > 0)
        g_array_append_val (durations, duration);
    }
  if (durations->len < MIN_DURATIONS || (double) n_unknown > MAX_UNKNOWN * (double) n_known)
    {
      for (gsize row = 0; row < times->n; row++)
        times->as_of[row] = now;
      return FALSE;
    }
  for (gsize row = 0; row < times->n; row++)
    {
      AssayRandom random;
      double duration;

      if (!is_known (times, row) || !isnan (times->decided[row]) || isnan (times->created[row]))
        continue;
      assay_random_init (&random, seed ^ (guint64) times->leads[row]);
      duration = g_array_index (durations, double, assay_random_below (&random, durations->len));
      times->as_of[row] = (gint64) MIN (times->created[row] + duration, (double) now);
    }
  return TRUE;
}
