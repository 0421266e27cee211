/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile.h"
#include "store/assay-condition-sql.h"

G_BEGIN_DECLS

/* Appends the column of one factor: how often it holds, its value, or the x that its table maps.
 * Sets %ASSAY_STORE_ERROR_UNKNOWN_FIELD where the workspace lacks what the whole factor needs;
 * single cases that name something unknown are left out and reported to @warnings. */
gboolean assay_factor_sql_append        (AssayConditionSql  *compiler,
                                         const AssayProfile *profile,
                                         const AssayFactor  *factor,
                                         gint64              as_of,
                                         GString            *sql,
                                         GStrvBuilder       *warnings,
                                         GError            **error);
/* Appends what is added to the value after its table. */
gboolean assay_factor_sql_append_adjust (AssayConditionSql  *compiler,
                                         const AssayFactor  *factor,
                                         GString            *sql,
                                         GStrvBuilder       *warnings,
                                         GError            **error);
gboolean assay_factor_sql_append_table  (AssayConditionSql  *compiler,
                                         const AssayProfile *profile,
                                         const AssayGroup   *group,
                                         GString            *sql,
                                         GError            **error);

G_END_DECLS
