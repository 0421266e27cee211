/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-likelihood.h"
#include "learn/assay-prediction-batch.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayPredictionWriter:
 * @model: whose predictions
 * @scorer: the scorer that shows them; 0 keeps them to itself
 * @job: what made them
 * @likelihood: where bands begin
 * @changed: (inout): how many differed from those stored
 *
 * Writes what changed of a batch of predictions.
 */
typedef struct
{
  AssayWorkspace *workspace;
  gint64 model;
  gint64 scorer;
  gint64 job;
  AssayLikelihood likelihood;
  gint64 changed;
} AssayPredictionWriter;

gboolean assay_prediction_writer_write (AssayPredictionWriter      *self,
                                        AssayConnection            *connection,
                                        const AssayPredictionBatch *batch,
                                        gint64                      first,
                                        gint64                      last,
                                        GCancellable               *cancellable,
                                        GError                    **error);

G_END_DECLS
