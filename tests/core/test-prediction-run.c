/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "learn/assay-learn-error.h"
#include "learn/assay-prediction-batch.h"
#include "learn/assay-prediction-run.h"
#include "learn/assay-xgboost.h"
#include "store/assay-store-error.h"

/* Predicting many leads: the same comes of any way to cut them up, and what goes wrong leaves no half. */

#define N 600

static void
add_leads (ScoreFixture *fixture)
{
  score_execute (fixture,
                 "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r "
                 "WHERE i < 600), v AS (SELECT i, (i * 7919) % 101 AS a, (i * 104729) % 97 AS b FROM r) "
                 "INSERT INTO lead (id, job, name, source, company_size, industry, role, city, stage) "
                 /* Ids with gaps, so that batches are of different sizes. */
                 "SELECT i + i / 50 * 13, 1, 'Person ' || i, "
                 "CASE WHEN a < 40 THEN 'Referral' ELSE 'Ads' END, "
                 "CASE WHEN i % 9 THEN b * 10 END, "
                 "CASE i % 3 WHEN 0 THEN 'SaaS' WHEN 1 THEN 'Retail' END, "
                 "CASE i % 5 WHEN 0 THEN 'Head of Sales' WHEN 1 THEN 'Engineer' WHEN 2 THEN 'CEO' END, "
                 "'City ' || (i % 4), "
                 "CASE WHEN i % 11 = 0 THEN NULL "
                 "WHEN (i * 31) % 100 < CASE WHEN a < 40 THEN 70 ELSE 15 END THEN 'won' "
                 "ELSE 'lost' END FROM v");
  score_execute (fixture,
                 "INSERT INTO signal (lead, job, \"role.seniority\") "
                 "SELECT id, 1, CASE WHEN id % 3 THEN 'manager' ELSE 'staff' END FROM lead");
}

static void
train (ScoreFixture *fixture,
       const char   *model)
{
  g_autofree char *parameters = g_strdup_printf (
    "{\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"},\"model\":\"%s\"}", model);
  g_autoptr (JsonNode) node = assay_json_parse (parameters, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = assay_codec_job_from_json (
    assay_engine_find_job ("train"), fixture->workspace, json_node_get_object (node), &error);

  g_assert_no_error (error);
  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

static void
forget (ScoreFixture *fixture)
{
  score_execute (fixture, "DELETE FROM prediction; DELETE FROM prediction_mark; DELETE FROM score");
}

/* Returns: (transfer full) (element-type double): per lead its number, its prediction and its score */
static GArray *
read_predictions (ScoreFixture *fixture)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    reader,
    "SELECT p.lead, probability, value FROM prediction AS p LEFT JOIN score AS s ON s.lead = p.lead "
    "AND s.scorer = (SELECT id FROM scorer WHERE key = 'predictive') ORDER BY p.lead",
    NULL);
  gboolean row;

  while (assay_statement_step (select, &row, NULL) && row)
    for (int c = 0; c < 3; c++)
      {
        double value = assay_statement_get_double (select, c);

        g_array_append_val (values, value);
      }
  return values;
}

static void
predict (ScoreFixture *fixture,
         gint64        batch)
{
  AssayPredictionRun run = { .workspace = fixture->workspace, .model = 1, .job = 1, .batch = batch };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_prediction_run (&run, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "predicted"), ==, N);
}

static void
test_batches (ScoreFixture *fixture,
              gconstpointer data)
{
  static const gint64 sizes[] = { 1, 7, 64, 4096 };
  g_autoptr (GArray) first = NULL;

  if (strcmp (data, "trees") == 0 && !assay_xgboost_is_available (NULL))
    return;
  add_leads (fixture);
  train (fixture, data);
  forget (fixture);
  predict (fixture, 0);
  first = read_predictions (fixture);
  g_assert_cmpuint (first->len, ==, 3 * N);
  for (guint i = 0; i < first->len; i += 3)
    g_assert_cmpfloat (100 * g_array_index (first, double, i + 1), ==, g_array_index (first, double, i + 2));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GArray) other = NULL;

      forget (fixture);
      predict (fixture, sizes[i]);
      other = read_predictions (fixture);
      g_assert_cmpmem (other->data, other->len * sizeof (double), first->data, first->len * sizeof (double));
    }
}

