/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#define FULL "\"name\":\"Ada Example\",\"company\":\"Acme\",\"bio\":\"About her work\","

typedef struct
{
  const char *lead;
  double role;
  double industry;
  double completeness;
  double ai;
  double score;
  const char *intent;
} Check;

static const Check checks[] = {
  { FULL "\"role\":\"CEO\",\"industry\":\"saas\"", 20, 20, 10, 45, 95, "high" },
  { FULL "\"role\":\"VP Marketing\",\"industry\":\"technology\"", 15, 20, 10, 25, 70, "medium" },
  { FULL "\"role\":\"HR Manager\",\"industry\":\"retail\"", 10, 0, 10, 15, 35, "low" },
  { FULL "\"role\":\"Director\",\"industry\":\"consulting\"", 15, 12, 10, 15, 52, "medium" },
  { FULL "\"role\":\"Account Manager\",\"industry\":\"software\"", 10, 20, 10, 15, 55, "medium" },
  { FULL "\"role\":\"Senior Developer\",\"industry\":\"SaaS\"", 10, 20, 10, 15, 55, "medium" },
  { FULL "\"role\":\"Product Manager\",\"industry\":\"healthcare\"", 10, 5, 10, 15, 40, "low" },
  { "\"name\":\"Dr. A\",\"role\":\"Doctor\",\"industry\":\"healthcare\"", 0, 5, 6, 5, 16, "low" },
  { FULL "\"role\":\"Co-Founder\",\"industry\":\"AI Startup, SaaS\"", 20, 20, 10, 45, 95, "high" },
  /* Whole words only. */
  { FULL "\"role\":\"Coordinator\",\"industry\":\"fintech\"", 0, 12, 10, 15, 37, "low" },
  { FULL "\"role\":\"Director\",\"industry\":\"FinTech\"", 15, 12, 10, 15, 52, "medium" },
  { FULL "\"role\":\"V.P. of Sales\",\"industry\":\"Healthcare tech\"", 15, 12, 10, 15, 52, "medium" },
  { FULL "\"role\":\"Vice-President\",\"industry\":\"Healthcare tech, SaaS\"", 15, 20, 10, 25, 70, "medium" },
  { FULL "\"role\":\"Senior Vice President\",\"industry\":\"banking\"", 15, 0, 10, 15, 40, "low" },
  { FULL "\"role\":\"C.E.O.\",\"industry\":\"banking\"", 20, 0, 10, 25, 55, "medium" },
  { FULL "\"role\":\"SVP\",\"industry\":\"education\"", 15, 5, 10, 15, 45, "low" },
  { "\"name\":\"x\"", 0, 0, 2, 5, 7, "low" },
  { "\"role\":\" \",\"industry\":\"\\t\"", 0, 0, 0, 5, 5, "low" },
};

static void
test_checks (ScoreFixture *fixture,
             gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *json = g_strdup_printf ("{%s}", checks[i].lead);
      gint64 lead = score_add_lead_json (fixture, json);
      g_autoptr (JsonNode) breakdown = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);

      g_test_message ("%s", json);
      g_assert_cmpfloat (score_group_points (breakdown, "role"), ==, checks[i].role);
      g_assert_cmpfloat (score_group_points (breakdown, "industry"), ==, checks[i].industry);
      g_assert_cmpfloat (score_group_points (breakdown, "completeness"), ==, checks[i].completeness);
      g_assert_cmpfloat (score_group_points (breakdown, "ai"), ==, checks[i].ai);
      g_assert_cmpfloat (score_number (json_node_get_object (breakdown), "score"), ==, checks[i].score);
      g_assert_cmpstr (score_band (breakdown, "intent"), ==, checks[i].intent);
    }

  /* The bulk run agrees with the single look. */
  g_autoptr (JsonNode) result = score_run (fixture, "lead-intent", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT shown FROM score JOIN scorer ON scorer.id = score.scorer WHERE "
                                              "key = 'lead-intent' AND intent = '%s' AND lead = %zu",
                                              checks[i].intent, i + 1);
      g_assert_cmpint (score_query (fixture, sql), ==, (gint64) checks[i].score);
    }
}

static void
judge (ScoreFixture *fixture,
       gint64        lead,
       const char   *label,
       const char   *points)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO judgement VALUES (%" G_GINT64_FORMAT
                                          ", 'lead-intent', '%s', %s, 'Because it says so.', 'test', 1)",
                                          lead, label, points);

  score_execute (fixture, sql);
}

static void
assert_judged (ScoreFixture *fixture,
               const char   *role,
               const char   *industry,
               const char   *label,
               const char   *points,
               double        expected,
               const char   *intent,
               gboolean      agrees)
{
  g_autofree char *json = g_strdup_printf ("{" FULL "\"role\":\"%s\",\"industry\":\"%s\"}", role, industry);
  gint64 lead = score_add_lead_json (fixture, json);
  g_autoptr (JsonNode) breakdown = NULL;
  JsonObject *judgement;

  judge (fixture, lead, label, points);
  breakdown = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_number (json_node_get_object (breakdown), "score"), ==, expected);
  g_assert_cmpstr (score_band (breakdown, "intent"), ==, intent);
  judgement = json_object_get_object_member (json_node_get_object (breakdown), "judgement");
  g_assert_cmpstr (json_object_get_string_member (judgement, "by"), ==, "model");
  g_assert_cmpint (json_object_get_boolean_member (judgement, "agrees"), ==, agrees);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (breakdown), "reasoning"), ==,
                   "Because it says so.");
}

