/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-field-registry.h"
#include "store/assay-schema.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_WORKSPACE (assay_workspace_get_type ())

G_DECLARE_FINAL_TYPE (AssayWorkspace, assay_workspace, ASSAY, WORKSPACE, GObject)

/**
 * AssayWorkspaceFlags:
 * @ASSAY_WORKSPACE_CREATE: make the file where there is none
 */
typedef enum
{
  ASSAY_WORKSPACE_DEFAULT = 0,
  ASSAY_WORKSPACE_CREATE = 1 << 0,
} AssayWorkspaceFlags;

AssayWorkspace     *assay_workspace_open          (const char          *path,
                                                   AssayWorkspaceFlags  flags,
                                                   GCancellable        *cancellable,
                                                   GError             **error);
gboolean            assay_workspace_is_temporary   (AssayWorkspace      *self);
AssayWorkspace     *assay_workspace_open_temporary (GError             **error);
char               *assay_workspace_default_path  (void);
const char         *assay_workspace_get_path      (AssayWorkspace      *self);
char               *assay_workspace_get_name      (AssayWorkspace      *self);
AssayConnection    *assay_workspace_borrow_reader (AssayWorkspace      *self,
                                                   GError             **error);
AssayTransaction   *assay_workspace_begin         (AssayWorkspace      *self,
                                                   AssayDurability      durability,
                                                   GCancellable        *cancellable,
                                                   GError             **error);
AssayFieldRegistry *assay_workspace_get_fields    (AssayWorkspace      *self);
void                assay_workspace_close         (AssayWorkspace      *self);
void                assay_workspace_watch         (AssayWorkspace      *self);
void                assay_workspace_refresh       (AssayWorkspace      *self);
gboolean            assay_workspace_take_turn     (AssayWorkspace      *self,
                                                   GCancellable        *cancellable,
                                                   GError             **error);
void                assay_workspace_pass_turn     (AssayWorkspace      *self);
gboolean            assay_workspace_lock_job      (AssayWorkspace      *self,
                                                   gint64               job,
                                                   GError             **error);
void                assay_workspace_unlock_job    (AssayWorkspace      *self,
                                                   gint64               job);
gboolean            assay_workspace_job_is_locked (AssayWorkspace      *self,
                                                   gint64               job);
gboolean            assay_workspace_checkpoint    (AssayWorkspace      *self,
                                                   GError             **error);
void                assay_workspace_checkpoint_if_large (AssayWorkspace *self);
gboolean            assay_workspace_backup        (AssayWorkspace      *self,
                                                   const char          *path,
                                                   GCancellable        *cancellable,
                                                   GError             **error);
gboolean            assay_workspace_check         (AssayWorkspace      *self,
                                                   GError             **error);

G_END_DECLS
