/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "engine/assay-run-due-job.h"
#include "engine/assay-runner.h"
#include "job/assay-codec.h"
#include "job/assay-job-error.h"
#include "job/assay-undo-job.h"
#include "learn/assay-confusion.h"
#include "learn/assay-explanation.h"
#include "learn/assay-lead-blocks.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-monitor.h"
#include "learn/assay-predictive-scorer.h"
#include "model/assay-condition-text.h"
#include "store/assay-condition-sql.h"

/* What is around a model: the look before training, cut-offs, taking a promotion back, drift. */

#define PREDICTIVE "scorer = (SELECT id FROM scorer WHERE key = 'predictive')"
#define DAY G_GINT64_CONSTANT (86400000)

/* Leads whose stage depends on where they come from; `stage` is SQL of i (the number) and a (0–100). */
static void
add_leads (ScoreFixture *fixture,
           int           first,
           int           n,
           const char   *stage)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM r WHERE i < %d), "
    "v AS (SELECT i, (i * 7919) %% 101 AS a, (i * 104729) %% 97 AS b FROM r) "
    "INSERT INTO lead (id, job, name, source, company_size, industry, stage, notes, created_at) "
    "SELECT i, 1, 'Person ' || i, CASE WHEN a < 40 THEN 'Referral' ELSE 'Ads' END, b * 10, "
    "CASE i %% 3 WHEN 0 THEN 'SaaS' WHEN 1 THEN 'Retail' ELSE NULL END, %s, "
    "CASE WHEN %s = 'won' THEN 'Contract sent' ELSE NULL END, "
    "%" G_GINT64_FORMAT " - (400 - i %% 300) * %" G_GINT64_FORMAT " FROM v",
    first, first + n - 1, stage, stage, SCORE_NOW, DAY);

  score_execute (fixture, sql);
}

/* The outcome that the made-up world has, with some luck in it. */
#define STAGE \
  "CASE WHEN (i * 31) % 100 < CASE WHEN a < 40 THEN 70 ELSE 15 END THEN 'won' ELSE 'lost' END"
#define OUTCOME "\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}"
#define TRAIN "{" OUTCOME ",\"model\":\"logistic\"}"

static AssayJob *
make_job (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_json_parse (parameters, -1, NULL);
  AssayJob *job = assay_codec_job_from_json (assay_engine_find_job (key), fixture->workspace,
                                             json_node_get_object (node), &error);

  g_assert_no_error (error);
  return job;
}

static JsonObject *
run_good (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters,
          JsonNode    **out_node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = make_job (fixture, key, parameters);

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  *out_node = json_node_ref (assay_job_get_result (job));
  return json_node_get_object (*out_node);
}

/* Through the runner, with all that follows. */
static gint64
run_chain (ScoreFixture *fixture,
           AssayJob     *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRunner) runner = assay_runner_new (job);

  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (job);
}

static JsonObject *
find_field (JsonObject *check,
            const char *key)
{
  JsonArray *fields = json_object_get_array_member (check, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      if (g_str_equal (json_object_get_string_member (field, "field"), key))
        return field;
    }
  return NULL;
}

