/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-enrich-scope.h"
#include "enrich/assay-enricher.h"

G_BEGIN_DECLS

#define ASSAY_ENRICH_BATCH_LEADS 1000

/**
 * AssayEnrichBatch:
 * @n: number of leads
 * @leads: their ids, growing
 * @had: whether the lead had signals before
 * @old_signals: what they had, as many values a lead as there are signals
 * @signals: what they get
 * @arena: holds all text
 *
 * Leads whose signals are worked out, ready to be written.
 */
typedef struct
{
  guint n;
  gint64 leads[ASSAY_ENRICH_BATCH_LEADS];
  gboolean had[ASSAY_ENRICH_BATCH_LEADS];
  AssayValue *old_signals;
  AssayValue *signals;
  AssayArena *arena;
  GError *error; /* (nullable): why the worker stopped */
} AssayEnrichBatch;

/* Workers that read leads and run checks on them while the caller writes; memory stays that of a few
 * batches. Batches come in any order. */
typedef struct _AssayEnrichPipeline AssayEnrichPipeline;

AssayEnrichPipeline *assay_enrich_pipeline_new     (AssayWorkspace        *workspace,
                                                    const AssayEnrichPass *pass,
                                                    const char            *settings,
                                                    GHashTable            *failures,
                                                    GError               **error);
void                 assay_enrich_pipeline_free    (AssayEnrichPipeline   *self);
AssayEnricher       *assay_enrich_pipeline_get_enricher (AssayEnrichPipeline *self);
AssayEnrichBatch    *assay_enrich_pipeline_next    (AssayEnrichPipeline   *self,
                                                    GError               **error);
void                 assay_enrich_pipeline_recycle (AssayEnrichPipeline   *self,
                                                    AssayEnrichBatch      *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnrichPipeline, assay_enrich_pipeline_free)

G_END_DECLS
