/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-outcome-past-private.h"

#include "job/assay-past-signals.h"

/* A column that factors read and that has changed. */
typedef struct
{
  char *name;
  gboolean signal;
} Column;

struct _AssayOutcomePast
{
  AssayConnection *connection; /* (not owned) */
  AssayFieldRegistry *fields;  /* (not owned) */
  AssayProfile *profile;       /* (not owned) */
  const AssayKnownOutcomes *outcomes;
  AssayFactorQuery *now;          /* (owned): tells what the factors read */
  AssayPastSignals *past_signals; /* (owned) */
  GArray *changed;                /* (element-type Column) */
  GHashTable *fields_changed;     /* field number → place in it + 1, or 0 where no factor reads it */
  GHashTable *signals_changed;    /* key → likewise */
  GHashTable *rows;               /* row + 1 → what it was: GHashTable of place + 1 → packed value */
  char *tables;                   /* (owned) */
};

static void
column_clear (gpointer data)
{
  g_free (((Column *) data)->name);
}

void
assay_outcome_past_free (AssayOutcomePast *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->now, assay_factor_query_free);
  g_clear_pointer (&self->past_signals, assay_past_signals_free);
  g_array_unref (self->changed);
  g_hash_table_unref (self->fields_changed);
  g_hash_table_unref (self->signals_changed);
  g_hash_table_unref (self->rows);
  g_free (self->tables);
  g_free (self);
}

static guint
add_column (AssayOutcomePast *self,
            const char       *name,
            gboolean          signal)
{
  Column column = { g_strdup (name), signal };

  g_array_append_val (self->changed, column);
  return self->changed->len;
}

/* The field's place among the columns that changed + 1; 0 where no factor reads it. */
static guint
place_of_field (AssayOutcomePast *self,
                const AssayField *field)
{
  gpointer key = GINT_TO_POINTER (field->number), place;

  if (g_hash_table_lookup_extended (self->fields_changed, key, NULL, &place))
    return GPOINTER_TO_UINT (place);
  place = GUINT_TO_POINTER (
    assay_factor_query_reads (self->now, field) ? add_column (self, field->column, FALSE) : 0);
  g_hash_table_insert (self->fields_changed, key, place);
  return GPOINTER_TO_UINT (place);
}

static guint
place_of_signal (AssayOutcomePast *self,
                 const char       *key)
{
  gpointer place;

  if (g_hash_table_lookup_extended (self->signals_changed, key, NULL, &place))
    return GPOINTER_TO_UINT (place);
  place = GUINT_TO_POINTER (
    assay_factor_query_reads_signal (self->now, key) ? add_column (self, key, TRUE) : 0);
  g_hash_table_insert (self->signals_changed, g_strdup (key), place);
  return GPOINTER_TO_UINT (place);
}

static void
keep (AssayOutcomePast *self,
      gsize             row,
      guint             place,
      const AssayValue *value)
{
  gpointer key = GSIZE_TO_POINTER (row + 1);
  GHashTable *values = g_hash_table_lookup (self->rows, key);
  GByteArray *packed;

  if (place == 0)
    return;
  if (values == NULL)
    {
      values = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
      g_hash_table_insert (self->rows, key, values);
    }
  packed = g_byte_array_new ();
  assay_value_pack (value, packed);
  g_hash_table_replace (values, GUINT_TO_POINTER (place), packed);
}

static void
keep_value (const AssayPastValue *value,
            gpointer              data)
{
  AssayOutcomePast *self = data;

  keep (self, value->row, place_of_field (self, value->field), &value->old_value);
  if (self->past_signals != NULL)
    assay_past_signals_add (self->past_signals, value);
}

static void
keep_signal (const AssayPastSignal *signal,
             gpointer               data)
{
  AssayOutcomePast *self = data;

  keep (self, signal->row, place_of_signal (self, signal->key), &signal->value);
}

static guint
parameter_of (guint place)
{
  return ASSAY_FACTOR_QUERY_FIRST + 2 * place;
}

static guint
find_changed (AssayOutcomePast *self,
              const char       *name,
              gboolean          signal)
{
  guint place = 0;

  while (place < self->changed->len
         && (g_array_index (self->changed, Column, place).signal != signal
             || g_strcmp0 (g_array_index (self->changed, Column, place).name, name) != 0))
    place++;
  return place;
}

