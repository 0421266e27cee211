/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-prediction-writer-private.h"

#include <math.h>

#include "base/assay-clock.h"
#include "learn/assay-predictive-scorer.h"

/* Nobody sees smaller changes. */
#define SAME 1e-9

static char *
make_bands (const AssayPredictionWriter *self,
            double                       probability)
{
  const char *band = assay_likelihood_get_band (&self->likelihood, probability);

  return band != NULL ? g_strdup_printf ("{\"" ASSAY_LIKELIHOOD_BANDS "\":\"%s\"}", band) : g_strdup ("{}");
}

/* Stored values of the range: as scores, or as predictions that nobody is shown. */
static AssayStatement *
select_stored (const AssayPredictionWriter *self,
               AssayConnection             *connection,
               gint64                       first,
               gint64                       last,
               GError                     **error)
{
  AssayStatement *select = assay_connection_prepare (
    connection,
    self->scorer != 0
      ? "SELECT lead, value / 100, coalesce(bands, '{}') FROM score WHERE scorer = ?1 AND version = ?2 "
        "AND lead BETWEEN ?3 AND ?4 ORDER BY lead"
      : "SELECT lead, probability, NULL FROM prediction WHERE ?1 = 0 AND model = ?2 "
        "AND lead BETWEEN ?3 AND ?4 ORDER BY lead",
    error);

  if (select == NULL)
    return NULL;
  assay_statement_bind_int64 (select, 1, self->scorer);
  assay_statement_bind_int64 (select, 2, self->model);
  assay_statement_bind_int64 (select, 3, first);
  assay_statement_bind_int64 (select, 4, last);
  return select;
}

static gboolean
is_same (const AssayPredictionWriter *self,
         AssayStatement              *stored,
         double                       probability)
{
  g_autofree char *bands = NULL;

  if (fabs (assay_statement_get_double (stored, 1) - probability) >= SAME / 100)
    return FALSE;
  if (assay_statement_is_null (stored, 2))
    return TRUE;
  bands = make_bands (self, probability);
  return g_strcmp0 (bands, assay_statement_get_text (stored, 2)) == 0;
}

/* Which of a batch's predictions differ from those stored. */
static gboolean
find_changes (const AssayPredictionWriter *self,
              AssayConnection             *connection,
              const AssayPredictionBatch  *batch,
              gint64                       first,
              gint64                       last,
              guint8                      *changed,
              gsize                       *out_n,
              GError                     **error)
{
  const AssayRawTable *table = batch->table;
  g_autoptr (AssayStatement) select = select_stored (self, connection, first, last, error);
  gsize at = 0;
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (gsize i = 0; i < table->n_rows; i++)
    changed[i] = TRUE;
  *out_n = table->n_rows;
  while (assay_statement_step (select, &row, error))
    {
      gint64 lead;

      if (!row)
        return TRUE;
      lead = assay_statement_get_int64 (select, 0);
      while (at < table->n_rows && table->leads[at] < lead)
        at++;
      if (at < table->n_rows && table->leads[at] == lead
          && is_same (self, select, batch->probabilities[at]))
        {
          changed[at] = FALSE;
          (*out_n)--;
        }
    }
  return FALSE;
}

typedef struct
{
  AssayStatement *history;
  AssayStatement *score;
  AssayStatement *prediction;
} Statements;

static void
statements_clear (Statements *statements)
{
  g_clear_pointer (&statements->history, assay_statement_release);
  g_clear_pointer (&statements->score, assay_statement_release);
  g_clear_pointer (&statements->prediction, assay_statement_release);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statements, statements_clear)

/* What a person would not see is no history. A prediction that was made while the outcome was open is kept once
 * that is known. */
