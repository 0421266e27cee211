/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "living-fixture.h"

#include "learn/assay-explanation.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-predictive-scorer.h"

/* A model that is tried beside the one in use. */

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add ("/model-trials/" path, ScoreFixture, NULL, score_fixture_set_up, func, \
              score_fixture_tear_down)
  ADD ("shadow", test_shadow);
  ADD ("split", test_split);
  ADD ("refused", test_refused);
  ADD ("trial-undo", test_trial_undo);
  return g_test_run ();
}
