/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "model/assay-condition-text.h"
#include "score/assay-outcome-matrix.h"
#include "score/assay-profile-edit.h"
#include "score/assay-what-if.h"
#include "stats/assay-random.h"

#define PROFILE                                                                                    \
  "{\"key\":\"p\",\"name\":\"P\",\"groups\":["                                                     \
  "{\"key\":\"a\",\"max\":40,\"factors\":["                                                        \
  "{\"key\":\"phone\",\"points\":20,\"when\":{\"field\":\"phone\",\"op\":\"present\"}},"           \
  "{\"key\":\"ceo\",\"points\":30,\"when\":{\"field\":\"role\",\"op\":\"has-word\",\"value\":[\"ceo\"]}}]},"  \
  "{\"key\":\"b\",\"pick\":\"first\",\"factors\":["                                                \
  "{\"key\":\"ads\",\"points\":15,\"when\":{\"field\":\"source\",\"op\":\"is\",\"value\":\"ads\"}},"  \
  "{\"key\":\"any\",\"points\":5,\"when\":{\"field\":\"source\",\"op\":\"present\"}}]},"           \
  "{\"key\":\"c\",\"table\":{\"field\":\"industry\",\"tiers\":["                                   \
  "{\"key\":\"target\",\"points\":20,\"phrases\":[\"saas\"]},"                                     \
  "{\"key\":\"other\",\"points\":10,\"phrases\":[\"retail\"]}]}}],"                                \
  "\"bands\":[{\"key\":\"temperature\",\"of\":\"base\",\"bands\":[{\"key\":\"hot\",\"min\":60,\"points\":15},"  \
  "{\"key\":\"warm\",\"min\":30,\"points\":8},{\"key\":\"cold\"}]}]}"

static void
add_leads (ScoreFixture *fixture,
           int           n)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d) "
    "INSERT INTO lead (id, job, name, phone, role, source, industry, stage, created_at) SELECT i, 1, "
    "'Person ' || i, CASE WHEN i * 7 %% 3 THEN '1' END, CASE WHEN i * 13 %% 5 < 2 THEN 'CEO' END, "
    "CASE i * 11 %% 4 WHEN 0 THEN 'ads' WHEN 1 THEN 'fair' END, "
    "CASE i * 17 %% 7 WHEN 0 THEN 'SaaS' WHEN 3 THEN 'Retail' END, "
    "CASE WHEN i * 29 %% 3 THEN 'lost' ELSE 'won' END, 1 FROM r",
    n);

  score_execute (fixture, sql);
}

static AssayDocument *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  AssayDocument *document = assay_document_parse (ASSAY_PROFILE_KIND, "p", 0, json, &error);

  g_assert_no_error (error);
  return document;
}

static AssayDocument *
publish (ScoreFixture  *fixture,
         AssayDocument *draft)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;
  AssayDocument *document = assay_document_store_publish (transaction, 0, draft, &error);

  g_assert_no_error (error);
  score_commit (transaction);
  return document;
}

static AssayWhatIf *
what_if (ScoreFixture  *fixture,
         AssayDocument *published,
         AssayDocument *draft,
         gboolean       outcomes,
         gsize          limit)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  AssayReference reference = { .key = (char *) "stage" };
  AssayValue won = assay_value_from_text ("won", 3);
  g_autoptr (AssayCondition) converted
    = assay_condition_new_leaf (&reference, ASSAY_OPERATOR_IS, &won, 1, NULL);
  g_autoptr (AssayOutcomeRule) rule = assay_outcome_rule_new (converted, NULL);
  g_autoptr (GError) error = NULL;
  AssayWhatIf *self = assay_what_if_new (
    reader, fields, published, draft, outcomes ? rule : NULL, limit, NULL, &error);

  g_assert_no_error (error);
  return self;
}

/* Changes points, limits and bands at random. */
static AssayDocument *
change_weights (AssayDocument *document,
                AssayRandom   *random)
{
  static const char *const factors[][2] = { { "a", "phone" }, { "a", "ceo" }, { "b", "ads" }, { "b", "any" },
                                            { "c", "target" }, { "c", "other" } };
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);
  JsonObject *set = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "bands"), 0);
  JsonArray *bands = json_object_get_array_member (set, "bands");
  double hot = 40 + (double) assay_random_below (random, 40);

  for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
    g_assert_true (assay_profile_edit_set_points (
      root, factors[i][0], factors[i][1], (double) assay_random_below (random, 45) - 8));
  json_object_set_double_member (json_array_get_object_element (bands, 0), "min", hot);
  json_object_set_double_member (
    json_array_get_object_element (bands, 1), "min", (double) assay_random_below (random, 40));
  return assay_document_new (ASSAY_PROFILE_KIND, "p", 0, root);
}