static gboolean
prepare (Statements      *statements,
         AssayConnection *connection,
         GError         **error)
{
  statements->history = assay_connection_prepare (
    connection,
    "INSERT INTO score_history (lead, profile, at, as_of, job, reason, old_version, new_version, old_value, "
    "new_value, old_bands, new_bands, old_points, new_points) "
    "SELECT lead, '" ASSAY_PREDICTIVE_KEY "', ?7, ?6, ?8, CASE WHEN version <> ?5 THEN 'version' ELSE 'lead' END, "
    "version, ?5, value, ?3, coalesce(bands, '{}'), ?9, x'', x'' "
    "FROM score WHERE scorer = ?1 AND lead = ?2 AND value IS NOT NULL "
    "AND (shown <> ?4 OR coalesce(bands, '{}') <> ?9)",
    error);
  if (statements->history != NULL)
    statements->score = assay_connection_prepare (
      connection,
      "INSERT OR REPLACE INTO score (scorer, lead, value, shown, version, as_of, points, bands) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6, x'', nullif(?7, '{}') WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?2)",
      error);
  if (statements->score != NULL)
    statements->prediction = assay_connection_prepare (
      connection,
      "INSERT INTO prediction (model, lead, at, open, probability) "
      "SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?2) "
      "ON CONFLICT (model, lead) DO UPDATE SET at = ?3, open = ?4, probability = ?5 WHERE open <= ?4",
      error);
  return statements->prediction != NULL;
}

static gboolean
write_score (const AssayPredictionWriter *self,
             const AssayPredictionBatch  *batch,
             gsize                        row,
             const Statements            *statements,
             GError                     **error)
{
  AssayStatement *both[] = { statements->history, statements->score };
  double probability = batch->probabilities[row];
  g_autofree char *bands = make_bands (self, probability);

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      assay_statement_bind_int64 (both[i], 1, self->scorer);
      assay_statement_bind_int64 (both[i], 2, batch->table->leads[row]);
      assay_statement_bind_double (both[i], 3, 100 * probability);
      assay_statement_bind_int64 (both[i], 4, assay_predictor_shown (probability));
      assay_statement_bind_int64 (both[i], 5, self->model);
      assay_statement_bind_int64 (both[i], 6, batch->table->as_of[row]);
    }
  assay_statement_bind_int64 (statements->history, 7, assay_clock_now ());
  assay_statement_bind_int64 (statements->history, 8, self->job);
  assay_statement_bind_text (statements->history, 9, bands);
  assay_statement_bind_text (statements->score, 7, bands);
  return assay_statement_run (statements->history, error) && assay_statement_run (statements->score, error);
}

static gboolean
write_row (const AssayPredictionWriter *self,
           const AssayPredictionBatch  *batch,
           gsize                        row,
           const Statements            *statements,
           GError                     **error)
{
  if (self->scorer != 0 && !write_score (self, batch, row, statements, error))
    return FALSE;
  assay_statement_bind_int64 (statements->prediction, 1, self->model);
  assay_statement_bind_int64 (statements->prediction, 2, batch->table->leads[row]);
  assay_statement_bind_int64 (statements->prediction, 3, assay_clock_now ());
  assay_statement_bind_int64 (statements->prediction, 4, batch->table->outcomes[row] == ASSAY_OUTCOME_OPEN);
  assay_statement_bind_double (statements->prediction, 5, batch->probabilities[row]);
  return assay_statement_run (statements->prediction, error);
}

/**
 * assay_prediction_writer_write:
 * @connection: to see what is stored
 * @batch: predictions of the leads from @first to @last
 *
 * Writes those that differ, in one transaction, with a row of history where a person would see the difference.
 */
gboolean
assay_prediction_writer_write (AssayPredictionWriter      *self,
                               AssayConnection            *connection,
                               const AssayPredictionBatch *batch,
                               gint64                      first,
                               gint64                      last,
                               GCancellable               *cancellable,
                               GError                    **error)
{
  gsize n_rows = batch->table->n_rows, n;
  g_autofree guint8 *changed = g_new (guint8, n_rows + 1);
  g_autoptr (AssayTransaction) transaction = NULL;

  if (!find_changes (self, connection, batch, first, last, changed, &n, error))
    return FALSE;
  self->changed += (gint64) n;
  if (n == 0)
    return TRUE;
  transaction = assay_workspace_begin (self->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  {
    g_auto (Statements) statements = { NULL };

    if (!prepare (&statements, assay_transaction_get_connection (transaction), error))
      return FALSE;
    for (gsize i = 0; i < n_rows; i++)
      if (changed[i] && !write_row (self, batch, i, &statements, error))
        return FALSE;
  }
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return assay_transaction_commit (transaction, error);
}
