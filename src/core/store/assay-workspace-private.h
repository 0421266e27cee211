/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"
#include "store/assay-write-lock-private.h"

G_BEGIN_DECLS

struct _AssayWorkspace
{
  GObject parent_instance;

  char *path;
  char *temporary_folder; /* (nullable): removed with the object */
  AssayWriteLock *lock;
  AssayConnection *writer; /* used by whoever holds the write lock */

  GMutex mutex;            /* guards what follows */
  GQueue readers;          /* (element-type AssayConnection): at rest */
  AssayFieldRegistry *fields;
  gint64 revisions[ASSAY_N_TOPICS];
  guint pending_topics;
  GMainContext *context;
  GFileMonitor *monitor;
};

gboolean         assay_workspace_reload_fields  (AssayWorkspace  *self,
                                                 AssayConnection *connection,
                                                 GError         **error);
AssayWriteLock  *assay_workspace_get_lock       (AssayWorkspace  *self);
AssayConnection *assay_workspace_get_writer     (AssayWorkspace  *self);
gboolean         assay_workspace_load_revisions (AssayWorkspace  *self,
                                                 AssayConnection *connection,
                                                 guint           *out_topics,
                                                 GError         **error);
void             assay_workspace_announce       (AssayWorkspace  *self,
                                                 guint            topics);
gboolean         assay_workspace_committed      (AssayWorkspace  *self,
                                                 guint            topics,
                                                 GError         **error);

G_END_DECLS
