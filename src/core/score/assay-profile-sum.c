/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-sum.h"

#include <math.h>
#include <string.h>

/**
 * assay_profile_round:
 *
 * Rounds half away from zero, as what is shown and classified is rounded. A sum that would be x.5
 * but for the last bits of its parts counts as x.5.
 */
double
assay_profile_round (double value)
{
  return round (value + copysign (1e-9, value));
}

/**
 * assay_profile_classify:
 * @value: any number; it is rounded
 *
 * Returns: the place of the band that @value is in, or −1 where it is below all or not a number
 */
int
assay_profile_classify (const AssayBandSet *set,
                        double              value)
{
  double rounded = assay_profile_round (value);

  for (guint i = 0; i < set->bands->len; i++)
    if (rounded >= g_array_index (set->bands, AssayBand, i).min)
      return (int) i;
  return -1;
}

/**
 * assay_profile_clamp_judgement:
 * @label: what the judge said
 * @points: the points it named, or NaN
 *
 * Returns: whole points within the label's range; its default where none were named; NaN where the
 *   label is not one of the group's
 */
double
assay_profile_clamp_judgement (const AssayGroup *group,
                               const char       *label,
                               double            points)
{
  for (guint i = 0; group->judge != NULL && i < group->judge->len; i++)
    {
      const AssayJudgeRange *range = &g_array_index (group->judge, AssayJudgeRange, i);
      if (g_ascii_strcasecmp (range->label, label) != 0)
        continue;
      if (!isfinite (points))
        return range->standard;
      return CLAMP (round (points), range->low, range->high);
    }
  return NAN;
}

static double
points_of (const AssayFactor *factor,
           double             value)
{
  if (isnan (value))
    return 0;
  return factor->value.kind == ASSAY_FACTOR_VALUE_NONE ? factor->points * value : value;
}

/* Only one factor of the group counts: the first that holds, or the best. */
static void
pick_one (const AssayProfile *self,
          const AssayGroup   *group,
          const double       *values,
          double             *points)
{
  gint64 picked = -1;

  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    {
      if (isnan (values[i]) || values[i] == 0)
        continue;
      if (picked < 0 || (group->pick == ASSAY_PICK_BEST && points[i] > points[picked]))
        picked = i;
    }
  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    if ((gint64) i != picked)
      points[i] = 0;
}

static double
sum_group (const AssayProfile *self,
           const AssayGroup   *group,
           const double       *values,
           double             *points)
{
  double sum = 0;

  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    points[i] = points_of (assay_profile_factor (self, i), values[i]);
  if (group->pick != ASSAY_PICK_SUM)
    pick_one (self, group, values, points);
  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    sum += points[i];
  return CLAMP (sum, group->min, group->max);
}

static double
sum_points (const AssayProfile *self,
            const double       *values,
            const double       *judge_points,
            AssayProfileResult *result)
{
  double base = 0;

  for (guint g = 0; g < self->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (self, g);
      double points = sum_group (self, group, values, result->factor_points);

      if (group->judge != NULL && judge_points != NULL && isfinite (*judge_points))
        {
          points = CLAMP (*judge_points, group->min, group->max);
          for (guint i = 0; i < group->n_factors; i++)
            result->factor_points[group->first_factor + i] = 0;
        }
      result->group_points[g] = points;
      base += points;
    }
  return base;
}

/* Mean of a group's known factors; NaN where none is. Values stay within 0 and 100. */
static double
group_value (const AssayProfile *self,
             const AssayGroup   *group,
             const double       *values,
             double             *out_weight)
{
  double sum = 0, weight = 0;

  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    {
      const AssayFactor *factor = assay_profile_factor (self, i);
      double value = points_of (factor, values[i]);

      if (isnan (values[i]))
        continue;
      sum += factor->weight * CLAMP (value, 0, 100);
      weight += factor->weight;
    }
  *out_weight = weight;
  return weight > 0 ? sum / weight : NAN;
}

/* What is missing is left out and the other weights are scaled up to 100. */
static double
sum_weighted (const AssayProfile *self,
              const double       *values,
              AssayProfileResult *result)
{
  double known = 0, base = 0;

  memset (result->factor_points, 0, sizeof (double) * self->factors->len);
  for (guint g = 0; g < self->groups->len; g++)
    {
      double weight;
      result->group_points[g] = group_value (self, assay_profile_group (self, g), values, &weight);
      if (weight > 0)
        known += assay_profile_group (self, g)->weight;
    }
  for (guint g = 0; g < self->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (self, g);
      double weight, share;

      if (isnan (group_value (self, group, values, &weight)))
        {
          result->group_points[g] = 0;
          continue;
        }
      share = group->weight / known;
      result->group_points[g] *= share;
      base += result->group_points[g];
      for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
        {
          const AssayFactor *factor = assay_profile_factor (self, i);
          double value = points_of (factor, values[i]);
          if (!isnan (values[i]))
            result->factor_points[i] = CLAMP (value, 0, 100) * factor->weight / weight * share;
        }
    }
  result->known = known / 100;
  return known > 0 ? base : NAN;
}

static double
value_of_bands (const AssayBandSet       *set,
                const AssayProfileResult *result)
{
  if (set->of == ASSAY_BAND_OF_GROUP)
    return result->group_points[set->group];
  return set->of == ASSAY_BAND_OF_BASE ? result->base : result->score;
}

/* With less than half of the weight known there is a score but no grade. */
#define LEAST_KNOWN 0.5

/**
 * assay_profile_sum:
 * @values: (array): one value per factor: of a factor with points how often it holds (0, 1, or more
 * or a fraction where events count or wear down), of a factor with a value that value; NaN =
 * missing
 * @judge_points: (nullable): points of a judge, in its range, or NaN
 * @result: (inout): its two arrays have room for all groups and factors
 *
 * Adds up what is known of one lead: groups within their limits, the base, the bands of the base
 * and of groups with their points, the score within its scale, and the bands of the score. Pure;
 * any thread.
 */
void
assay_profile_sum (const AssayProfile *self,
                   const double       *values,
                   const double       *judge_points,
                   AssayProfileResult *result)
{
  double extra = 0;

  result->known = 1;
  result->base = self->weighted ? sum_weighted (self, values, result)
                                : sum_points (self, values, judge_points, result);
  for (guint i = 0; i < ASSAY_PROFILE_MAX_BANDS; i++)
    {
      result->bands[i] = -1;
      result->band_values[i] = NAN;
    }
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->band_sets->len; i++)
        {
          const AssayBandSet *set = assay_profile_band_set (self, i);
          if ((set->of == ASSAY_BAND_OF_SCORE) != (pass == 1) || result->known < LEAST_KNOWN - 1e-9)
            continue;
          result->band_values[i] = value_of_bands (set, result);
          result->bands[i] = assay_profile_classify (set, result->band_values[i]);
          if (result->bands[i] >= 0)
            extra += g_array_index (set->bands, AssayBand, result->bands[i]).points;
        }
      if (pass == 0)
        result->score = isnan (result->base)
                          ? NAN
                          : CLAMP (result->base + extra, self->scale_min, self->scale_max);
    }
}
