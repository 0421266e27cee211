/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include <glib/gstdio.h>

#include "engine/assay-run-due-job.h"
#include "engine/assay-runner.h"
#include "job/assay-codec.h"
#include "job/assay-job-error.h"
#include "job/assay-scorer.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-predictive-scorer.h"
#include "learn/assay-xgboost.h"

#define DAY G_GINT64_CONSTANT (86400000)

/* Leads whose stage depends on where they come from and how many seats they want. */
static void
add_leads (ScoreFixture *fixture, int first, int n, const char *stage)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE r (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM r WHERE i < %d), "
      "v AS (SELECT i, (i * 7919) %% 101 AS a, (i * 104729) %% 97 AS b FROM r) "
      "INSERT INTO lead (id, job, name, source, company_size, industry, stage, created_at, "
      "outcome_at, "
      "deal_value) SELECT i, 1, 'Person ' || i, CASE WHEN a < 40 THEN 'Referral' ELSE 'Ads' END, "
      "b * 10, CASE i %% 3 WHEN 0 THEN 'SaaS' WHEN 1 THEN 'Retail' ELSE NULL END, %s, "
      "%" G_GINT64_FORMAT " - (400 - i %% 300) * %" G_GINT64_FORMAT ", "
      "CASE WHEN %s THEN NULL ELSE %" G_GINT64_FORMAT
      " - (330 - i %% 300 - b / 2) * %" G_GINT64_FORMAT " END, 1000 + b * 100 FROM v",
      first,
      first + n - 1,
      stage,
      SCORE_NOW,
      DAY,
      g_str_equal (stage, "NULL") ? "1" : "0",
      SCORE_NOW,
      DAY);

  score_execute (fixture, sql);
}

/* The outcome that the made-up world has, with some luck in it. */
#define STAGE                                                                                      \
  "CASE WHEN (i * 31) % 100 < CASE WHEN a < 40 THEN 70 ELSE 15 END THEN 'won' ELSE 'lost' END"

static JsonNode *
run_job (ScoreFixture *fixture, const char *key, const char *parameters, GError **error)
{
  g_autoptr (JsonNode) node = assay_json_parse (parameters, -1, NULL);
  g_autoptr (AssayJob) job = assay_codec_job_from_json (
      assay_engine_find_job (key), fixture->workspace, json_node_get_object (node), error);

  if (job == NULL || !assay_job_run (job, NULL, error))
    return NULL;
  return assay_job_get_result (job) != NULL ? json_node_ref (assay_job_get_result (job)) : NULL;
}

static JsonObject *
run_good (ScoreFixture *fixture, const char *key, const char *parameters, JsonNode **out_node)
{
  g_autoptr (GError) error = NULL;

  *out_node = run_job (fixture, key, parameters, &error);
  g_assert_no_error (error);
  return json_node_get_object (*out_node);
}

#define TREES                                                                                      \
  "{\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"},\"model\":\"trees\"}"
#define TRAIN "{\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}}"

static void
test_train (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  JsonObject *object, *metrics;

  add_leads (fixture, 1, 600, STAGE);
  object = run_good (fixture, "train", TRAIN, &first);
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 600);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "useful");
  g_assert_true (json_object_get_boolean_member (object, "promoted"));
  metrics = json_object_get_object_member (object, "metrics");
  g_assert_cmpfloat (json_object_get_double_member (metrics, "auc"), >, 0.7);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "folds")), ==, 5);
  g_assert_true (json_object_has_member (object, "newest"));

  /* The same data give the same model, which is no better than itself. */
  object = run_good (fixture, "train", TRAIN, &second);
  g_assert_cmpstr (json_object_get_string_member (object, "digest"),
                   ==,
                   json_object_get_string_member (json_node_get_object (first), "digest"));
  g_assert_false (json_object_get_boolean_member (object, "promoted"));
  g_assert_cmpint (
      score_query (fixture, "SELECT count(*) FROM model WHERE state = 'champion'"), ==, 1);
}

static void
assert_fails (
    ScoreFixture *fixture, const char *parameters, GQuark domain, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = run_job (fixture, "train", parameters, &error);

  g_assert_null (node);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM model"), ==, 0);
}

