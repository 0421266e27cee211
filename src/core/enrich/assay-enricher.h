/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-check.h"

G_BEGIN_DECLS

/**
 * AssayEnricher:
 *
 * Checks made ready to run, one lead after the other: their tables, what each remembers, and where each
 * finds its values among the fields that all of them read. Belongs to one thread.
 */
typedef struct _AssayEnricher AssayEnricher;

AssayEnricher             *assay_enricher_new         (const char *const    *keys,
                                                       const char           *settings,
                                                       GHashTable           *failures,
                                                       GError              **error);
void                       assay_enricher_free        (AssayEnricher        *self);
const char *const         *assay_enricher_get_fields  (AssayEnricher        *self);
guint                      assay_enricher_get_n_fields (AssayEnricher       *self);
const AssaySignal *const  *assay_enricher_get_signals (AssayEnricher        *self,
                                                       guint                *n_signals);
const AssayCheck          *assay_enricher_get_check   (AssayEnricher        *self,
                                                       guint                 signal);
void                       assay_enricher_run         (AssayEnricher        *self,
                                                       AssayArena           *arena,
                                                       const AssayValue     *fields,
                                                       AssayValue           *out_signals);
const AssayCheckNote      *assay_enricher_explain     (AssayEnricher        *self,
                                                       guint                 signal);
void                       assay_enricher_set_explain (AssayEnricher        *self,
                                                       gboolean              explain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnricher, assay_enricher_free)

G_END_DECLS