/* A table, with other values in the columns that have changed. */
static gboolean
write_table (AssayOutcomePast *self,
             const char       *table,
             const char       *id,
             gboolean          signal,
             GString          *sql,
             GError          **error)
{
  g_autofree char *list = g_strdup_printf ("SELECT name FROM pragma_table_info('%s')", table);
  g_autoptr (AssayStatement) columns = assay_connection_prepare (self->connection, list, error);
  const char *between = "";
  gboolean row;

  g_string_append_printf (sql, "%s AS (SELECT ", table);
  if (columns == NULL)
    return FALSE;
  while (assay_statement_step (columns, &row, error))
    {
      const char *name = row ? assay_statement_get_text (columns, 0) : NULL;
      guint place = row ? find_changed (self, name, signal) : 0;

      if (!row)
        {
          g_string_append_printf (sql, " FROM main.%s WHERE %s BETWEEN ?1 AND ?2)", table, id);
          return TRUE;
        }
      if (place < self->changed->len)
        g_string_append_printf (sql, "%sCASE WHEN ?%u THEN ?%u ELSE \"%s\" END AS \"%s\"", between,
                                parameter_of (place), parameter_of (place) + 1, name, name);
      else
        g_string_append_printf (sql, "%s\"%s\"", between, name);
      between = ", ";
    }
  return FALSE;
}

static gboolean
write_tables (AssayOutcomePast *self,
              GError          **error)
{
  g_autoptr (GString) sql = g_string_new ("WITH ");

  if (!write_table (self, "lead", "id", FALSE, sql, error))
    return FALSE;
  if (self->past_signals != NULL)
    {
      g_string_append (sql, ", ");
      if (!write_table (self, "signal", "lead", TRUE, sql, error))
        return FALSE;
    }
  g_string_append_c (sql, ' ');
  self->tables = g_string_free (g_steal_pointer (&sql), FALSE);
  return TRUE;
}

/*
 * assay_outcome_past_read:
 * @outcomes: outlive it, as do the others
 *
 * Returns: (transfer full) (nullable): what the journal knows of the leads, or %NULL with an error
 */
AssayOutcomePast *
assay_outcome_past_read (AssayConnection          *connection,
                         AssayFieldRegistry       *fields,
                         AssayProfile             *profile,
                         const AssayKnownOutcomes *outcomes,
                         GError                  **error)
{
  g_autoptr (AssayOutcomePast) self = g_new0 (AssayOutcomePast, 1);

  self->connection = connection;
  self->fields = fields;
  self->profile = profile;
  self->outcomes = outcomes;
  self->changed = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->changed, column_clear);
  self->fields_changed = g_hash_table_new (NULL, NULL);
  self->signals_changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  if (!outcomes->dated)
    return g_steal_pointer (&self);
  self->now = assay_factor_query_new (connection, fields, profile, ASSAY_AS_OF_NOW, error);
  if (self->now == NULL)
    return NULL;
  if (assay_factor_query_reads_signal (self->now, NULL))
    self->past_signals = assay_past_signals_new ();
  if (!assay_past_values_foreach (connection, fields, outcomes->leads, outcomes->as_of, outcomes->n,
                                  keep_value, self, error)
      || (self->past_signals != NULL
          && !assay_past_signals_foreach (self->past_signals, connection, fields, outcomes->leads,
                                          outcomes->as_of, outcomes->n, keep_signal, self, error))
      || (self->changed->len > 0 && !write_tables (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/*
 * assay_outcome_past_has:
 *
 * Returns: whether that lead of the outcomes was another one then
 */
gboolean
assay_outcome_past_has (const AssayOutcomePast *self,
                        gsize                   row)
{
  return g_hash_table_contains (self->rows, GSIZE_TO_POINTER (row + 1));
}

/*
 * assay_outcome_past_query:
 *
 * Returns: (transfer full) (nullable): for assay_outcome_past_fetch()
 */
AssayFactorQuery *
assay_outcome_past_query (const AssayOutcomePast *self,
                          gint64                  as_of,
                          GError                **error)
{
  return assay_factor_query_new_over (self->connection, self->fields, self->profile, as_of,
                                      self->tables, 2 * self->changed->len, error);
}

/*
 * assay_outcome_past_fetch:
 * @row: a lead of the outcomes
 * @matrix: gets a row
 *
 * Reads the factor values of the lead as it was.
 */
gboolean
assay_outcome_past_fetch (const AssayOutcomePast *self,
                          AssayFactorQuery       *query,
                          gsize                   row,
                          AssayFactorMatrix      *matrix,
                          GError                **error)
{
  GHashTable *values = g_hash_table_lookup (self->rows, GSIZE_TO_POINTER (row + 1));

  for (guint place = 0; place < self->changed->len; place++)
    {
      GByteArray *packed = g_hash_table_lookup (values, GUINT_TO_POINTER (place + 1));
      AssayValue changed = assay_value_from_integer (packed != NULL), value = { 0 };
      const guint8 *p = packed != NULL ? packed->data : NULL;

      if (packed != NULL && !assay_value_unpack (&value, &p, packed->data + packed->len))
        g_return_val_if_reached (FALSE);
      assay_factor_query_bind (query, parameter_of (place), &changed);
      assay_factor_query_bind (query, parameter_of (place) + 1, &value);
    }
  return assay_factor_query_fetch (query, self->outcomes->leads[row], self->outcomes->leads[row],
                                   matrix, error);
}
