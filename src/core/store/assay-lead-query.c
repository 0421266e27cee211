/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-query.h"

#include <math.h>
#include <string.h>

#include "model/assay-reference.h"
#include "store/assay-condition-sql.h"
#include "store/assay-scope-sql-private.h"

/* The parameter ahead of the scope's and the conditions' own. */
#define PARAMETER_LIMIT 1

static gboolean
append_order (AssayConditionSql *compiler,
              const char        *sort,
              GString           *sql,
              GError           **error)
{
  g_auto (AssayReference) reference = { 0 };
  g_autoptr (GString) expression = g_string_new (NULL);
  gboolean descending = sort[0] == '-';
  AssayFieldType type;

  reference.key = g_strdup (descending ? sort + 1 : sort);
  if (strcmp (reference.key, "id") == 0)
    {
      g_string_append_printf (sql, " ORDER BY lead.id%s", descending ? " DESC" : "");
      return TRUE;
    }
  if (!assay_condition_sql_append_reference (compiler, &reference, expression, &type, error))
    return FALSE;
  g_string_append_printf (sql, " ORDER BY %s%s%s NULLS LAST, lead.id", expression->str,
                          type == ASSAY_FIELD_TYPE_TEXT ? " COLLATE NOCASE" : "",
                          descending ? " DESC" : "");
  return TRUE;
}

static char *
build_sql (AssayConditionSql    *compiler,
           const AssayLeadQuery *query,
           AssayScopeSql        *scope,
           GError              **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id FROM lead");
  gboolean has_scores = assay_condition_sql_has_scores (compiler);

  if (!assay_scope_sql_append (scope, compiler, sql, error)
      || !append_order (compiler,
                        query->sort != NULL ? query->sort
                        : has_scores        ? "-score"
                                            : "id",
                        sql, error))
    return NULL;
  g_string_append_printf (sql, " LIMIT ?%d", PARAMETER_LIMIT);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * assay_lead_query_ids:
 *
 * Which leads match, in order. Blocks; worker thread.
 *
 * Errors: %ASSAY_STORE_ERROR_UNKNOWN_FIELD where the filter or sort names no field,
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type gint64): lead ids
 */
GArray *
assay_lead_query_ids (AssayWorkspace       *workspace,
                      const AssayLeadQuery *query,
                      GCancellable         *cancellable,
                      GError              **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConditionSql) compiler = NULL;
  g_autoptr (AssayScopeSql) scope = NULL;
  g_autoptr (AssayStatement) statement = NULL;
  g_autofree char *sql = NULL;

  if (reader == NULL)
    return NULL;
  scope = assay_scope_sql_new (reader, &query->scope, PARAMETER_LIMIT, error);
  if (scope == NULL)
    return NULL;
  compiler = assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  if (compiler == NULL)
    return NULL;
  assay_condition_sql_reserve (compiler, PARAMETER_LIMIT + assay_scope_sql_get_n_parameters (scope));
  sql = build_sql (compiler, query, scope, error);
  if (sql == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  statement = assay_connection_prepare (reader, sql, error);
  if (statement == NULL)
    return NULL;
  assay_statement_bind_int64 (statement, PARAMETER_LIMIT,
                              query->limit > 0 ? (gint64) query->limit : -1);
  assay_scope_sql_bind (scope, statement);
  assay_condition_sql_bind (compiler, statement);
  return assay_scope_collect_ids (statement, error);
}

static void
column_free (AssayLeadColumn *column)
{
  g_free (column->key);
  g_free (column->label);
  g_free (column);
}

static gboolean
add_column (GPtrArray          *columns,
            AssayConditionSql  *compiler,
            AssayFieldRegistry *fields,
            const char         *key,
            GError            **error)
{
  AssayLeadColumn *column = g_new0 (AssayLeadColumn, 1);
  g_auto (AssayReference) reference = { 0 };
  g_autoptr (GString) unused = g_string_new (NULL);

  g_ptr_array_add (columns, column);
  column->field = assay_field_registry_find (fields, key);
  column->key = g_strdup (column->field != NULL ? column->field->key : key);
  column->label = g_strdup (column->field != NULL ? column->field->label : key);
  if (column->field != NULL)
    {
      column->type = column->field->type;
      return TRUE;
    }
  if (strcmp (key, "id") == 0)
    {
      column->type = ASSAY_FIELD_TYPE_NUMBER;
      return TRUE;
    }
  reference.key = g_strdup (key);
  return assay_condition_sql_append_reference (compiler, &reference, unused, &column->type, error);
}

/**
 * assay_lead_query_columns:
 * @keys: (nullable) (array zero-terminated=1): field keys, signals, event measures, `id`, `score`,
 *   bands; %NULL for the id, all fields and the scores
 *
 * Errors: %ASSAY_STORE_ERROR_UNKNOWN_FIELD.
 *
 * Returns: (transfer full) (element-type AssayLeadColumn): what assay_lead_query_rows() reads
 */
