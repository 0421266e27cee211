/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "job/assay-job-error.h"
#include "score/assay-profile-edit.h"
#include "score/assay-score-error.h"
#include "stats/assay-probability.h"
#include "stats/assay-random.h"
#include "test-data.h"

#define WON "\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}"

/* Four factors that hold for about half of the leads each, one that hardly ever does, and a limit
 * that is their sum. */
#define PROFILE                                                                                    \
  "{\"key\":\"p\",\"name\":\"P\",\"groups\":[{\"key\":\"g\",\"max\":80,\"factors\":["               \
  "{\"key\":\"strong\",\"points\":20,\"when\":{\"field\":\"phone\",\"op\":\"present\"}},"          \
  "{\"key\":\"weak\",\"points\":20,\"when\":{\"field\":\"role\",\"op\":\"present\"}},"             \
  "{\"key\":\"none\",\"points\":20,\"when\":{\"field\":\"company\",\"op\":\"present\"}},"          \
  "{\"key\":\"rare\",\"points\":20,\"when\":{\"field\":\"bio\",\"op\":\"present\"}}]},"            \
  "{\"key\":\"h\",\"min\":-10,\"factors\":["                                                      \
  "{\"key\":\"bad\",\"points\":-10,\"when\":{\"field\":\"city\",\"op\":\"present\"}}]}],"          \
  "\"bands\":[{\"key\":\"heat\",\"bands\":[{\"key\":\"hot\",\"min\":50},{\"key\":\"cold\"}]}]}"

/* The outcome's log odds: 2 for a phone, 0.8 for a role, `sign` for a city, nothing else. */
static void
add_leads (ScoreFixture *fixture,
           int           n,
           double        strength,
           double        sign)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement) insert = assay_connection_prepare (
    assay_transaction_get_connection (transaction),
    "INSERT INTO lead (job, name, phone, role, company, bio, city, stage, created_at) VALUES (1, 'x', "
    "CASE ?1 WHEN 1 THEN 'p' END, CASE ?2 WHEN 1 THEN 'r' END, CASE ?3 WHEN 1 THEN 'c' END, "
    "CASE ?4 WHEN 1 THEN 'b' END, CASE ?5 WHEN 1 THEN 't' END, CASE ?6 WHEN 1 THEN 'won' ELSE 'lost' END, 1)",
    &error);
  AssayRandom random;

  g_assert_no_error (error);
  assay_random_init (&random, 11);
  for (int i = 0; i < n; i++)
    {
      gboolean has[5];
      double logit = -1;

      for (int k = 0; k < 5; k++)
        has[k] = assay_random_uniform (&random) < 0.5;
      has[3] = i < 5;
      logit += strength * (2 * has[0] + 0.8 * has[1] + sign * has[4]);
      for (int k = 0; k < 5; k++)
        assay_statement_bind_int64 (insert, k + 1, has[k]);
      assay_statement_bind_int64 (
        insert, 6, assay_random_uniform (&random) < assay_probability_from_logit (logit));
      g_assert_true (assay_statement_run (insert, &error));
    }
  score_commit (transaction);
}

static JsonNode *
run_good (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters,
          gint64       *out_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = NULL;
  JsonNode *node = score_run_job (fixture, key, parameters, &job, &error);

  g_assert_no_error (error);
  if (out_id != NULL)
    *out_id = assay_job_get_id (job);
  return node;
}

static JsonObject *
find (JsonNode   *result,
      const char *key)
{
  JsonArray *factors
    = json_object_get_array_member (json_node_get_object (result), "factors");

  for (guint i = 0; i < json_array_get_length (factors); i++)
    {
      JsonObject *factor = json_array_get_object_element (factors, i);
      if (strcmp (json_object_get_string_member (factor, "key"), key) == 0)
        return factor;
    }
  g_error ("no factor %s", key);
}

static double
proposed (JsonNode   *result,
          const char *key)
{
  return json_object_get_double_member (find (result, key), "to");
}

static const char *
verdict (JsonNode *result)
{
  return json_object_get_string_member (
    json_object_get_object_member (json_node_get_object (result), "comparison"), "verdict");
}

static AssayDocument *
get_draft (ScoreFixture *fixture,
           const char   *key)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);

  return assay_profile_store_get (reader, key, 0, NULL);
}

static double
points_in (AssayDocument *document,
           const char    *group,
           const char    *factor)
{
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);

  return json_object_get_double_member (
    assay_profile_edit_find_factor (root, group, factor), "points");
}

