/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "living-fixture.h"

#include "learn/assay-lead-blocks.h"
#include "learn/assay-monitor.h"

/* What a model says of itself, of single leads and of very many. */

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
  g_test_add ("/model-insight/" path, ScoreFixture, NULL, score_fixture_set_up, func, \
              score_fixture_tear_down)
  ADD ("dependence", test_dependence);
  ADD ("blocks", test_blocks);
  ADD ("many-leads", test_many_leads);
  ADD ("many-outcomes", test_many_outcomes);
  ADD ("similar", test_similar);
  return g_test_run ();
}
