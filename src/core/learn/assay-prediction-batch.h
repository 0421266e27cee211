/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-predictor.h"
#include "learn/assay-source-reader.h"

G_BEGIN_DECLS

/**
 * AssayPredictionBatch:
 * @table: what is known of the leads of the last range
 * @encoder: of the table
 * @matrix: their features
 * @margins: (array): per row of the table, log odds before calibration
 * @probabilities: (array): per row of the table
 *
 * Reads leads range by range and predicts them. Used by the thread of its connection.
 */
typedef struct
{
  const AssayPredictor *predictor;
  GPtrArray *sources;
  AssaySourceReader *reader;
  AssayRawTable *table;
  AssayEncoder *encoder;
  AssayFeatureMatrix *matrix;
  double *margins;
  double *probabilities;
  gsize capacity;
} AssayPredictionBatch;

AssayPredictionBatch *assay_prediction_batch_new (const AssayPredictor *predictor,
                                                  AssayConnection *connection,
                                                  AssayFieldRegistry *fields,
                                                  const AssayPast *past,
                                                  gint64 as_of,
                                                  GError **error);
AssayPredictionBatch *assay_prediction_batch_new_for_scores (const AssayPredictor *predictor,
                                                             AssayConnection *connection,
                                                             AssayFieldRegistry *fields,
                                                             const AssayPast *past,
                                                             gint64 as_of,
                                                             GError **error);
void assay_prediction_batch_free (AssayPredictionBatch *self);
gboolean
assay_prediction_batch_run (AssayPredictionBatch *self, gint64 first, gint64 last, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPredictionBatch, assay_prediction_batch_free)

G_END_DECLS
