/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-query-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "score/assay-factor-sql-private.h"

/* SQLite yields 2,000 columns at most, and a lead should not be looked up by thousands at once. */
#define CHUNK_COLUMNS 500

static void
chunk_free (AssayFactorChunk *chunk)
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
           AssayFactorChunk *chunk,
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
  self->places[factor] = (AssayFactorPlace) { -1, -1, -1 };
  g_error_free (failure);
  return TRUE;
}

static int
add_column (AssayFactorChunk *chunk)
{
  g_string_append (chunk->sql, ", ");
  return ++chunk->n_columns;
}

static gboolean
append_factor_columns (AssayFactorQuery *self,
                       AssayFactorChunk *chunk,
                       guint             index,
                       GError          **error)
{
  const AssayFactor *factor = assay_profile_factor (self->profile, index);
  AssayFactorPlace *place = &self->places[index];

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
               AssayFactorChunk *chunk,
               guint             index,
               GError          **error)
{
  gsize length = chunk->sql->len;
  int n_columns = chunk->n_columns;
  GError *local = NULL;

  self->places[index] = (AssayFactorPlace) { -1, -1, -1 };
  if (append_factor_columns (self, chunk, index, &local))
    return TRUE;
  chunk->n_columns = n_columns;
  return leave_out (self, index, chunk, length, local, error);
}

/* The tiers of a phrase table share one column. */
static gboolean
append_table (AssayFactorQuery *self,
              AssayFactorChunk *chunk,
              const AssayGroup *group,
              GError          **error)
{
  gsize length = chunk->sql->len;
  int column = add_column (chunk);
  GError *local = NULL;
  gboolean done
    = assay_factor_sql_append_table (chunk->compiler, self->profile, group, chunk->sql, &local);

  for (guint i = 0; i < group->n_factors; i++)
    self->places[group->first_factor + i] = (AssayFactorPlace) { done ? column : -1, -1, -1 };
  if (done)
    return TRUE;
  chunk->n_columns--;
  for (guint i = 1; i < group->n_factors; i++)
    self->inactive[group->first_factor + i] = TRUE;
  return leave_out (self, group->first_factor, chunk, length, local, error);
}

static gboolean
append_group (AssayFactorQuery *self,
              AssayFactorChunk *chunk,
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

static AssayFactorChunk *
chunk_new (AssayFactorQuery   *self,
           AssayFieldRegistry *fields,
           guint               first_group,
           GError            **error)
{
  AssayFactorChunk *chunk = g_new0 (AssayFactorChunk, 1);

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
              AssayFactorChunk *chunk,
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
  AssayFactorChunk *chunk = NULL;

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
  self->places = g_new0 (AssayFactorPlace, MAX (n, 1));
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
      ((AssayFactorChunk *) self->chunks->pdata[i])->statement, (int) parameter, value);
}

static gboolean
mentions (AssayFactorQuery *self,
          const char       *sql)
{
  for (guint i = 0; i < self->chunks->len; i++)
    if (strstr (((AssayFactorChunk *) self->chunks->pdata[i])->sql->str, sql) != NULL)
      return TRUE;
  return FALSE;
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

  return mentions (self, column);
}

/**
 * assay_factor_query_reads_signal:
 * @key: (nullable): of a signal; %NULL for any
 *
 * Returns: whether a factor depends on it
 */
gboolean
assay_factor_query_reads_signal (AssayFactorQuery *self,
                                 const char       *key)
{
  g_autofree char *column = key != NULL ? g_strdup_printf ("s.\"%s\"", key) : NULL;

  return mentions (self, column != NULL ? column : "signal AS s");
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
