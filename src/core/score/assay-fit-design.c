/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "score/assay-fit-design-private.h"
#include "score/assay-profile-sum.h"

void
assay_fit_design_free (AssayFitDesign *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_array_unref (self->offsets);
  g_array_unref (self->columns);
  g_array_unref (self->values);
  g_free (self);
}

static void
list_terms (AssayFitDesign     *self,
            const AssayProfile *profile)
{
  if (profile->weighted)
    {
      for (guint g = 0; g < profile->groups->len; g++)
        {
          AssayFitTerm term
            = { .group = g, .factor = -1, .current = assay_profile_group (profile, g)->weight };

          term.proposed = term.current;
          g_array_append_val (self->terms, term);
        }
      return;
    }
  for (guint i = 0; i < profile->factors->len; i++)
    {
      const AssayFactor *factor = assay_profile_factor (profile, i);
      AssayFitTerm term = { .group = factor->group,
                            .factor = (int) i,
                            .current = factor->points,
                            .proposed = factor->points };

      if (factor->value.kind != ASSAY_FACTOR_VALUE_NONE)
        term.reason = ASSAY_FIT_HAS_VALUE;
      g_array_append_val (self->terms, term);
    }
}

/* How often each factor counts in a group that lets only one: not the others. */
static void
keep_picked (const AssayProfile *profile,
             const double       *points,
             double             *values)
{
  for (guint g = 0; g < profile->groups->len; g++)
    {
      const AssayGroup *group = assay_profile_group (profile, g);

      if (group->pick == ASSAY_PICK_SUM)
        continue;
      for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
        if (points[i] == 0 && assay_profile_factor (profile, i)->points != 0)
          values[i] = 0;
    }
}

static void
add_value (AssayFitDesign *self,
           guint32         column,
           double          value,
           guint8          outcome)
{
  AssayFitTerm *term = &g_array_index (self->terms, AssayFitTerm, column);
  float number = (float) value;

  if (!isfinite (value) || value == 0)
    return;
  g_array_append_val (self->columns, column);
  g_array_append_val (self->values, number);
  term->n_holds++;
  term->n_converted += outcome;
}

/* A group of a weighted profile is worth its value, from 0 to 1; what is missing is worth the mean,
 * which says nothing. */
static void
add_group_values (AssayFitDesign     *self,
                  const AssayProfile *profile,
                  const double       *group_values,
                  const double       *means,
                  guint8              outcome)
{
  for (guint g = 0; g < profile->groups->len; g++)
    {
      guint32 column = g;
      float number = (float) (isnan (group_values[g]) ? means[g] : group_values[g]);

      if (number != 0)
        {
          g_array_append_val (self->columns, column);
          g_array_append_val (self->values, number);
        }
      if (isnan (group_values[g]))
        continue;
      g_array_index (self->terms, AssayFitTerm, g).n_holds++;
      g_array_index (self->terms, AssayFitTerm, g).n_converted += outcome;
    }
}

/* The weighted mean of what is known of a group, from 0 to 1; NaN where nothing is. */
static double
value_of_group (const AssayProfile      *profile,
                const AssayGroup        *group,
                const AssayFactorMatrix *matrix,
                gsize                    row)
{
  double sum = 0, weight = 0;

  for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
    {
      const AssayFactor *factor = assay_profile_factor (profile, i);
      double value = matrix->columns[i][row];

      if (isnan (value))
        continue;
      if (factor->value.kind == ASSAY_FACTOR_VALUE_NONE)
        value *= factor->points;
      sum += factor->weight * CLAMP (value, 0, 100);
      weight += factor->weight;
    }
  return weight > 0 ? sum / weight / 100 : NAN;
}

static void
fill_weighted (AssayFitDesign          *self,
               const AssayProfile      *profile,
               const AssayFactorMatrix *matrix)
{
  guint n_groups = profile->groups->len;
  g_autofree double *means = g_new0 (double, n_groups + 1);
  g_autofree double *values = g_new (double, n_groups + 1);
  gsize offset = 0;

  for (guint g = 0; g < n_groups; g++)
    {
      gsize n = 0;

      for (gsize row = 0; row < matrix->n; row++)
        {
          double value = value_of_group (profile, assay_profile_group (profile, g), matrix, row);

          if (isnan (value))
            continue;
          means[g] += value;
          n++;
        }
      means[g] = n > 0 ? means[g] / (double) n : 0;
    }
  for (gsize row = 0; row < matrix->n; row++)
    {
      for (guint g = 0; g < n_groups; g++)
        values[g] = value_of_group (profile, assay_profile_group (profile, g), matrix, row);
      add_group_values (self, profile, values, means, self->outcomes[row]);
      offset = self->columns->len;
      g_array_append_val (self->offsets, offset);
    }
}

static void
fill_points (AssayFitDesign          *self,
             const AssayProfile      *profile,
             const AssayFactorMatrix *matrix)
{
  g_autofree double *values = g_new0 (double, profile->factors->len + 1);
  g_autofree double *points = g_new0 (double, profile->factors->len + 1);
  g_autofree double *groups = g_new0 (double, profile->groups->len + 1);
  AssayProfileResult result = { .factor_points = points, .group_points = groups };
  gsize offset;

  for (gsize row = 0; row < matrix->n; row++)
    {
      assay_factor_matrix_get_row (matrix, row, values);
      assay_profile_sum (profile, values, NULL, &result);
      keep_picked (profile, points, values);
      for (guint i = 0; i < profile->factors->len; i++)
        add_value (self, i, values[i], self->outcomes[row]);
      offset = self->columns->len;
      g_array_append_val (self->offsets, offset);
    }
}

/*
 * assay_fit_design_new:
 * @outcomes: (array): of the rows of @matrix, 1 converted, 0 lost; outlives the design
 *
 * Returns: (transfer full): factor values, or the values of a weighted profile's groups, as they
 *   count
 */
AssayFitDesign *
assay_fit_design_new (const AssayProfile      *profile,
                      const AssayFactorMatrix *matrix,
                      const guint8            *outcomes)
{
  AssayFitDesign *self = g_new0 (AssayFitDesign, 1);
  gsize start = 0;

  self->terms = g_array_new (FALSE, TRUE, sizeof (AssayFitTerm));
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->values = g_array_new (FALSE, FALSE, sizeof (float));
  self->outcomes = outcomes;
  self->n_rows = matrix->n;
  g_array_append_val (self->offsets, start);
  list_terms (self, profile);
  if (profile->weighted)
    fill_weighted (self, profile, matrix);
  else
    fill_points (self, profile, matrix);
  for (guint t = 0; t < self->terms->len; t++)
    {
      AssayFitTerm *term = &g_array_index (self->terms, AssayFitTerm, t);

      if (term->reason != ASSAY_FIT_HAS_VALUE
          && (term->n_holds < ASSAY_FIT_MIN_LEADS
              || (term->factor >= 0 && matrix->n - term->n_holds < ASSAY_FIT_MIN_LEADS)))
        term->reason = ASSAY_FIT_TOO_RARE;
    }
  return self;
}
