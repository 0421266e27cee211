/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-query.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "score/assay-factor-sql-private.h"
#include "score/assay-profile-sum.h"

/* SQLite yields 2,000 columns at most, and a lead should not be looked up by thousands at once. */
#define CHUNK_COLUMNS 500

/* Where a factor's numbers stand among a chunk's columns; −1 for nowhere. */
typedef struct
{
  int value;
  int needs;
  int adjust;
} Place;

typedef struct
{
  AssayConditionSql *compiler; /* (owned) */
  AssayStatement *statement;   /* (owned) */
  GString *sql;
  guint first_group;
  guint last_group; /* exclusive */
  int n_columns;
} Chunk;

struct _AssayFactorQuery
{
  AssayConnection *connection; /* (not owned) */
  AssayProfile *profile;       /* (owned) */
  gint64 as_of;
  gboolean now;
  const char *leads; /* (not owned) (nullable): while it is compiled */
  guint n_reserved;
  GPtrArray *chunks;  /* (element-type Chunk) */
  Place *places;      /* by factor */
  gboolean *inactive; /* by factor */
  int *judge_columns; /* by group */
  double *row;
  GStrvBuilder *gathered;
  char **warnings;
};

static void
chunk_free (Chunk *chunk)
{
  if (chunk->statement != NULL)
    {
      assay_statement_reset (chunk->statement);
      assay_statement_release (chunk->statement);
    }
  g_clear_pointer (&chunk->compiler, assay_condition_sql_free);
  g_string_free (chunk->sql, TRUE);
  g_free (chunk);
}

void
assay_factor_query_free (AssayFactorQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->chunks);
  assay_profile_unref (self->profile);
  g_free (self->places);
  g_free (self->inactive);
  g_free (self->judge_columns);
  g_free (self->row);
  g_clear_pointer (&self->gathered, g_strv_builder_unref);
  g_strfreev (self->warnings);
  g_free (self);
}

