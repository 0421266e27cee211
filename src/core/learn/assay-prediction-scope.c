/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-prediction-scope-private.h"

#include "store/assay-condition-sql.h"

/* Ids this near are read together: leads between them are few, and predicting them costs little. */
#define MAX_GAP 16

static void
add_id (GArray *ranges, gint64 id, gint64 batch)
{
  AssayIdRange *before =
      ranges->len > 0 ? &g_array_index (ranges, AssayIdRange, ranges->len - 1) : NULL;
  AssayIdRange range = { id, id };

  if (before != NULL && id - before->last <= MAX_GAP && id - before->first < batch)
    before->last = id;
  else
    g_array_append_val (ranges, range);
}

static gboolean
collect (AssayStatement *statement, gint64 batch, GArray *ranges, GError **error)
{
  gboolean row;

  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        {
          assay_statement_reset (statement);
          return TRUE;
        }
      add_id (ranges, assay_statement_get_int64 (statement, 0), batch);
    }
  return FALSE;
}

static gboolean
find_where (const AssayPredictionRun *run,
            AssayConnection *connection,
            gint64 batch,
            GArray *ranges,
            GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (run->workspace);
  g_autoptr (AssayConditionSql) compiler =
      assay_condition_sql_new (connection, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  g_autoptr (GString) sql = g_string_new ("SELECT lead.id FROM lead WHERE ");
  g_autoptr (AssayStatement) select = NULL;
  gboolean ok;

  if (compiler == NULL || !assay_condition_sql_append (compiler, run->where, sql, error))
    return FALSE;
  g_string_append (sql, " ORDER BY lead.id");
  select = assay_connection_prepare (connection, sql->str, error);
  if (select == NULL)
    return FALSE;
  assay_condition_sql_bind (compiler, select);
  ok = collect (select, batch, ranges, error);
  assay_statement_reset (select);
  return ok;
}

/* New leads, those with journal rows or events since, and those the causing job touched. */
static gboolean
find_changed (const AssayPredictionRun *run,
              AssayConnection *connection,
              gint64 model,
              gint64 batch,
              GArray *ranges,
              GError **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
      connection,
      "WITH mark AS (SELECT lead, change, event FROM prediction_mark WHERE model = ?1), "
      "cause (job) AS (SELECT ?2 UNION SELECT undoes FROM job WHERE id = ?2 AND undoes <> 0) "
      "SELECT id FROM lead WHERE id IN ("
      "  SELECT id FROM lead WHERE id > coalesce((SELECT lead FROM mark), 0) "
      "  UNION SELECT lead FROM change WHERE id > coalesce((SELECT change FROM mark), 0) "
      "  UNION SELECT lead FROM event WHERE id > coalesce((SELECT event FROM mark), 0) "
      "  UNION SELECT lead FROM change WHERE job IN (SELECT job FROM cause) "
      "  UNION SELECT lead FROM event WHERE job IN (SELECT job FROM cause)) "
      "ORDER BY id",
      error);

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, model);
  assay_statement_bind_int64 (select, 2, run->cause);
  return collect (select, batch, ranges, error);
}

static gboolean
find_all (AssayConnection *connection, gint64 batch, GArray *ranges, GError **error)
{
  gint64 first, last;

  if (!assay_connection_query_int64 (
          connection, "SELECT coalesce(min(id), 1) FROM lead", &first, error) ||
      !assay_connection_query_int64 (
          connection, "SELECT coalesce(max(id), 0) FROM lead", &last, error))
    return FALSE;
  for (; first <= last; first += batch)
    {
      AssayIdRange range = { first, MIN (first + batch - 1, last) };

      g_array_append_val (ranges, range);
    }
  return TRUE;
}

/**
 * assay_prediction_scope_find:
 * @model: which model predicts
 * @batch: ids of a range at most
 *
 * Returns: (transfer full) (element-type AssayIdRange) (nullable): the ids that the run means, in
 * order
 */
GArray *
assay_prediction_scope_find (const AssayPredictionRun *run,
                             AssayConnection *connection,
                             gint64 model,
                             gint64 batch,
                             GError **error)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (AssayIdRange));
  gboolean ok;

  if (run->where != NULL)
    ok = find_where (run, connection, batch, ranges, error);
  else if (run->changed_only)
    ok = find_changed (run, connection, model, batch, ranges, error);
  else
    ok = find_all (connection, batch, ranges, error);
  return ok ? g_steal_pointer (&ranges) : NULL;
}

/**
 * assay_prediction_mark_store:
 *
 * Keeps up to where the model has seen the workspace.
 */
gboolean
assay_prediction_mark_store (AssayTransaction *transaction, gint64 model, GError **error)
{
  g_autoptr (AssayStatement) upsert = assay_connection_prepare (
      assay_transaction_get_connection (transaction),
      "INSERT OR REPLACE INTO prediction_mark (model, lead, change, event) VALUES (?1, "
      "(SELECT coalesce(max(id), 0) FROM lead), (SELECT coalesce(max(id), 0) FROM change), "
      "(SELECT coalesce(max(id), 0) FROM event))",
      error);

  if (upsert == NULL)
    return FALSE;
  assay_statement_bind_int64 (upsert, 1, model);
  return assay_statement_run (upsert, error);
}
