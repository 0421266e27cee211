/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-prediction-batch.h"

static AssayPredictionBatch *
make (const AssayPredictor *predictor,
      GPtrArray *sources,
      AssayConnection *connection,
      AssayFieldRegistry *fields,
      const AssayPast *past,
      gint64 as_of,
      GError **error)
{
  g_autoptr (AssayPredictionBatch) self = g_new0 (AssayPredictionBatch, 1);

  self->predictor = predictor;
  self->sources = g_ptr_array_ref (sources);
  self->reader = assay_source_reader_new (connection, fields, sources, past, as_of, error);
  if (self->reader == NULL)
    return NULL;
  self->table = assay_raw_table_new (sources);
  self->encoder = assay_encoder_new (predictor->recipe, self->table);
  self->matrix = assay_feature_matrix_new (predictor->recipe->n_features);
  return g_steal_pointer (&self);
}

/**
 * assay_prediction_batch_new:
 * @predictor: outlives the batch
 * @connection: outlives the batch
 * @past: (nullable): how to tell outcomes
 * @as_of: the instant leads are looked at from
 *
 * Returns: (transfer full) (nullable): a batch that reads all that the model knows
 */
AssayPredictionBatch *
assay_prediction_batch_new (const AssayPredictor *predictor,
                            AssayConnection *connection,
                            AssayFieldRegistry *fields,
                            const AssayPast *past,
                            gint64 as_of,
                            GError **error)
{
  g_autoptr (GPtrArray) sources = assay_predictor_sources (predictor, connection, fields, error);

  return sources != NULL ? make (predictor, sources, connection, fields, past, as_of, error) : NULL;
}

/**
 * assay_prediction_batch_new_for_scores:
 *
 * As assay_prediction_batch_new(), but what no tree of the model looks at is not read: the table and the matrix
 * do not have it. Predictions are the same.
 */
AssayPredictionBatch *
assay_prediction_batch_new_for_scores (const AssayPredictor *predictor,
                                       AssayConnection *connection,
                                       AssayFieldRegistry *fields,
                                       const AssayPast *past,
                                       gint64 as_of,
                                       GError **error)
{
  g_autoptr (GPtrArray) sources = assay_predictor_sources (predictor, connection, fields, error);

  if (sources == NULL)
    return NULL;
  for (guint i = sources->len; i > 0; i--)
    if (!assay_predictor_reads (predictor, ((AssaySource *) sources->pdata[i - 1])->key))
      g_ptr_array_remove_index (sources, i - 1);
  return make (predictor, sources, connection, fields, past, as_of, error);
}

void
assay_prediction_batch_free (AssayPredictionBatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->encoder, assay_encoder_free);
  g_clear_pointer (&self->matrix, assay_feature_matrix_free);
  g_clear_pointer (&self->reader, assay_source_reader_free);
  g_clear_pointer (&self->table, assay_raw_table_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self->margins);
  g_free (self->probabilities);
  g_free (self);
}

/**
 * assay_prediction_batch_run:
 * @first: the first id
 * @last: the last one
 *
 * Reads the leads of a range of ids and predicts them; the ones before are forgotten.
 */
gboolean
assay_prediction_batch_run (AssayPredictionBatch *self, gint64 first, gint64 last, GError **error)
{
  gsize n;

  assay_raw_table_clear (self->table);
  if (!assay_source_reader_read (self->reader, first, last, self->table, error))
    return FALSE;
  n = self->table->n_rows;
  if (n > self->capacity)
    {
      self->margins = g_renew (double, self->margins, n);
      self->probabilities = g_renew (double, self->probabilities, n);
      self->capacity = n;
    }
  assay_encoder_encode (self->encoder, self->matrix);
  if (n > 0 && !assay_predictor_margins (self->predictor, self->matrix, self->margins, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    self->probabilities[i] =
        assay_calibration_apply (self->predictor->calibration, self->margins[i]);
  return TRUE;
}
