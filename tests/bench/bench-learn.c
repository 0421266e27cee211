/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Learning against its floor: the same fit done by XGBoost alone, and a bare scan of the same
 * columns. Usage: bench-learn [LEADS] */

#include <gmodule.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xgboost/c_api.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "learn/assay-encoder.h"
#include "learn/assay-explanation.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-train-data.h"
#include "model/assay-condition-text.h"

#define N_NUMBERS 30
#define N_CATEGORIES 10
#define ROUNDS 100
#define REPEATS 3
#define BATCH 5000

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* The processor time of all threads: what others do on the machine does not count. */
static double
processor (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static int
compare_doubles (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* 40 custom fields: numbers, some of them missing, and categories of up to 12 levels. */
static void
make_leads (AssayWorkspace *workspace, int n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GString) names = g_string_new ("INSERT INTO lead (id, job, name, stage");
  g_autoptr (GString) values = g_string_new (NULL);

  check (error);
  for (int c = 0; c < N_NUMBERS + N_CATEGORIES; c++)
    {
      g_autofree char *key = g_strdup_printf (c < N_NUMBERS ? "number_%d" : "category_%d", c);
      g_autoptr (AssayField) wanted = assay_field_new (
          0, key, key, c < N_NUMBERS ? ASSAY_FIELD_TYPE_NUMBER : ASSAY_FIELD_TYPE_CATEGORY);
      const AssayField *field;
      AssayFieldRegistry *more =
          assay_field_registry_add (fields, transaction, wanted, 1, &field, &error);

      check (error);
      g_string_append_printf (names, ", %s", field->column);
      if (c < N_NUMBERS)
        g_string_append_printf (
            values,
            ", CASE WHEN (i * %d) %% 23 = 0 THEN NULL ELSE (i * %d) %% %d * 0.37 END",
            7 + c,
            7919 + 2 * c,
            1009 + 6 * c);
      else
        g_string_append_printf (
            values, ", 'level ' || ((i * %d) %% 1013 %% %d)", 104729 + 2 * c, 3 + c - N_NUMBERS);
      assay_field_registry_unref (fields);
      fields = more;
    }
  g_string_append_printf (
      names,
      ") WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d) "
      "SELECT i, 1, 'Person ' || i, CASE WHEN ((i * 7919) %% 1009 + (i * 2654435761 >> 5) %% 1400) "
      "> 1500 "
      "THEN 'won' ELSE 'lost' END%s FROM r",
      n,
      values->str);
  assay_connection_execute (assay_transaction_get_connection (transaction), names->str, &error);
  check (error);
  assay_transaction_commit (transaction, &error);
  check (error);
}

typedef struct
{
  __typeof__ (&XGDMatrixCreateFromMat) create_matrix;
  __typeof__ (&XGDMatrixSetFloatInfo) set_info;
  __typeof__ (&XGDMatrixFree) free_matrix;
  __typeof__ (&XGBoosterCreate) create;
  __typeof__ (&XGBoosterSetParam) set;
  __typeof__ (&XGBoosterUpdateOneIter) update;
  __typeof__ (&XGBoosterFree) free;
} Bare;

static void
open_bare (Bare *bare)
{
  GModule *module = g_module_open ("libxgboost.so.0", G_MODULE_BIND_LAZY);

  if (module == NULL)
    module = g_module_open ("libxgboost.so", G_MODULE_BIND_LAZY);
  if (module == NULL ||
      !g_module_symbol (module, "XGDMatrixCreateFromMat", (gpointer *) &bare->create_matrix) ||
      !g_module_symbol (module, "XGDMatrixSetFloatInfo", (gpointer *) &bare->set_info) ||
      !g_module_symbol (module, "XGDMatrixFree", (gpointer *) &bare->free_matrix) ||
      !g_module_symbol (module, "XGBoosterCreate", (gpointer *) &bare->create) ||
      !g_module_symbol (module, "XGBoosterSetParam", (gpointer *) &bare->set) ||
      !g_module_symbol (module, "XGBoosterUpdateOneIter", (gpointer *) &bare->update) ||
      !g_module_symbol (module, "XGBoosterFree", (gpointer *) &bare->free))
    g_error ("XGBoost is not installed");
}

/* The same trees without Assay: a row-major matrix, as programs in C pass it. */
static double
fit_bare (const Bare *bare, const float *rows, const float *labels, gsize n, guint n_columns)
{
  static const char *const params[][2] = { { "tree_method", "hist" },
                                           { "objective", "binary:logistic" },
                                           { "max_depth", "6" },
                                           { "eta", "0.1" },
                                           { "nthread", "2" },
                                           { "base_score", "0.3" },
                                           { "max_bin", "256" },
                                           { "verbosity", "0" },
                                           { "seed", "1" } };
  gint64 start = g_get_monotonic_time ();
  DMatrixHandle matrix;
  BoosterHandle booster;

  bare->create_matrix (rows, n, n_columns, NAN, &matrix);
  bare->set_info (matrix, "label", labels, n);
  bare->create (&matrix, 1, &booster);
  for (gsize i = 0; i < G_N_ELEMENTS (params); i++)
    bare->set (booster, params[i][0], params[i][1]);
  for (int round = 0; round < ROUNDS; round++)
    bare->update (booster, round, matrix);
  bare->free (booster);
  bare->free_matrix (matrix);
  return since (start);
}

static double
fit_assay (const AssayFeatureMatrix *matrix, const float *labels, AssayTrees **out_trees)
{
  AssayTreeParams params = { .objective = ASSAY_OBJECTIVE_LOGISTIC,
                             .max_depth = 6,
                             .rounds = ROUNDS,
                             .n_threads = 2,
                             .eta = 0.1,
                             .min_child_weight = 1,
                             .subsample = 1,
                             .colsample = 1,
                             .lambda = 1,
                             .base_score = 0.3,
                             .seed = 1 };
  AssayTreeRows rows = { .matrix = matrix, .labels = labels };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_clear_pointer (out_trees, assay_trees_free);
  *out_trees = assay_trees_grow (&params, &rows, NULL, NULL, NULL, &error);
  check (error);
  return since (start);
}

static AssayTrees *
bench_fit (const AssayFeatureMatrix *matrix, const guint8 *outcomes, double features)
{
  AssayTrees *trees = NULL;
  gsize n = matrix->n_rows;
  g_autofree float *rows = g_new (float, n * matrix->n_columns);
  g_autofree float *labels = g_new (float, n);
  double assay[REPEATS], alone[REPEATS], ours, theirs;
  Bare bare;

  open_bare (&bare);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = outcomes[i];
      for (guint c = 0; c < matrix->n_columns; c++)
        rows[i * matrix->n_columns + c] = assay_feature_matrix_column (matrix, c)[i];
    }
  for (int i = 0; i < REPEATS; i++)
    {
      alone[i] = fit_bare (&bare, rows, labels, n, matrix->n_columns);
      assay[i] = fit_assay (matrix, labels, &trees);
    }
  ours = median (assay, REPEATS);
  theirs = median (alone, REPEATS);
  printf ("fit %zu x %u, %d trees: %.2f s; XGBoost alone %.2f s; ratio %.2f (target 1.2)\n",
          (size_t) n,
          matrix->n_columns,
          ROUNDS,
          ours,
          theirs,
          ours / theirs);
  printf ("features of it: %.2f s; %.0f %% of the fit (target 20 %%)\n",
          features,
          100 * features / theirs);
  return trees;
}

