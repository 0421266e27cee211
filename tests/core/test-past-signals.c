/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "learn/assay-dictionary-private.h"
#include "learn/assay-train-data.h"
#include "model/assay-condition-text.h"

/* What enrichment derives from fields that were changed after the outcome must not tell it. */

#define DAY G_GINT64_CONSTANT (86400000)
#define N 160

static void
run_good (ScoreFixture *fixture,
          const char   *key,
          const char   *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = score_run_job (fixture, key, parameters, NULL, &error);

  g_assert_no_error (error);
}

/* Leads that came 100 days ago and were decided 50 days ago; job titles say nothing of that. */
static void
add_decided (ScoreFixture *fixture)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d) "
    "INSERT INTO lead (id, job, name, email, stage, created_at, outcome_at, role) "
    "SELECT i, 1, 'Person ' || i, "
    "'person' || i || '@company.example', CASE WHEN i %% 2 THEN 'won' ELSE 'lost' END, "
    "%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " + i, CASE i / 2 %% 4 WHEN 0 THEN 'Software Engineer' "
    "WHEN 1 THEN 'Head of Sales' WHEN 2 THEN 'Marketing Manager' END FROM r",
    N, SCORE_NOW - 100 * DAY, SCORE_NOW - 50 * DAY);

  score_execute (fixture, sql);
  run_good (fixture, "enrich", "{\"check\":[\"role\",\"email\"]}");
}

/* Sales people get to know those who buy. */
static void
change_afterwards (ScoreFixture *fixture)
{
  run_good (fixture, "set",
            "{\"values\":{\"role\":\"Chief Executive Officer\"},"
            "\"where\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}}");
  run_good (fixture, "set",
            "{\"values\":{\"role\":\"\"},\"where\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"lost\"}}");
  run_good (fixture, "enrich", "{\"check\":[\"role\",\"email\"]}");
  g_assert_cmpint (score_query (fixture,
                                "SELECT count(*) FROM signal JOIN lead ON id = lead "
                                "WHERE (\"role.seniority\" = 'c_level') <> (stage = 'won')"), ==, 0);
}

static AssayTrainData *
read_data (ScoreFixture *fixture)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayCondition) outcome = assay_condition_from_text ("stage is won", NULL, NULL);
  g_autoptr (AssayTrainPlan) plan = assay_train_plan_new (outcome);
  g_autoptr (GError) error = NULL;
  AssayTrainData *data = assay_train_data_read (reader, fields, plan, &error);

  g_assert_no_error (error);
  g_assert_true (data->dated);
  return data;
}

/* All that training sees of the signals: a line for each lead. */
static char *
describe (ScoreFixture *fixture)
{
  g_autoptr (AssayTrainData) data = read_data (fixture);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize row = 0; row < data->table->n_rows; row++)
    for (guint c = 0; c < data->table->n_columns; c++)
      {
        const AssayRawColumn *column = &data->table->columns[c];
        gboolean texts = column->width == 0;

        if (!g_str_has_prefix (column->source->key, "role.")
            && !g_str_has_prefix (column->source->key, "email."))
          continue;
        g_string_append_printf (text, "%" G_GINT64_FORMAT " %s ", data->table->leads[row],
                                column->source->key);
        if (texts && column->codes[row] != 0)
          g_string_append (text, assay_dictionary_get_text (column->dictionary, column->codes[row]));
        else if (!texts)
          g_string_append_printf (text, "%g", column->numbers[row]);
        g_string_append_c (text, '\n');
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_training (ScoreFixture *fixture,
               gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_decided (fixture);
  before = describe (fixture);
  g_assert_nonnull (strstr (before, "role.seniority manager"));
  change_afterwards (fixture);
  after = describe (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* What a person says of a signal after the outcome does not count either; what they said before does. */
static void
test_decisions (ScoreFixture *fixture,
                gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *said = NULL;

  add_decided (fixture);
  before = describe (fixture);
  for (int lead = 1; lead < 20; lead += 2)
    {
      g_autofree char *parameters = g_strdup_printf (
        "{\"lead\":\"%d\",\"signal\":\"role.seniority\",\"verdict\":\"set\",\"value\":\"c_level\"}", lead);

      run_good (fixture, "decide", parameters);
    }
  g_assert_cmpint (score_query (fixture,
                                "SELECT count(*) FROM signal WHERE \"role.seniority\" = 'c_level'"), ==, 10);
  after = describe (fixture);
  g_assert_cmpstr (after, ==, before);

  score_execute (fixture, "UPDATE signal_decision SET at = at - 5184000000");
  change_afterwards (fixture);
  said = describe (fixture);
  g_assert_nonnull (strstr (said, "\n1 role.seniority c_level\n"));
  g_assert_nonnull (strstr (said, "\n21 role.seniority manager\n"));
}

#define SENIOR                                                                                     \
  "{\"key\":\"senior\",\"name\":\"Senior\",\"groups\":[{\"key\":\"g\",\"factors\":[{\"key\":\"f\","\
  "\"points\":60,\"when\":{\"field\":\"role.seniority\",\"op\":\"is\",\"value\":\"c_level\"}},"    \
  "{\"key\":\"h\",\"points\":10,\"when\":{\"field\":\"role.seniority\",\"op\":\"is\",\"value\":"   \
  "\"manager\"}},{\"key\":\"e\",\"points\":5,\"when\":{\"field\":\"email.domain\",\"op\":\"present\"}}"\
  "]}],\"bands\":[{\"key\":\"heat\",\"bands\":[{\"key\":\"hot\",\"min\":50},{\"key\":\"cold\"}]}]}"

static double
backtest (ScoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = score_run_job (
    fixture, "profile-backtest",
    "{\"key\":\"senior\",\"outcome\":{\"field\":\"stage\",\"op\":\"is\",\"value\":\"won\"}}", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "leads"), ==, N);
  return json_object_get_double_member (json_node_get_object (node), "auc");
}

static void
test_backtest (ScoreFixture *fixture,
               gconstpointer data)
{
  double before;

  add_decided (fixture);
  score_publish (fixture, "senior", SENIOR);
  before = backtest (fixture);
  g_assert_cmpfloat (before, <, 0.6);
  change_afterwards (fixture);
  g_assert_cmpfloat (backtest (fixture), ==, before);
}

#define ADD(path, func) \
  g_test_add ("/past-signals/" path, ScoreFixture, NULL, score_fixture_set_up, func, score_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("training", test_training);
  ADD ("decisions", test_decisions);
  ADD ("backtest", test_backtest);
  return g_test_run ();
}
