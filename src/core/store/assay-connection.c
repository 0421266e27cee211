/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-connection.h"

#include "store/assay-row-table-private.h"
#include "store/assay-sqlite-private.h"
#include "store/assay-sql-functions.h"

/* Conditions make statements without end; more than this many at rest are let go. */
#define MAX_IDLE_STATEMENTS 512

/* VM instructions between two looks at the cancellable: about a millisecond. */
#define PROGRESS_STEPS 20000

#define BUSY_TIMEOUT_MS 10000

#define MAP_FILE "PRAGMA mmap_size = 4294967296;"

struct _AssayConnection
{
  sqlite3 *db;
  GHashTable *idle; /* (element-type utf8 AssayStatement): by SQL; keys belong to the statements */
  GCancellable *cancellable;
  AssayConnectionReleased released;
  gpointer owner; /* (not owned) */
  gboolean unmapped;
};

static int
progress_cb (void *data)
{
  AssayConnection *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* Debian's build and the Flatpak's differ in their defaults: what works on one must on the other. */
static void
set_limits (sqlite3 *db,
            gboolean writable)
{
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024);
  sqlite3_limit (db, SQLITE_LIMIT_SQL_LENGTH, 8 * 1024 * 1024);
  sqlite3_limit (db, SQLITE_LIMIT_COLUMN, 2000);
  sqlite3_limit (db, SQLITE_LIMIT_EXPR_DEPTH, 1000);
  sqlite3_limit (db, SQLITE_LIMIT_VARIABLE_NUMBER, 32766);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 2);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* FTS5 in triggers counts as unsafe before SQLite 3.43, so the writer has to trust the schema. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, writable, NULL);
}

static gboolean
configure (AssayConnection *self,
           gboolean         writable,
           GError         **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->db, PROGRESS_STEPS, progress_cb, self);
  set_limits (self->db, writable);
  if (!assay_sql_functions_register (self->db, error)
      || (writable && !assay_row_table_register (self->db, error)))
    return FALSE;
  if (writable)
    return assay_connection_execute (self,
                                     "PRAGMA page_size = 16384;"
                                     "PRAGMA foreign_keys = ON;"
                                     "PRAGMA cache_size = -32768;"
                                     "PRAGMA temp_store = MEMORY;"
                                     "PRAGMA journal_size_limit = 67108864;"
                                     /* Debian's SQLite writes zeros over all it frees; a rebuilt
                                      * index alone is a second of that for a million leads. */
                                     "PRAGMA secure_delete = FAST;"
                                     /* Moving the log into the file is work for after a job, not
                                      * for a commit that somebody waits for. */
                                     "PRAGMA wal_autocheckpoint = 0;",
                                     error);
  return assay_connection_execute (self,
                                   "PRAGMA query_only = ON;"
                                   MAP_FILE
                                   "PRAGMA cache_size = -16384;",
                                   error);
}

/**
 * assay_connection_open:
 * @writable: the writer's connection; otherwise read-only
 *
 * The caller makes sure that @path exists with the right permissions.
 */
AssayConnection *
assay_connection_open (const char *path,
                       gboolean    writable,
                       GError    **error)
{
  static gsize once;
  AssayConnection *self = g_new0 (AssayConnection, 1);
  int flags = SQLITE_OPEN_NOMUTEX | (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  int code;

  /* Counting SQLite's memory costs a lock for each allocation, and nobody asks for it. */
  if (g_once_init_enter (&once))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }
  self->idle = g_hash_table_new (g_str_hash, g_str_equal);
  code = sqlite3_open_v2 (path, &self->db, flags, NULL);
  if (code != SQLITE_OK)
    assay_store_take_error (error, self->db, code);
  else if (configure (self, writable, error))
    return self;
  assay_connection_close (self);
  return NULL;
}

static gboolean
finalize_statement (gpointer key,
                    gpointer statement,
                    gpointer unused)
{
  assay_statement_finalize (statement);
  return TRUE;
}