static void
test_known_truth (ScoreFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  double strong, weak, none;

  add_leads (fixture, 4000, 1, -1);
  score_publish (fixture, "p", PROFILE);
  result = run_good (fixture, "profile-fit", "{\"key\":\"p\"," WON "}", NULL);
  strong = proposed (result, "g.strong");
  weak = proposed (result, "g.weak");
  none = proposed (result, "g.none");
  g_test_message ("strong %g weak %g none %g bad %g", strong, weak, none, proposed (result, "h.bad"));
  /* The scale stays: what was worth 60 together still is. */
  g_assert_cmpfloat (strong + weak + none, ==, 60);
  g_assert_cmpfloat (strong / weak, >, 1.8);
  g_assert_cmpfloat (strong / weak, <, 3.5);
  g_assert_cmpfloat (none, <=, 4);
  g_assert_cmpfloat (proposed (result, "h.bad"), <, -12);
  g_assert_cmpfloat (proposed (result, "g.rare"), ==, 20);
  g_assert_cmpstr (json_object_get_string_member (find (result, "g.rare"), "reason"), ==, "too_rare");
  g_assert_cmpstr (verdict (result), ==, "better");
  g_assert_null (get_draft (fixture, "p"));

  again = run_good (fixture, "profile-fit", "{\"key\":\"p\"}", NULL);
  first = assay_json_write (result);
  second = assay_json_write (again);
  g_assert_cmpstr (first, ==, second);
}

/* A factor that outcomes speak against is worth nothing; its sign is not turned round. */
static void
test_signs_stay (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;

  add_leads (fixture, 4000, 1, 1);
  score_publish (fixture, "p", PROFILE);
  result = run_good (fixture, "profile-fit", "{\"key\":\"p\"," WON "}", NULL);
  g_assert_cmpfloat (proposed (result, "h.bad"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (find (result, "h.bad"), "reason"), ==, "wrong_way");
}

/* Where there is nothing to learn, the fit must not claim to be better than what is there. */
static void
test_no_signal (ScoreFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) result = NULL;

  add_leads (fixture, 1500, 0, 0);
  score_publish (fixture, "p", PROFILE);
  result = score_run_job (fixture, "profile-fit", "{\"key\":\"p\"," WON "}", NULL, &error);
  if (result == NULL)
    g_assert_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE);
  else
    g_assert_cmpstr (verdict (result), !=, "better");
}

static void
test_accept (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (JsonNode) one = NULL;
  g_autoptr (JsonNode) two = NULL;
  g_autoptr (JsonNode) undone = NULL;
  g_autoptr (AssayDocument) draft = NULL;
  g_autoptr (AssayDocument) both = NULL;
  g_autoptr (AssayDocument) back = NULL;
  g_autofree char *parameters = NULL;
  g_autoptr (GError) error = NULL;
  gint64 job;

  add_leads (fixture, 2000, 1, -1);
  score_publish (fixture, "p", PROFILE);
  one = run_good (fixture, "profile-fit", "{\"key\":\"p\",\"accept\":[\"strong\"]," WON "}", NULL);
  draft = get_draft (fixture, "p");
  g_assert_nonnull (draft);
  g_assert_cmpfloat (points_in (draft, "g", "strong"), ==, proposed (one, "g.strong"));
  g_assert_cmpfloat (points_in (draft, "g", "weak"), ==, 20);
  /* The limit was the sum of the factors and goes on being that. */
  g_assert_cmpfloat (json_object_get_double_member (
                       json_array_get_object_element (
                         json_object_get_array_member (assay_document_get_object (draft), "groups"), 0),
                       "max"),
                     ==, 60 + proposed (one, "g.strong"));
  two = run_good (fixture, "profile-fit", "{\"key\":\"p\",\"accept\":[\"g.weak\",\"h.bad\"]}", &job);
  both = get_draft (fixture, "p");
  g_assert_cmpfloat (points_in (both, "g", "strong"), ==, proposed (one, "g.strong"));
  g_assert_cmpfloat (points_in (both, "g", "weak"), ==, proposed (two, "g.weak"));
  /* Nothing is published. */
  g_assert_cmpint (score_query (fixture, "SELECT max(version) FROM document WHERE key = 'p'"), ==, 1);

  parameters = g_strdup_printf ("{\"job\":%" G_GINT64_FORMAT "}", job);
  undone = run_good (fixture, "undo", parameters, NULL);
  back = get_draft (fixture, "p");
  g_assert_cmpfloat (points_in (back, "g", "weak"), ==, 20);
  g_assert_null (
    score_run_job (fixture, "profile-fit", "{\"key\":\"p\",\"accept\":[\"nothing\"]}", NULL, &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
}

static void
test_too_little (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_leads (fixture, 60, 1, -1);
  score_publish (fixture, "p", PROFILE);
  g_assert_null (score_run_job (fixture, "profile-fit", "{\"key\":\"p\"," WON "}", NULL, &error));
  g_assert_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE);
}

/* Weights of a weighted profile: whole, none below 1, 100 together. */
static void
test_weights (ScoreFixture *fixture,
              gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;
  JsonArray *factors;
  double sum = 0;

  add_leads (fixture, 3000, 1, -1);
  score_publish (
    fixture, "w",
    "{\"key\":\"w\",\"name\":\"W\",\"groups\":["
    "{\"key\":\"strong\",\"weight\":20,\"factors\":[{\"key\":\"f\",\"value\":{\"present\":[\"phone\"]}}]},"
    "{\"key\":\"weak\",\"weight\":30,\"factors\":[{\"key\":\"f\",\"value\":{\"present\":[\"role\"]}}]},"
    "{\"key\":\"none\",\"weight\":50,\"factors\":[{\"key\":\"f\",\"value\":{\"present\":[\"company\"]}}]}]}");
  result = run_good (fixture, "profile-fit", "{\"key\":\"w\",\"accept\":[\"all\"]," WON "}", NULL);
  factors = json_object_get_array_member (json_node_get_object (result), "factors");
  for (guint i = 0; i < json_array_get_length (factors); i++)
    {
      double to = json_object_get_double_member (json_array_get_object_element (factors, i), "to");

      g_assert_cmpfloat (to, >=, 1);
      g_assert_cmpfloat (to, ==, floor (to));
      sum += to;
    }
  g_assert_cmpfloat (fabs (sum - 100), <=, 1);
  g_assert_cmpfloat (proposed (result, "strong"), >, 50);
  g_assert_cmpfloat (proposed (result, "none"), <, 15);
  g_assert_cmpstr (verdict (result), ==, "better");
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) document
    = assay_document_parse (ASSAY_PROFILE_KIND, "p", 0, PROFILE, &error);
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);
  JsonObject *group = assay_profile_edit_find_group (root, "g");

  g_assert_true (assay_profile_edit_set_points (root, "g", "weak", 5));
  g_assert_cmpint (json_object_get_int_member (group, "max"), ==, 65);
  /* One that cuts something off stays where it was put. */
  json_object_set_int_member (group, "max", 50);
  g_assert_true (assay_profile_edit_set_points (root, "g", "weak", 30));
  g_assert_cmpint (json_object_get_int_member (group, "max"), ==, 50);
  g_assert_false (assay_profile_edit_set_points (root, "g", "missing", 30));
  /* The document itself is as it was. */
  g_assert_cmpfloat (points_in (document, "g", "weak"), ==, 20);
}

