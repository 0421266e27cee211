/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/assay-statement.h"
#include "store/assay-store-error.h"

G_BEGIN_DECLS

/**
 * AssayConnection:
 *
 * One connection to the workspace file: the writer's, got from a transaction, or a read-only one,
 * borrowed from the workspace. Used by one thread at a time.
 */
typedef struct _AssayConnection AssayConnection;

AssayStatement *assay_connection_prepare        (AssayConnection *self,
                                                 const char      *sql,
                                                 GError         **error);
gboolean        assay_connection_execute        (AssayConnection *self,
                                                 const char      *sql,
                                                 GError         **error);
gboolean        assay_connection_query_int64    (AssayConnection *self,
                                                 const char      *sql,
                                                 gint64          *out_value,
                                                 GError         **error);
gint64          assay_connection_last_insert_id (AssayConnection *self);
gint64          assay_connection_changes        (AssayConnection *self);
void            assay_connection_set_cancellable (AssayConnection *self,
                                                 GCancellable    *cancellable);
gboolean        assay_connection_set_mapped     (AssayConnection *self,
                                                 gboolean         mapped,
                                                 GError         **error);
gboolean        assay_connection_begin_read     (AssayConnection *self,
                                                 GError         **error);
void            assay_connection_end_read       (AssayConnection *self);
void            assay_connection_release        (AssayConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayConnection, assay_connection_release)

G_END_DECLS