/* What is foreseen is what happens when the draft is published and all leads are scored with it. */
static void
test_foresees (ScoreFixture *fixture,
               gconstpointer data)
{
  g_autoptr (AssayDocument) first = parse (PROFILE);
  g_autoptr (AssayDocument) published = publish (fixture, first);
  g_autoptr (AssayWhatIf) self = NULL;
  AssayRandom random;

  add_leads (fixture, 1500);
  self = what_if (fixture, published, published, TRUE, 0);
  assay_random_init (&random, 3);
  for (int round = 0; round < 12; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayDocument) draft = change_weights (published, &random);
      g_autoptr (AssayDocument) next = NULL;
      g_autoptr (AssayWhatIfResult) result = NULL;
      g_autoptr (GArray) moved = NULL;
      gsize sum = 0;

      g_assert_true (assay_what_if_covers (self, draft));
      result = assay_what_if_evaluate (self, draft, &error);
      g_assert_no_error (error);
      next = publish (fixture, draft);
      json_node_unref (score_run (fixture, "p", FALSE));
      g_assert_cmpuint (result->bands_after[0], ==,
                        score_query (fixture, "SELECT count(*) FROM score JOIN scorer ON scorer.id = score.scorer "
                                              "WHERE scorer.key = 'p' AND temperature = 'hot'"));
      g_assert_cmpuint (result->bands_after[1], ==,
                        score_query (fixture, "SELECT count(*) FROM score JOIN scorer ON scorer.id = score.scorer "
                                              "WHERE scorer.key = 'p' AND temperature = 'warm'"));
      g_assert_cmpuint (result->after[3], ==,
                        score_query (fixture, "SELECT count(*) FROM score JOIN scorer ON scorer.id = score.scorer "
                                              "WHERE scorer.key = 'p' AND shown BETWEEN 15 AND 19"));
      g_assert_cmpfloat_with_epsilon (
        result->mean_after * 1500,
        (double) score_query (fixture, "SELECT sum(shown) FROM score JOIN scorer ON scorer.id = score.scorer "
                                       "WHERE scorer.key = 'p'"),
        1e-6);
      moved = assay_what_if_list_moved (self, -1, -1);
      g_assert_cmpuint (moved->len, ==, result->n_moved);
      for (guint i = 0; i < result->moves->len; i++)
        sum += g_array_index (result->moves, AssayWhatIfMove, i).n;
      g_assert_cmpuint (sum, ==, result->n_moved);
      g_assert_cmpfloat_with_epsilon (result->comparison.second, result->test_after->auc, 1e-12);
      g_assert_cmpfloat_with_epsilon (result->comparison.first, result->test_before->auc, 1e-12);
    }
}

static AssayDocument *
replace (const char *from,
         const char *to)
{
  g_auto (GStrv) parts = g_strsplit (PROFILE, from, 2);
  g_autofree char *json = g_strjoinv (to, parts);

  g_assert_nonnull (parts[1]);
  return parse (json);
}

/* Only what asks the data something new is read anew. */
static void
test_covers (ScoreFixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *from, *to;
    gboolean covered;
  } cases[] = {
    { "\"points\":20", "\"points\":3", TRUE },
    { "\"key\":\"phone\"", "\"label\":\"Telephone\",\"key\":\"phone\"", TRUE },
    { "\"max\":40", "\"max\":10", TRUE },
    { "\"pick\":\"first\"", "\"pick\":\"best\"", TRUE },
    { "\"min\":60", "\"min\":70", TRUE },
    { "\"field\":\"phone\"", "\"field\":\"mobile\"", FALSE },
    { "[\"ceo\"]", "[\"ceo\",\"cto\"]", FALSE },
    { "[\"saas\"]", "[\"software\"]", FALSE },
    { "\"key\":\"ads\"", "\"key\":\"advertising\"", FALSE },
    { "{\"key\":\"phone\",\"points\":20,\"when\":{\"field\":\"phone\",\"op\":\"present\"}},", "", TRUE },
  };
  g_autoptr (AssayDocument) published = parse (PROFILE);
  g_autoptr (AssayWhatIf) self = NULL;

  add_leads (fixture, 50);
  self = what_if (fixture, published, published, FALSE, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayDocument) draft = replace (cases[i].from, cases[i].to);
      g_autoptr (AssayWhatIfResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (assay_what_if_covers (self, draft), ==, cases[i].covered);
      if (!cases[i].covered)
        continue;
      result = assay_what_if_evaluate (self, draft, &error);
      g_assert_no_error (error);
      g_assert_null (result->test_after);
    }
}

