/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-factor-query.h"
#include "score/assay-profile-sum.h"
#include "score/assay-rule-scorer.h"
#include "score/assay-score-job.h"
#include "score/assay-score-points.h"

#include "engine/assay-runner.h"
#include "score-fixture.h"

#define EVERYTHING \
  "{\"name\":\"Ada\",\"company\":\"Acme\",\"role\":\"CEO\",\"phone\":\"+44 20 7946 0000\"," \
  "\"linkedin_url\":\"https://linkedin.com/in/ada\",\"source\":\"Referral\"}"

static void
add_all_events (ScoreFixture *fixture,
                gint64        lead)
{
  score_add_event (fixture, lead, "email_opened", 3, NULL);
  score_add_event (fixture, lead, "email_clicked", 2, NULL);
  score_add_event (fixture, lead, "form_submitted", 1, "Demo request");
}

static void
test_crm_classic (ScoreFixture *fixture,
                  gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, EVERYTHING);
  g_autoptr (JsonNode) before = score_explain (fixture, "crm-classic", lead, ASSAY_AS_OF_NOW);

  g_assert_cmpfloat (score_number (json_node_get_object (before), "base"), ==, 48);
  g_assert_cmpfloat (score_number (json_node_get_object (before), "score"), ==, 56);
  g_assert_cmpstr (score_band (before, "temperature"), ==, "warm");

  add_all_events (fixture, lead);
  g_autoptr (JsonNode) after = score_explain (fixture, "crm-classic", lead, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_group_points (after, "demographic"), ==, 28);
  g_assert_cmpfloat (score_group_points (after, "engagement"), ==, 7);
  g_assert_cmpfloat (score_group_points (after, "behavioural"), ==, 30);
  g_assert_cmpfloat (score_group_points (after, "source"), ==, 20);
  g_assert_cmpfloat (score_number (json_node_get_object (after), "base"), ==, 85);
  g_assert_cmpfloat (score_number (json_node_get_object (after), "score"), ==, 100);
  g_assert_cmpstr (score_band (after, "temperature"), ==, "hot");
  g_assert_cmpstr (json_object_get_string_member (score_find_factor (after, "inbound"), "evidence"), ==,
                   "“Demo request” form submitted, 20 Nov");
  g_assert_cmpstr (json_object_get_string_member (score_find_factor (after, "job_title"), "evidence"), ==,
                   "role is “CEO”");
}

static void
assert_source (ScoreFixture *fixture,
               const char   *source,
               const char   *medium,
               double        points)
{
  g_autofree char *json = g_strdup_printf ("{\"source\":\"%s\",\"medium\":\"%s\"}", source, medium);
  g_autoptr (JsonNode) breakdown
    = score_explain (fixture, "crm-classic", score_add_lead_json (fixture, json), ASSAY_AS_OF_NOW);

  g_assert_cmpfloat (score_group_points (breakdown, "source"), ==, points);
}

static void
test_source (ScoreFixture *fixture,
             gconstpointer data)
{
  assert_source (fixture, "LinkedIn Ads", "x-y", 12);
  assert_source (fixture, "LinkedIn", "organic", 8);
  assert_source (fixture, "word of mouth", "none", 20);
  assert_source (fixture, "Google", "cpc", 12);
  assert_source (fixture, "Word-of-mouth via Facebook ads", "none", 20);
  assert_source (fixture, "Trade fair", "none", 0);
  assert_source (fixture, "loads of adsorbents", "none", 0);
}