/* The look before training says what training then does. */
static void
test_check (ScoreFixture *fixture,
            gconstpointer data)
{
  g_autoptr (JsonNode) empty = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) little = NULL;
  g_autoptr (JsonNode) trained = NULL;
  g_autoptr (JsonNode) allowed = NULL;
  JsonObject *object, *first, *field;
  JsonArray *leaks;

  object = run_good (fixture, "train-check", "{}", &empty);
  g_assert_cmpint (json_object_get_int_member (object, "leads"), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "candidates")), ==, 0);

  add_leads (fixture, 1, 60, STAGE);
  object = run_good (fixture, "train-check", "{" OUTCOME "}", &little);
  g_assert_false (json_object_get_boolean_member (object, "enough"));
  g_assert_cmpint (json_object_get_int_member (object, "converted")
                     + json_object_get_int_member (object, "lost"), ==, 60);
  g_assert_nonnull (strstr (json_object_get_string_member (object, "missing"), "more converted"));

  add_leads (fixture, 61, 540, STAGE);
  add_leads (fixture, 601, 50, "NULL");
  object = run_good (fixture, "train-check", "{" OUTCOME "}", &before);
  g_assert_true (json_object_get_boolean_member (object, "enough"));
  g_assert_cmpint (json_object_get_int_member (object, "open"), ==, 50);
  first = json_array_get_object_element (json_object_get_array_member (object, "candidates"), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "field"), ==, "stage");
  g_assert_cmpstr (json_object_get_string_member (first, "outcome"), ==, "stage is won");
  g_assert_null (find_field (object, "stage"));
  field = find_field (object, "notes");
  g_assert_false (json_object_get_boolean_member (field, "used"));
  g_assert_true (json_object_has_member (field, "why"));
  g_assert_true (json_object_get_boolean_member (find_field (object, "source"), "used"));

  leaks = json_object_get_array_member (run_good (fixture, "train", TRAIN, &trained), "leaks");
  for (guint i = 0; i < json_array_get_length (leaks); i++)
    {
      JsonObject *leak = json_array_get_object_element (leaks, i);

      field = find_field (object, json_object_get_string_member (leak, "field"));
      g_assert_cmpstr (json_object_get_string_member (field, "why"), ==,
                       json_object_get_string_member (leak, "why"));
      g_assert_cmpint (json_object_get_boolean_member (field, "used"), !=,
                       json_object_get_boolean_member (leak, "excluded"));
    }
  object = run_good (fixture, "train-check",
                     "{" OUTCOME ",\"include\":[\"notes\"],\"exclude\":[\"source\"]}", &allowed);
  g_assert_true (json_object_get_boolean_member (find_field (object, "notes"), "used"));
  g_assert_false (json_object_get_boolean_member (find_field (object, "source"), "used"));
}

/* What the card says of a threshold is what counting at it gives, and `model show` takes any. */
static void
test_threshold (ScoreFixture *fixture,
                gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;
  JsonObject *metrics;
  gint64 positives, last = G_MAXINT64;
  AssayConfusion confusion;

  add_leads (fixture, 1, 600, STAGE);
  metrics = json_object_get_object_member (run_good (fixture, "train", TRAIN, &trained), "metrics");
  positives = json_object_get_int_member (metrics, "positives");
  g_assert_true (assay_confusion_read (&confusion, metrics, 0.5));
  g_assert_cmpint (confusion.true_positives, ==,
                   json_object_get_int_member (json_object_get_object_member (metrics, "confusion"),
                                               "true_positives"));
  g_assert_cmpfloat_with_epsilon (assay_confusion_get_accuracy (&confusion),
                                  json_object_get_double_member (metrics, "accuracy"), 1e-12);
  for (int percent = 1; percent < 100; percent++)
    {
      g_autoptr (JsonNode) shown = NULL;
      g_autofree char *parameters = g_strdup_printf ("{\"threshold\":%d}", percent);
      JsonObject *at;

      assay_confusion_read (&confusion, metrics, percent / 100.0);
      g_assert_cmpint (confusion.true_positives + confusion.false_negatives, ==, positives);
      g_assert_cmpint (confusion.true_positives + confusion.false_positives, <=, last);
      last = confusion.true_positives + confusion.false_positives;
      if (percent % 33 != 0)
        continue;
      at = json_object_get_object_member (run_good (fixture, "model-show", parameters, &shown),
                                          "at_threshold");
      g_assert_cmpint (json_object_get_int_member (at, "false_positives"), ==,
                       confusion.false_positives);
    }
  json_object_remove_member (metrics, "cutoffs");
  g_assert_false (assay_confusion_read (&confusion, metrics, 0.5));
}

static gint64
champion (ScoreFixture *fixture)
{
  return score_query (fixture, "SELECT coalesce(max(id), 0) FROM model WHERE state = 'champion'");
}

static void
undo (ScoreFixture *fixture,
      gint64        job)
{
  g_autoptr (AssayJob) undo
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", fixture->workspace, "job", job, NULL);

  run_chain (fixture, undo);
}

