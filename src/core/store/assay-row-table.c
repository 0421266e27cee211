/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-row-table-private.h"

#include "store/assay-sqlite-private.h"

#define POINTER_TYPE "assay-rows"
/* As many as a lead has at most, and the argument behind them. */
#define N_COLUMNS 1999

typedef struct
{
  sqlite3_vtab_cursor base;
  const AssayRowSet *set; /* (nullable) (not owned) */
  guint row;
} Cursor;

static int
connect_cb (sqlite3            *db,
            void               *unused,
            int                 argc,
            const char *const  *argv,
            sqlite3_vtab      **out_table,
            char              **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE x (");

  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (sql, "c%u,", i);
  g_string_append (sql, "source HIDDEN)");
  int code = sqlite3_declare_vtab (db, sql->str);
  if (code != SQLITE_OK)
    return code;
  *out_table = sqlite3_malloc (sizeof **out_table);
  if (*out_table == NULL)
    return SQLITE_NOMEM;
  **out_table = (sqlite3_vtab) { 0 };
  return SQLITE_OK;
}

static int
disconnect_cb (sqlite3_vtab *table)
{
  sqlite3_free (table);
  return SQLITE_OK;
}

/* The only way to use it is with its argument. */
static int
best_index_cb (sqlite3_vtab       *table,
               sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    if (info->aConstraint[i].iColumn == N_COLUMNS && info->aConstraint[i].usable
        && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ)
      {
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        return SQLITE_OK;
      }
  return SQLITE_CONSTRAINT;
}

static int
open_cb (sqlite3_vtab         *table,
         sqlite3_vtab_cursor **out_cursor)
{
  Cursor *cursor = sqlite3_malloc (sizeof *cursor);

  if (cursor == NULL)
    return SQLITE_NOMEM;
  *cursor = (Cursor) { 0 };
  *out_cursor = &cursor->base;
  return SQLITE_OK;
}

static int
close_cb (sqlite3_vtab_cursor *cursor)
{
  sqlite3_free (cursor);
  return SQLITE_OK;
}

static int
filter_cb (sqlite3_vtab_cursor  *base,
           int                   number,
           const char           *name,
           int                   argc,
           sqlite3_value       **argv)
{
  Cursor *cursor = (Cursor *) base;

  cursor->set = argc == 1 ? sqlite3_value_pointer (argv[0], POINTER_TYPE) : NULL;
  cursor->row = 0;
  return SQLITE_OK;
}

static int
next_cb (sqlite3_vtab_cursor *base)
{
  ((Cursor *) base)->row++;
  return SQLITE_OK;
}

static int
eof_cb (sqlite3_vtab_cursor *base)
{
  const Cursor *cursor = (Cursor *) base;

  return cursor->set == NULL || cursor->row >= cursor->set->n_rows;
}

static int
column_cb (sqlite3_vtab_cursor *base,
           sqlite3_context     *context,
           int                  column)
{
  const Cursor *cursor = (Cursor *) base;
  const AssayLeadRow *row = &cursor->set->rows[cursor->row];
  guint place = (guint) column, n = cursor->set->n_values;
  const AssayValue *value = place < n        ? &row->values[place]
                            : place == n     ? &row->email_key
                            : place == n + 1 ? &row->phone_key
                                             : NULL;

  if (value == NULL)
    return SQLITE_OK;
  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      sqlite3_result_int64 (context, value->integer);
      break;
    case ASSAY_VALUE_REAL:
      sqlite3_result_double (context, value->real);
      break;
    case ASSAY_VALUE_TEXT:
      sqlite3_result_text (context, value->text, (int) value->length, SQLITE_STATIC);
      break;
    case ASSAY_VALUE_NULL:
    default:
      break;
    }
  return SQLITE_OK;
}

static int
rowid_cb (sqlite3_vtab_cursor *base,
          sqlite3_int64       *out_rowid)
{
  *out_rowid = ((Cursor *) base)->row;
  return SQLITE_OK;
}

/* Without create: nobody can make such a table in a file. */
static sqlite3_module row_module = {
  .xConnect = connect_cb,
  .xBestIndex = best_index_cb,
  .xDisconnect = disconnect_cb,
  .xDestroy = disconnect_cb,
  .xOpen = open_cb,
  .xClose = close_cb,
  .xFilter = filter_cb,
  .xNext = next_cb,
  .xEof = eof_cb,
  .xColumn = column_cb,
  .xRowid = rowid_cb,
};

gboolean
assay_row_table_register (sqlite3 *db,
                          GError **error)
{
  int code = sqlite3_create_module_v2 (db, "assay_rows", &row_module, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  assay_store_take_error (error, db, code);
  return FALSE;
}

/*
 * assay_statement_bind_rows:
 * @rows: stays as it is until the statement is reset
 */
void
assay_statement_bind_rows (AssayStatement *self,
                           int             index,
                           AssayRowSet    *rows)
{
  sqlite3_bind_pointer (assay_statement_get_stmt (self), index, rows, POINTER_TYPE, NULL);
}