static void
test_too_little (ScoreFixture *fixture, gconstpointer data)
{
  add_leads (fixture, 1, 39, "'won'");
  assert_fails (fixture,
                TRAIN,
                ASSAY_LEARN_ERROR,
                ASSAY_LEARN_ERROR_TOO_LITTLE,
                "All 39 leads whose outcome is known converted");
  add_leads (fixture, 40, 200, "'lost'");
  assert_fails (
      fixture, TRAIN, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_TOO_LITTLE, "1 more converted");
  add_leads (fixture, 240, 3, "'negotiating'");
  assert_fails (fixture,
                TRAIN,
                ASSAY_LEARN_ERROR,
                ASSAY_LEARN_ERROR_TOO_LITTLE,
                "39 leads converted and 200 were lost");
  assert_fails (fixture,
                "{\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"victory\"}}",
                ASSAY_JOB_ERROR,
                ASSAY_JOB_ERROR_INVALID_PARAMETER,
                "lost (200), won (39), negotiating (3)");
  assert_fails (fixture,
                "{\"outcome\":{\"field\":\"name\",\"op\":\"is\",\"value\":\"victory\"}}",
                ASSAY_JOB_ERROR,
                ASSAY_JOB_ERROR_INVALID_PARAMETER,
                "it holds for no lead");
  assert_fails (fixture,
                "{\"outcome\":{\"field\":\"status\",\"op\":\"is\",\"value\":\"won\"}}",
                ASSAY_JOB_ERROR,
                ASSAY_JOB_ERROR_INVALID_PARAMETER,
                "no lead has a value");
  assert_fails (fixture,
                "{\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"},\"exclude\":["
                "\"nothing\"]}",
                ASSAY_JOB_ERROR,
                ASSAY_JOB_ERROR_INVALID_PARAMETER,
                "there is no field");
  assert_fails (fixture, "{}", ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER, "outcome");
}

static void
test_no_signal (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (GPtrArray) scorers = NULL;
  g_autoptr (JsonNode) breakdown = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  add_leads (
      fixture, 1, 500, "CASE WHEN ((i * 2654435761) >> 7) % 10 < 4 THEN 'won' ELSE 'lost' END");
  object = run_good (fixture, "train", TRAIN, &node);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "no_signal");
  g_assert_false (json_object_get_boolean_member (object, "promoted"));
  g_assert_null (run_job (fixture, "model-promote", "{\"model\":1}", &error));
  g_assert_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (run_job (fixture, "predict", "{}", &error));
  g_assert_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL);
  g_clear_error (&error);
  g_assert_null (run_job (fixture, "model-rollback", "{}", &error));
  g_assert_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_NO_MODEL);
  g_clear_error (&error);

  /* No score, and why. */
  reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  scorers = assay_scorer_list_active (reader, &error);
  breakdown = assay_scorer_explain (scorers->pdata[scorers->len - 1], reader, 1, SCORE_NOW, &error);
  g_assert_no_error (error);
  g_assert_true (json_object_get_null_member (json_node_get_object (breakdown), "score"));
  g_assert_cmpstr (
      json_object_get_string_member (json_node_get_object (breakdown), "note"), !=, "");
}

static void
test_predict (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;
  g_autoptr (JsonNode) predicted = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) one = NULL;
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayPredictiveScorer) scorer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lead = 601;
  double value = 0;
  AssayScores scores = { .n = 1, .leads = &lead, .values = &value };
  JsonObject *object;

  add_leads (fixture, 1, 600, STAGE);
  add_leads (fixture, 601, 100, "NULL");
  run_good (fixture, "train", TRAIN, &trained);
  object = run_good (fixture, "predict", "{}", &predicted);
  g_assert_cmpint (json_object_get_int_member (object, "predicted"), ==, 700);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, 700);
  object = run_good (fixture, "predict", "{}", &again);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, 0);
  g_assert_cmpint (
      score_query (fixture, "SELECT count(*) FROM prediction WHERE open = 1"), ==, 100);
  g_assert_cmpint (score_query (fixture,
                                "SELECT count(*) FROM score JOIN scorer ON scorer = scorer.id "
                                "WHERE key = 'predictive' AND shown BETWEEN 1 AND 99"),
                   ==,
                   700);

  /* The explanation, the scorer and the table agree. */
  object = run_good (fixture, "predict", "{\"lead\":601}", &one);
  g_assert_cmpint (json_object_get_int_member (object, "score"),
                   ==,
                   score_query (fixture,
                                "SELECT shown FROM score JOIN scorer ON scorer = scorer.id "
                                "WHERE key = 'predictive' AND lead = 601"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "for")), <=, 5);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "similar")), ==, 5);
  reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  scorer = assay_predictive_scorer_new (reader, &error);
  g_assert_no_error (error);
  g_assert_true (
      assay_scorer_score (ASSAY_SCORER (scorer), reader, &scores, SCORE_NOW, NULL, &error));
  g_assert_cmpfloat_with_epsilon (
      value, 100 * json_object_get_double_member (object, "probability"), 1e-9);
}

