/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-band-latch.h"

#include <math.h>

#include "score/assay-profile-sum.h"

/* How far a value is beyond the nearer edge of a band that it is not in. */
static double
distance (const AssayBandSet *set,
          int                 band,
          double              value)
{
  double min = g_array_index (set->bands, AssayBand, band).min;

  return value < min ? min - value
                     : value - g_array_index (set->bands, AssayBand, band - 1).min;
}

/**
 * assay_band_is_left:
 * @band: a band's place in @set
 * @value: any number; it is rounded, as for classification
 *
 * Whether a value is outside a band by more than the set's hysteresis. With a hysteresis of 0 that is
 * any value of another band. A value that is not a number leaves nothing: nothing is known of it.
 * Pure; any thread.
 */
gboolean
assay_band_is_left (const AssayBandSet *set,
                    int                 band,
                    double              value)
{
  double rounded = assay_profile_round (value);
  int now = assay_profile_classify (set, value);

  if (isnan (value) || now == band)
    return FALSE;
  return set->hysteresis <= 0 || distance (set, band, rounded) > set->hysteresis;
}

/**
 * assay_band_latch_step:
 * @band: the band that the value is in, or −1 for none
 * @value: what was classified
 * @at: when, milliseconds since 1970-01-01T00:00:00Z
 * @entries: (inout) (element-type AssayBandEntry): the bands that were entered and not left
 *
 * One step of what triggers wait for: bands that are left by more than the hysteresis can be entered
 * again, and the band that the value is in counts as entered unless it still was. Pure; any thread.
 *
 * Returns: whether @band was entered, so that what waits for it fires
 */
gboolean
assay_band_latch_step (const AssayBandSet *set,
                       int                 band,
                       double              value,
                       gint64              at,
                       GArray             *entries)
{
  const AssayBandEntry entry = { band, at };
  gboolean known = FALSE;

  for (guint i = entries->len; i-- > 0;)
    {
      const AssayBandEntry *old = &g_array_index (entries, AssayBandEntry, i);
      if (old->band == band)
        known = TRUE;
      else if (assay_band_is_left (set, old->band, value))
        g_array_remove_index (entries, i);
    }
  if (band < 0 || known)
    return FALSE;
  g_array_append_val (entries, entry);
  return TRUE;
}
