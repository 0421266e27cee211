/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"
#include "store/assay-condition-sql.h"

G_BEGIN_DECLS

/* The first parameter that is free: before it are the first and the last lead and the profile. */
#define ASSAY_FACTOR_QUERY_FIRST 4

/**
 * AssayFactorQuery:
 *
 * A profile compiled for one connection: the SELECT that yields every factor as a column. Belongs
 * to the thread that holds the connection, which has to outlive it.
 */
typedef struct _AssayFactorQuery AssayFactorQuery;

AssayFactorQuery  *assay_factor_query_new          (AssayConnection    *connection,
                                                    AssayFieldRegistry *fields,
                                                    AssayProfile       *profile,
                                                    gint64              as_of,
                                                    GError            **error);
AssayFactorQuery  *assay_factor_query_new_over     (AssayConnection    *connection,
                                                    AssayFieldRegistry *fields,
                                                    AssayProfile       *profile,
                                                    gint64              as_of,
                                                    const char         *leads,
                                                    guint               n_parameters,
                                                    GError            **error);
void               assay_factor_query_bind         (AssayFactorQuery   *self,
                                                    guint               parameter,
                                                    const AssayValue   *value);
gboolean           assay_factor_query_reads        (AssayFactorQuery   *self,
                                                    const AssayField   *field);
gboolean           assay_factor_query_reads_signal (AssayFactorQuery   *self,
                                                    const char         *key);
void               assay_factor_query_free         (AssayFactorQuery   *self);
const char *const *assay_factor_query_get_warnings (AssayFactorQuery   *self);
gboolean           assay_factor_query_is_inactive  (AssayFactorQuery   *self,
                                                    guint               factor);
gboolean           assay_factor_query_fetch        (AssayFactorQuery   *self,
                                                    gint64              first_lead,
                                                    gint64              last_lead,
                                                    AssayFactorMatrix  *matrix,
                                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFactorQuery, assay_factor_query_free)

G_END_DECLS