static void
test_real_leads (ScoreFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *path = find_test_data ("learn/xeducation.dev.csv");
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) result = NULL;
  JsonObject *comparison;

  if (path == NULL)
    return;
  parameters = g_strdup_printf ("{\"file\":\"%s\",\"then\":\"nothing\"}", path);
  json_node_unref (run_good (fixture, "import", parameters, NULL));
#define IS(key, field, value)                                                                      \
  "{\"key\":\"" key "\",\"points\":10,\"when\":{\"field\":\"" field "\",\"op\":\"is\",\"value\":\"" value "\"}}"
  score_publish (
    fixture, "x",
    "{\"key\":\"x\",\"name\":\"X\",\"groups\":[{\"key\":\"g\",\"factors\":["
    "{\"key\":\"long\",\"points\":10,\"when\":{\"field\":\"total_time_spent_on_website\",\"op\":\">=\",\"value\":600}},"
    "{\"key\":\"visits\",\"points\":10,\"when\":{\"field\":\"totalvisits\",\"op\":\">=\",\"value\":4}},"
    IS ("form", "lead_origin", "Lead Add Form") "," IS ("google", "source", "Google") ","
    IS ("direct", "source", "Direct Traffic") ","
    IS ("working", "what_is_your_current_occupation", "Working Professional") ","
    IS ("sms", "last_activity", "SMS Sent") "," IS ("mumbai", "city", "Mumbai") "]}]}");
  result = run_good (
    fixture, "profile-fit",
    "{\"key\":\"x\",\"outcome\":{\"field\":\"converted\",\"op\":\"is\",\"value\":1}}", NULL);
  comparison = json_object_get_object_member (json_node_get_object (result), "comparison");
  g_test_message ("AUC %.3f, before %.3f", json_object_get_double_member (comparison, "auc"),
                  json_object_get_double_member (comparison, "rival_auc"));
  g_assert_cmpstr (verdict (result), ==, "better");
  g_assert_cmpfloat (json_object_get_double_member (comparison, "auc"), >, 0.8);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-fit/limits", test_limits);
#define ADD(path, function)                                                                        \
  g_test_add (path, ScoreFixture, NULL, score_fixture_set_up, function, score_fixture_tear_down)
  ADD ("/profile-fit/known-truth", test_known_truth);
  ADD ("/profile-fit/signs-stay", test_signs_stay);
  ADD ("/profile-fit/no-signal", test_no_signal);
  ADD ("/profile-fit/accept", test_accept);
  ADD ("/profile-fit/too-little", test_too_little);
  ADD ("/profile-fit/weights", test_weights);
  ADD ("/profile-fit/real-leads", test_real_leads);
  return g_test_run ();
}
