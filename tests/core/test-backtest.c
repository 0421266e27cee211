/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "job/assay-known-outcomes.h"
#include "score/assay-backtest.h"
#include "score/assay-score-calibration.h"
#include "score/assay-score-error.h"
#include "stats/assay-auc-comparison.h"
#include "stats/assay-random.h"
#include "test-data.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define WON "\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}"

/* Worked out by the kernel over all pairs, which is not how it is computed. */
static void
test_comparison (void)
{
  static const double first[] = { 1, 2, 3, 3, 5, 6, 7, 8, 8, 10 };
  static const double second[] = { 2, 1, 4, 3, 9, 5, 7, 6, 8, 10 };
  static const guint8 outcomes[] = { 0, 0, 1, 0, 1, 0, 0, 1, 1, 1 };
  static const guint8 one[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  AssayAucComparison c;

  assay_auc_compare (first, second, outcomes, 10, 0.95, &c);
  g_assert_cmpfloat_with_epsilon (c.first, 0.82, 1e-12);
  g_assert_cmpfloat_with_epsilon (c.second, 0.88, 1e-12);
  g_assert_cmpfloat_with_epsilon (c.difference, 0.06, 1e-12);
  g_assert_cmpfloat_with_epsilon (c.low, -0.1474230912694489, 1e-9);
  g_assert_cmpfloat_with_epsilon (c.high, 0.26742309126944924, 1e-9);
  g_assert_cmpfloat_with_epsilon (c.p, 0.5707503880581729, 1e-9);
  assay_auc_compare (first, first, outcomes, 10, 0.95, &c);
  g_assert_cmpfloat (c.difference, ==, 0);
  g_assert_cmpfloat (c.p, ==, 1);
  assay_auc_compare (first, second, one, 10, 0.95, &c);
  g_assert_true (isnan (c.difference) && isnan (c.low) && isnan (c.p));
}

/* Two rankings that are equally good: the interval should leave out 0 once in twenty. */
static void
test_comparison_coverage (void)
{
  AssayRandom random;
  guint outside = 0;

  assay_random_init (&random, 7);
  for (int round = 0; round < 400; round++)
    {
      double first[120], second[120];
      guint8 outcomes[120];
      AssayAucComparison c;

      for (int i = 0; i < 120; i++)
        {
          double shared = assay_random_normal (&random);

          outcomes[i] = i % 3 == 0;
          first[i] = outcomes[i] + shared + assay_random_normal (&random);
          second[i] = outcomes[i] + shared + assay_random_normal (&random);
        }
      assay_auc_compare (first, second, outcomes, 120, 0.95, &c);
      g_assert_cmpfloat_with_epsilon (c.first, assay_ranking_auc (first, outcomes, 120), 1e-12);
      g_assert_cmpfloat_with_epsilon (c.second, assay_ranking_auc (second, outcomes, 120), 1e-12);
      outside += c.low > 0 || c.high < 0;
    }
  g_assert_cmpuint (outside, >=, 8);
  g_assert_cmpuint (outside, <=, 36);
}

#define TWO_BANDS                                                                                  \
  "\"bands\":[{\"key\":\"heat\",\"bands\":[{\"key\":\"hot\",\"min\":50},{\"key\":\"cold\"}]}]"

static AssayProfile *
parse_profile (const char *json)
{
  g_autoptr (GError) error = NULL;
  AssayProfile *profile = assay_profile_from_json (json, -1, NULL, &error);

  g_assert_no_error (error);
  return profile;
}

/* Eight leads, worked out by hand: two of three hot ones converted, one of four cold ones; one has no
 * score. */
static void
test_by_hand (void)
{
  g_autoptr (AssayProfile) profile = parse_profile (
    "{\"key\":\"p\",\"name\":\"P\",\"groups\":[{\"key\":\"g\",\"factors\":[{\"key\":\"f\",\"points\":1,"
    "\"when\":{\"field\":\"email\",\"op\":\"present\"}}]}]," TWO_BANDS "}");
  double scores[] = { 90, 80, 60, 40, 40, 10, 5, NAN };
  gint8 bands[] = { 0, 0, 0, 1, 1, 1, 1, -1 };
  guint8 outcomes[] = { 1, 0, 1, 1, 0, 0, 0, 1 };
  AssayScoredLeads leads = { .n = 8, .n_sets = 1, .scores = scores, .bands = bands };
  g_autoptr (AssayBacktest) test = assay_backtest_new (profile, &leads, outcomes, FALSE);
  const AssayBacktestLadder *buckets, *heat;
  const AssayBacktestCell *hot, *cold, *forties;
  const AssayBacktestViolation *violation;

  g_assert_cmpuint (test->n, ==, 7);
  g_assert_cmpuint (test->n_unscored, ==, 1);
  g_assert_cmpuint (test->n_converted, ==, 3);
  /* 90 beats 4 lost ones, 60 beats 3, 40 beats 2 and ties with 1: 9.5 of 12. */
  g_assert_cmpfloat_with_epsilon (test->auc, 9.5 / 12, 1e-12);
  /* 1 of 1, 2 of 3, and 3 of 5 at the tie: a third of the converted each. */
  g_assert_cmpfloat_with_epsilon (test->pr_auc, (1 + 2.0 / 3 + 3.0 / 5) / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (test->brier_base, 3.0 / 7 * 4.0 / 7, 1e-12);
  buckets = &g_array_index (test->ladders, AssayBacktestLadder, 0);
  g_assert_cmpstr (buckets->key, ==, "score");
  g_assert_cmpuint (buckets->cells->len, ==, 10);
  forties = &g_array_index (buckets->cells, AssayBacktestCell, 5);
  g_assert_cmpstr (forties->name, ==, "40–49");
  g_assert_cmpuint (forties->count, ==, 2);
  g_assert_cmpfloat (forties->rate, ==, 0.5);
  heat = &g_array_index (test->ladders, AssayBacktestLadder, 1);
  hot = &g_array_index (heat->cells, AssayBacktestCell, 0);
  cold = &g_array_index (heat->cells, AssayBacktestCell, 1);
  g_assert_cmpuint (hot->count, ==, 3);
  g_assert_cmpuint (hot->converted, ==, 2);
  g_assert_cmpuint (cold->count, ==, 4);
  g_assert_cmpuint (cold->converted, ==, 1);
  /* Wilson's interval of 1 in 4. */
  g_assert_cmpfloat_with_epsilon (cold->low, 0.0455872608, 1e-6);
  g_assert_cmpfloat_with_epsilon (cold->high, 0.6993581574, 1e-6);
  /* Eighties convert 0 of 1, the sixties below them 1 of 1; nothing else is out of order. */
  g_assert_cmpuint (test->violations->len, ==, 1);
  violation = &g_array_index (test->violations, AssayBacktestViolation, 0);
  g_assert_cmpuint (violation->ladder, ==, 0);
  g_assert_cmpstr (g_array_index (buckets->cells, AssayBacktestCell, violation->higher).name, ==, "80–89");
  g_assert_cmpstr (g_array_index (buckets->cells, AssayBacktestCell, violation->lower).name, ==, "60–69");
  g_assert_cmpfloat_with_epsilon (assay_isotonic_predict (test->isotonic, 5), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (assay_isotonic_predict (test->isotonic, 40), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (assay_isotonic_predict (test->isotonic, 90), 1, 1e-12);
}

static JsonNode *
run_good (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = score_run_job (fixture, key, parameters, NULL, &error);

  g_assert_no_error (error);
  return node;
}

/* Leads that came 100 days ago, every other one won, and were decided 50 days ago. */
static void
add_decided (ScoreFixture *fixture,
             int           n,
             gboolean      dated)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d) "
    "INSERT INTO lead (id, job, name, stage, created_at, outcome_at, phone) SELECT i, 1, 'Person ' || i, "
    "CASE WHEN i %% 2 THEN 'won' ELSE 'lost' END, %" G_GINT64_FORMAT ", CASE WHEN %d THEN %" G_GINT64_FORMAT
    " + i END, CASE WHEN i %% 3 = 0 THEN '1' END FROM r",
    n, SCORE_NOW - 100 * DAY, dated, SCORE_NOW - 50 * DAY);

  score_execute (fixture, sql);
}

#define CLICKS                                                                                     \
  "{\"key\":\"clicks\",\"name\":\"Clicks\",\"groups\":[{\"key\":\"g\",\"factors\":[{\"key\":\"f\","\
  "\"points\":50,\"when\":{\"field\":\"events.email_clicked.count\",\"op\":\">=\",\"value\":1}}]}]," TWO_BANDS "}"

/* What won leads do after they were won tells nothing of the score's worth. */
static void
test_looks_before_the_outcome (ScoreFixture *fixture,
                               gconstpointer data)
{
  gboolean dated = GPOINTER_TO_INT (data);
  g_autoptr (JsonNode) result = NULL;
  JsonObject *object;

  add_decided (fixture, 120, dated);
  score_publish (fixture, "clicks", CLICKS);
  for (int i = 1; i <= 120; i += 2)
    score_add_event (fixture, i, "email_clicked", 40, NULL);
  result = run_good (fixture, "profile-backtest", "{\"key\":\"clicks\"," WON "}");
  object = json_node_get_object (result);
  g_assert_true (json_object_get_boolean_member (object, "dated") == dated);
  g_assert_cmpfloat (json_object_get_double_member (object, "auc"), ==, dated ? 0.5 : 1.0);
  g_assert_cmpint (json_object_get_int_member (object, "leads"), ==, 120);

  /* And what they did before counts. */
  for (int i = 1; i <= 120; i += 2)
    score_add_event (fixture, i, "email_clicked", 60, NULL);
  g_clear_pointer (&result, json_node_unref);
  result = run_good (fixture, "profile-backtest", "{\"key\":\"clicks\"," WON "}");
  g_assert_cmpfloat (
    json_object_get_double_member (json_node_get_object (result), "auc"), ==, 1.0);
}

#define PHONE                                                                                      \
  "{\"key\":\"phone\",\"name\":\"Phone\",\"groups\":[{\"key\":\"g\",\"factors\":[{\"key\":\"f\","  \
  "\"points\":60,\"when\":{\"field\":\"phone\",\"op\":\"present\"}}]}]," TWO_BANDS "}"

/* A field that is filled or changed after the outcome says nothing about the score's worth; what it was before
 * still does. */
static void
test_fields_as_they_were (ScoreFixture *fixture,
                          gconstpointer data)
{
  gboolean dated = GPOINTER_TO_INT (data);
  g_autoptr (JsonNode) result = NULL;
  JsonObject *object;
  double before;

  add_decided (fixture, 120, dated);
  score_publish (fixture, "phone", PHONE);
  result = run_good (fixture, "profile-backtest", "{\"key\":\"phone\"," WON "}");
  before = json_object_get_double_member (json_node_get_object (result), "auc");
  g_assert_cmpfloat (before, <, 0.6);
  g_clear_pointer (&result, json_node_unref);

  /* Whoever won is called, whoever lost is forgotten. */
  result = run_good (fixture, "set", "{\"values\":{\"phone\":\"+49 30 1234\"},\"where\":{\"field\":\"stage\",\"op\":"
                                     "\"is\",\"value\":\"won\"}}");
  g_clear_pointer (&result, json_node_unref);
  result = run_good (fixture, "set", "{\"values\":{\"phone\":\"\"},\"where\":{\"field\":\"stage\",\"op\":"
                                     "\"is\",\"value\":\"lost\"}}");
  g_clear_pointer (&result, json_node_unref);
  result = run_good (fixture, "profile-backtest", "{\"key\":\"phone\"," WON "}");
  object = json_node_get_object (result);
  g_assert_cmpint (json_object_get_int_member (object, "leads"), ==, 120);
  if (dated)
    g_assert_cmpfloat (json_object_get_double_member (object, "auc"), ==, before);
  else
    g_assert_cmpfloat (json_object_get_double_member (object, "auc"), ==, 1);
}

/* Score → probability is kept for the version that was tested, and for no other. */
static void
test_calibration (ScoreFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) other = NULL;
  JsonObject *conversion;

  add_decided (fixture, 90, FALSE);
  score_publish (fixture, "phone", PHONE);
  before = score_explain (fixture, "phone", 3, ASSAY_AS_OF_NOW);
  g_assert_false (json_object_has_member (json_node_get_object (before), "conversion"));
  result = run_good (fixture, "profile-backtest", "{\"key\":\"phone\"," WON "}");
  after = score_explain (fixture, "phone", 3, ASSAY_AS_OF_NOW);
  conversion = json_object_get_object_member (json_node_get_object (after), "conversion");
  /* Ids divisible by 3 have a phone; every other one of them is odd. */
  g_assert_cmpfloat (json_object_get_double_member (conversion, "probability"), ==, 0.5);
  g_assert_cmpint (json_object_get_int_member (conversion, "leads"), ==, 90);
  g_assert_cmpint (json_object_get_int_member (conversion, "converted"), ==, 45);
  g_assert_cmpstr (json_object_get_string_member (conversion, "outcome"), ==, "stage is won");
  score_publish (fixture, "phone", PHONE);
  other = score_explain (fixture, "phone", 3, ASSAY_AS_OF_NOW);
  g_assert_false (json_object_has_member (json_node_get_object (other), "conversion"));
}