/* Recent activity is worth 10 up to exactly 14 days. */
static void
test_window (ScoreFixture *fixture,
             gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, "{\"name\":\"A\"}");
  gint64 day = ASSAY_MS_PER_DAY;

  score_add_event (fixture, lead, "page_view", 10, NULL);
  score_changed (score_run (fixture, "crm-classic", FALSE));
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score WHERE scorer = 1"), ==, 10);
  g_assert_cmpint (score_query (fixture, "SELECT next_change FROM score WHERE scorer = 1"), ==,
                   SCORE_NOW + 4 * day + 1);

  assay_clock_set_fixed (SCORE_NOW + 4 * day);
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 0);
  assay_clock_set_fixed (SCORE_NOW + 4 * day + 1);
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score WHERE scorer = 1"), ==, 0);
  g_assert_cmpint (score_query (fixture, "SELECT next_change IS NULL FROM score WHERE scorer = 1"), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history WHERE old_value = 10 AND new_value = 0 "
                                         "AND reason = 'time'"),
                   ==, 1);
  g_autoptr (JsonNode) breakdown = score_explain (fixture, "crm-classic", lead, ASSAY_AS_OF_NOW);
  JsonObject *change = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (breakdown), "history"), 0);
  g_assert_cmpfloat (score_number (change, "old"), ==, 10);
  g_assert_cmpfloat (score_number (change, "new"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (change, "reason"), ==, "time");
  assay_clock_set_fixed (SCORE_NOW);
}

static void
test_as_of (ScoreFixture *fixture,
            gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, EVERYTHING);

  add_all_events (fixture, lead);
  /* Two and a half days ago only the opened email had come in. */
  g_autoptr (JsonNode) then = score_explain (fixture, "crm-classic", lead, SCORE_NOW - ASSAY_MS_PER_DAY * 5 / 2);
  g_assert_cmpfloat (score_group_points (then, "engagement"), ==, 2);
  g_assert_cmpfloat (score_group_points (then, "behavioural"), ==, 10);
}

static void
test_nothing_changed (ScoreFixture *fixture,
                      gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, EVERYTHING);

  for (int i = 0; i < 30; i++)
    score_add_lead_json (fixture, "{\"name\":\"B\",\"role\":\"Head of Sales\",\"industry\":\"edtech\"}");
  add_all_events (fixture, lead);
  g_assert_cmpint (score_changed (score_run (fixture, NULL, FALSE)), ==, 31 * 3);
  g_assert_cmpint (score_changed (score_run (fixture, NULL, FALSE)), ==, 0);
  g_assert_cmpint (score_changed (score_run (fixture, NULL, TRUE)), ==, 0);
  assay_clock_set_fixed (SCORE_NOW + 1000);
  /* A second later the decaying sums are a hair less, so the weighted score moves; history does not. */
  score_changed (score_run (fixture, NULL, FALSE));
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history"), ==, 0);
  assay_clock_set_fixed (SCORE_NOW);
}

static void
test_changed_only (ScoreFixture *fixture,
                   gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, EVERYTHING);
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 7, ASSAY_LEAD_WRITER_DEFAULT);
  const AssayField *company = assay_field_registry_find (fields, "company");
  AssayValue nothing = ASSAY_VALUE_INIT_NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed;

  score_add_lead_json (fixture, "{\"name\":\"B\"}");
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 2);
  score_add_lead_json (fixture, "{\"name\":\"C\"}");
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 1);
  score_add_event (fixture, 2, "email_opened", 1, NULL);
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 1);

  transaction = score_begin (fixture);
  assay_lead_writer_set_transaction (writer, transaction);
  assay_lead_writer_update (writer, lead, &company, &nothing, 1, &changed, &error);
  g_assert_no_error (error);
  assay_lead_writer_set_transaction (writer, NULL);
  score_commit (transaction);
  g_clear_pointer (&transaction, assay_transaction_free);
  g_assert_cmpint (score_changed (score_run (fixture, "crm-classic", TRUE)), ==, 1);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history"), ==, 2);
}