static void
test_judged (ScoreFixture *fixture,
             gconstpointer data)
{
  assert_judged (fixture, "VP Engineering", "fintech", "High", "45", 82, "high", TRUE);
  assert_judged (fixture, "Director", "consulting", "Medium", "25", 62, "medium", TRUE);
  assert_judged (fixture, "Account Manager", "software", "Medium", "25", 65, "medium", TRUE);
  assert_judged (fixture, "Senior Developer", "SaaS", "Low", "5", 45, "low", TRUE);
  assert_judged (fixture, "Product Manager", "healthcare", "Low", "5", 30, "low", TRUE);
  /* No points named: the label's default. Out of range: the nearest that it allows. */
  assert_judged (fixture, "CEO", "saas", "high", "NULL", 95, "high", TRUE);
  assert_judged (fixture, "CEO", "saas", "HIGH", "80", 100, "high", TRUE);
  assert_judged (fixture, "CEO", "saas", "Medium", "3", 65, "medium", TRUE);
  assert_judged (fixture, "CEO", "saas", "Low", "50", 55, "medium", FALSE);
}

static void
test_unknown_label (ScoreFixture *fixture,
                    gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, "{" FULL "\"role\":\"CEO\",\"industry\":\"saas\"}");
  g_autoptr (JsonNode) breakdown = NULL;

  judge (fixture, lead, "highly unlikely", "50");
  breakdown = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_number (json_node_get_object (breakdown), "score"), ==, 95);
}

static void
set_offer (ScoreFixture *fixture,
           const char   *json)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) offer = assay_document_parse (ASSAY_OFFER_KIND, ASSAY_OFFER_KEY, 0, json, &error);
  g_autoptr (AssayDocument) published = NULL;

  g_assert_no_error (error);
  published = assay_document_store_publish (transaction, 1, offer, &error);
  g_assert_no_error (error);
  score_commit (transaction);
}

static void
test_offer (ScoreFixture *fixture,
            gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, "{" FULL "\"role\":\"CEO\",\"industry\":\"Retail\"}");
  gint64 other = score_add_lead_json (fixture, "{" FULL "\"role\":\"CEO\",\"industry\":\"saas\"}");
  g_autoptr (JsonNode) before = score_run (fixture, "lead-intent", FALSE);

  /* An offer without industries leaves the lists alone. */
  set_offer (fixture, "{\"name\":\"CRM\",\"value_props\":\"much\"}");
  g_autoptr (JsonNode) same = score_explain (fixture, "lead-intent", other, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_group_points (same, "industry"), ==, 20);

  set_offer (fixture, "{\"name\":\"Tills\",\"target_industries\":[\"retail\"],\"adjacent_industries\":[\"wholesale\"]}");
  g_autoptr (JsonNode) target = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_number (json_node_get_object (target), "score"), ==, 95);
  g_autoptr (JsonNode) none = score_explain (fixture, "lead-intent", other, ASSAY_AS_OF_NOW);
  g_assert_cmpfloat (score_group_points (none, "industry"), ==, 0);
  /* A new offer makes a run over what changed score everybody. */
  g_assert_cmpint (score_changed (score_run (fixture, "lead-intent", TRUE)), ==, 2);
}

static void
test_reasoning (ScoreFixture *fixture,
                gconstpointer data)
{
  gint64 lead = score_add_lead_json (fixture, "{\"name\":\"A\",\"role\":\"CEO\",\"industry\":\"saas\"}");
  gint64 bare = score_add_lead_json (fixture, "{" FULL "\"industry\":\"retail\"}");
  g_autoptr (JsonNode) one = score_explain (fixture, "lead-intent", lead, ASSAY_AS_OF_NOW);
  g_autoptr (JsonNode) two = score_explain (fixture, "lead-intent", bare, ASSAY_AS_OF_NOW);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (one), "reasoning"), ==,
                   "High intent: role “CEO” (decision maker), industry “saas” (target industry). Missing: company, bio.");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (two), "reasoning"), ==,
                   "Low intent: role not known, industry “retail” (not on the lists). Missing: job title.");
  g_assert_cmpstr (json_object_get_string_member (score_find_factor (one, "decision_maker"), "evidence"), ==,
                   "role is “CEO”");
}

#define ADD(name, function) \
  g_test_add ("/lead-intent/" name, ScoreFixture, NULL, score_fixture_set_up, function, score_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("checks", test_checks);
  ADD ("judged", test_judged);
  ADD ("unknown-label", test_unknown_label);
  ADD ("offer", test_offer);
  ADD ("reasoning", test_reasoning);
  return g_test_run ();
}