GPtrArray *
assay_lead_query_columns (AssayWorkspace    *workspace,
                          const char *const *keys,
                          GError           **error)
{
  static const char *const scores[] = { "score", "temperature", "grade", "intent", NULL };
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  g_autoptr (AssayConditionSql) compiler = NULL;

  if (reader == NULL)
    return NULL;
  compiler = assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  if (compiler == NULL)
    return NULL;
  for (; keys != NULL && *keys != NULL; keys++)
    if (!add_column (columns, compiler, fields, *keys, error))
      return NULL;
  if (columns->len > 0)
    return g_steal_pointer (&columns);

  add_column (columns, compiler, fields, "id", NULL);
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    add_column (columns, compiler, fields, assay_field_registry_get (fields, i)->key, NULL);
  for (const char *const *score = scores; *score != NULL; score++)
    if (!add_column (columns, compiler, fields, *score, NULL))
      g_ptr_array_set_size (columns, (int) columns->len - 1);
  return g_steal_pointer (&columns);
}

static char *
rows_sql (AssayConditionSql *compiler,
          GPtrArray         *columns,
          GError           **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id");

  for (guint i = 0; i < columns->len; i++)
    {
      const AssayLeadColumn *column = g_ptr_array_index (columns, i);
      g_auto (AssayReference) reference = { 0 };
      AssayFieldType type;

      g_string_append (sql, ", ");
      if (column->field != NULL)
        g_string_append_printf (sql, "lead.%s", column->field->column);
      else if (strcmp (column->key, "id") == 0)
        g_string_append (sql, "lead.id");
      else
        {
          reference.key = g_strdup (column->key);
          if (!assay_condition_sql_append_reference (compiler, &reference, sql, &type, error))
            return NULL;
        }
    }
  g_string_append (sql, " FROM lead WHERE lead.id = ?1");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
read_rows (AssayStatement  *statement,
           const gint64    *ids,
           gsize            n_ids,
           guint            n_columns,
           AssayLeadRowFunc func,
           gpointer         user_data,
           GError         **error)
{
  g_autofree AssayValue *values = g_new (AssayValue, n_columns + 1);
  gboolean row;

  for (gsize i = 0; i < n_ids; i++)
    {
      assay_statement_bind_int64 (statement, 1, ids[i]);
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      for (guint c = 0; row && c < n_columns; c++)
        assay_statement_get_value (statement, (int) c + 1, &values[c]);
      if (row && !func (ids[i], values, n_columns, user_data, error))
        return FALSE;
      assay_statement_reset (statement);
    }
  return TRUE;
}

/**
 * assay_lead_query_rows:
 * @ids: (array length=n_ids): leads, in the order in which @func is to see them
 * @columns: (element-type AssayLeadColumn): from assay_lead_query_columns()
 * @func: (scope call): called for each lead that exists; its values are valid during the call.
 *   Returns %FALSE with an error to stop
 *
 * Reads values of leads. Blocks; worker thread.
 */
gboolean
assay_lead_query_rows (AssayWorkspace  *workspace,
                       const gint64    *ids,
                       gsize            n_ids,
                       GPtrArray       *columns,
                       AssayLeadRowFunc func,
                       gpointer         user_data,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConditionSql) compiler = NULL;
  g_autoptr (AssayStatement) statement = NULL;
  g_autofree char *sql = NULL;

  if (reader == NULL)
    return FALSE;
  compiler = assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  if (compiler == NULL)
    return FALSE;
  assay_condition_sql_reserve (compiler, 1);
  sql = rows_sql (compiler, columns, error);
  if (sql == NULL)
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  statement = assay_connection_prepare (reader, sql, error);
  if (statement == NULL)
    return FALSE;
  assay_condition_sql_bind (compiler, statement);
  return read_rows (statement, ids, n_ids, columns->len, func, user_data, error);
}

typedef struct
{
  double sum;
  gsize n;
} Mean;

static gboolean
add_to_mean (gint64            lead,
             const AssayValue *values,
             guint             n_values,
             gpointer          data,
             GError          **error)
{
  Mean *mean = data;

  if (values[0].kind == ASSAY_VALUE_INTEGER || values[0].kind == ASSAY_VALUE_REAL)
    {
      mean->sum += values[0].kind == ASSAY_VALUE_INTEGER ? (double) values[0].integer
                                                         : values[0].real;
      mean->n++;
    }
  return TRUE;
}

/**
 * assay_lead_query_mean_score:
 * @out_mean: (out): mean of the scores shown of the primary profile; NaN where no lead has one
 */
gboolean
assay_lead_query_mean_score (AssayWorkspace *workspace,
                             const gint64   *ids,
                             gsize           n_ids,
                             double         *out_mean,
                             GCancellable   *cancellable,
                             GError        **error)
{
  static const char *const keys[] = { "score", NULL };
  g_autoptr (GPtrArray) columns = NULL;
  Mean mean = { 0 };

  *out_mean = NAN;
  columns = assay_lead_query_columns (workspace, keys, NULL);
  if (columns == NULL)
    return TRUE;
  if (!assay_lead_query_rows (workspace, ids, n_ids, columns, add_to_mean, &mean, cancellable, error))
    return FALSE;
  if (mean.n > 0)
    *out_mean = mean.sum / (double) mean.n;
  return TRUE;
}
