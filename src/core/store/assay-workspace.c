/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-workspace-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/assay-schema-private.h"
#include "store/assay-sqlite-private.h"

/**
 * AssayWorkspace:
 *
 * One team's leads, settings and history in one file. Any thread may borrow a read-only connection;
 * writing goes through one transaction at a time. Nothing but SQLite opens the file.
 */
G_DEFINE_FINAL_TYPE (AssayWorkspace, assay_workspace, G_TYPE_OBJECT)

static void
remove_temporary_files (AssayWorkspace *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (self->path, suffixes[i], NULL);
      g_unlink (file);
    }
  g_rmdir (self->temporary_folder);
}

static void
assay_workspace_dispose (GObject *object)
{
  AssayWorkspace *self = ASSAY_WORKSPACE (object);

  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (assay_workspace_parent_class)->dispose (object);
}

static void
close_connections (AssayWorkspace *self)
{
  AssayConnection *reader;

  while ((reader = g_queue_pop_head (&self->readers)) != NULL)
    assay_connection_close (reader);
  g_clear_pointer (&self->writer, assay_connection_close);
}

/**
 * assay_workspace_close:
 *
 * Closes the file now, for a program about to end: the last one to close it moves the write-ahead log
 * into the file, and worker threads may hold the object a moment longer. Nothing may be asked of the
 * workspace afterwards.
 */
void
assay_workspace_close (AssayWorkspace *self)
{
  g_mutex_lock (&self->mutex);
  close_connections (self);
  g_mutex_unlock (&self->mutex);
}

static void
assay_workspace_finalize (GObject *object)
{
  AssayWorkspace *self = ASSAY_WORKSPACE (object);

  close_connections (self);
  g_clear_pointer (&self->lock, assay_write_lock_free);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  if (self->temporary_folder != NULL)
    remove_temporary_files (self);
  g_free (self->temporary_folder);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (assay_workspace_parent_class)->finalize (object);
}

static void
assay_workspace_class_init (AssayWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_workspace_dispose;
  object_class->finalize = assay_workspace_finalize;

  /**
   * AssayWorkspace::changed:
   * @topics: #AssayTopics that changed, by this or another process
   *
   * Emitted in the main context in which the workspace was opened.
   */
  g_signal_new ("changed", ASSAY_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
assay_workspace_init (AssayWorkspace *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->readers);
  self->context = g_main_context_ref_thread_default ();
}

static gboolean
prepare_file (const char         *path,
              AssayWorkspaceFlags flags,
              GError            **error)
{
  g_autofree char *folder = NULL;
  int fd;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_WORKSPACE,
                   "“%s” is a folder; name a workspace file in it", path);
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if ((flags & ASSAY_WORKSPACE_CREATE) == 0)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND,
                   "There is no workspace “%s”", path);
      return FALSE;
    }
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  /* SQLite gives -wal and -shm the permissions of the file itself. */
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      int code = errno;
      g_set_error (error, ASSAY_STORE_ERROR,
                   code == ENOSPC ? ASSAY_STORE_ERROR_FULL : ASSAY_STORE_ERROR_PERMISSION,
                   "The workspace “%s” cannot be made: %s", path, g_strerror (code));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
switch_to_wal (AssayWorkspace *self,
               GError        **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (self->writer, "PRAGMA journal_mode = WAL", error);
  gboolean row;

  if (statement == NULL || !assay_statement_step (statement, &row, error))
    return FALSE;
  if (row && g_ascii_strcasecmp (assay_statement_get_text (statement, 0), "wal") == 0)
    return TRUE;
  g_set_error_literal (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NO_LOCKS,
                       "Programs cannot share memory in this folder, which a workspace needs. Copy "
                       "it into a folder on this computer");
  return FALSE;
}