/* A model that predicts was saved when it was trained. */
static AssayTrees *
save_and_load (AssayTrees *grown, guint n_features)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = assay_trees_save (grown, FALSE, &error);
  gint64 start = g_get_monotonic_time ();
  AssayTrees *trees;

  check (error);
  trees = assay_trees_load (bytes, n_features, &error);
  check (error);
  printf ("load the model: %.1f ms; %s\n",
          1000 * since (start),
          assay_trees_walks (trees) ? "leads walk through its trees by themselves"
                                    : "the library predicts");
  assay_trees_free (grown);
  return trees;
}

typedef struct
{
  AssayPredictionBatch *batch;
  gint64 first;
  gint64 last;
} Share;

static gpointer
predict_share (gpointer data)
{
  Share *share = data;
  g_autoptr (GError) error = NULL;

  for (gint64 at = share->first; at <= share->last; at += BATCH)
    assay_prediction_batch_run (share->batch, at, MIN (at + BATCH - 1, share->last), &error);
  check (error);
  return NULL;
}

/* What reading alone takes: the same columns, nothing done with them. */
static double
scan (AssayConnection *reader, int n_columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  g_autoptr (AssayStatement) select = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean row;
  AssayValue value;

  for (int c = 0; c < n_columns; c++)
    g_string_append_printf (sql, ", x_%d", 1000 + c);
  g_string_append (sql, " FROM lead");
  select = assay_connection_prepare (reader, sql->str, &error);
  check (error);
  while (assay_statement_step (select, &row, &error) && row)
    for (int c = 0; c <= n_columns; c++)
      assay_statement_get_value (select, c, &value);
  check (error);
  return since (start);
}

