/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-factor-query.h"

G_BEGIN_DECLS

/**
 * AssayFactorFetcher:
 *
 * Reads the factor values of a range of leads, batch by batch, on a thread of its own, so that the
 * next batch is read while the last one is written.
 */
typedef struct _AssayFactorFetcher AssayFactorFetcher;

AssayFactorFetcher *assay_factor_fetcher_new     (AssayFactorQuery   *query,
                                                  guint               n_factors,
                                                  gint64              first_lead,
                                                  gint64              last_lead,
                                                  gint64              batch);
void                assay_factor_fetcher_free    (AssayFactorFetcher *self);
AssayFactorMatrix  *assay_factor_fetcher_next    (AssayFactorFetcher *self,
                                                  GError            **error);
void                assay_factor_fetcher_recycle (AssayFactorFetcher *self,
                                                  AssayFactorMatrix  *matrix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayFactorFetcher, assay_factor_fetcher_free)

G_END_DECLS
