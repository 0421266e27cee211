/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-prediction-run.h"

#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-prediction-scope-private.h"
#include "learn/assay-prediction-writer-private.h"
#include "learn/assay-predictive-scorer.h"
#include "learn/assay-train-plan.h"

/* Leads of one batch: what changed of it is written in one transaction of some 50 ms. */
#define BATCH_LEADS 5000
/* Each holds a batch: about 5 MB where a model reads 40 fields. */
#define MAX_WORKERS 5

/* A thread that reads and predicts one batch of leads after the other, and rests while its last one is
 * written. */
typedef struct
{
  AssayConnection *connection; /* (owned) */
  AssayPredictionBatch *batch; /* (owned) */
  GThread *thread;             /* (owned) (nullable): none where there is but one batch */
  GAsyncQueue *asked;          /* (owned): ranges to predict */
  GAsyncQueue *done;           /* (owned): the worker itself, once for each */
  AssayIdRange range;
  gboolean ok;
  GError *error; /* (owned) (nullable) */
} Worker;

static AssayIdRange no_more;

typedef struct
{
  const AssayPredictionRun *run;
  AssayPredictor *predictor;
  AssayTrainPlan *plan;
  AssayPredictionWriter writer;
  Worker workers[MAX_WORKERS];
  guint n_workers;
  gint64 predicted;
  double sum;
} Pass;

static void
worker_clear (Worker *worker)
{
  if (worker->thread != NULL)
    {
      g_async_queue_push (worker->asked, &no_more);
      g_thread_join (worker->thread);
    }
  g_clear_pointer (&worker->asked, g_async_queue_unref);
  g_clear_pointer (&worker->done, g_async_queue_unref);
  g_clear_pointer (&worker->batch, assay_prediction_batch_free);
  g_clear_pointer (&worker->connection, assay_connection_release);
  g_clear_error (&worker->error);
}

static void
pass_clear (Pass *pass)
{
  for (guint i = 0; i < pass->n_workers; i++)
    worker_clear (&pass->workers[i]);
  g_clear_pointer (&pass->predictor, assay_predictor_free);
  g_clear_pointer (&pass->plan, assay_train_plan_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

static void
predict_range (Worker *worker, const AssayIdRange *range)
{
  worker->range = *range;
  worker->ok =
      assay_prediction_batch_run (worker->batch, range->first, range->last, &worker->error);
  g_async_queue_push (worker->done, worker);
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  const AssayIdRange *range;

  while ((range = g_async_queue_pop (worker->asked)) != &no_more)
    predict_range (worker, range);
  return NULL;
}

static gboolean
hire (Pass *pass, guint n, GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (pass->run->workspace);
  AssayPast past = { .converted = pass->plan->outcome, .lost = pass->plan->lost };

  while (pass->n_workers < n)
    {
      Worker *worker = &pass->workers[pass->n_workers++];

      worker->asked = g_async_queue_new ();
      worker->done = g_async_queue_new ();
      worker->connection = assay_workspace_borrow_reader (pass->run->workspace, error);
      if (worker->connection == NULL)
        return FALSE;
      worker->batch = assay_prediction_batch_new_for_scores (
          pass->predictor, worker->connection, fields, &past, assay_clock_now (), error);
      if (worker->batch == NULL)
        return FALSE;
      if (n > 1)
        worker->thread = g_thread_new ("assay-predict", work, worker);
    }
  return TRUE;
}

static void
ask (Worker *worker, const AssayIdRange *range)
{
  if (worker->thread != NULL)
    g_async_queue_push (worker->asked, (gpointer) range);
  else
    predict_range (worker, range);
}

static gboolean
take_batch (Pass *pass, const Worker *worker, GCancellable *cancellable, GError **error)
{
  const AssayRawTable *table = worker->batch->table;

  pass->predicted += (gint64) table->n_rows;
  for (gsize i = 0; i < table->n_rows; i++)
    pass->sum += worker->batch->probabilities[i];
  return assay_prediction_writer_write (&pass->writer,
                                        worker->connection,
                                        worker->batch,
                                        worker->range.first,
                                        worker->range.last,
                                        cancellable,
                                        error);
}

/* Batches are read and predicted side by side and written in their order, while the next ones are under way. */
static gboolean
predict_ranges (Pass *pass, GArray *ranges, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < MIN (pass->n_workers, ranges->len); i++)
    ask (&pass->workers[i], &g_array_index (ranges, AssayIdRange, i));
  for (guint at = 0; at < ranges->len; at++)
    {
      Worker *worker = &pass->workers[at % pass->n_workers];
      guint next = at + pass->n_workers;

      g_async_queue_pop (worker->done);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!worker->ok)
        {
          g_propagate_error (error, g_steal_pointer (&worker->error));
          return FALSE;
        }
      if (!take_batch (pass, worker, cancellable, error))
        return FALSE;
      if (next < ranges->len)
        ask (worker, &g_array_index (ranges, AssayIdRange, next));
      if (pass->run->progress != NULL)
        pass->run->progress ((double) (at + 1) / ranges->len, pass->run->user_data);
    }
  return TRUE;
}

static gboolean
load (Pass *pass, AssayConnection *reader, GError **error)
{
  g_autoptr (AssayModelRecord) record = NULL;

  record = assay_model_store_get_or_champion (reader, pass->run->model, error);
  if (record == NULL)
    return FALSE;
  pass->predictor = assay_predictor_new (record, error);
  pass->plan = pass->predictor != NULL ? assay_train_plan_from_json (record->plan, error) : NULL;
  if (pass->plan == NULL)
    return FALSE;
  pass->writer.workspace = pass->run->workspace;
  pass->writer.model = record->id;
  pass->writer.job = pass->run->job;
  assay_likelihood_read (&pass->writer.likelihood, record->card);
  if (!assay_trial_find (&pass->writer.trial, reader, error))
    return FALSE;
  pass->writer.tried = pass->writer.trial.challenger == record->id;
  /* A model that is neither in use nor tried predicts for itself alone. */
  return (strcmp (record->state, ASSAY_MODEL_CHAMPION) != 0 && !pass->writer.tried) ||
         assay_connection_query_int64 (
             reader,
             "SELECT coalesce(max(id), 0) FROM scorer WHERE key = '" ASSAY_PREDICTIVE_KEY "'",
             &pass->writer.scorer,
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
  g_autoptr (GArray) ranges = NULL;
  g_auto (Pass) pass = { .run = run }; /* its threads read the ranges */
  guint most = MIN (g_get_num_processors () + 1, MAX_WORKERS);
  JsonObject *object;
  JsonNode *node;

  if (reader == NULL || !load (&pass, reader, error))
    return NULL;
  ranges = assay_prediction_scope_find (
      run, reader, pass.predictor->id, run->batch > 0 ? run->batch : BATCH_LEADS, error);
  if (ranges == NULL || !hire (&pass, CLAMP (ranges->len, 1, most), error) ||
      !predict_ranges (&pass, ranges, cancellable, error) || !keep_mark (&pass, cancellable, error))
    return NULL;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_object_set_int_member (object, "model", pass.predictor->id);
  json_object_set_int_member (object, "predicted", pass.predicted);
  json_object_set_int_member (object, "changed", pass.writer.changed);
  if (pass.predicted > 0)
    json_object_set_double_member (object, "mean", pass.sum / (double) pass.predicted);
  return node;
}
