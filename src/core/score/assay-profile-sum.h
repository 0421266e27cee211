/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"

G_BEGIN_DECLS

/* Points of a judge where there is no answer. */
#define ASSAY_NO_JUDGEMENT (-1)

/**
 * AssayProfileResult:
 * @score: within the scale, unrounded; NaN where nothing is known
 * @base: the score before the points of bands
 * @known: share of the weights that is known, 0–1; 1 in profiles of points
 * @bands: the band of each classification, or −1
 * @band_values: what each classification looked at; NaN where it was not known
 * @group_points: (array): points of each group, as they count
 * @factor_points: (array): points of each factor, as they count before the group's limits
 *
 * What a profile makes of one lead. The two arrays belong to whoever provides them.
 */
typedef struct
{
  double score;
  double base;
  double known;
  int bands[ASSAY_PROFILE_MAX_BANDS];
  double band_values[ASSAY_PROFILE_MAX_BANDS];
  double *group_points;
  double *factor_points;
} AssayProfileResult;

double assay_profile_round    (double                     value);
void   assay_profile_sum      (const AssayProfile        *self,
                               const double              *values,
                               const double              *judge_points,
                               AssayProfileResult        *result);
int    assay_profile_classify (const AssayBandSet        *set,
                               double                     value);
double assay_profile_clamp_judgement (const AssayGroup   *group,
                                      const char         *label,
                                      double              points);

G_END_DECLS
