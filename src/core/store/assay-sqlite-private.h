/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/assay-connection.h"

G_BEGIN_DECLS

typedef void (*AssayConnectionReleased) (AssayConnection *connection,
                                         gpointer         owner);

AssayConnection *assay_connection_open      (const char              *path,
                                             gboolean                 writable,
                                             GError                 **error);
void             assay_connection_set_owner (AssayConnection         *self,
                                             AssayConnectionReleased  released,
                                             gpointer                 owner);
void             assay_connection_close     (AssayConnection         *self);
sqlite3         *assay_connection_get_db    (AssayConnection         *self);
void             assay_connection_give_back (AssayConnection         *self,
                                             AssayStatement          *statement);
AssayStatement  *assay_statement_new        (AssayConnection         *connection,
                                             sqlite3_stmt            *stmt,
                                             const char              *sql);
const char      *assay_statement_get_sql    (AssayStatement          *self);
sqlite3_stmt    *assay_statement_get_stmt   (AssayStatement          *self);
void             assay_statement_finalize   (AssayStatement          *self);
void             assay_statement_bind_pointer (AssayStatement        *self,
                                             int                      index,
                                             gpointer                 object,
                                             const char              *type);
void             assay_store_take_error     (GError                 **error,
                                             sqlite3                 *db,
                                             int                      code);

G_END_DECLS
