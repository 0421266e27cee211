/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Leads worked out by hand: golden/PROFILE.json says what each is worth, and why. */

#include "enrich/assay-enrich-job.h"
#include "score-fixture.h"

static JsonNode *
read_golden (const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.json", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "golden", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = assay_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return node;
}

static void
add_fields (ScoreFixture *fixture,
            JsonObject   *golden)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (fixture->workspace);
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *type;

  if (!json_object_has_member (golden, "fields"))
    return;
  transaction = score_begin (fixture);
  json_object_iter_init_ordered (&iter, json_object_get_object_member (golden, "fields"));
  while (json_object_iter_next_ordered (&iter, &key, &type))
    {
      AssayFieldType kind;
      g_autoptr (AssayField) wanted = NULL;
      AssayFieldRegistry *larger;

      g_assert_true (assay_field_type_from_nick (json_node_get_string (type), &kind));
      wanted = assay_field_new (0, key, key, kind);
      larger = assay_field_registry_add (fields, transaction, wanted, 1, NULL, &error);
      g_assert_no_error (error);
      assay_field_registry_unref (fields);
      fields = larger;
    }
  score_commit (transaction);
}

static void
publish_offer (ScoreFixture *fixture,
               JsonObject   *golden)
{
  g_autoptr (AssayTransaction) transaction = NULL;
  g_autoptr (AssayDocument) offer = NULL;
  g_autoptr (AssayDocument) published = NULL;

  if (!json_object_has_member (golden, "offer"))
    return;
  transaction = score_begin (fixture);
  offer = assay_document_new (ASSAY_OFFER_KIND, ASSAY_OFFER_KEY, 0, json_object_get_member (golden, "offer"));
  published = assay_document_store_publish (transaction, 1, offer, NULL);
  g_assert_nonnull (published);
  score_commit (transaction);
}

static void
enrich (ScoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", fixture->workspace, NULL);

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_worth (ScoreFixture *fixture,
              const char   *profile,
              JsonObject   *worked,
              gint64        lead)
{
  g_autoptr (JsonNode) breakdown = score_explain (fixture, profile, lead, ASSAY_AS_OF_NOW);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  g_test_message ("%s: %s", profile, json_object_get_string_member (worked, "name"));
  json_object_iter_init_ordered (&iter, json_object_get_object_member (worked, "groups"));
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      g_test_message ("  %s: %g, expected %g", key, score_group_points (breakdown, key), json_node_get_double (node));
      g_assert_cmpfloat_with_epsilon (score_group_points (breakdown, key), json_node_get_double (node), 0.0051);
    }
  g_assert_cmpfloat (score_number (json_node_get_object (breakdown), "score"), ==,
                     json_object_get_double_member (worked, "score"));
  json_object_iter_init_ordered (&iter, json_object_get_object_member (worked, "bands"));
  while (json_object_iter_next_ordered (&iter, &key, &node))
    g_assert_cmpstr (score_band (breakdown, key), ==, json_node_get_string (node));
}

/* The table of scores says the same as the look at one lead. */
static void
assert_stored (ScoreFixture *fixture,
               const char   *profile,
               gint64        lead,
               gint64        score)
{
  g_autofree char *sql = g_strdup_printf ("SELECT shown FROM score JOIN scorer ON scorer.id = score.scorer "
                                          "WHERE key = '%s' AND lead = %" G_GINT64_FORMAT,
                                          profile, lead);

  g_assert_cmpint (score_query (fixture, sql), ==, score);
}

static void
test_golden (ScoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (JsonNode) node = read_golden (data);
  JsonObject *golden = json_node_get_object (node);
  const char *profile = json_object_get_string_member (golden, "profile");
  JsonArray *leads = json_object_get_array_member (golden, "leads");
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;

  add_fields (fixture, golden);
  publish_offer (fixture, golden);
  /* Comes into use, and its event types into being. */
  first = score_run (fixture, profile, FALSE);
  for (guint i = 0; i < json_array_get_length (leads); i++)
    {
      JsonObject *worked = json_array_get_object_element (leads, i);
      JsonArray *events = json_object_get_array_member (worked, "events");
      gint64 lead = score_add_lead (fixture, json_object_get_object_member (worked, "lead"));

      if (json_object_has_member (golden, "enriched"))
        enrich (fixture);
      for (guint k = 0; k < json_array_get_length (events); k++)
        {
          JsonArray *event = json_array_get_array_element (events, k);
          score_add_event (fixture, lead, json_array_get_string_element (event, 0),
                           json_array_get_double_element (event, 1), NULL);
        }
      assert_worth (fixture, profile, worked, lead);
    }
  second = score_run (fixture, profile, TRUE);
  for (guint i = 0; i < json_array_get_length (leads); i++)
    assert_stored (fixture, profile, i + 1,
                   json_object_get_int_member (json_array_get_object_element (leads, i), "score"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_array_get_object_element (json_object_get_array_member (json_node_get_object (second), "profiles"), 0),
                      "warnings")),
                    ==, 0);
}

#define ADD(name) \
  g_test_add ("/golden-scores/" name, ScoreFixture, name, score_fixture_set_up, test_golden, score_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("saas");
  ADD ("real-estate");
  ADD ("ten-factor");
  ADD ("ten-factor-enriched");
  return g_test_run ();
}
