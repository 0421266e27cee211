/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-count.h"

#include <math.h>

#include "store/assay-condition-sql.h"

/* A sample is so many runs of neighbouring leads, spread evenly: neighbours lie on the same pages. */
#define BLOCKS 400
#define BLOCK_LEADS 50
/* Where numbers of leads have such gaps that a sample finds fewer, all are counted. */
#define SMALLEST_SAMPLE 2000

void
assay_lead_counts_free (AssayLeadCounts *self)
{
  g_free (self->counts);
  g_free (self);
}

/* One column for each condition; one that cannot be compiled counts nothing. */
static char *
build_sql (AssayConditionSql     *compiler,
           AssayCondition *const *conditions,
           AssayLeadCounts       *self,
           gboolean               sample)
{
  GString *sql = g_string_new ("SELECT count(*)");

  for (guint i = 0; i < self->n_counts; i++)
    {
      g_autoptr (GString) expression = g_string_new (NULL);

      if (assay_condition_sql_append (compiler, conditions[i], expression, NULL))
        g_string_append_printf (sql, ", count(*) FILTER (WHERE %s)", expression->str);
      else
        g_string_append (sql, ", NULL");
    }
  if (sample)
    g_string_append_printf (sql,
                            " FROM (SELECT value AS first FROM json_each(?1)) AS block "
                            "CROSS JOIN lead ON lead.id BETWEEN block.first AND block.first + %d",
                            BLOCK_LEADS - 1);
  else
    g_string_append (sql, " FROM lead");
  return g_string_free (sql, FALSE);
}

static void
bind_blocks (AssayStatement *statement,
             gint64          lowest,
             gint64          highest)
{
  g_autoptr (GString) blocks = g_string_new ("[");
  double step = (double) (highest - lowest + 1) / BLOCKS;

  for (int i = 0; i < BLOCKS; i++)
    g_string_append_printf (blocks, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            lowest + (gint64) (step * i));
  g_string_append_c (blocks, ']');
  assay_statement_bind_text (statement, 1, blocks->str);
}

static void
read_counts (AssayStatement  *statement,
             AssayLeadCounts *self,
             gint64           seen)
{
  double scale = self->estimated ? (double) self->total / (double) seen : 1;

  for (guint i = 0; i < self->n_counts; i++)
    self->counts[i]
      = assay_statement_is_null (statement, (int) i + 1)
          ? ASSAY_LEAD_COUNT_UNKNOWN
          : llround ((double) assay_statement_get_int64 (statement, (int) i + 1) * scale);
}

/* Counts in one query; @out_seen says how many leads it looked at. */
static gboolean
count (AssayLeadCounts       *self,
       AssayConnection       *reader,
       AssayFieldRegistry    *fields,
       AssayCondition *const *conditions,
       gint64                *out_seen,
       GError               **error)
{
  g_autoptr (AssayConditionSql) compiler
    = assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, error);
  g_autoptr (AssayStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gint64 lowest, highest;
  gboolean row;

  if (compiler == NULL
      || !assay_connection_query_int64 (reader, "SELECT coalesce(min(id), 0) FROM lead", &lowest, error)
      || !assay_connection_query_int64 (reader, "SELECT coalesce(max(id), 0) FROM lead", &highest, error))
    return FALSE;
  assay_condition_sql_reserve (compiler, 1);
  sql = build_sql (compiler, conditions, self, self->estimated);
  statement = assay_connection_prepare (reader, sql, error);
  if (statement == NULL)
    return FALSE;
  if (self->estimated)
    bind_blocks (statement, lowest, highest);
  assay_condition_sql_bind (compiler, statement);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  *out_seen = assay_statement_get_int64 (statement, 0);
  if (*out_seen > 0 || !self->estimated)
    read_counts (statement, self, *out_seen);
  assay_statement_reset (statement);
  return TRUE;
}

/**
 * assay_lead_counts_new:
 * @conditions: (array length=n_conditions): each is counted alone
 *
 * For how many leads each of some conditions holds, in one query. Above %ASSAY_LEAD_COUNT_EXACT
 * leads the counts are estimated from 20,000 of them. Blocks; worker thread.
 *
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the counts
 */
AssayLeadCounts *
assay_lead_counts_new (AssayWorkspace        *workspace,
                       AssayCondition *const *conditions,
                       guint                  n_conditions,
                       GCancellable          *cancellable,
                       GError               **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayLeadCounts) self = g_new0 (AssayLeadCounts, 1);
  gint64 seen;

  self->counts = g_new0 (gint64, n_conditions + 1);
  self->n_counts = n_conditions;
  if (reader == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  if (!assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &self->total, error))
    return NULL;
  self->estimated = self->total > ASSAY_LEAD_COUNT_EXACT;
  if (!count (self, reader, fields, conditions, &seen, error))
    return NULL;
  if (self->estimated && seen < SMALLEST_SAMPLE)
    {
      self->estimated = FALSE;
      if (!count (self, reader, fields, conditions, &seen, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
