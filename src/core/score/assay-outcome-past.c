/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-outcome-past-private.h"

#include "job/assay-past-values.h"

struct _AssayOutcomePast
{
  AssayConnection *connection; /* (not owned) */
  AssayFieldRegistry *fields;  /* (not owned) */
  AssayProfile *profile;       /* (not owned) */
  const AssayKnownOutcomes *outcomes;
  AssayFactorQuery *now; /* (owned): tells what the factors read */
  GPtrArray *changed;    /* (element-type AssayField): of fields that they read, those that changed */
  GHashTable *places;    /* field number → place in it + 1, or 0 where they do not read it */
  GHashTable *rows;      /* row + 1 → what it was: GHashTable of place + 1 → packed value */
  char *leads;           /* (owned) */
};

void
assay_outcome_past_free (AssayOutcomePast *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->now, assay_factor_query_free);
  g_ptr_array_unref (self->changed);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->rows);
  g_free (self->leads);
  g_free (self);
}

/* The field's place among those that changed + 1; 0 where no factor reads it. */
static guint
place_of (AssayOutcomePast *self,
          const AssayField *field)
{
  gpointer key = GINT_TO_POINTER (field->number), place;

  if (g_hash_table_lookup_extended (self->places, key, NULL, &place))
    return GPOINTER_TO_UINT (place);
  if (assay_factor_query_reads (self->now, field))
    g_ptr_array_add (self->changed, (gpointer) field);
  place = GUINT_TO_POINTER (assay_factor_query_reads (self->now, field) ? self->changed->len : 0);
  g_hash_table_insert (self->places, key, place);
  return GPOINTER_TO_UINT (place);
}

static void
keep_value (const AssayPastValue *value,
            gpointer              data)
{
  AssayOutcomePast *self = data;
  guint place = place_of (self, value->field);
  gpointer key = GSIZE_TO_POINTER (value->row + 1);
  GHashTable *values;
  GByteArray *packed;

  if (place == 0)
    return;
  values = g_hash_table_lookup (self->rows, key);
  if (values == NULL)
    {
      values = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
      g_hash_table_insert (self->rows, key, values);
    }
  packed = g_byte_array_new ();
  assay_value_pack (&value->old_value, packed);
  g_hash_table_replace (values, GUINT_TO_POINTER (place), packed);
}

static guint
parameter_of (guint place)
{
  return ASSAY_FACTOR_QUERY_FIRST + 2 * place;
}

/* The table of leads, with other values in the fields that have changed. */
static gboolean
write_leads (AssayOutcomePast *self,
             GError          **error)
{
  g_autoptr (AssayStatement) columns = assay_connection_prepare (
    self->connection, "SELECT name FROM pragma_table_info('lead')", error);
  g_autoptr (GString) sql = g_string_new ("WITH lead AS (SELECT ");
  const char *between = "";
  gboolean row;

  if (columns == NULL)
    return FALSE;
  while (assay_statement_step (columns, &row, error))
    {
      const char *name = row ? assay_statement_get_text (columns, 0) : NULL;
      guint place = 0;

      if (!row)
        {
          g_string_append (sql, " FROM main.lead WHERE id BETWEEN ?1 AND ?2) ");
          self->leads = g_strdup (sql->str);
          return TRUE;
        }
      while (place < self->changed->len
             && g_strcmp0 (((AssayField *) self->changed->pdata[place])->column, name) != 0)
        place++;
      if (place < self->changed->len)
        g_string_append_printf (sql, "%sCASE WHEN ?%u THEN ?%u ELSE \"%s\" END AS \"%s\"", between,
                                parameter_of (place), parameter_of (place) + 1, name, name);
      else
        g_string_append_printf (sql, "%s\"%s\"", between, name);
      between = ", ";
    }
  return FALSE;
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
  self->changed = g_ptr_array_new ();
  self->places = g_hash_table_new (NULL, NULL);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  if (!outcomes->dated)
    return g_steal_pointer (&self);
  self->now = assay_factor_query_new (connection, fields, profile, ASSAY_AS_OF_NOW, error);
  if (self->now == NULL
      || !assay_past_values_foreach (connection, fields, outcomes->leads, outcomes->as_of,
                                     outcomes->n, keep_value, self, error)
      || (self->changed->len > 0 && !write_leads (self, error)))
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
                                      self->leads, 2 * self->changed->len, error);
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