void
assay_connection_close (AssayConnection *self)
{
  g_hash_table_foreach_remove (self->idle, finalize_statement, NULL);
  g_hash_table_unref (self->idle);
  g_clear_object (&self->cancellable);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

void
assay_connection_set_owner (AssayConnection         *self,
                            AssayConnectionReleased  released,
                            gpointer                 owner)
{
  self->released = released;
  self->owner = owner;
}

/**
 * assay_connection_release:
 * @self: (transfer full): a borrowed reader
 *
 * Gives the connection back to its workspace.
 */
void
assay_connection_release (AssayConnection *self)
{
  assay_connection_set_cancellable (self, NULL);
  if (self->unmapped)
    assay_connection_set_mapped (self, TRUE, NULL);
  if (self->released != NULL)
    self->released (self, self->owner);
  else
    assay_connection_close (self);
}

sqlite3 *
assay_connection_get_db (AssayConnection *self)
{
  return self->db;
}

/**
 * assay_connection_set_cancellable:
 * @cancellable: (nullable): when cancelled, running statements stop with %G_IO_ERROR_CANCELLED
 */
void
assay_connection_set_cancellable (AssayConnection *self,
                                  GCancellable    *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/**
 * assay_connection_set_mapped:
 * @mapped: whether pages of the file are read where the system keeps them
 *
 * For a reader that looks at all of a large file once: what is mapped counts as this program's memory.
 * Giving a borrowed reader back maps again.
 */
gboolean
assay_connection_set_mapped (AssayConnection *self,
                             gboolean         mapped,
                             GError         **error)
{
  self->unmapped = !mapped;
  return assay_connection_execute (self, mapped ? MAP_FILE : "PRAGMA mmap_size = 0;", error);
}

/**
 * assay_connection_prepare:
 * @sql: one statement; values are parameters, never part of the text
 *
 * Borrows a prepared statement from the cache, compiling it on first use.
 *
 * Returns: (transfer full): the statement; assay_statement_release() gives it back
 */
AssayStatement *
assay_connection_prepare (AssayConnection *self,
                          const char      *sql,
                          GError         **error)
{
  AssayStatement *statement = g_hash_table_lookup (self->idle, sql);
  sqlite3_stmt *stmt = NULL;
  int code;

  if (statement != NULL)
    {
      g_hash_table_remove (self->idle, sql);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      assay_store_take_error (error, self->db, code);
      return NULL;
    }
  return assay_statement_new (self, stmt, sql);
}

void
assay_connection_give_back (AssayConnection *self,
                            AssayStatement  *statement)
{
  const char *sql = assay_statement_get_sql (statement);

  if (g_hash_table_contains (self->idle, sql))
    {
      assay_statement_finalize (statement);
      return;
    }
  if (g_hash_table_size (self->idle) >= MAX_IDLE_STATEMENTS)
    g_hash_table_foreach_remove (self->idle, finalize_statement, NULL);
  g_hash_table_insert (self->idle, (char *) sql, statement);
}

/**
 * assay_connection_execute:
 * @sql: one or more statements without parameters, from the program's own text
 */
gboolean
assay_connection_execute (AssayConnection *self,
                          const char      *sql,
                          GError         **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  assay_store_take_error (error, self->db, code);
  return FALSE;
}

/**
 * assay_connection_query_int64:
 * @out_value: (out): the first column of the first row; 0 where there is none
 */
gboolean
assay_connection_query_int64 (AssayConnection *self,
                              const char      *sql,
                              gint64          *out_value,
                              GError         **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (self, sql, error);
  gboolean row;

  *out_value = 0;
  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *out_value = assay_statement_get_int64 (statement, 0);
  return TRUE;
}

gint64
assay_connection_last_insert_id (AssayConnection *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

gint64
assay_connection_changes (AssayConnection *self)
{
  return sqlite3_changes64 (self->db);
}

/**
 * assay_connection_begin_read:
 *
 * Starts a snapshot: until assay_connection_end_read() every statement sees the same state.
 */
gboolean
assay_connection_begin_read (AssayConnection *self,
                             GError         **error)
{
  return assay_connection_execute (self, "BEGIN", error);
}

void
assay_connection_end_read (AssayConnection *self)
{
  sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL);
}
