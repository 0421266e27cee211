/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-statement.h"

#include <string.h>

#include "store/assay-sqlite-private.h"

struct _AssayStatement
{
  AssayConnection *connection;
  sqlite3_stmt *stmt;
  char *sql; /* (owned): the key in the connection's cache */
};

AssayStatement *
assay_statement_new (AssayConnection *connection,
                     sqlite3_stmt    *stmt,
                     const char      *sql)
{
  AssayStatement *self = g_new0 (AssayStatement, 1);

  self->connection = connection;
  self->stmt = stmt;
  self->sql = g_strdup (sql);
  return self;
}

const char *
assay_statement_get_sql (AssayStatement *self)
{
  return self->sql;
}

sqlite3_stmt *
assay_statement_get_stmt (AssayStatement *self)
{
  return self->stmt;
}

void
assay_statement_finalize (AssayStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self->sql);
  g_free (self);
}

/**
 * assay_statement_release:
 * @self: (transfer full): a borrowed statement
 *
 * Resets it, forgets its parameters and gives it back to its connection's cache.
 */
void
assay_statement_release (AssayStatement *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  assay_connection_give_back (self->connection, self);
}

void
assay_statement_bind_null (AssayStatement *self,
                           int             index)
{
  sqlite3_bind_null (self->stmt, index);
}

void
assay_statement_bind_int64 (AssayStatement *self,
                            int             index,
                            gint64          value)
{
  sqlite3_bind_int64 (self->stmt, index, value);
}

void
assay_statement_bind_double (AssayStatement *self,
                             int             index,
                             double          value)
{
  sqlite3_bind_double (self->stmt, index, value);
}

/**
 * assay_statement_bind_text:
 * @text: (nullable): copied; %NULL binds NULL
 */
void
assay_statement_bind_text (AssayStatement *self,
                           int             index,
                           const char     *text)
{
  sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT);
}

/**
 * assay_statement_bind_static_text:
 * @text: (nullable): not copied: has to stay until the statement is reset
 * @length: bytes, or -1
 */
void
assay_statement_bind_static_text (AssayStatement *self,
                                  int             index,
                                  const char     *text,
                                  gssize          length)
{
  sqlite3_bind_text (self->stmt, index, text, (int) length, SQLITE_STATIC);
}

/**
 * assay_statement_bind_blob:
 * @data: (array length=length): not copied: has to stay until the statement is reset
 */
void
assay_statement_bind_blob (AssayStatement *self,
                           int             index,
                           gconstpointer   data,
                           gsize           length)
{
  if (data == NULL)
    sqlite3_bind_null (self->stmt, index);
  else
    sqlite3_bind_blob64 (self->stmt, index, data, length, SQLITE_STATIC);
}

/*< private >
 * assay_statement_bind_pointer:
 * @object: what a function of ours gets; not owned: has to stay until the statement is reset
 * @type: a static string that the function asks for it by
 */
void
assay_statement_bind_pointer (AssayStatement *self,
                              int             index,
                              gpointer        object,
                              const char     *type)
{
  sqlite3_bind_pointer (self->stmt, index, object, type, NULL);
}

/**
 * assay_statement_bind_value:
 * @value: its text is not copied: it has to stay until the statement is reset
 */
void
assay_statement_bind_value (AssayStatement   *self,
                            int               index,
                            const AssayValue *value)
{
  switch (value->kind)
    {
    case ASSAY_VALUE_INTEGER:
      sqlite3_bind_int64 (self->stmt, index, value->integer);
      break;
    case ASSAY_VALUE_REAL:
      sqlite3_bind_double (self->stmt, index, value->real);
      break;
    case ASSAY_VALUE_TEXT:
      sqlite3_bind_text (self->stmt, index, value->text, (int) value->length, SQLITE_STATIC);
      break;
    case ASSAY_VALUE_NULL:
    default:
      sqlite3_bind_null (self->stmt, index);
    }
}

/**
 * assay_statement_step:
 * @out_row: (out): whether there is a row to read
 *
 * Fetches the next row. Errors: %ASSAY_STORE_ERROR, %G_IO_ERROR_CANCELLED when the connection's
 * cancellable was cancelled.
 */
gboolean
assay_statement_step (AssayStatement *self,
                      gboolean       *out_row,
                      GError        **error)
{
  int code = sqlite3_step (self->stmt);

  *out_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  sqlite3 *db = assay_connection_get_db (self->connection);
  assay_store_take_error (error, db, sqlite3_extended_errcode (db));
  sqlite3_reset (self->stmt);
  return FALSE;
}

/**
 * assay_statement_run:
 *
 * Runs a statement whose rows nobody reads to its end and resets it, so that it can be bound again.
 */
gboolean
assay_statement_run (AssayStatement *self,
                     GError        **error)
{
  gboolean row = TRUE;

  while (row)
    if (!assay_statement_step (self, &row, error))
      return FALSE;
  sqlite3_reset (self->stmt);
  return TRUE;
}

void
assay_statement_reset (AssayStatement *self)
{
  sqlite3_reset (self->stmt);
}

int
assay_statement_column_count (AssayStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

gboolean
assay_statement_is_null (AssayStatement *self,
                         int             column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gint64
assay_statement_get_int64 (AssayStatement *self,
                           int             column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
assay_statement_get_double (AssayStatement *self,
                            int             column)
{
  return sqlite3_column_double (self->stmt, column);
}

/**
 * assay_statement_get_text:
 *
 * Returns: (nullable) (transfer none): valid until the next step or reset
 */
const char *
assay_statement_get_text (AssayStatement *self,
                          int             column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * assay_statement_get_blob:
 *
 * Returns: (nullable) (array length=out_length) (transfer none): valid until the next step or reset
 */
gconstpointer
assay_statement_get_blob (AssayStatement *self,
                          int             column,
                          gsize          *out_length)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  *out_length = (gsize) sqlite3_column_bytes (self->stmt, column);
  return data;
}

/**
 * assay_statement_get_value:
 * @out_value: (out caller-allocates): its text is valid until the next step or reset
 */
void
assay_statement_get_value (AssayStatement *self,
                           int             column,
                           AssayValue     *out_value)
{
  /* Looked up once: all three would look it up again. */
  sqlite3_value *value = sqlite3_column_value (self->stmt, column);

  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      *out_value = assay_value_from_integer (sqlite3_value_int64 (value));
      break;
    case SQLITE_FLOAT:
      *out_value = assay_value_from_real (sqlite3_value_double (value));
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      {
        const char *text = (const char *) sqlite3_value_text (value);
        *out_value = assay_value_from_text (text, (gsize) sqlite3_value_bytes (value));
      }
      break;
    default:
      *out_value = ASSAY_VALUE_INIT_NULL;
    }
}
