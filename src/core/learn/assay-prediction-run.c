/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-prediction-run.h"

#include <math.h>

#include "base/assay-clock.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-prediction-scope-private.h"
#include "learn/assay-predictive-scorer.h"
#include "learn/assay-train-plan.h"

/* Leads of one batch: what changed of it is written in one transaction of some 50 ms. */
#define BATCH_LEADS 5000
#define MAX_WORKERS 4
/* Nobody sees smaller changes. */
#define SAME 1e-9

/* A thread's share of the work: a batch of leads, read and predicted. */
typedef struct
{
  AssayConnection *connection; /* (owned) */
  AssayPredictionBatch *batch; /* (owned) */
  AssayIdRange range;
  gboolean ok;
  GError *error; /* (owned) (nullable) */
} Worker;

typedef struct
{
  const AssayPredictionRun *run;
  AssayPredictor *predictor;
  AssayTrainPlan *plan;
  gint64 scorer;
  Worker workers[MAX_WORKERS];
  guint n_workers;
  gint64 predicted;
  gint64 changed;
  double sum;
} Pass;

static void
pass_clear (Pass *pass)
{
  for (guint i = 0; i < pass->n_workers; i++)
    {
      g_clear_pointer (&pass->workers[i].batch, assay_prediction_batch_free);
      g_clear_pointer (&pass->workers[i].connection, assay_connection_release);
      g_clear_error (&pass->workers[i].error);
    }
  g_clear_pointer (&pass->predictor, assay_predictor_free);
  g_clear_pointer (&pass->plan, assay_train_plan_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

static gboolean
hire (Pass *pass, guint n, GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (pass->run->workspace);
  AssayPast past = { .converted = pass->plan->outcome, .lost = pass->plan->lost };

  for (; pass->n_workers < n; pass->n_workers++)
    {
      Worker *worker = &pass->workers[pass->n_workers];

      worker->connection = assay_workspace_borrow_reader (pass->run->workspace, error);
      if (worker->connection == NULL)
        return FALSE;
      worker->batch = assay_prediction_batch_new (
          pass->predictor, worker->connection, fields, &past, assay_clock_now (), error);
      if (worker->batch == NULL)
        {
          g_clear_pointer (&worker->connection, assay_connection_release);
          return FALSE;
        }
    }
  return TRUE;
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  worker->ok = assay_prediction_batch_run (
      worker->batch, worker->range.first, worker->range.last, &worker->error);
  return NULL;
}

/* Which of a batch's predictions differ from those stored. */
static gboolean
find_changes (Pass *pass, const Worker *worker, guint8 *changed, gsize *out_n, GError **error)
{
  const AssayRawTable *table = worker->batch->table;
  g_autoptr (AssayStatement) select =
      assay_connection_prepare (worker->connection,
                                "SELECT lead, value FROM score WHERE scorer = ?1 AND version = ?2 "
                                "AND lead BETWEEN ?3 AND ?4 ORDER BY lead",
                                error);
  gsize at = 0;
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (gsize i = 0; i < table->n_rows; i++)
    changed[i] = TRUE;
  *out_n = table->n_rows;
  assay_statement_bind_int64 (select, 1, pass->scorer);
  assay_statement_bind_int64 (select, 2, pass->predictor->id);
  assay_statement_bind_int64 (select, 3, worker->range.first);
  assay_statement_bind_int64 (select, 4, worker->range.last);
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return TRUE;
      while (at < table->n_rows && table->leads[at] < assay_statement_get_int64 (select, 0))
        at++;
      if (at < table->n_rows && table->leads[at] == assay_statement_get_int64 (select, 0) &&
          fabs (assay_statement_get_double (select, 1) - 100 * worker->batch->probabilities[at]) <
              SAME)
        {
          changed[at] = FALSE;
          (*out_n)--;
        }
    }
  return FALSE;
}

static gboolean
write_row (Pass *pass,
           const Worker *worker,
           gsize row,
           AssayStatement *score,
           AssayStatement *prediction,
           GError **error)
{
  const AssayPredictionBatch *batch = worker->batch;
  double probability = batch->probabilities[row];

  assay_statement_bind_int64 (score, 1, pass->scorer);
  assay_statement_bind_int64 (score, 2, batch->table->leads[row]);
  assay_statement_bind_double (score, 3, 100 * probability);
  assay_statement_bind_int64 (score, 4, assay_predictor_shown (probability));
  assay_statement_bind_int64 (score, 5, pass->predictor->id);
  assay_statement_bind_int64 (score, 6, batch->table->as_of[row]);
  assay_statement_bind_int64 (prediction, 1, pass->predictor->id);
  assay_statement_bind_int64 (prediction, 2, batch->table->leads[row]);
  assay_statement_bind_int64 (prediction, 3, assay_clock_now ());
  assay_statement_bind_int64 (prediction, 4, batch->table->outcomes[row] == ASSAY_OUTCOME_OPEN);
  assay_statement_bind_double (prediction, 5, probability);
  return assay_statement_run (score, error) && assay_statement_run (prediction, error);
}

/* A prediction that was made while the outcome was open is kept once that is known. */
static gboolean
write_batch (Pass *pass, const Worker *worker, GCancellable *cancellable, GError **error)
{
  const AssayRawTable *table = worker->batch->table;
  g_autofree guint8 *changed = g_new (guint8, table->n_rows + 1);
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayStatement) score = NULL;
  g_autoptr (AssayStatement) prediction = NULL;
  gsize n;

  if (!find_changes (pass, worker, changed, &n, error))
    return FALSE;
  pass->predicted += (gint64) table->n_rows;
  pass->changed += (gint64) n;
  for (gsize i = 0; i < table->n_rows; i++)
    pass->sum += worker->batch->probabilities[i];
  if (n == 0)
    return TRUE;
  transaction =
      assay_workspace_begin (pass->run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  if (transaction == NULL)
    return FALSE;
  score = assay_connection_prepare (
      assay_transaction_get_connection (transaction),
      "INSERT OR REPLACE INTO score (scorer, lead, value, shown, version, as_of, points) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6, x'' WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?2)",
      error);
  prediction = score == NULL
                   ? NULL
                   : assay_connection_prepare (
                         assay_transaction_get_connection (transaction),
                         "INSERT INTO prediction (model, lead, at, open, probability) "
                         "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (model, lead) DO UPDATE SET "
                         "at = ?3, open = ?4, probability = ?5 WHERE open <= ?4",
                         error);
  if (prediction == NULL)
    return FALSE;
  for (gsize i = 0; i < table->n_rows; i++)
    if (changed[i] && !write_row (pass, worker, i, score, prediction, error))
      return FALSE;
  g_clear_pointer (&score, assay_statement_release);
  g_clear_pointer (&prediction, assay_statement_release);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return assay_transaction_commit (transaction, error);
}

/* Some batches are read and predicted side by side, then written one after the other. */
static gboolean
predict_ranges (Pass *pass, GArray *ranges, GCancellable *cancellable, GError **error)
{
  for (guint at = 0; at < ranges->len; at += pass->n_workers)
    {
      guint n = MIN (pass->n_workers, ranges->len - at);
      GThread *threads[MAX_WORKERS];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        pass->workers[i].range = g_array_index (ranges, AssayIdRange, at + i);
      for (guint i = 1; i < n; i++)
        threads[i] = g_thread_new ("assay-predict", work, &pass->workers[i]);
      work (&pass->workers[0]);
      for (guint i = 1; i < n; i++)
        g_thread_join (threads[i]);
      for (guint i = 0; i < n; i++)
        {
          if (!pass->workers[i].ok)
            {
              g_propagate_error (error, g_steal_pointer (&pass->workers[i].error));
              return FALSE;
            }
          if (!write_batch (pass, &pass->workers[i], cancellable, error))
            return FALSE;
        }
      if (pass->run->progress != NULL)
        pass->run->progress ((double) (at + n) / ranges->len, pass->run->user_data);
    }
  return TRUE;
}

static gboolean
load (Pass *pass, AssayConnection *reader, GError **error)
{
  g_autoptr (AssayModelRecord) record = NULL;

  record = assay_model_store_get_or_champion (reader, 0, error);
  if (record == NULL)
    return FALSE;
  pass->predictor = assay_predictor_new (record, error);
  pass->plan = pass->predictor != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
  return pass->plan != NULL &&
         assay_connection_query_int64 (
             reader,
             "SELECT coalesce(max(id), 0) FROM scorer WHERE key = '" ASSAY_PREDICTIVE_KEY "'",
             &pass->scorer,
             error);
}

static gboolean
keep_mark (Pass *pass, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayTransaction) transaction = NULL;

  if (pass->run->where != NULL)
    return TRUE;
  transaction =
      assay_workspace_begin (pass->run->workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  return transaction != NULL &&
         assay_prediction_mark_store (transaction, pass->predictor->id, error) &&
         assay_transaction_commit (transaction, error);
}

/**
 * assay_prediction_run:
 *
 * Predicts leads with the model in use, and writes what changed. Worker thread.
 *
 * Returns: (transfer full) (nullable): `{"model", "predicted", "changed", "mean"}`; %NULL with
 *   %ASSAY_LEARN_ERROR_NO_MODEL where no model is in use
 */
JsonNode *
assay_prediction_run (const AssayPredictionRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (run->workspace, error);
  g_auto (Pass) pass = { .run = run };
  g_autoptr (GArray) ranges = NULL;
  JsonObject *object;
  JsonNode *node;

  if (reader == NULL || !load (&pass, reader, error))
    return NULL;
  ranges = assay_prediction_scope_find (run, reader, pass.predictor->id, BATCH_LEADS, error);
  if (ranges == NULL ||
      !hire (&pass, CLAMP (MIN (g_get_num_processors (), ranges->len), 1, MAX_WORKERS), error) ||
      !predict_ranges (&pass, ranges, cancellable, error) || !keep_mark (&pass, cancellable, error))
    return NULL;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_int_member (object, "model", pass.predictor->id);
  json_object_set_int_member (object, "predicted", pass.predicted);
  json_object_set_int_member (object, "changed", pass.changed);
  if (pass.predicted > 0)
    json_object_set_double_member (object, "mean", pass.sum / (double) pass.predicted);
  return node;
}