/* A new version in use gets its curve when what is due is run, and only then and once. */
static void
test_calibration_is_due (ScoreFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (JsonNode) nothing = NULL;
  g_autoptr (JsonNode) due = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) shown = NULL;

  add_decided (fixture, 90, FALSE);
  score_publish (fixture, "phone", PHONE);
  json_node_unref (score_run (fixture, "phone", FALSE));
  nothing = score_run_job (fixture, "jobs-run-due", "{}", NULL, NULL);
  shown = score_explain (fixture, "phone", 3, ASSAY_AS_OF_NOW);
  g_assert_false (json_object_has_member (json_node_get_object (shown), "conversion"));
  json_node_unref (run_good (fixture, "profile-backtest", "{\"key\":\"crm-classic\"," WON "}"));
  due = run_good (fixture, "jobs-run-due", "{}");
  /* Lead intent, ten factors and this one; CRM classic was tested just now. */
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (due), "calibrated"), >=, 2);
  g_clear_pointer (&shown, json_node_unref);
  shown = score_explain (fixture, "phone", 3, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (
    json_object_get_double_member (
      json_object_get_object_member (json_node_get_object (shown), "conversion"), "probability"),
    ==, 0.5);
  again = score_run_job (fixture, "jobs-run-due", "{}", NULL, NULL);
  g_assert_true (again == NULL || !JSON_NODE_HOLDS_OBJECT (again)
                 || !json_object_has_member (json_node_get_object (again), "calibrated"));
}