static gboolean
set_up_schema (AssayWorkspace *self,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  gboolean complete;

  if (!assay_schema_check (self->writer, &complete, error))
    return FALSE;
  if (!switch_to_wal (self, error))
    return FALSE;
  if (complete)
    return TRUE;

  transaction = assay_workspace_begin (self, ASSAY_DURABILITY_FULL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  /* Another process may have been faster. */
  if (!assay_schema_check (self->writer, &complete, error))
    return FALSE;
  if (!complete && !assay_schema_migrate (self->writer, error))
    return FALSE;
  return assay_transaction_commit (transaction, error);
}

gboolean
assay_workspace_reload_fields (AssayWorkspace  *self,
                               AssayConnection *connection,
                               GError         **error)
{
  AssayFieldRegistry *fields = assay_field_registry_load (connection, error);

  if (fields == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->fields, assay_field_registry_unref);
  self->fields = fields;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static AssayWorkspace *
open_file (const char         *path,
           AssayWorkspaceFlags flags,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr (AssayWorkspace) self = g_object_new (ASSAY_TYPE_WORKSPACE, NULL);
  guint topics;

  if (!prepare_file (path, flags, error))
    return NULL;
  self->path = g_canonicalize_filename (path, NULL);
  self->writer = assay_connection_open (self->path, TRUE, error);
  if (self->writer == NULL)
    return NULL;
  self->lock = assay_write_lock_new (self->path, error);
  if (self->lock == NULL || !set_up_schema (self, cancellable, error)
      || !assay_workspace_load_revisions (self, self->writer, &topics, error)
      || !assay_workspace_reload_fields (self, self->writer, error)
      || !assay_schema_run_opened (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_workspace_open:
 * @path: the workspace file
 * @flags: %ASSAY_WORKSPACE_CREATE makes it where there is none
 *
 * Opens a workspace, updates its tables if an older Assay made it, and takes back what interrupted
 * jobs had half done. Blocks; worker thread.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND, %ASSAY_STORE_ERROR_NOT_WORKSPACE, %ASSAY_STORE_ERROR_NEWER,
 * %ASSAY_STORE_ERROR_CORRUPT, %ASSAY_STORE_ERROR_PERMISSION, %ASSAY_STORE_ERROR_NO_LOCKS.
 *
 * Returns: (transfer full): the workspace
 */
AssayWorkspace *
assay_workspace_open (const char         *path,
                      AssayWorkspaceFlags flags,
                      GCancellable       *cancellable,
                      GError            **error)
{
  GError *local_error = NULL;
  AssayWorkspace *self = open_file (path, flags, cancellable, &local_error);

  if (self == NULL)
    {
      if (strstr (local_error->message, path) == NULL
          && local_error->domain == ASSAY_STORE_ERROR)
        g_prefix_error (&local_error, "%s: ", path);
      g_propagate_error (error, local_error);
    }
  return self;
}

/**
 * assay_workspace_open_temporary:
 *
 * A workspace in a folder of its own under the temporary folder, removed with the object.
 *
 * Returns: (transfer full): the workspace
 */
AssayWorkspace *
assay_workspace_open_temporary (GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-XXXXXX", error);
  g_autofree char *path = NULL;
  AssayWorkspace *self;

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, "temporary.assay", NULL);
  self = assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, error);
  if (self != NULL)
    self->temporary_folder = g_steal_pointer (&folder);
  return self;
}

/**
 * assay_workspace_is_temporary:
 *
 * Returns: whether nothing of it stays, so that nothing should be put beside it
 */
gboolean
assay_workspace_is_temporary (AssayWorkspace *self)
{
  return self->temporary_folder != NULL;
}

/**
 * assay_workspace_default_path:
 *
 * Returns: (transfer full): `$ASSAY_WORKSPACE`, else `default.assay` in the user's data folder
 */
char *
assay_workspace_default_path ( void)
{
  const char *path = g_getenv ("ASSAY_WORKSPACE");

  if (path != NULL && *path != '\0')
    return g_strdup (path);
  return g_build_filename (g_get_user_data_dir (), "assay", "default.assay", NULL);
}

const char *
assay_workspace_get_path (AssayWorkspace *self)
{
  g_return_val_if_fail (ASSAY_IS_WORKSPACE (self), NULL);
  return self->path;
}

/**
 * assay_workspace_get_name:
 *
 * Returns: (transfer full): what a window's title says: the file's name
 */
char *
assay_workspace_get_name (AssayWorkspace *self)
{
  return g_path_get_basename (self->path);
}

AssayWriteLock *
assay_workspace_get_lock (AssayWorkspace *self)
{
  return self->lock;
}

AssayConnection *
assay_workspace_get_writer (AssayWorkspace *self)
{
  return self->writer;
}

static void
reader_released_cb (AssayConnection *connection,
                    gpointer         data)
{
  g_autoptr (AssayWorkspace) self = data;

  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->readers, connection);
  g_mutex_unlock (&self->mutex);
}

/**
 * assay_workspace_borrow_reader:
 *
 * A read-only connection for the calling thread. It sees what was committed when each of its
 * statements starts; assay_connection_begin_read() makes it one state for several.
 *
 * Returns: (transfer full): a connection; assay_connection_release() gives it back
 */
AssayConnection *
assay_workspace_borrow_reader (AssayWorkspace *self,
                               GError        **error)
{
  AssayConnection *connection;

  g_return_val_if_fail (ASSAY_IS_WORKSPACE (self), NULL);

  g_mutex_lock (&self->mutex);
  connection = g_queue_pop_head (&self->readers);
  g_mutex_unlock (&self->mutex);
  if (connection == NULL)
    connection = assay_connection_open (self->path, FALSE, error);
  if (connection != NULL)
    assay_connection_set_owner (connection, reader_released_cb, g_object_ref (self));
  return connection;
}

/**
 * assay_workspace_get_fields:
 *
 * Returns: (transfer full): the fields as they are now. Any thread
 */
AssayFieldRegistry *
assay_workspace_get_fields (AssayWorkspace *self)
{
  AssayFieldRegistry *fields;

  g_return_val_if_fail (ASSAY_IS_WORKSPACE (self), NULL);

  g_mutex_lock (&self->mutex);
  fields = assay_field_registry_ref (self->fields);
  g_mutex_unlock (&self->mutex);
  return fields;
}

/**
 * assay_workspace_lock_job:
 *
 * Marks @job as running in this process, until assay_workspace_unlock_job() or the process's end.
 */
gboolean
assay_workspace_lock_job (AssayWorkspace *self,
                          gint64          job,
                          GError        **error)
{
  return assay_write_lock_hold_job (self->lock, job, error);
}

void
assay_workspace_unlock_job (AssayWorkspace *self,
                            gint64          job)
{
  assay_write_lock_drop_job (self->lock, job);
}

/**
 * assay_workspace_job_is_locked:
 *
 * Returns: whether some living process runs @job
 */
gboolean
assay_workspace_job_is_locked (AssayWorkspace *self,
                               gint64          job)
{
  return assay_write_lock_job_is_held (self->lock, job);
}
