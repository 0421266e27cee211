/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_STORE_ERROR (assay_store_error_quark ())

/**
 * AssayStoreError:
 * @ASSAY_STORE_ERROR_FAILED: SQLite refused for a reason that has no code of its own
 * @ASSAY_STORE_ERROR_NOT_FOUND: there is no such file, lead, job, field or document
 * @ASSAY_STORE_ERROR_NOT_WORKSPACE: the file is something else
 * @ASSAY_STORE_ERROR_NEWER: a newer Assay made the workspace
 * @ASSAY_STORE_ERROR_CORRUPT: the file is damaged
 * @ASSAY_STORE_ERROR_PERMISSION: the file or its folder may not be read or written
 * @ASSAY_STORE_ERROR_FULL: the disk is full
 * @ASSAY_STORE_ERROR_BUSY: another process holds the workspace for too long
 * @ASSAY_STORE_ERROR_NO_LOCKS: the file system cannot lock or share memory
 * @ASSAY_STORE_ERROR_CONSTRAINT: a value breaks a rule of its table
 * @ASSAY_STORE_ERROR_TOO_MANY_FIELDS: more custom fields than a workspace can hold
 * @ASSAY_STORE_ERROR_UNKNOWN_FIELD: a condition or edit names a field that does not exist
 * @ASSAY_STORE_ERROR_NOT_UNDOABLE: the job was undone already, is still running, or left no journal
 */
typedef enum
{
  ASSAY_STORE_ERROR_FAILED,
  ASSAY_STORE_ERROR_NOT_FOUND,
  ASSAY_STORE_ERROR_NOT_WORKSPACE,
  ASSAY_STORE_ERROR_NEWER,
  ASSAY_STORE_ERROR_CORRUPT,
  ASSAY_STORE_ERROR_PERMISSION,
  ASSAY_STORE_ERROR_FULL,
  ASSAY_STORE_ERROR_BUSY,
  ASSAY_STORE_ERROR_NO_LOCKS,
  ASSAY_STORE_ERROR_CONSTRAINT,
  ASSAY_STORE_ERROR_TOO_MANY_FIELDS,
  ASSAY_STORE_ERROR_UNKNOWN_FIELD,
  ASSAY_STORE_ERROR_NOT_UNDOABLE,
} AssayStoreError;

GQuark assay_store_error_quark (void);

G_END_DECLS
