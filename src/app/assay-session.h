/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-job-item.h"

#include "store/assay-workspace.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SESSION (assay_session_get_type ())

G_DECLARE_FINAL_TYPE (AssaySession, assay_session, ASSAY, SESSION, GObject)

AssaySession   *assay_session_new           (void);
AssayWorkspace *assay_session_get_workspace (AssaySession        *self);
void            assay_session_set_workspace (AssaySession        *self,
                                             AssayWorkspace      *workspace);
void            assay_session_open_async    (AssaySession        *self,
                                             const char          *path,
                                             AssayWorkspaceFlags  flags,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean        assay_session_open_finish   (AssaySession        *self,
                                             GAsyncResult        *result,
                                             GError             **error);
GListModel     *assay_session_get_jobs      (AssaySession        *self);
AssayJobItem   *assay_session_run           (AssaySession        *self,
                                             AssayJob            *job,
                                             const char          *done_text,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean        assay_session_run_finish    (AssaySession        *self,
                                             GAsyncResult        *result,
                                             GError             **error);
void            assay_session_undo          (AssaySession        *self,
                                             gint64               job);
void            assay_session_undo_last     (AssaySession        *self);
void            assay_session_toast         (AssaySession        *self,
                                             const char          *text,
                                             gint64               undo_job);

G_END_DECLS