/* Points of all factors and where all leads start are the score. */
static void
test_points (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;

  add_leads (fixture, 1, 600, STAGE);
  run_good (fixture, "train", TRAIN, &trained);
  for (int lead = 1; lead <= 20; lead++)
    {
      g_autofree char *parameters = g_strdup_printf ("{\"lead\":%d}", lead);
      g_autoptr (JsonNode) node = NULL;
      JsonObject *object = run_good (fixture, "predict", parameters, &node);

      g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "base") +
                                          score_group_points (node, "model"),
                                      100 * json_object_get_double_member (object, "probability"),
                                      0.11);
    }
}

static void
test_champions (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  g_autoptr (JsonNode) node_3 = NULL;
  g_autoptr (JsonNode) node_4 = NULL;
  JsonObject *object;

  add_leads (fixture, 1, 300, STAGE);
  run_good (fixture, "train", TRAIN, &node_0);
  /* The world turns round: what converted is lost now. */
  add_leads (fixture,
             1001,
             900,
             "CASE WHEN (i * 31) % 100 < CASE WHEN a < 40 THEN 10 ELSE 80 END "
             "THEN 'won' ELSE 'lost' END");
  /* They came in by a job after the training. */
  score_execute (fixture, "UPDATE lead SET job = 1000 WHERE id > 1000");
  object = run_good (fixture, "train", TRAIN, &node_1);
  g_assert_true (json_object_get_boolean_member (object, "promoted"));
  object = run_good (fixture, "model-rollback", "{}", &node_2);
  g_assert_cmpint (json_object_get_int_member (object, "model"), ==, 1);
  object = run_good (fixture, "model-promote", "{\"model\":2}", &node_3);
  g_assert_cmpint (score_query (fixture, "SELECT id FROM model WHERE state = 'champion'"), ==, 2);
  run_good (fixture, "model-show", "{\"model\":1}", &node_4);
  object = json_object_get_object_member (json_node_get_object (node_4), "monitoring");
  g_assert_cmpint (json_object_get_int_member (object, "new_leads"), ==, 900);
}

/* Predictions of open leads are measured once their outcomes are known, and the model is trained
 * again. */