/* Undo brings back the model that was in use, and its scores for all leads. */
static void
test_undo (ScoreFixture *fixture,
           gconstpointer data)
{
  g_autoptr (AssayJob) first = NULL;
  g_autoptr (AssayJob) second = NULL;
  g_autoptr (AssayJob) promote = NULL;
  g_autoptr (AssayJob) rollback = NULL;
  gint64 job;

  add_leads (fixture, 1, 400, STAGE);
  first = make_job (fixture, "train", TRAIN);
  run_chain (fixture, first);
  g_assert_cmpint (champion (fixture), ==, 1);
  second = make_job (fixture, "train", "{" OUTCOME ",\"exclude\":[\"source\"],\"promote\":\"ask\"}");
  run_chain (fixture, second);
  g_assert_cmpint (champion (fixture), ==, 1);
  score_execute (fixture, "UPDATE model SET verdict = 'weak' WHERE id = 2");

  promote = make_job (fixture, "model-promote", "{\"model\":2}");
  job = run_chain (fixture, promote);
  g_assert_cmpint (champion (fixture), ==, 2);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND " PREDICTIVE), ==, 400);
  undo (fixture, job);
  g_assert_cmpint (champion (fixture), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT state = 'challenger' FROM model WHERE id = 2"), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 1 AND " PREDICTIVE), ==, 400);

  /* Going back by hand gives all leads the older model's scores as well, and can be taken back. */
  g_clear_object (&promote);
  promote = make_job (fixture, "model-promote", "{\"model\":2}");
  run_chain (fixture, promote);
  rollback = make_job (fixture, "model-rollback", "{}");
  job = run_chain (fixture, rollback);
  g_assert_cmpint (champion (fixture), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 1 AND " PREDICTIVE), ==, 400);
  undo (fixture, job);
  g_assert_cmpint (champion (fixture), ==, 2);
}

static gint64
count_leads (ScoreFixture *fixture,
             const char   *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayCondition) condition = assay_condition_from_text (where, NULL, &error);
  g_autoptr (AssayConditionSql) compiler
    = assay_condition_sql_new (reader, fields, ASSAY_SQL_SCOPE_LEAD, ASSAY_AS_OF_NOW, &error);
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM lead WHERE ");
  g_autoptr (AssayStatement) select = NULL;
  gboolean row;

  g_assert_no_error (error);
  assay_condition_sql_append (compiler, condition, sql, &error);
  g_assert_no_error (error);
  select = assay_connection_prepare (reader, sql->str, &error);
  g_assert_no_error (error);
  assay_condition_sql_bind (compiler, select);
  g_assert_true (assay_statement_step (select, &row, &error));
  return assay_statement_get_int64 (select, 0);
}

/* Predictions have bands in order, conditions can ask for them, and what a person would see change is kept. */
static void
test_scores (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (AssayJob) train = make_job (fixture, "train", TRAIN);
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  JsonObject *object, *change;
  JsonArray *history;
  gint64 high, likely, before;

  add_leads (fixture, 1, 600, STAGE);
  run_chain (fixture, train);
  high = score_query (fixture, "SELECT count(*) FROM score WHERE bands ->> '$.likelihood' = 'high'");
  g_assert_cmpint (high, >, 60);
  g_assert_cmpint (high, <, 240);
  g_assert_cmpint (score_query (fixture, "SELECT (SELECT min(value) FROM score WHERE bands ->> '$.likelihood' = 'high') > "
                                         "(SELECT max(value) FROM score WHERE bands ->> '$.likelihood' = 'medium') AND "
                                         "(SELECT min(value) FROM score WHERE bands ->> '$.likelihood' = 'medium') > "
                                         "(SELECT max(value) FROM score WHERE bands ->> '$.likelihood' = 'low')"), ==, 1);
  likely = score_query (fixture, "SELECT count(*) FROM score WHERE value >= 50 AND " PREDICTIVE);
  g_assert_cmpint (count_leads (fixture, "likelihood is high"), ==, high);
  g_assert_cmpint (count_leads (fixture, "probability >= 0.5"), ==, likely);
  object = run_good (fixture, "predict", "{}", &node_0);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, 0);

  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history"), ==, 0);
  before = score_query (fixture, "SELECT shown FROM score WHERE lead = 7 AND " PREDICTIVE);
  score_execute (fixture, "UPDATE lead SET source = iif(source = 'Ads', 'Referral', 'Ads') WHERE id = 7");
  {
    g_autoptr (JsonNode) again = NULL;
    run_good (fixture, "predict", "{}", &again);
  }
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history WHERE lead <> 7"), ==, 0);
  object = run_good (fixture, "predict", "{\"lead\":7}", &node_2);
  history = json_object_get_array_member (object, "history");
  g_assert_cmpuint (json_array_get_length (history), ==, 1);
  change = json_array_get_object_element (history, 0);
  g_assert_cmpint (json_object_get_int_member (change, "old"), ==, before);
  g_assert_cmpint (json_object_get_int_member (change, "new"), ==, json_object_get_int_member (object, "score"));
}