static void
test_unknown_field (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (JsonNode) result = NULL;
  JsonObject *profile;

  score_add_lead_json (fixture, "{\"name\":\"A\",\"company\":\"B\"}");
  score_publish (fixture, "mine",
                 "{\"key\":\"mine\",\"groups\":[{\"key\":\"g\",\"factors\":["
                 "{\"key\":\"a\",\"label\":\"Shoes\",\"points\":5,\"when\":{\"field\":\"shoe_size\",\"op\":\">\",\"value\":40}},"
                 "{\"key\":\"b\",\"points\":7,\"when\":{\"field\":\"company\",\"op\":\"present\"}},"
                 "{\"key\":\"c\",\"value\":{\"cases\":[{\"when\":{\"field\":\"no.signal\",\"op\":\"present\"},\"value\":50},"
                 "{\"when\":{\"field\":\"name\",\"op\":\"is\",\"value\":\"a\"},\"value\":3}],\"other\":1}}]},"
                 "{\"key\":\"t\",\"table\":{\"field\":\"hat\",\"tiers\":[{\"key\":\"x\",\"points\":9,\"phrases\":[\"a\"]}]}}]}");
  result = score_run (fixture, "mine", FALSE);
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score"), ==, 10);
  profile = json_array_get_object_element (json_object_get_array_member (json_node_get_object (result), "profiles"), 0);
  JsonArray *warnings = json_object_get_array_member (profile, "warnings");
  g_assert_cmpuint (json_array_get_length (warnings), ==, 3);
  g_assert_cmpstr (json_array_get_string_element (warnings, 0), ==,
                   "Shoes: inactive: There is no field, signal, score or band “shoe_size”");
}

/* Nothing that a cell can hold stops a run. */
static void
test_hostile_cells (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autofree char *large = g_strnfill (1000000, 'x');
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (int i = 0; i < 200000; i++)
    g_string_append (words, "ceo ");
  score_add_lead_json (fixture, "{\"name\":\"A\"}");
  sql = g_strdup_printf ("INSERT INTO lead (job, role, industry, bio, company_size, created_at, last_activity_at, phone, "
                         "email) VALUES (1, '%s', '%s', '', 'many', 9e18, -9e18, char(9, 10, 13), '@'),"
                         "(1, '', ' ', NULL, 9e999, 'yesterday', 9223372036854775807, char(1), 'a@b.c'),"
                         "(1, '%s', 'saas', '?', -1, 0, -9223372036854775808, '1', '%s')",
                         large, words->str, words->str, large);
  score_execute (fixture, sql);
  score_add_event (fixture, 2, "email_opened", 1e6, NULL);
  score_add_event (fixture, 2, "email_opened", -1e5, NULL);
  g_assert_cmpint (score_changed (score_run (fixture, NULL, FALSE)), ==, 4 * 3);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE value IS NULL OR value NOT BETWEEN 0 AND 100"),
                   ==, 0);
  for (gint64 lead = 1; lead <= 4; lead++)
    {
      g_autoptr (JsonNode) one = score_explain (fixture, "crm-classic", lead, ASSAY_AS_OF_NOW);
      g_autoptr (JsonNode) two = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);
      g_autoptr (JsonNode) three = score_explain (fixture, "ten-factor", lead, ASSAY_AS_OF_NOW);
    }
}

static void
test_job (ScoreFixture *fixture,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) where = NULL;
  AssayReference id = { (char *) "id" };
  AssayValue two = assay_value_from_integer (2);
  g_autoptr (AssayJob) job = NULL;

  for (int i = 0; i < 3; i++)
    score_add_lead_json (fixture, EVERYTHING);
  where = assay_condition_new_leaf (&id, ASSAY_OPERATOR_EQUAL, &two, 1, NULL);
  job = g_object_new (ASSAY_TYPE_SCORE_JOB, "workspace", fixture->workspace, "where", where, NULL);
  g_assert_true (assay_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score"), ==, 3);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score WHERE lead = 2"), ==, 3);
}

static AssayJob *
run_job (ScoreFixture *fixture,
         const char   *key,
         const char   *name,
         const char   *value,
         const char  **assignments)
{
  AssayJob *job = g_object_new (assay_engine_find_job (key), "workspace", fixture->workspace, name, value, NULL);
  g_autoptr (AssayRunner) runner = NULL;
  g_autoptr (GError) error = NULL;

  if (assignments != NULL)
    g_object_set (job, "values", assignments, NULL);
  runner = assay_runner_new (job);
  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  return job;
}

