/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-insert-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "store/assay-row-table-private.h"

enum
{
  ROWS = 1,
  JOB,
  NOW,
};

struct _AssayLeadInsert
{
  AssayStatement *statement;
  const AssayField **fields; /* (owned) (array length=n) */
  guint n;
};

/* What a column of the table gets: a column of the rows, a parameter, or nothing. */
static void
append_source (AssayLeadInsert *self,
               const char      *column,
               GString         *sql)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->fields[i]->column, column) == 0)
      {
        g_string_append_printf (sql, "c%u", i);
        return;
      }
  if (strcmp (column, "job") == 0)
    g_string_append_printf (sql, "?%d", JOB);
  else if (strcmp (column, "email_key") == 0)
    g_string_append_printf (sql, "c%u", self->n);
  else if (strcmp (column, "phone_key") == 0)
    g_string_append_printf (sql, "c%u", self->n + 1);
  else if (strcmp (column, "created_at") == 0 || strcmp (column, "updated_at") == 0)
    g_string_append_printf (sql, "?%d", NOW);
  else
    g_string_append (sql, "NULL");
}

/* All columns of the table in their order: SQLite then puts each value where the row is made, and
 * copies none. */
static char *
make_sql (AssayLeadInsert  *self,
          AssayConnection  *connection,
          GError          **error)
{
  g_autoptr (AssayStatement) columns = assay_connection_prepare (
    connection, "SELECT name FROM pragma_table_info('lead') ORDER BY cid", error);
  g_autoptr (GString) sql = g_string_new ("INSERT INTO lead SELECT ");
  gboolean row = TRUE;

  if (columns == NULL)
    return NULL;
  for (guint i = 0;; i++)
    {
      if (!assay_statement_step (columns, &row, error))
        return NULL;
      if (!row)
        break;
      g_string_append (sql, i > 0 ? ", " : "");
      append_source (self, assay_statement_get_text (columns, 0), sql);
    }
  g_string_append_printf (sql, " FROM assay_rows (?%d)", ROWS);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * assay_lead_insert_new:
 * @fields: (array length=n_fields): which columns are given; each at most once
 *
 * Returns: (transfer full) (nullable): the statement, ready to run
 */
AssayLeadInsert *
assay_lead_insert_new (AssayConnection         *connection,
                       const AssayField *const *fields,
                       guint                    n_fields,
                       GError                 **error)
{
  AssayLeadInsert *self = g_new0 (AssayLeadInsert, 1);
  g_autofree char *sql = NULL;

  self->fields = g_new (const AssayField *, n_fields + 1);
  memcpy (self->fields, fields, n_fields * sizeof *fields);
  self->n = n_fields;
  sql = make_sql (self, connection, error);
  if (sql != NULL)
    self->statement = assay_connection_prepare (connection, sql, error);
  if (self->statement != NULL)
    return self;
  assay_lead_insert_free (self);
  return NULL;
}

void
assay_lead_insert_free (AssayLeadInsert *self)
{
  g_clear_pointer (&self->statement, assay_statement_release);
  g_free (self->fields);
  g_free (self);
}

/* Whether it is for these fields. */
gboolean
assay_lead_insert_fits (AssayLeadInsert         *self,
                        const AssayField *const *fields,
                        guint                    n_fields)
{
  return self->n == n_fields && memcmp (self->fields, fields, n_fields * sizeof *fields) == 0;
}

/**
 * assay_lead_insert_run:
 * @job: who adds them
 * @rows: (array length=n_rows): the new leads
 *
 * Adds all of them, in their order, or none. Times that are not given are now.
 */
gboolean
assay_lead_insert_run (AssayLeadInsert    *self,
                       gint64              job,
                       const AssayLeadRow *rows,
                       guint               n_rows,
                       GError            **error)
{
  AssayRowSet set = { rows, n_rows, self->n };

  assay_statement_bind_rows (self->statement, ROWS, &set);
  assay_statement_bind_int64 (self->statement, JOB, job);
  assay_statement_bind_int64 (self->statement, NOW, assay_clock_now ());
  gboolean ok = assay_statement_run (self->statement, error);
  assay_statement_bind_null (self->statement, ROWS);
  return ok;
}