/* How a model depends on a field: the made-up world prefers referrals to ads, and seats say nothing. */
static void
test_dependence (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;
  JsonArray *features, *list;
  JsonObject *feature;
  double points[2] = { 0 };
  gint64 leads = 0;

  add_leads (fixture, 1, 600, STAGE);
  features = json_object_get_array_member (run_good (fixture, "train", TRAIN, &trained), "features");
  feature = json_array_get_object_element (features, 0);
  g_assert_cmpstr (json_object_get_string_member (feature, "field"), ==, "source");
  list = json_object_get_array_member (feature, "dependence");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);
      gboolean referral = strstr (json_object_get_string_member (one, "value"), "referral") != NULL;

      points[referral] = json_object_get_double_member (one, "points");
      leads += json_object_get_int_member (one, "leads");
    }
  g_assert_cmpint (leads, ==, 600);
  g_assert_cmpfloat (points[1], >, 10);
  g_assert_cmpfloat (points[0], <, -10);
  for (guint f = 1; f < json_array_get_length (features); f++)
    {
      feature = json_array_get_object_element (features, f);
      list = json_object_has_member (feature, "dependence")
               ? json_object_get_array_member (feature, "dependence") : NULL;
      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        g_assert_cmpfloat (fabs (json_object_get_double_member (json_array_get_object_element (list, i), "points")), <,
                           points[1]);
    }
}

/* Two models of one outcome: the second has not seen where leads come from. */
static void
train_two (ScoreFixture *fixture)
{
  g_autoptr (AssayJob) first = NULL;
  g_autoptr (AssayJob) second = NULL;

  add_leads (fixture, 1, 400, STAGE);
  first = make_job (fixture, "train", TRAIN);
  run_chain (fixture, first);
  second = make_job (fixture, "train", "{" OUTCOME ",\"exclude\":[\"source\"],\"promote\":\"ask\"}");
  run_chain (fixture, second);
  score_execute (fixture, "UPDATE model SET verdict = 'weak' WHERE id = 2");
}

static void
chain (ScoreFixture *fixture,
       const char   *key,
       const char   *parameters)
{
  g_autoptr (AssayJob) job = make_job (fixture, key, parameters);

  run_chain (fixture, job);
}

/* Watched silently: nobody's score changes, and what it would have said is measured by what comes true. */
static void
test_shadow (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *interval;

  train_two (fixture);
  add_leads (fixture, 401, 300, "NULL");
  chain (fixture, "model-try", "{\"model\":2}");
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version <> 1 AND " PREDICTIVE), ==, 0);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM prediction WHERE model = 2"), ==, 700);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM trial_arm"), ==, 0);
  score_execute (fixture, "UPDATE lead SET stage = CASE WHEN (id * 31) % 100 < CASE WHEN source = 'Referral' THEN 70 "
                          "ELSE 15 END THEN 'won' ELSE 'lost' END WHERE id > 400");
  object = run_good (fixture, "model-compare", "{}", &node);
  g_assert_cmpstr (json_object_get_string_member (object, "mode"), ==, "shadow");
  g_assert_cmpint (json_object_get_int_member (object, "decided"), ==, 300);
  interval = json_object_get_array_member (object, "gain_interval");
  g_assert_cmpfloat (json_array_get_double_element (interval, 1), <, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "worse");
  g_assert_false (json_object_has_member (object, "champion_arm"));
}

