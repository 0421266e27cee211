/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "living-fixture.h"

#include "engine/assay-run-due-job.h"
#include "learn/assay-confusion.h"
#include "model/assay-condition-text.h"
#include "store/assay-condition-sql.h"

/* What is around a model: the look before training, cut-offs, taking a promotion back, drift. */

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
  ADD ("drift", test_drift);
  ADD ("edited-since", test_edited_since);
  return g_test_run ();
}