static void
test_outcome_is_remembered (ScoreFixture *fixture,
                            gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GError) error = NULL;

  add_decided (fixture, 90, FALSE);
  score_publish (fixture, "phone", PHONE);
  g_assert_null (score_run_job (fixture, "profile-backtest", "{\"key\":\"phone\"}", NULL, &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_MISSING_PARAMETER);
  json_node_unref (run_good (fixture, "profile-backtest", "{\"key\":\"phone\"," WON "}"));
  result = run_good (fixture, "profile-backtest", "{\"key\":\"phone\"}");
  g_assert_cmpstr (
    json_object_get_string_member (json_node_get_object (result), "outcome"), ==, "stage is won");
}

static void
test_comparison_job (ScoreFixture *fixture,
                     gconstpointer data)
{
  g_autoptr (JsonNode) same = NULL;
  g_autoptr (JsonNode) other = NULL;
  JsonObject *comparison;

  add_decided (fixture, 120, TRUE);
  score_publish (fixture, "phone", PHONE);
  score_publish (fixture, "clicks", CLICKS);
  for (int i = 1; i <= 120; i += 2)
    score_add_event (fixture, i, "email_clicked", 60, NULL);
  same = run_good (fixture, "profile-backtest", "{\"key\":\"phone\",\"against_version\":1," WON "}");
  comparison = json_object_get_object_member (json_node_get_object (same), "comparison");
  g_assert_cmpstr (json_object_get_string_member (comparison, "verdict"), ==, "no_difference");
  g_assert_cmpfloat (json_object_get_double_member (comparison, "difference"), ==, 0);
  other = run_good (fixture, "profile-backtest", "{\"key\":\"clicks\",\"against\":\"phone\"," WON "}");
  comparison = json_object_get_object_member (json_node_get_object (other), "comparison");
  g_assert_cmpstr (json_object_get_string_member (comparison, "verdict"), ==, "better");
  g_assert_cmpfloat (json_object_get_double_member (comparison, "auc"), ==, 1);
}