/* Leads that come in are split by lot, the same whenever it is drawn; older ones are not. */
static void
test_split (ScoreFixture *fixture,
            gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object, *arm;
  gint64 taken, first;

  train_two (fixture);
  chain (fixture, "model-try", "{\"model\":2,\"share\":30,\"seed\":5}");
  add_leads (fixture, 401, 1000, STAGE);
  chain (fixture, "predict", "{}");
  chain (fixture, "predict", "{\"model\":2}");
  taken = score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND " PREDICTIVE);
  g_assert_cmpint (taken, >, 240);
  g_assert_cmpint (taken, <, 360);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND lead <= 400 AND "
                                PREDICTIVE), ==, 0);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE " PREDICTIVE), ==, 1400);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM trial_arm"), ==, 1000);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM trial_arm JOIN score USING (lead) WHERE "
                                         "(version = 2) <> challenger AND " PREDICTIVE), ==, 0);
  object = run_good (fixture, "predict", "{}", &node);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, 0);
  g_clear_pointer (&node, json_node_unref);
  object = run_good (fixture, "model-compare", "{}", &node);
  arm = json_object_get_object_member (object, "challenger_arm");
  g_assert_cmpint (json_object_get_int_member (arm, "leads"), ==, taken);
  g_assert_cmpint (json_object_get_int_member (arm, "decided"), ==, taken);
  g_assert_cmpint (json_object_get_int_member (arm, "converted"), ==,
                   score_query (fixture, "SELECT count(*) FROM trial_arm JOIN lead ON lead.id = lead "
                                         "WHERE challenger = 1 AND stage = 'won'"));
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (object, "difference_interval")), ==, 2);

  /* The pane of a lead in the challenger's arm speaks of the challenger. */
  first = score_query (fixture, "SELECT min(lead) FROM trial_arm WHERE challenger = 1");
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, &error);
    g_autoptr (AssayPredictiveScorer) scorer = assay_predictive_scorer_new (reader, &error);
    g_autoptr (JsonNode) explained
      = assay_scorer_explain (ASSAY_SCORER (scorer), reader, first, SCORE_NOW, &error);

    g_assert_no_error (error);
    g_assert_cmpint (json_object_get_int_member (json_node_get_object (explained), "version"), ==, 2);
  }
  {
    g_autoptr (JsonNode) rest
      = assay_explanation_make_for (fixture->workspace, first, ASSAY_EXPLANATION_SIMILAR, &error);

    g_assert_no_error (error);
    g_assert_cmpint (json_object_get_int_member (json_node_get_object (rest), "version"), ==, 2);
    g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (json_node_get_object (rest), "similar")), ==, 5);
  }
  chain (fixture, "model-stop", "{}");
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND " PREDICTIVE), ==, 0);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 1 AND " PREDICTIVE), ==, 1400);
}

static void
assert_refused (ScoreFixture *fixture,
                const char   *key,
                const char   *parameters,
                int           code)
{
  g_autoptr (AssayJob) job = make_job (fixture, key, parameters);
  g_autoptr (GError) error = NULL;

  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_error (error, ASSAY_LEARN_ERROR, code);
}

static void
test_refused (ScoreFixture *fixture,
              gconstpointer data)
{
  assert_refused (fixture, "model-compare", "{}", ASSAY_LEARN_ERROR_NO_MODEL);
  assert_refused (fixture, "model-try", "{\"model\":1}", ASSAY_LEARN_ERROR_NO_MODEL);
  train_two (fixture);
  assert_refused (fixture, "model-try", "{\"model\":1}", ASSAY_LEARN_ERROR_REFUSED);
  score_execute (fixture, "UPDATE model SET verdict = 'no_signal' WHERE id = 2");
  assert_refused (fixture, "model-try", "{\"model\":2}", ASSAY_LEARN_ERROR_REFUSED);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM model_trial"), ==, 0);
  score_execute (fixture, "UPDATE model SET verdict = 'weak' WHERE id = 2");
  chain (fixture, "model-try", "{\"model\":2}");
  /* A trial is over when another model is in use. */
  chain (fixture, "model-promote", "{\"model\":2}");
  assert_refused (fixture, "model-compare", "{}", ASSAY_LEARN_ERROR_NO_MODEL);
}

