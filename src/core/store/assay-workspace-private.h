/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"
#include "store/assay-write-lock-private.h"

G_BEGIN_DECLS

AssayWriteLock  *assay_workspace_get_lock   (AssayWorkspace *self);
AssayConnection *assay_workspace_get_writer (AssayWorkspace *self);
gboolean         assay_workspace_committed  (AssayWorkspace *self,
                                             guint           topics,
                                             GError        **error);
void             assay_workspace_announce   (AssayWorkspace *self,
                                             guint           topics);

G_END_DECLS
