/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_IMPORT_ERROR (assay_import_error_quark ())

/**
 * AssayImportError:
 * @ASSAY_IMPORT_ERROR_FAILED: the file could not be read for a reason the message gives
 * @ASSAY_IMPORT_ERROR_NOT_FOUND: no such file
 * @ASSAY_IMPORT_ERROR_IS_DIRECTORY: a folder, not a file
 * @ASSAY_IMPORT_ERROR_NO_PERMISSION: the file may not be read, or the folder not be written
 * @ASSAY_IMPORT_ERROR_EMPTY: nothing is in the file
 * @ASSAY_IMPORT_ERROR_NOT_TEXT: a binary file of another kind; the message names it
 * @ASSAY_IMPORT_ERROR_ENCODING: no such character encoding
 * @ASSAY_IMPORT_ERROR_DAMAGED: compressed data, the workbook or its XML are broken or cut short
 * @ASSAY_IMPORT_ERROR_TOO_LARGE: something is beyond a limit that the message names
 * @ASSAY_IMPORT_ERROR_NO_SHEET: the workbook has no sheet of that name
 * @ASSAY_IMPORT_ERROR_DIALECT: delimiter, quote, escape and comment contradict each other
 * @ASSAY_IMPORT_ERROR_NO_SPACE: the disk is full
 * @ASSAY_IMPORT_ERROR_WRITE: the export could not be written
 * @ASSAY_IMPORT_ERROR_TOO_MANY_ROWS: more rows than the format holds
 *
 * What can go wrong with a file that is read or written.
 */
typedef enum
{
  ASSAY_IMPORT_ERROR_FAILED,
  ASSAY_IMPORT_ERROR_NOT_FOUND,
  ASSAY_IMPORT_ERROR_IS_DIRECTORY,
  ASSAY_IMPORT_ERROR_NO_PERMISSION,
  ASSAY_IMPORT_ERROR_EMPTY,
  ASSAY_IMPORT_ERROR_NOT_TEXT,
  ASSAY_IMPORT_ERROR_ENCODING,
  ASSAY_IMPORT_ERROR_DAMAGED,
  ASSAY_IMPORT_ERROR_TOO_LARGE,
  ASSAY_IMPORT_ERROR_NO_SHEET,
  ASSAY_IMPORT_ERROR_DIALECT,
  ASSAY_IMPORT_ERROR_NO_SPACE,
  ASSAY_IMPORT_ERROR_WRITE,
  ASSAY_IMPORT_ERROR_TOO_MANY_ROWS,
} AssayImportError;

GQuark assay_import_error_quark     (void);
void   assay_import_error_take_read  (GError      **error,
                                      GError       *cause,
                                      const char   *name);
void   assay_import_error_take_write (GError      **error,
                                      GError       *cause,
                                      const char   *name);

G_END_DECLS