static gint64
run_due (ScoreFixture *fixture)
{
  g_autoptr (AssayJob) due
    = g_object_new (ASSAY_TYPE_RUN_DUE_JOB, "workspace", fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;

  assay_job_run (due, NULL, &error);
  g_assert_no_error (error);
  return score_query (fixture, "SELECT count(*) FROM model");
}

/* A model is trained again when new leads differ, even if hardly any outcome is new; not without drift, and
 * not without any. */
static void
test_drift (ScoreFixture *fixture,
            gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  JsonObject *object, *monitoring;
  JsonArray *stability;
  gboolean found = FALSE;

  add_leads (fixture, 1, 400, STAGE);
  run_good (fixture, "train", TRAIN, &node_0);
  assay_clock_set_fixed (SCORE_NOW + 2 * DAY);
  add_leads (fixture, 1001, 200, "CASE WHEN i < 1003 THEN 'won' ELSE NULL END");
  score_execute (fixture, "UPDATE lead SET job = 1000 WHERE id > 1000");
  g_assert_cmpint (run_due (fixture), ==, 1);
  score_execute (fixture, "UPDATE lead SET source = 'Fair' WHERE id > 1000");
  object = run_good (fixture, "model-show", "{}", &node_1);
  monitoring = json_object_get_object_member (object, "monitoring");
  g_assert_cmpint (json_object_get_int_member (monitoring, "new_leads"), ==, 200);
  stability = json_object_get_array_member (monitoring, "stability");
  for (guint i = 0; i < json_array_get_length (stability); i++)
    {
      JsonObject *one = json_array_get_object_element (stability, i);
      gboolean over = json_object_get_double_member (one, "psi") > json_object_get_double_member (one, "limit");

      if (g_str_equal (json_object_get_string_member (one, "field"), "source"))
        g_assert_true (over);
      if (g_str_equal (json_object_get_string_member (one, "field"), "company_size"))
        g_assert_false (over);
      found = found || over;
    }
  g_assert_true (found);
  score_execute (fixture, "UPDATE lead SET stage = NULL WHERE id > 1000");
  g_assert_cmpint (run_due (fixture), ==, 1);
  score_execute (fixture, "UPDATE lead SET stage = 'won' WHERE id = 1001");
  g_assert_cmpint (run_due (fixture), ==, 2);
}

static double
train_auc (ScoreFixture *fixture)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = run_good (fixture, "train",
                                 "{" OUTCOME ",\"model\":\"logistic\",\"include\":[\"industry\",\"company_size\"]}",
                                 &node);

  return json_object_get_double_member (json_object_get_object_member (object, "metrics"), "auc");
}

static gint64
open_trial (ScoreFixture *fixture)
{
  return score_query (fixture, "SELECT coalesce(max(id), 0) FROM model_trial WHERE ended_at IS NULL");
}

/* Beginning and ending a trial are taken back and done again, and leads get the scores that go with it; what others
 * did meanwhile stays. */
static void
test_trial_undo (ScoreFixture *fixture,
                 gconstpointer data)
{
  gint64 start, stop, other;

  train_two (fixture);
  chain (fixture, "model-try", "{\"model\":2,\"share\":50}");
  start = score_query (fixture, "SELECT max(id) FROM job WHERE key = 'model-try'");
  add_leads (fixture, 401, 100, "NULL");
  chain (fixture, "predict", "{}");
  chain (fixture, "predict", "{\"model\":2}");
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND " PREDICTIVE), >, 20);
  chain (fixture, "model-stop", "{}");
  stop = score_query (fixture, "SELECT max(id) FROM job WHERE key = 'model-stop'");
  g_assert_cmpint (open_trial (fixture), ==, 0);
  undo (fixture, stop);
  g_assert_cmpint (open_trial (fixture), ==, 1);
  undo (fixture, start);
  g_assert_cmpint (open_trial (fixture), ==, 0);
  chain (fixture, "predict", "{}");
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE version = 2 AND " PREDICTIVE), ==, 0);
  undo (fixture, score_query (fixture, "SELECT max(id) FROM job WHERE key = 'undo'"));
  g_assert_cmpint (open_trial (fixture), ==, 1);

  chain (fixture, "model-try", "{\"model\":2,\"share\":10}");
  other = score_query (fixture, "SELECT max(id) FROM job WHERE key = 'model-try'");
  g_assert_cmpint (open_trial (fixture), ==, 2);
  undo (fixture, start);
  g_assert_cmpint (open_trial (fixture), ==, 2);
  undo (fixture, other);
  g_assert_cmpint (open_trial (fixture), ==, 1);
}

/* What is written into a field when the outcome is known must not teach a model, not even where the field may be
 * learned from; without dates it cannot be told apart. */
static void
test_edited_since (ScoreFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  double before;

  add_leads (fixture, 1, 600, STAGE);
  score_execute (fixture, "UPDATE lead SET notes = NULL, outcome_at = created_at + 20 * 86400000");
  before = train_auc (fixture);
  run_good (fixture, "set", "{\"values\":{\"industry\":\"Gold\"},\"where\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}}",
            &node_0);
  run_good (fixture, "set", "{\"values\":{\"company_size\":\"7\"},\"where\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"lost\"}}",
            &node_1);
  g_assert_cmpfloat (train_auc (fixture), ==, before);
  score_execute (fixture, "UPDATE lead SET outcome_at = NULL");
  g_assert_cmpfloat (train_auc (fixture), >, 0.99);
}