/* Takes back a column that names something unknown and makes the factor inactive. */
static gboolean
leave_out (AssayFactorQuery *self,
           guint             factor,
           Chunk            *chunk,
           gsize             length,
           GError           *failure,
           GError          **error)
{
  if (!g_error_matches (failure, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_autofree char *warning = g_strdup_printf (
    "%s: inactive: %s", assay_profile_factor (self->profile, factor)->label, failure->message);
  g_strv_builder_add (self->gathered, warning);
  g_string_truncate (chunk->sql, length);
  self->inactive[factor] = TRUE;
  self->places[factor] = (Place) { -1, -1, -1 };
  g_error_free (failure);
  return TRUE;
}

static int
add_column (Chunk *chunk)
{
  g_string_append (chunk->sql, ", ");
  return ++chunk->n_columns;
}

static gboolean
append_factor_columns (AssayFactorQuery *self,
                       Chunk            *chunk,
                       guint             index,
                       GError          **error)
{
  const AssayFactor *factor = assay_profile_factor (self->profile, index);
  Place *place = &self->places[index];

  if (factor->needs != NULL)
    {
      place->needs = add_column (chunk);
      if (!assay_condition_sql_append (chunk->compiler, factor->needs, chunk->sql, error))
        return FALSE;
    }
  if (factor->value.kind != ASSAY_FACTOR_VALUE_MEAN)
    {
      place->value = add_column (chunk);
      if (!assay_factor_sql_append (
            chunk->compiler, self->profile, factor, self->as_of, chunk->sql, self->gathered, error))
        return FALSE;
    }
  if (factor->value.adjust == NULL)
    return TRUE;
  place->adjust = add_column (chunk);
  return assay_factor_sql_append_adjust (
    chunk->compiler, factor, chunk->sql, self->gathered, error);
}

static gboolean
append_factor (AssayFactorQuery *self,
               Chunk            *chunk,
               guint             index,
               GError          **error)
{
  gsize length = chunk->sql->len;
  int n_columns = chunk->n_columns;
  GError *local = NULL;

  self->places[index] = (Place) { -1, -1, -1 };
  if (append_factor_columns (self, chunk, index, &local))
    return TRUE;
  chunk->n_columns = n_columns;
  return leave_out (self, index, chunk, length, local, error);
}

/* The tiers of a phrase table share one column. */
static gboolean
append_table (AssayFactorQuery *self,
              Chunk            *chunk,
              const AssayGroup *group,
              GError          **error)
{
  gsize length = chunk->sql->len;
  int column = add_column (chunk);
  GError *local = NULL;
  gboolean done
    = assay_factor_sql_append_table (chunk->compiler, self->profile, group, chunk->sql, &local);

  for (guint i = 0; i < group->n_factors; i++)
    self->places[group->first_factor + i] = (Place) { done ? column : -1, -1, -1 };
  if (done)
    return TRUE;
  chunk->n_columns--;
  for (guint i = 1; i < group->n_factors; i++)
    self->inactive[group->first_factor + i] = TRUE;
  return leave_out (self, group->first_factor, chunk, length, local, error);
}

static gboolean
append_group (AssayFactorQuery *self,
              Chunk            *chunk,
              guint             index,
              GError          **error)
{
  const AssayGroup *group = assay_profile_group (self->profile, index);

  if (group->judge != NULL)
    {
      self->judge_columns[index] = add_column (chunk);
      g_string_append (
        chunk->sql,
        "(SELECT j.label FROM judgement AS j WHERE j.lead = lead.id AND j.profile = ?3)");
      add_column (chunk);
      g_string_append (
        chunk->sql,
        "(SELECT j.points FROM judgement AS j WHERE j.lead = lead.id AND j.profile = ?3)");
    }
  if (group->table.key != NULL)
    return append_table (self, chunk, group, error);
  for (guint i = 0; i < group->n_factors; i++)
    if (!append_factor (self, chunk, group->first_factor + i, error))
      return FALSE;
  return TRUE;
}

static Chunk *
chunk_new (AssayFactorQuery   *self,
           AssayFieldRegistry *fields,
           guint               first_group,
           GError            **error)
{
  Chunk *chunk = g_new0 (Chunk, 1);

  g_ptr_array_add (self->chunks, chunk);
  chunk->sql = g_string_new ("SELECT lead.id, ");
  chunk->first_group = first_group;
  chunk->compiler = assay_condition_sql_new (self->connection, fields, ASSAY_SQL_SCOPE_BULK,
                                             self->now ? ASSAY_AS_OF_NOW : self->as_of, error);
  if (chunk->compiler == NULL)
    return NULL;
  assay_condition_sql_reserve (chunk->compiler, self->n_reserved);
  return chunk;
}

/* The time of the next change is known last, but stands at a fixed place: right after the id. */
static gboolean
chunk_finish (AssayFactorQuery *self,
              Chunk            *chunk,
              guint             last_group,
              GError          **error)
{
  g_autoptr (GString) next = g_string_new (NULL);

  chunk->last_group = last_group;
  assay_condition_sql_append_next_change (chunk->compiler, next);
  g_string_insert (chunk->sql, (gssize) strlen ("SELECT lead.id, "), next->str);
  assay_condition_sql_append_from (chunk->compiler, chunk->sql);
  g_string_append (chunk->sql, " WHERE lead.id BETWEEN ?1 AND ?2 AND ?3 IS NOT NULL");
  assay_condition_sql_append_group (chunk->compiler, chunk->sql);
  g_string_append (chunk->sql, " ORDER BY lead.id");
  if (self->leads != NULL)
    g_string_prepend (chunk->sql, self->leads);
  chunk->statement = assay_connection_prepare (self->connection, chunk->sql->str, error);
  return chunk->statement != NULL;
}

static gboolean
compile (AssayFactorQuery   *self,
         AssayFieldRegistry *fields,
         GError            **error)
{
  guint n = self->profile->groups->len;
  Chunk *chunk = NULL;

  for (guint g = 0; g < n; g++)
    {
      if (chunk == NULL)
        {
          chunk = chunk_new (self, fields, g, error);
          if (chunk == NULL)
            return FALSE;
          /* Column 1 is the next change. */
          chunk->n_columns = 1;
        }
      if (!append_group (self, chunk, g, error))
        return FALSE;
      if (g + 1 < n && chunk->n_columns < CHUNK_COLUMNS)
        continue;
      if (!chunk_finish (self, chunk, g + 1, error))
        return FALSE;
      chunk = NULL;
    }
  return TRUE;
}

/**
 * assay_factor_query_new:
 * @as_of: the instant to look from, or %ASSAY_AS_OF_NOW
 *
 * Compiles @profile. A factor that names a field, signal or event type which the workspace does not
 * have becomes inactive with a warning.
 *
 * Returns: (transfer full) (nullable): the query, or %NULL with an error
 */
AssayFactorQuery *
assay_factor_query_new (AssayConnection    *connection,
                        AssayFieldRegistry *fields,
                        AssayProfile       *profile,
                        gint64              as_of,
                        GError            **error)
{
  return assay_factor_query_new_over (connection, fields, profile, as_of, NULL, 0, error);
}

/**
 * assay_factor_query_new_over:
 * @leads: (nullable): a WITH that stands for the table of leads
 * @n_parameters: how many of its own it has, from ?%ASSAY_FACTOR_QUERY_FIRST on
 *
 * As assay_factor_query_new(), of leads as they are not stored.
 *
 * Returns: (transfer full) (nullable): the query, or %NULL with an error
 */
AssayFactorQuery *
assay_factor_query_new_over (AssayConnection    *connection,
                             AssayFieldRegistry *fields,
                             AssayProfile       *profile,
                             gint64              as_of,
                             const char         *leads,
                             guint               n_parameters,
                             GError            **error)
{
  g_autoptr (AssayFactorQuery) self = g_new0 (AssayFactorQuery, 1);
  guint n = profile->factors->len;

  self->connection = connection;
  self->profile = assay_profile_ref (profile);
  self->leads = leads;
  self->n_reserved = ASSAY_FACTOR_QUERY_FIRST - 1 + n_parameters;
  self->now = as_of == ASSAY_AS_OF_NOW;
  self->as_of = self->now ? assay_clock_now () : as_of;
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_free);
  self->places = g_new0 (Place, MAX (n, 1));
  self->inactive = g_new0 (gboolean, MAX (n, 1));
  self->row = g_new0 (double, MAX (n, 1));
  self->judge_columns = g_new0 (int, profile->groups->len);
  self->gathered = g_strv_builder_new ();
  if (!compile (self, fields, error))
    return NULL;
  self->leads = NULL;
  self->warnings = g_strv_builder_end (self->gathered);
  return g_steal_pointer (&self);
}

/**
 * assay_factor_query_bind:
 * @parameter: one of those that assay_factor_query_new_over() was told of
 * @value: lives as long as it is bound
 */
void
assay_factor_query_bind (AssayFactorQuery *self,
                         guint             parameter,
                         const AssayValue *value)
{
  for (guint i = 0; i < self->chunks->len; i++)
    assay_statement_bind_value (
      ((Chunk *) self->chunks->pdata[i])->statement, (int) parameter, value);
}

/**
 * assay_factor_query_reads:
 *
 * Returns: whether a factor depends on the field
 */
gboolean
assay_factor_query_reads (AssayFactorQuery *self,
                          const AssayField *field)
{
  g_autofree char *column = g_strdup_printf ("lead.\"%s\"", field->column);

  for (guint i = 0; i < self->chunks->len; i++)
    if (strstr (((Chunk *) self->chunks->pdata[i])->sql->str, column) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * assay_factor_query_get_warnings:
 *
 * Returns: (transfer none) (array zero-terminated=1): which factors and cases are inactive, and why
 */
const char *const *
assay_factor_query_get_warnings (AssayFactorQuery *self)
{
  return (const char *const *) self->warnings;
}

gboolean
assay_factor_query_is_inactive (AssayFactorQuery *self,
                                guint             factor)
{
  return self->inactive[factor];
}

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
             Chunk            *chunk,
             guint             index)
{
  const AssayFactor *factor = assay_profile_factor (self->profile, index);
  const Place *place = &self->places[index];
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
          Chunk             *chunk,
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
             Chunk             *chunk,
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
      Chunk *chunk = self->chunks->pdata[i];

      assay_statement_bind_int64 (chunk->statement, 1, first_lead);
      assay_statement_bind_int64 (chunk->statement, 2, last_lead);
      assay_statement_bind_static_text (chunk->statement, 3, self->profile->key, -1);
      assay_condition_sql_bind (chunk->compiler, chunk->statement);
      if (!fetch_chunk (self, chunk, i == 0, matrix, start, error))
        return FALSE;
    }
  return TRUE;
}
