/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-enrich-pipeline-private.h"

G_BEGIN_DECLS

/**
 * AssayEnrichCounts:
 * @before: leads of which it was known, see assay_signal_is_usable()
 * @after: leads of which it is known now
 *
 * Of one signal, over the leads that were looked at.
 */
typedef struct
{
  gint64 before;
  gint64 after;
} AssayEnrichCounts;

/* Writes batches into the workspace, in transactions that others need not wait long for. */
typedef struct _AssayEnrichWriter AssayEnrichWriter;

AssayEnrichWriter       *assay_enrich_writer_new        (AssayWorkspace         *workspace,
                                                         gint64                  job,
                                                         const AssayEnrichMark  *now,
                                                         AssayEnricher          *enricher,
                                                         const char *const      *keys);
void                     assay_enrich_writer_free       (AssayEnrichWriter      *self);
gboolean                 assay_enrich_writer_take       (AssayEnrichWriter      *self,
                                                         AssayEnrichBatch       *batch,
                                                         GCancellable           *cancellable,
                                                         GError                **error);
gboolean                 assay_enrich_writer_commit     (AssayEnrichWriter      *self,
                                                         GError                **error);
gboolean                 assay_enrich_writer_finish     (AssayEnrichWriter      *self,
                                                         gboolean                renews,
                                                         GError                **error);
void                     assay_enrich_writer_set_dry_run (AssayEnrichWriter     *self,
                                                         gboolean                dry_run);
gint64                   assay_enrich_writer_get_changed (AssayEnrichWriter     *self);
const AssayEnrichCounts *assay_enrich_writer_get_counts (AssayEnrichWriter      *self,
                                                         guint                   signal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEnrichWriter, assay_enrich_writer_free)

G_END_DECLS