/* What no tree looks at need not be read. */
static void
test_unread (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayFieldRegistry) fields = NULL;
  g_autoptr (AssayModelRecord) record = NULL;
  g_autoptr (AssayPredictor) predictor = NULL;
  g_autoptr (AssayPredictionBatch) all = NULL;
  g_autoptr (AssayPredictionBatch) lean = NULL;
  g_autoptr (GError) error = NULL;

  if (!assay_xgboost_is_available (NULL))
    return;
  add_leads (fixture);
  score_execute (fixture, "UPDATE lead SET region = 'North', bio = CASE id WHEN 3 THEN 'once' END");
  train (fixture, "trees");
  reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  fields = assay_workspace_get_fields (fixture->workspace);
  record = assay_model_store_get (reader, 1, &error);
  g_assert_no_error (error);
  predictor = assay_predictor_new (record, &error);
  g_assert_no_error (error);
  all = assay_prediction_batch_new (predictor, reader, fields, NULL, SCORE_NOW, &error);
  lean = assay_prediction_batch_new_for_scores (predictor, reader, fields, NULL, SCORE_NOW, &error);
  g_assert_no_error (error);
  assay_prediction_batch_run (all, 1, G_MAXINT64, &error);
  assay_prediction_batch_run (lean, 1, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lean->table->n_rows, ==, N);
  g_assert_cmpuint (lean->table->n_columns, <=, all->table->n_columns);
  g_assert_cmpmem (lean->margins, N * sizeof (double), all->margins, N * sizeof (double));
}

typedef struct
{
  GCancellable *cancellable;
  guint after;
} Stop;

static void
stop_cb (double   fraction,
         gpointer data)
{
  Stop *stop = data;

  if (--stop->after == 0)
    g_cancellable_cancel (stop->cancellable);
}

/* Whoever stops finds whole batches, and no mark that would say that all is done. */
static void
test_cancel (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GArray) whole = NULL;

  add_leads (fixture);
  train (fixture, "logistic");
  forget (fixture);
  predict (fixture, 0);
  whole = read_predictions (fixture);
  for (guint after = 1; after < 6; after++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) part = NULL;
      g_autofree char *in_batches = g_strdup_printf ("SELECT count(*) FROM lead WHERE id <= %u", 100 * after);
      Stop stop = { cancellable, after };
      AssayPredictionRun run = { .workspace = fixture->workspace,
                                 .model = 1,
                                 .job = 1,
                                 .batch = 100,
                                 .progress = stop_cb,
                                 .user_data = &stop };

      forget (fixture);
      g_assert_null (assay_prediction_run (&run, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      part = read_predictions (fixture);
      g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM prediction"), ==,
                       score_query (fixture, "SELECT count(*) FROM score"));
      g_assert_cmpuint (part->len, ==, 3 * (guint) score_query (fixture, in_batches));
      g_assert_cmpmem (part->data, part->len * sizeof (double), whole->data, part->len * sizeof (double));
      g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM prediction_mark"), ==, 0);
    }
}

/* What one of the threads cannot read is the job's error; what came before it is written. */
static void
test_error (ScoreFixture *fixture,
            gconstpointer data)
{
  AssayPredictionRun run = { .workspace = fixture->workspace, .model = 1, .job = 1, .batch = 100 };
  g_autoptr (GError) error = NULL;

  add_leads (fixture);
  train (fixture, "logistic");
  forget (fixture);
  score_execute (fixture,
                 "ALTER TABLE signal RENAME TO signal_kept;"
                 "CREATE VIEW signal AS SELECT lead, job, "
                 "CASE WHEN lead = 150 THEN abs(-9223372036854775807 - 1) ELSE \"role.seniority\" END "
                 "AS \"role.seniority\" FROM signal_kept");
  g_assert_null (assay_prediction_run (&run, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == ASSAY_STORE_ERROR);
  g_assert_nonnull (strstr (error->message, "integer overflow"));
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM prediction"), ==,
                   score_query (fixture, "SELECT count(*) FROM lead WHERE id <= 100"));
}

#define ADD(path, argument, func) \
  g_test_add ("/prediction-run/" path, ScoreFixture, argument, score_fixture_set_up, func, \
              score_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("batches/logistic", "logistic", test_batches);
  ADD ("batches/trees", "trees", test_batches);
  ADD ("unread", NULL, test_unread);
  ADD ("cancel", NULL, test_cancel);
  ADD ("error", NULL, test_error);
  return g_test_run ();
}
