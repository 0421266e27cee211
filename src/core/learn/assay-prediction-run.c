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
#define MAX_WORKERS 4

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
  AssayPredictionWriter writer;
  Worker workers[MAX_WORKERS];
  guint n_workers;
  gint64 predicted;
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
          if (!take_batch (pass, &pass->workers[i], cancellable, error))
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
  /* A model that is not in use predicts for itself alone. */
  return strcmp (record->state, ASSAY_MODEL_CHAMPION) != 0 ||
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
  json_object_set_int_member (object, "changed", pass.writer.changed);
  if (pass.predicted > 0)
    json_object_set_double_member (object, "mean", pass.sum / (double) pass.predicted);
  return node;
}