/* Blocks never meet, and refined they cover every lead once. */
static void
test_blocks (ScoreFixture *fixture,
             gconstpointer data)
{
  static const gint64 lasts[] = { 0, 1, 499, 500, 501, 32767, 32768, 32769, 100003 };

  for (gsize i = 0; i < G_N_ELEMENTS (lasts); i++)
    {
      g_autofree guint8 *seen = g_new0 (guint8, lasts[i] + 1);
      AssayLeadBlocks blocks;
      gint64 first, last, n = 0;

      assay_lead_blocks_init (&blocks, 1, lasts[i], 1000);
      do
        {
          while (assay_lead_blocks_next (&blocks, &first, &last))
            for (gint64 id = first; id <= last; id++, n++)
              g_assert_cmpint (seen[id]++, ==, 0);
          g_assert_cmpint (llabs (n - lasts[i] / blocks.one_in), <=, 500);
        }
      while (assay_lead_blocks_refine (&blocks));
      g_assert_cmpint (n, ==, lasts[i]);
    }
}

/* Of very many leads a part is looked at, which says the same and says so; where outcomes are few, all of them
 * count. */
static void
test_many_leads (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (JsonNode) node_0 = NULL;
  g_autoptr (JsonNode) node_1 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  JsonObject *monitoring, *all;

  add_leads (fixture, 1, 400, STAGE);
  run_good (fixture, "train", TRAIN, &node_0);
  add_leads (fixture, 1001, 80000, "NULL");
  score_execute (fixture, "UPDATE lead SET job = 1000 WHERE id > 1000");
  score_execute (fixture,
                 "INSERT INTO prediction (model, lead, at, open, probability) "
                 "SELECT 1, id, 1800000000000, 1, 0.25 + id % 2 * 0.5 FROM lead WHERE id > 1000");
  score_execute (fixture, "UPDATE lead SET stage = CASE WHEN id % 2 THEN 'won' ELSE 'lost' END WHERE id > 1000");
  monitoring = json_object_get_object_member (run_good (fixture, "model-show", "{}", &node_1), "monitoring");
  g_assert_cmpint (json_object_get_int_member (monitoring, "realised_one_in"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (monitoring, "drift_one_in"), ==, 4);
  g_assert_cmpint (llabs (json_object_get_int_member (monitoring, "new_leads") - 80000), <=, 2000);
  all = json_array_get_object_element (json_object_get_array_member (monitoring, "realised"), 0);
  g_assert_cmpfloat (json_object_get_double_member (all, "auc"), ==, 1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (all, "observed"), 0.5, 0.01);

  score_execute (fixture, "UPDATE lead SET stage = NULL WHERE id > 1000 AND id % 100 > 1");
  monitoring = json_object_get_object_member (run_good (fixture, "model-show", "{}", &node_2), "monitoring");
  g_assert_cmpint (json_object_get_int_member (monitoring, "realised_one_in"), ==, 1);
  all = json_array_get_object_element (json_object_get_array_member (monitoring, "realised"), 0);
  g_assert_cmpint (json_object_get_int_member (all, "leads"), ==, 1600);
}

/* So it is beside a challenger, and when it is asked whether enough outcomes are new. */
static void
test_many_outcomes (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (JsonNode) node_1 = NULL;
  g_autoptr (JsonNode) node_2 = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *exactly = NULL;
  JsonObject *object;
  gboolean due;

  train_two (fixture);
  chain (fixture, "model-try", "{\"model\":2}");
  score_execute (fixture,
                 "WITH RECURSIVE r (i) AS (SELECT 401 UNION ALL SELECT i + 1 FROM r WHERE i < 140000) "
                 "INSERT INTO lead (id, job, name, stage) "
                 "SELECT i, 1000, 'P', CASE WHEN i % 3 THEN 'lost' ELSE 'won' END FROM r");
  score_execute (fixture,
                 "INSERT INTO prediction (model, lead, at, open, probability) SELECT m.id, lead.id, 1, 1, "
                 "0.3 + (m.id = 2) * CASE WHEN lead.id % 3 THEN -0.2 ELSE 0.2 END "
                 "FROM lead, model AS m WHERE lead.id > 400");
  object = run_good (fixture, "model-compare", "{}", &node_1);
  g_assert_cmpint (json_object_get_int_member (object, "decided_one_in"), ==, 2);
  g_assert_cmpint (llabs (json_object_get_int_member (object, "decided") - 70000), <=, 500);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "better");
  assay_clock_set_fixed (SCORE_NOW + 2 * DAY);
  assay_monitor_is_due (fixture->workspace, &due, &reason, &error);
  g_assert_no_error (error);
  g_assert_true (due);
  g_assert_true (g_str_has_prefix (reason, "about "));
  g_assert_cmpint (llabs (g_ascii_strtoll (reason + 6, NULL, 10) - 139600), <=, 4000);

  score_execute (fixture, "UPDATE lead SET stage = NULL WHERE id > 400 AND id % 4000 > 0");
  object = run_good (fixture, "model-compare", "{}", &node_2);
  g_assert_cmpint (json_object_get_int_member (object, "decided_one_in"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "decided"), ==, 35);
  assay_monitor_is_due (fixture->workspace, &due, &exactly, &error);
  g_assert_no_error (error);
  g_assert_true (due);
  g_assert_cmpstr (exactly, ==, "35 outcomes are new");
}

