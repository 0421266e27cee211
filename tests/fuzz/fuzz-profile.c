/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Profile documents: nothing crashes, and a profile that is read sums up anything. */

#include "score/assay-profile-sum.h"

#include <math.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static const double samples[] = { 0, 1, NAN, 100, -5, 1e308, 0.5 };
  g_autoptr (AssayProfile) profile = assay_profile_from_json ((const char *) data, (gssize) size, NULL, NULL);

  if (profile == NULL)
    return 0;
  g_autofree double *values = g_new0 (double, profile->factors->len + 1);
  g_autofree double *points = g_new0 (double, profile->factors->len + 1);
  g_autofree double *groups = g_new0 (double, profile->groups->len + 1);
  AssayProfileResult result = { .factor_points = points, .group_points = groups };

  for (gsize shift = 0; shift < G_N_ELEMENTS (samples); shift++)
    {
      for (guint i = 0; i < profile->factors->len; i++)
        values[i] = samples[(i + shift) % G_N_ELEMENTS (samples)];
      assay_profile_sum (profile, values, &samples[shift], &result);
      if (!isnan (result.score) && (result.score < profile->scale_min || result.score > profile->scale_max))
        g_error ("a score of %g outside its scale", result.score);
    }
  return 0;
}
