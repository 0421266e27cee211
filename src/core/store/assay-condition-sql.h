/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-condition.h"
#include "store/assay-field-registry.h"

G_BEGIN_DECLS

/**
 * AssaySqlScope:
 * @ASSAY_SQL_SCOPE_LEAD: an expression over table `lead` alone; signals, events and scores are
 * looked up by primary key. For filters and single leads
 * @ASSAY_SQL_SCOPE_BULK: an expression over assay_condition_sql_append_from(), where a lead's
 * events are joined and grouped once for all measures. For scans that yield many columns
 *
 * What a compiled expression reads from.
 */
typedef enum
{
  ASSAY_SQL_SCOPE_LEAD,
  ASSAY_SQL_SCOPE_BULK,
} AssaySqlScope;

#define ASSAY_AS_OF_NOW (-1)

/* Conditions read it like a field: the numbers of jobs that added or changed a lead, or gave it
 * events. */
#define ASSAY_CHANGED_BY_JOB "changed_by_job"

/**
 * AssayConditionSql:
 *
 * Compiles conditions and references into SQL over the lead row. Identifiers come from the field
 * registry, the signal table and fixed lists, never from the condition; values are bound. One
 * compiler serves one statement; used by one thread.
 */
typedef struct _AssayConditionSql AssayConditionSql;

AssayConditionSql *assay_condition_sql_new              (AssayConnection       *connection,
                                                         AssayFieldRegistry    *fields,
                                                         AssaySqlScope          scope,
                                                         gint64                 as_of,
                                                         GError               **error);
void               assay_condition_sql_free             (AssayConditionSql     *self);
void               assay_condition_sql_reserve          (AssayConditionSql     *self,
                                                         int                    n_parameters);
gboolean           assay_condition_sql_append           (AssayConditionSql     *self,
                                                         const AssayCondition  *condition,
                                                         GString               *to,
                                                         GError               **error);
gboolean           assay_condition_sql_append_reference (AssayConditionSql     *self,
                                                         const AssayReference  *reference,
                                                         GString               *to,
                                                         AssayFieldType        *out_type,
                                                         GError               **error);
gboolean           assay_condition_sql_append_tier      (AssayConditionSql     *self,
                                                         const AssayReference  *reference,
                                                         const char *const *const *tiers,
                                                         guint                  n_tiers,
                                                         GString               *to,
                                                         GError               **error);
void               assay_condition_sql_append_from      (AssayConditionSql     *self,
                                                         GString               *to);
void               assay_condition_sql_append_group     (AssayConditionSql     *self,
                                                         GString               *to);
void               assay_condition_sql_append_next_change (AssayConditionSql   *self,
                                                           GString             *to);
gboolean           assay_condition_sql_has_scores       (AssayConditionSql     *self);
void               assay_condition_sql_bind             (AssayConditionSql     *self,
                                                         AssayStatement        *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayConditionSql, assay_condition_sql_free)

G_END_DECLS