/* A model knows the outcomes of the leads that it learned from: it says so. */
static void
test_against_model (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (JsonNode) trained = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *comparison;

  add_decided (fixture, 300, FALSE);
  score_execute (fixture, "UPDATE lead SET source = CASE WHEN (id % 2 + (id * 31 % 100 < 25)) % 2 THEN 'Referral' ELSE 'Ads' END");
  score_publish (fixture, "phone", PHONE);
  trained = run_good (fixture, "train", "{" WON ",\"model\":\"logistic\"}");
  result = score_run_job (
    fixture, "profile-backtest", "{\"key\":\"phone\",\"against\":\"predictive\"}", &job, &error);
  g_assert_no_error (error);
  comparison = json_object_get_object_member (json_node_get_object (result), "comparison");
  g_assert_cmpint (json_object_get_int_member (comparison, "learned_from"), ==, 300);
  g_assert_cmpstr (json_object_get_string_member (comparison, "verdict"), ==, "worse");
  g_assert_nonnull (assay_job_get_warnings (job)[0]);
}

static void
test_refusals (ScoreFixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_decided (fixture, 90, FALSE);
  score_publish (fixture, "phone", PHONE);
  g_assert_null (score_run_job (fixture, "profile-backtest", "{\"key\":\"none\"," WON "}", NULL, &error));
  g_assert_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE);
  g_clear_error (&error);
  g_assert_null (score_run_job (
    fixture, "profile-backtest",
    "{\"key\":\"phone\",\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"sold\"}}", NULL,
    &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
  g_assert_nonnull (strstr (error->message, "won (45)"));
  g_clear_error (&error);
  score_execute (fixture, "UPDATE lead SET stage = 'won'");
  g_assert_null (score_run_job (fixture, "profile-backtest", "{\"key\":\"phone\"," WON "}", NULL, &error));
  g_assert_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE);
  g_clear_error (&error);
  g_assert_null (score_run_job (
    fixture, "profile-backtest", "{\"key\":\"phone\",\"against\":\"nobody\"," WON "}", NULL, &error));
  g_assert_nonnull (error);
}