static void
test_monitoring (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  g_autoptr (JsonNode) node_3 = NULL;
  g_autoptr (AssayJob) due =
      g_object_new (ASSAY_TYPE_RUN_DUE_JOB, "workspace", fixture->workspace, NULL);
  g_autoptr (AssayJob) later = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  JsonArray *realised;

  add_leads (fixture, 1, 400, STAGE);
  add_leads (fixture, 401, 200, "NULL");
  run_good (fixture, "train", TRAIN, &node_0);
  run_good (fixture, "predict", "{}", &node_1);
  score_execute (fixture,
                 "UPDATE lead SET stage = CASE WHEN source = 'Referral' THEN 'won' ELSE 'lost' END "
                 "WHERE id > 400");
  run_good (fixture, "predict", "{}", &node_2);
  g_assert_cmpint (
      score_query (fixture, "SELECT count(*) FROM prediction WHERE open = 1"), ==, 200);
  object = run_good (fixture, "model-show", "{}", &node_3);
  realised = json_object_get_array_member (json_object_get_object_member (object, "monitoring"),
                                           "realised");
  g_assert_cmpuint (json_array_get_length (realised), ==, 2);
  g_assert_cmpint (
      json_object_get_int_member (json_array_get_object_element (realised, 0), "leads"), ==, 200);
  g_assert_cmpfloat (
      json_object_get_double_member (json_array_get_object_element (realised, 0), "auc"), >, 0.9);

  /* Not on the same day. */
  g_assert_true (assay_job_run (due, NULL, &error));
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM model"), ==, 1);
  assay_clock_set_fixed (SCORE_NOW + 2 * DAY);
  later = g_object_new (ASSAY_TYPE_RUN_DUE_JOB, "workspace", fixture->workspace, NULL);
  g_assert_true (assay_job_run (later, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM model"), ==, 2);
}

static void
test_forecast (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *total, *week;
  JsonArray *weeks;
  double sum = 0;

  add_leads (fixture, 1, 600, STAGE);
  add_leads (fixture, 601, 100, "NULL");
  run_good (fixture, "train", TRAIN, &trained);
  object = run_good (fixture, "forecast", "{\"weeks\":8}", &node);
  g_assert_cmpint (json_object_get_int_member (object, "open"), ==, 100);
  weeks = json_object_get_array_member (object, "weeks");
  g_assert_cmpuint (json_array_get_length (weeks), ==, 8);
  for (guint i = 0; i < 8; i++)
    {
      week =
          json_object_get_object_member (json_array_get_object_element (weeks, i), "conversions");
      sum += json_object_get_double_member (week, "mean");
      g_assert_cmpfloat (json_object_get_double_member (week, "low"),
                         <=,
                         json_object_get_double_member (week, "high"));
    }
  total = json_object_get_object_member (json_object_get_object_member (object, "total"),
                                         "conversions");
  g_assert_cmpfloat (sum, <=, json_object_get_double_member (total, "mean") + 1e-9);
  /* About as many as converted before, in every run of the future. */
  g_assert_cmpfloat (json_object_get_double_member (total, "low"), >, 15);
  g_assert_cmpfloat (json_object_get_double_member (total, "high"), <, 90);
  total = json_object_get_object_member (json_object_get_object_member (object, "total"), "value");
  g_assert_cmpfloat (json_object_get_double_member (total, "mean"), >, 15 * 1000);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "missing")), ==, 0);
}

static void
test_files (ScoreFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  g_autoptr (JsonNode) node_3 = NULL;
  g_autofree char *folder = g_dir_make_tmp ("assay-model-XXXXXX", NULL);
  g_autofree char *parameters = g_strdup_printf ("{\"output\":\"%s\"}", folder);
  g_autofree char *card = g_build_filename (folder, "card.html", NULL);
  g_autofree char *card_parameters = g_strdup_printf ("{\"output\":\"%s\"}", card);
  g_autofree char *page = NULL;
  gboolean trees = assay_xgboost_is_available (NULL);
  JsonArray *files;
  JsonObject *object;

  add_leads (fixture, 1, 300, STAGE);
  run_good (fixture, "train", trees ? TREES : TRAIN, &node_0);
  object = run_good (fixture, "model-export", parameters, &node_1);
  files = json_object_get_array_member (object, "files");
  g_assert_cmpuint (json_array_get_length (files), ==, trees ? 5 : 4);
  run_good (fixture, "model-card", card_parameters, &node_2);
  g_assert_true (g_file_get_contents (card, &page, NULL, NULL));
  g_assert_nonnull (strstr (page, "<h1>Model 1</h1>"));
  object = run_good (fixture, "model-card", "{}", &node_3);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (object, "text"), "# Model 1"));
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      g_autofree char *path =
          g_build_filename (folder, json_array_get_string_element (files, i), NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_unlink (card);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (                                                                                     \
      "/train-job/" path, ScoreFixture, NULL, score_fixture_set_up, func, score_fixture_tear_down)
  ADD ("train", test_train);
  ADD ("too-little", test_too_little);
  ADD ("no-signal", test_no_signal);
  ADD ("predict", test_predict);
  ADD ("points", test_points);
  ADD ("champions", test_champions);
  ADD ("monitoring", test_monitoring);
  ADD ("forecast", test_forecast);
  ADD ("files", test_files);
  return g_test_run ();
}
