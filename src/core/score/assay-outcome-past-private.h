/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-known-outcomes.h"
#include "score/assay-factor-query.h"

G_BEGIN_DECLS

/*
 * AssayOutcomePast:
 *
 * Leads of known outcome that have been changed since they are looked at, as they were then.
 */
typedef struct _AssayOutcomePast AssayOutcomePast;

AssayOutcomePast *assay_outcome_past_read  (AssayConnection          *connection,
                                            AssayFieldRegistry       *fields,
                                            AssayProfile             *profile,
                                            const AssayKnownOutcomes *outcomes,
                                            GError                  **error);
void              assay_outcome_past_free  (AssayOutcomePast         *self);
gboolean          assay_outcome_past_has   (const AssayOutcomePast   *self,
                                            gsize                     row);
AssayFactorQuery *assay_outcome_past_query (const AssayOutcomePast   *self,
                                            gint64                    as_of,
                                            GError                  **error);
gboolean          assay_outcome_past_fetch (const AssayOutcomePast   *self,
                                            AssayFactorQuery         *query,
                                            gsize                     row,
                                            AssayFactorMatrix        *matrix,
                                            GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOutcomePast, assay_outcome_past_free)

G_END_DECLS