/* An edit, an event and taking them back: scores follow by themselves. */
static void
test_follows (ScoreFixture *fixture,
              gconstpointer data)
{
  const char *assignments[] = { "company=", NULL };
  g_autoptr (AssayJob) edit = NULL;
  g_autoptr (AssayJob) undo = NULL;

  score_add_lead_json (fixture, EVERYTHING);
  score_add_lead_json (fixture, "{\"name\":\"B\"}");
  score_changed (score_run (fixture, NULL, FALSE));
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score WHERE lead = 1 AND scorer = 1"), ==, 56);
  edit = run_job (fixture, "set", "lead", "1", assignments);
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score WHERE lead = 1 AND scorer = 1"), ==, 46);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM score_history WHERE job <> 0 AND reason = 'job'"), >, 0);
  undo = g_object_new (assay_engine_find_job ("undo"), "workspace", fixture->workspace, "job", assay_job_get_id (edit), NULL);
  g_autoptr (AssayRunner) runner = assay_runner_new (undo);
  g_autoptr (GError) error = NULL;
  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (score_query (fixture, "SELECT shown FROM score WHERE lead = 1 AND scorer = 1"), ==, 56);
}

static void
test_profile_jobs (ScoreFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (AssayJob) publish = run_job (fixture, "profile-publish", "key", "saas", NULL);
  g_autoptr (AssayJob) list = g_object_new (assay_engine_find_job ("profiles"), "workspace", fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *profiles;

  g_assert_true (assay_job_run (list, NULL, &error));
  profiles = json_node_get_array (assay_job_get_result (list));
  g_assert_cmpuint (json_array_get_length (profiles), >=, 5);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (profiles, 3), "key"), ==, "saas");
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (profiles, 3), "active"));
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM event_type WHERE key = 'demo_requested'"), ==, 1);
}

static void
test_cancel (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  AssayScoreRun run = { .workspace = fixture->workspace, .as_of = ASSAY_AS_OF_NOW };

  score_add_lead_json (fixture, EVERYTHING);
  g_cancellable_cancel (cancellable);
  g_assert_null (assay_score_run (&run, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_scorer (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (GPtrArray) scorers = NULL;
  g_autoptr (GError) error = NULL;
  gint64 leads[] = { 1, 99 };
  double values[2];
  AssayScores scores = { 2, leads, values };

  score_add_lead_json (fixture, EVERYTHING);
  scorers = assay_scorer_list_active (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scorers->len, ==, 3);
  g_assert_cmpstr (assay_scorer_get_key (scorers->pdata[0]), ==, "crm-classic");
  g_assert_true (assay_scorer_score (scorers->pdata[0], reader, &scores, SCORE_NOW, NULL, &error));
  g_assert_cmpfloat (values[0], ==, 56);
  g_assert_true (isnan (values[1]));
  g_assert_null (assay_scorer_explain (scorers->pdata[0], reader, 99, SCORE_NOW, &error));
  g_assert_nonnull (error);
}

static void
test_points_pack (void)
{
  double points[] = { 0, 10, -7.25, 0.01, 1234567.89, 100 }, back[6] = { 0 };
  g_autoptr (GByteArray) packed = g_byte_array_new ();

  assay_score_points_pack (points, 6, packed);
  g_assert_cmpuint (assay_score_points_unpack (packed->data, packed->len, back, 6), ==, 6);
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (points[i], back[i], 1e-6);
  g_assert_cmpuint (assay_score_points_unpack (packed->data, 2, back, 6), <, 6);
}

#define ADD(name, function) \
  g_test_add ("/score/" name, ScoreFixture, NULL, score_fixture_set_up, function, score_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("crm-classic", test_crm_classic);
  ADD ("source", test_source);
  ADD ("window", test_window);
  ADD ("as-of", test_as_of);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("changed-only", test_changed_only);
  ADD ("unknown-field", test_unknown_field);
  ADD ("hostile-cells", test_hostile_cells);
  ADD ("job", test_job);
  ADD ("follows", test_follows);
  ADD ("profile-jobs", test_profile_jobs);
  ADD ("cancel", test_cancel);
  ADD ("scorer", test_scorer);
  g_test_add_func ("/score/points-pack", test_points_pack);
  return g_test_run ();
}
