/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-error.h"

G_DEFINE_QUARK (assay-import-error-quark, assay_import_error)

/* Cancelling and errors that are ours already pass through unchanged. */
static gboolean
passes_through (const GError *cause)
{
  return cause->domain == ASSAY_IMPORT_ERROR
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * assay_import_error_take_read:
 * @error: (out) (optional): where to put the error
 * @cause: (transfer full): what GIO said
 * @name: the file as the user named it
 *
 * Says a GIO error in this module's words. %G_IO_ERROR_CANCELLED stays as it is. Any thread.
 */
void
assay_import_error_take_read (GError     **error,
                              GError      *cause,
                              const char  *name)
{
  g_autoptr (GError) owned = cause;

  if (passes_through (cause))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_FOUND,
                 "There is no file “%s”", name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_IS_DIRECTORY,
                 "“%s” is a folder; choose a file in it", name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NO_PERMISSION,
                 "“%s” may not be read: permission denied", name);
  else
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
                 "“%s” could not be read: %s", name, cause->message);
}

/**
 * assay_import_error_take_write:
 * @error: (out) (optional): where to put the error
 * @cause: (transfer full): what GIO said
 * @name: the file as the user named it
 *
 * Says a GIO error of a file that is being written in this module's words.
 * %G_IO_ERROR_CANCELLED stays as it is. Any thread.
 */
void
assay_import_error_take_write (GError     **error,
                               GError      *cause,
                               const char  *name)
{
  g_autoptr (GError) owned = cause;

  if (passes_through (cause))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NO_SPACE,
                 "“%s” could not be written: the disk is full; free some space or choose another "
                 "folder", name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_FOUND,
                 "“%s” could not be written: its folder does not exist", name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_IS_DIRECTORY,
                 "“%s” is a folder; give the name of a file", name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NO_PERMISSION,
                 "“%s” may not be written: permission denied", name);
  else
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_WRITE,
                 "“%s” could not be written: %s", name, cause->message);
}