/* Against the truth of a set of real leads. */
static void
test_real_leads (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *path = find_test_data ("learn/xeducation.dev.csv");
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) result = NULL;
  JsonObject *object;
  JsonArray *lift;
  double sum = 0;

  if (path == NULL)
    return;
  parameters = g_strdup_printf ("{\"file\":\"%s\",\"then\":\"nothing\"}", path);
  json_node_unref (run_good (fixture, "import", parameters));
  score_publish (fixture, "visits",
                 "{\"key\":\"visits\",\"name\":\"Visits\",\"groups\":[{\"key\":\"g\",\"factors\":["
                 "{\"key\":\"a\",\"points\":40,\"when\":{\"field\":\"total_time_spent_on_website\",\"op\":\">=\",\"value\":600}},"
                 "{\"key\":\"b\",\"points\":30,\"when\":{\"field\":\"lead_origin\",\"op\":\"is\",\"value\":\"Lead Add Form\"}}]}],"
                 TWO_BANDS "}");
  result = run_good (
    fixture, "profile-backtest",
    "{\"key\":\"visits\",\"outcome\":{\"field\":\"converted\",\"op\":\"is\",\"value\":1}}");
  object = json_node_get_object (result);
  g_assert_cmpint (json_object_get_int_member (object, "leads"), ==, 7392);
  g_assert_cmpint (json_object_get_int_member (object, "converted"), ==, 2877);
  g_assert_cmpfloat (json_object_get_double_member (object, "auc"), >, 0.65);
  g_assert_cmpfloat (json_object_get_double_member (object, "brier"), <,
                     json_object_get_double_member (object, "brier_base"));
  lift = json_object_get_array_member (object, "lift");
  for (guint i = 0; i < 10; i++)
    sum += json_object_get_double_member (json_array_get_object_element (lift, i), "converted");
  g_assert_cmpfloat_with_epsilon (sum, 2877, 1e-6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest/comparison", test_comparison);
  g_test_add_func ("/backtest/comparison-coverage", test_comparison_coverage);
  g_test_add_func ("/backtest/by-hand", test_by_hand);
#define ADD(path, data, function)                                                                  \
  g_test_add (path, ScoreFixture, data, score_fixture_set_up, function, score_fixture_tear_down)
  ADD ("/backtest/before-the-outcome", GINT_TO_POINTER (TRUE), test_looks_before_the_outcome);
  ADD ("/backtest/not-dated", GINT_TO_POINTER (FALSE), test_looks_before_the_outcome);
  ADD ("/backtest/fields-as-they-were", GINT_TO_POINTER (TRUE), test_fields_as_they_were);
  ADD ("/backtest/fields-not-dated", GINT_TO_POINTER (FALSE), test_fields_as_they_were);
  ADD ("/backtest/calibration", NULL, test_calibration);
  ADD ("/backtest/calibration-is-due", NULL, test_calibration_is_due);
  ADD ("/backtest/outcome-is-remembered", NULL, test_outcome_is_remembered);
  ADD ("/backtest/comparison-job", NULL, test_comparison_job);
  ADD ("/backtest/against-model", NULL, test_against_model);
  ADD ("/backtest/refusals", NULL, test_refusals);
  ADD ("/backtest/real-leads", NULL, test_real_leads);
  return g_test_run ();
}
