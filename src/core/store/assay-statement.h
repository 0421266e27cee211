/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssayStatement:
 *
 * A prepared statement, borrowed from its connection's cache by assay_connection_prepare() and given
 * back by assay_statement_release() (which g_autoptr does). Parameters count from 1, columns from 0.
 * Belongs to the thread that holds the connection.
 */
typedef struct _AssayStatement AssayStatement;

void         assay_statement_bind_null        (AssayStatement   *self,
                                               int               index);
void         assay_statement_bind_int64       (AssayStatement   *self,
                                               int               index,
                                               gint64            value);
void         assay_statement_bind_double      (AssayStatement   *self,
                                               int               index,
                                               double            value);
void         assay_statement_bind_text        (AssayStatement   *self,
                                               int               index,
                                               const char       *text);
void         assay_statement_bind_static_text (AssayStatement   *self,
                                               int               index,
                                               const char       *text,
                                               gssize            length);
void         assay_statement_bind_blob        (AssayStatement   *self,
                                               int               index,
                                               gconstpointer     data,
                                               gsize             length);
void         assay_statement_bind_value       (AssayStatement   *self,
                                               int               index,
                                               const AssayValue *value);
gboolean     assay_statement_step             (AssayStatement   *self,
                                               gboolean         *out_row,
                                               GError          **error);
gboolean     assay_statement_run              (AssayStatement   *self,
                                               GError          **error);
void         assay_statement_reset            (AssayStatement   *self);
int          assay_statement_column_count     (AssayStatement   *self);
gboolean     assay_statement_is_null          (AssayStatement   *self,
                                               int               column);
gint64       assay_statement_get_int64        (AssayStatement   *self,
                                               int               column);
double       assay_statement_get_double       (AssayStatement   *self,
                                               int               column);
const char  *assay_statement_get_text         (AssayStatement   *self,
                                               int               column);
gconstpointer assay_statement_get_blob        (AssayStatement   *self,
                                               int               column,
                                               gsize            *out_length);
void         assay_statement_get_value        (AssayStatement   *self,
                                               int               column,
                                               AssayValue       *out_value);
void         assay_statement_release          (AssayStatement   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStatement, assay_statement_release)

G_END_DECLS
