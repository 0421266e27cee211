/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-condition-sql.h"
#include "store/assay-scope.h"

G_BEGIN_DECLS

/**
 * AssayScopeSql:
 *
 * A scope as SQL over table `lead`. Its parameters come ahead of those of the condition.
 */
typedef struct _AssayScopeSql AssayScopeSql;

AssayScopeSql *assay_scope_sql_new    (AssayConnection   *connection,
                                       const AssayScope  *scope,
                                       int                n_reserved,
                                       GError           **error);
void           assay_scope_sql_free   (AssayScopeSql     *self);
gboolean       assay_scope_sql_append (AssayScopeSql     *self,
                                       AssayConditionSql *compiler,
                                       GString           *to,
                                       GError           **error);
void           assay_scope_sql_bind   (AssayScopeSql     *self,
                                       AssayStatement    *statement);
int            assay_scope_sql_get_n_parameters (AssayScopeSql *self);
GArray        *assay_scope_collect_ids (AssayStatement    *statement,
                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayScopeSql, assay_scope_sql_free)

G_END_DECLS