/* A draft that takes a factor away and puts another order still adds up the right values. */
static void
test_removed_factor (ScoreFixture *fixture,
                     gconstpointer data)
{
  g_autoptr (AssayDocument) published = parse (PROFILE);
  g_autoptr (AssayDocument) draft
    = replace ("{\"key\":\"phone\",\"points\":20,\"when\":{\"field\":\"phone\",\"op\":\"present\"}},", "");
  g_autoptr (AssayWhatIf) self = NULL;
  g_autoptr (AssayWhatIf) fresh = NULL;
  g_autoptr (AssayWhatIfResult) result = NULL;
  g_autoptr (AssayWhatIfResult) expected = NULL;

  add_leads (fixture, 400);
  self = what_if (fixture, published, published, FALSE, 0);
  fresh = what_if (fixture, published, draft, FALSE, 0);
  result = assay_what_if_evaluate (self, draft, NULL);
  expected = assay_what_if_evaluate (fresh, draft, NULL);
  g_assert_cmpmem (result->after, sizeof result->after, expected->after, sizeof expected->after);
  g_assert_cmpuint (result->n_moved, ==, expected->n_moved);
  g_assert_cmpuint (result->n_moved, >, 0);
}

static void
test_few_of_many (ScoreFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (AssayDocument) published = parse (PROFILE);
  g_autoptr (AssayWhatIf) self = NULL;
  g_autoptr (AssayWhatIf) none = NULL;

  none = what_if (fixture, published, published, FALSE, 0);
  g_assert_cmpuint (assay_what_if_get_n_leads (none), ==, 0);
  add_leads (fixture, 9000);
  self = what_if (fixture, published, published, FALSE, 3000);
  g_assert_cmpuint (assay_what_if_get_n_leads (self), ==, 3000);
  g_assert_cmpuint (assay_what_if_get_n_all (self), ==, 9000);
}

/* A sample of the outcomes says what all of them say, within its own interval. */
static void
test_many_outcomes (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (AssayDocument) published = parse (PROFILE);
  g_autoptr (AssayWhatIf) self = NULL;
  g_autoptr (AssayWhatIfResult) result = NULL;
  g_autoptr (AssayCondition) won = NULL;
  g_autoptr (AssayOutcomeRule) rule = NULL;
  g_autoptr (AssayKnownOutcomes) all = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayFactorMatrix) matrix = NULL;
  g_autoptr (AssayScoredLeads) leads = NULL;
  g_autoptr (AssayBacktest) test = NULL;
  g_autoptr (GError) error = NULL;
  const AssayKnownOutcomes *outcomes;

  add_leads (fixture, 90000);
  score_execute (fixture, "UPDATE lead SET stage = 'won' WHERE phone IS NOT NULL AND role IS NOT NULL");
  self = what_if (fixture, published, published, TRUE, 1000);
  result = assay_what_if_evaluate (self, published, &error);
  g_assert_no_error (error);
  outcomes = assay_what_if_get_outcomes (self);
  g_assert_cmpuint (assay_what_if_get_n_all_outcomes (self), ==, 90000);
  g_assert_cmpuint (outcomes->n, ==, 40000);
  for (gsize i = 1; i < outcomes->n; i++)
    g_assert_cmpint (outcomes->leads[i - 1], <, outcomes->leads[i]);

  reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  won = assay_condition_from_text ("stage is won", NULL, &error);
  g_assert_no_error (error);
  rule = assay_outcome_rule_new (won, NULL);
  all = assay_known_outcomes_read (reader, fields, rule, &error);
  g_assert_no_error (error);
  profile = assay_profile_new (published, NULL, NULL);
  matrix = assay_outcome_matrix_read (reader, fields, profile, all, NULL, NULL);
  leads = assay_scored_leads_new (profile, matrix);
  test = assay_backtest_new (profile, leads, all->outcomes, TRUE);
  g_assert_cmpfloat_with_epsilon ((double) outcomes->n_converted / (double) outcomes->n,
                                  (double) all->n_converted / (double) all->n, 1e-4);
  g_assert_cmpfloat (test->auc, >, 0.55);
  g_assert_cmpfloat (test->auc, >, result->test_after->auc_low);
  g_assert_cmpfloat (test->auc, <, result->test_after->auc_high);
}

/* An invalid draft is refused with its place and leaves everything as it was. */
static void
test_invalid_draft (ScoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (AssayDocument) published = parse (PROFILE);
  g_autoptr (AssayDocument) draft = replace ("\"min\":30", "\"min\":80");
  g_autoptr (AssayWhatIf) self = NULL;
  g_autoptr (GError) error = NULL;

  add_leads (fixture, 50);
  self = what_if (fixture, published, published, FALSE, 0);
  g_assert_null (assay_what_if_evaluate (self, draft, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "bands"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (path, ScoreFixture, NULL, score_fixture_set_up, function, score_fixture_tear_down)
  ADD ("/what-if/foresees", test_foresees);
  ADD ("/what-if/covers", test_covers);
  ADD ("/what-if/removed-factor", test_removed_factor);
  ADD ("/what-if/few-of-many", test_few_of_many);
  ADD ("/what-if/many-outcomes", test_many_outcomes);
  ADD ("/what-if/invalid-draft", test_invalid_draft);
  return g_test_run ();
}
