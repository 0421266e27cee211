/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-store-error.h"

#include <gio/gio.h>

#include "store/assay-sqlite-private.h"

G_DEFINE_QUARK (assay-store-error-quark, assay_store_error)

/* SQLite's own message is kept only where it cannot quote a value of a lead. */
void
assay_store_take_error (GError **error,
                        sqlite3 *db,
                        int      code)
{
  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    case SQLITE_FULL:
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_FULL,
                           "The disk is full. Nothing was changed; free some space and try again");
      return;
    case SQLITE_NOTADB:
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_WORKSPACE,
                           "The file is not an Assay workspace");
      return;
    case SQLITE_CORRUPT:
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_CORRUPT,
                           "The workspace file is damaged. Restore a backup, or export what can "
                           "still be read with “assay export”");
      return;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_PERMISSION,
                           "The workspace cannot be opened for writing. Check the permissions of "
                           "the file and of its folder");
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_BUSY,
                           "Another program is using the workspace. Close it or try again");
      return;
    case SQLITE_CONSTRAINT:
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_CONSTRAINT,
                   "A value breaks a rule of the workspace: %s", sqlite3_errmsg (db));
      return;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_WRITE)
        g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_FULL,
                             "The workspace could not be written. Is the disk full or was it "
                             "removed? Nothing was changed");
      else
        g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_FAILED,
                             "The workspace could not be read or written. Check the disk");
      return;
    default:
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_FAILED, "The workspace failed: %s",
                   db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code));
    }
}