/* A lead that came long ago and is the same in all that the model knows is found among thousands of newer ones; a
 * lead that is gone is not shown. */
static void
test_similar (ScoreFixture *fixture,
              gconstpointer data)
{
  static const char *const plans[] = { TRAIN, "{" OUTCOME ",\"model\":\"trees\"}" };

  add_leads (fixture, 1, 3000, STAGE);
  score_execute (fixture, "UPDATE lead SET source = 'Fair', company_size = 5000, industry = 'Mining', created_at = 1780000000000 WHERE id < 30");
  score_execute (fixture,
                 "INSERT INTO lead (id, job, name, source, company_size, industry, created_at) "
                 "SELECT 9000, 1, 'New', source, company_size, industry, created_at FROM lead WHERE id = 7");
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (JsonNode) node_0 = NULL;
      g_autoptr (JsonNode) node_1 = NULL;
      JsonArray *similar;
      JsonObject *object;
      double before = 0;

      run_good (fixture, "train", plans[i], &node_0);
      score_execute (fixture, "UPDATE model SET state = CASE WHEN id = (SELECT max(id) FROM model) "
                              "THEN 'champion' ELSE 'retired' END");
      object = run_good (fixture, "predict", "{\"lead\":9000}", &node_1);
      g_assert_cmpint (json_object_get_int_member (object, "similar_of"), ==, i == 0 ? 3000 : 2999);
      similar = json_object_get_array_member (object, "similar");
      g_assert_cmpuint (json_array_get_length (similar), ==, 5);
      for (guint k = 0; k < 5; k++)
        {
          JsonObject *one = json_array_get_object_element (similar, k);
          double distance = json_object_get_double_member (one, "distance");

          g_assert_cmpint (json_object_get_int_member (one, "lead"), <, 30);
          g_assert_cmpfloat (distance, >=, before);
          before = distance;
        }
      g_assert_cmpfloat (before, <, 0.05);
      g_assert_cmpfloat_with_epsilon (
        json_object_get_double_member (json_array_get_object_element (similar, 0), "probability"),
        json_object_get_double_member (object, "probability"), 0.02);
      g_clear_pointer (&node_1, json_node_unref);
      score_execute (fixture, "DELETE FROM lead WHERE id = 7");
      similar = json_object_get_array_member (run_good (fixture, "predict", "{\"lead\":9000}", &node_1), "similar");
      for (guint k = 0; k < json_array_get_length (similar); k++)
        g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (similar, k), "lead"), !=, 7);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add ("/living-models/" path, ScoreFixture, NULL, score_fixture_set_up, func, \
              score_fixture_tear_down)
  ADD ("check", test_check);
  ADD ("threshold", test_threshold);
  ADD ("undo", test_undo);
  ADD ("scores", test_scores);
  ADD ("dependence", test_dependence);
  ADD ("shadow", test_shadow);
  ADD ("split", test_split);
  ADD ("refused", test_refused);
  ADD ("drift", test_drift);
  ADD ("similar", test_similar);
  ADD ("trial-undo", test_trial_undo);
  ADD ("edited-since", test_edited_since);
  ADD ("blocks", test_blocks);
  ADD ("many-leads", test_many_leads);
  ADD ("many-outcomes", test_many_outcomes);
  return g_test_run ();
}
