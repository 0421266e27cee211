/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayWriteLock:
 *
 * Who may write, and which jobs run, across threads and processes: byte locks on the `.lock` file
 * beside the workspace. SQLite's own lock has no queue: a bulk job that writes batch after batch
 * would starve everybody else's edits. Here a writer first takes the turnstile, then the write byte,
 * then leaves the turnstile; whoever waits in it is next.
 */
typedef struct _AssayWriteLock AssayWriteLock;

AssayWriteLock *assay_write_lock_new        (const char      *workspace_path,
                                             GError         **error);
void            assay_write_lock_free       (AssayWriteLock  *self);
gboolean        assay_write_lock_acquire    (AssayWriteLock  *self,
                                             GCancellable    *cancellable,
                                             GError         **error);
void            assay_write_lock_release    (AssayWriteLock  *self);
gboolean        assay_write_lock_is_awaited (AssayWriteLock *self);
gboolean        assay_write_lock_take_turn  (AssayWriteLock  *self,
                                             GCancellable    *cancellable,
                                             GError         **error);
void            assay_write_lock_pass_turn  (AssayWriteLock  *self);
gboolean        assay_write_lock_hold_job   (AssayWriteLock  *self,
                                             gint64           job,
                                             GError         **error);
void            assay_write_lock_drop_job   (AssayWriteLock  *self,
                                             gint64           job);
gboolean        assay_write_lock_job_is_held (AssayWriteLock *self,
                                             gint64           job);

G_END_DECLS