static void
bench_predict (AssayWorkspace *workspace, const AssayPredictor *predictor, int n)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GError) error = NULL;
  AssayConnection *readers[2];
  Share shares[2];
  double times[REPEATS], alone[REPEATS], ready[REPEATS];

  for (int i = 0; i < 2; i++)
    {
      readers[i] = assay_workspace_borrow_reader (workspace, &error);
      check (error);
      shares[i] = (Share){ assay_prediction_batch_new (
                               predictor, readers[i], fields, NULL, assay_clock_now (), &error),
                           1 + (gint64) i * n / 2,
                           (gint64) (i + 1) * n / 2 };
      check (error);
    }
  for (int k = 0; k < REPEATS; k++)
    {
      double start = processor ();
      GThread *thread = g_thread_new ("bench", predict_share, &shares[1]);

      predict_share (&shares[0]);
      g_thread_join (thread);
      times[k] = processor () - start;
      start = processor ();
      scan (readers[0], N_NUMBERS + N_CATEGORIES);
      alone[k] = processor () - start;
      start = processor ();
      for (int i = 0; i < n / BATCH; i++)
        assay_predictor_margins (
            predictor, shares[0].batch->matrix, shares[0].batch->margins, &error);
      check (error);
      ready[k] = processor () - start;
    }
  printf ("predict with features: %.2f µs of a processor per lead, %.0f leads/s on two (target "
          "500,000); "
          "only reading the columns %.2f µs, only the model %.2f µs\n",
          1e6 * median (times, REPEATS) / n,
          2 * n / median (times, REPEATS),
          1e6 * median (alone, REPEATS) / n,
          1e6 * median (ready, REPEATS) / n);
  for (int i = 0; i < 2; i++)
    {
      assay_prediction_batch_free (shares[i].batch);
      assay_connection_release (readers[i]);
    }
}

static void
bench_one (AssayWorkspace *workspace,
           const AssayPredictor *predictor,
           const AssayModelRecord *record)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, NULL);
  g_autoptr (GError) error = NULL;
  double start = processor ();

  for (int i = 1; i <= 100; i++)
    {
      g_autoptr (JsonNode) node = assay_explanation_make (
          predictor, record, reader, i, assay_clock_now (), ASSAY_EXPLANATION_REASONS, &error);
      check (error);
    }
  printf ("one lead, from the workspace to its reasons: %.2f ms of a processor (target 5)\n",
          (processor () - start) * 10);
}

int
main (int argc, char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 100000;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = NULL;
  g_autoptr (AssayCondition) outcome = assay_condition_from_text ("stage is won", NULL, &error);
  g_autoptr (AssayTrainPlan) plan = assay_train_plan_new (outcome);
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayTrees) trees = NULL;
  g_autoptr (AssayCalibration) calibration = NULL;
  AssayModelRecord record = { .id = 1, .card = (char *) "{}" };
  AssayPredictor predictor = { .id = 1 };
  gint64 start;

  assay_engine_init ();
  workspace = assay_workspace_open_temporary (&error);
  check (error);
  make_leads (workspace, n);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
    g_autoptr (AssayTrainData) data = NULL;
    g_autoptr (AssayEncoder) encoder = NULL;
    g_autoptr (AssayFeatureMatrix) matrix = NULL;
    double features;

    start = g_get_monotonic_time ();
    data = assay_train_data_read (reader, fields, plan, &error);
    check (error);
    printf ("read and guard %d leads: %.2f s\n", n, since (start));
    start = g_get_monotonic_time ();
    recipe = assay_recipe_new (data->table, data->use, data->dated);
    encoder = assay_encoder_new (recipe, data->table);
    matrix = assay_feature_matrix_new (recipe->n_features);
    assay_encoder_encode (encoder, matrix);
    features = since (start);
    trees = save_and_load (bench_fit (matrix, data->outcomes, features), recipe->n_features);
  }
  calibration = assay_calibration_new ((double[]){ -1, 0, 1, 2 }, (guint8[]){ 0, 1, 0, 1 }, 4);
  predictor.recipe = recipe;
  predictor.trees = trees;
  predictor.calibration = calibration;
  bench_predict (workspace, &predictor, n);
  bench_one (workspace, &predictor, &record);
  assay_workspace_close (workspace);
  return 0;
}
