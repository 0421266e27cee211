/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-query-private.h"

#include <math.h>

#include "score/assay-profile-sum.h"

static double
interpolate (GArray *points,
             double  x)
{
  const AssayProfilePoint *first = &g_array_index (points, AssayProfilePoint, 0);

  if (x <= first->x)
    return first->y;
  for (guint i = 1; i < points->len; i++)
    {
      const AssayProfilePoint *a = &g_array_index (points, AssayProfilePoint, i - 1);
      const AssayProfilePoint *b = &g_array_index (points, AssayProfilePoint, i);
      if (x <= b->x)
        return a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
    }
  return g_array_index (points, AssayProfilePoint, points->len - 1).y;
}

/* What the column's number becomes: x through the table, or as it is. */
static double
map_value (const AssayFactor *factor,
           double             x)
{
  const AssayFactorValue *value = &factor->value;

  if (value->kind == ASSAY_FACTOR_VALUE_TABLE)
    return isnan (x) ? value->missing : interpolate (value->points, x);
  if (value->kind == ASSAY_FACTOR_VALUE_SATURATION)
    return isnan (x) ? value->missing : 100 * (1 - exp2 (-x / value->number));
  return x;
}

static double
get_number (AssayStatement *statement,
            int             column)
{
  if (column < 0 || assay_statement_is_null (statement, column))
    return NAN;
  return assay_statement_get_double (statement, column);
}

static gboolean
passes_tier_tests (AssayFactorQuery  *self,
                   const AssayFactor *factor)
{
  for (guint i = 0; factor->tier_tests != NULL && i < factor->tier_tests->len; i++)
    {
      const AssayTierTest *test = &g_array_index (factor->tier_tests, AssayTierTest, i);
      const AssayGroup *group = assay_profile_group (self->profile, test->group);
      gboolean found = FALSE;

      for (guint tier = 0; tier < group->n_factors; tier++)
        found = found || ((test->tiers >> tier & 1) && self->row[group->first_factor + tier] == 1);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static double
mean_value (AssayFactorQuery       *self,
            const AssayFactorValue *value)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < value->factors->len; i++)
    {
      double one = self->row[g_array_index (value->factors, guint, i)];
      if (isnan (one))
        continue;
      sum += one;
      n++;
    }
  return n > 0 ? sum / n : NAN;
}

/* The value of one factor in the current row. */
static double
read_factor (AssayFactorQuery *self,
             AssayFactorChunk *chunk,
             guint             index)
{
  const AssayFactor *factor = assay_profile_factor (self->profile, index);
  const AssayFactorPlace *place = &self->places[index];
  AssayStatement *statement = chunk->statement;
  double value;

  if (self->inactive[index])
    return self->profile->weighted ? NAN : 0;
  if (factor->tier >= 0)
    return assay_statement_get_int64 (statement, place->value) == factor->tier;
  if (place->needs >= 0 && assay_statement_get_int64 (statement, place->needs) == 0)
    return NAN;
  if (factor->value.kind == ASSAY_FACTOR_VALUE_NONE)
    return passes_tier_tests (self, factor) ? assay_statement_get_double (statement, place->value)
                                            : 0;
  value = factor->value.kind == ASSAY_FACTOR_VALUE_MEAN
            ? mean_value (self, &factor->value)
            : map_value (factor, get_number (statement, place->value));
  if (isnan (value) || !passes_tier_tests (self, factor))
    return isnan (value) ? NAN : 0;
  if (place->adjust >= 0)
    value = CLAMP (value + assay_statement_get_double (statement, place->adjust), 0, 100);
  return value;
}

static void
read_row (AssayFactorQuery  *self,
          AssayFactorChunk  *chunk,
          AssayFactorMatrix *matrix,
          gsize              row)
{
  if (!assay_statement_is_null (chunk->statement, 1))
    matrix->next_change[row]
      = MIN (matrix->next_change[row], assay_statement_get_int64 (chunk->statement, 1));
  for (guint g = chunk->first_group; g < chunk->last_group; g++)
    {
      const AssayGroup *group = assay_profile_group (self->profile, g);
      int judge = self->judge_columns[g];

      if (judge > 0 && !assay_statement_is_null (chunk->statement, judge))
        matrix->judged[row]
          = assay_profile_clamp_judgement (group,
                                           assay_statement_get_text (chunk->statement, judge),
                                           get_number (chunk->statement, judge + 1));
      for (guint i = group->first_factor; i < group->first_factor + group->n_factors; i++)
        matrix->columns[i][row] = self->row[i] = read_factor (self, chunk, i);
    }
}

/* Reads a chunk over rows that are there already; leads that came or went in between are left. */
static gboolean
fetch_chunk (AssayFactorQuery  *self,
             AssayFactorChunk  *chunk,
             gboolean           first,
             AssayFactorMatrix *matrix,
             gsize              start,
             GError           **error)
{
  gsize row = start;
  gboolean there;

  while (assay_statement_step (chunk->statement, &there, error))
    {
      gint64 lead;

      if (!there)
        {
          assay_statement_reset (chunk->statement);
          return TRUE;
        }
      lead = assay_statement_get_int64 (chunk->statement, 0);
      if (first)
        row = assay_factor_matrix_add (matrix, lead);
      else
        while (row < matrix->n && matrix->leads[row] < lead)
          row++;
      if (row < matrix->n && matrix->leads[row] == lead)
        {
          if (!first)
            assay_factor_matrix_get_row (matrix, row, self->row);
          read_row (self, chunk, matrix, row);
        }
    }
  return FALSE;
}

/**
 * assay_factor_query_fetch:
 * @first_lead: least id
 * @last_lead: greatest id
 * @matrix: rows are appended
 *
 * Reads the factor values of a range of leads. With several chunks the caller holds a read
 * transaction, so that they see the same leads.
 *
 * Returns: %FALSE with an error
 */
gboolean
assay_factor_query_fetch (AssayFactorQuery  *self,
                          gint64             first_lead,
                          gint64             last_lead,
                          AssayFactorMatrix *matrix,
                          GError           **error)
{
  gsize start = matrix->n;

  for (guint i = 0; i < self->chunks->len; i++)
    {
      AssayFactorChunk *chunk = self->chunks->pdata[i];

      assay_statement_bind_int64 (chunk->statement, 1, first_lead);
      assay_statement_bind_int64 (chunk->statement, 2, last_lead);
      assay_statement_bind_static_text (chunk->statement, 3, self->profile->key, -1);
      assay_condition_sql_bind (chunk->compiler, chunk->statement);
      if (!fetch_chunk (self, chunk, i == 0, matrix, start, error))
        return FALSE;
    }
  return TRUE;
}
