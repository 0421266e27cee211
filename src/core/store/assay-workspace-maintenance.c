/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-workspace-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/assay-sqlite-private.h"

/* Pages a backup copies between two looks at the cancellable. */
#define BACKUP_PAGES 1000

/* Moves what is in the log so far, on a connection of its own: meanwhile others write on. */
static gboolean
move_log (AssayWorkspace *self,
          GError        **error)
{
  AssayConnection *connection
    = assay_connection_open (assay_workspace_get_path (self), TRUE, error);
  int code;

  if (connection == NULL)
    return FALSE;
  code = sqlite3_wal_checkpoint_v2 (assay_connection_get_db (connection), NULL,
                                    SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  assay_connection_close (connection);
  if (code == SQLITE_OK || code == SQLITE_BUSY)
    return TRUE;
  assay_store_take_error (error, NULL, code);
  return FALSE;
}

/**
 * assay_workspace_checkpoint:
 *
 * Moves the write-ahead log into the file and truncates it; after large jobs. Others may read and
 * write meanwhile; what they hold back stays in the log.
 */
gboolean
assay_workspace_checkpoint (AssayWorkspace *self,
                            GError        **error)
{
  AssayWriteLock *lock = assay_workspace_get_lock (self);
  sqlite3 *db;

  if (!move_log (self, error) || !assay_write_lock_acquire (lock, NULL, error))
    return FALSE;
  /* Little is left to move. A reader in the middle of its work keeps the log; that is no error. */
  db = assay_connection_get_db (assay_workspace_get_writer (self));
  sqlite3_busy_timeout (db, 0);
  sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (db, 10000);
  assay_write_lock_release (lock);
  return TRUE;
}

/* A log above this is worth the wait of moving it into the file. */
#define LARGE_LOG_BYTES (32 * 1024 * 1024)

/**
 * assay_workspace_checkpoint_if_large:
 *
 * After a job: moves the write-ahead log into the file if it grew large.
 */
void
assay_workspace_checkpoint_if_large (AssayWorkspace *self)
{
  g_autofree char *wal = g_strconcat (assay_workspace_get_path (self), "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  if (g_stat (wal, &status) == 0 && status.st_size > LARGE_LOG_BYTES
      && !assay_workspace_checkpoint (self, &error))
    g_warning ("The write-ahead log could not be moved into the workspace: %s", error->message);
}

static gboolean
copy_pages (sqlite3      *target,
            sqlite3      *source,
            GCancellable *cancellable,
            GError      **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    {
      assay_store_take_error (error, target, sqlite3_extended_errcode (target));
      return FALSE;
    }
  while ((code = sqlite3_backup_step (backup, BACKUP_PAGES)) == SQLITE_OK || code == SQLITE_BUSY)
    if (g_cancellable_is_cancelled (cancellable))
      break;
  sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    assay_store_take_error (error, target, code);
  return FALSE;
}

/**
 * assay_workspace_backup:
 * @path: a file that does not exist yet
 *
 * Copies the workspace while others go on using it. Blocks; worker thread.
 */
gboolean
assay_workspace_backup (AssayWorkspace *self,
                        const char     *path,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr (AssayConnection) reader = NULL;
  sqlite3 *target = NULL;
  gboolean copied = FALSE;
  int code, fd;

  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_PERMISSION,
                   "The copy “%s” cannot be made; is there a file of that name already?", path);
      return FALSE;
    }
  close (fd);
  reader = assay_workspace_borrow_reader (self, error);
  if (reader == NULL)
    return FALSE;
  code = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    copied = copy_pages (target, assay_connection_get_db (reader), cancellable, error);
  else
    assay_store_take_error (error, target, code);
  sqlite3_close (target);
  if (!copied)
    g_unlink (path);
  return copied;
}

/**
 * assay_workspace_check:
 *
 * Reads the whole file and checks it. Errors: %ASSAY_STORE_ERROR_CORRUPT.
 */
gboolean
assay_workspace_check (AssayWorkspace *self,
                       GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (self, error);
  g_autoptr (AssayStatement) statement = NULL;
  gboolean row;

  if (reader == NULL)
    return FALSE;
  statement = assay_connection_prepare (reader, "PRAGMA integrity_check", error);
  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  if (row && strcmp (assay_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_CORRUPT,
                       "The workspace file is damaged. Restore a backup, or export what can still "
                       "be read with “assay export”");
  return FALSE;
}

/**
 * assay_workspace_take_turn:
 *
 * For jobs that first read much and then write by what they read, in many transactions: one of them
 * at a time, in all processes; what only edits goes between. Blocks; worker thread.
 *
 * Errors: %G_IO_ERROR_CANCELLED.
 */
gboolean
assay_workspace_take_turn (AssayWorkspace *self,
                           GCancellable   *cancellable,
                           GError        **error)
{
  return assay_write_lock_take_turn (assay_workspace_get_lock (self), cancellable, error);
}

void
assay_workspace_pass_turn (AssayWorkspace *self)
{
  assay_write_lock_pass_turn (assay_workspace_get_lock (self));
}
