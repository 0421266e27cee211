/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what a lead says of its place to what ten-factor makes of its clock. */

#include "enrich/assay-enrich-job.h"
#include "score-fixture.h"

typedef struct
{
  const char *lead;
  double points; /* of 30: location weighs 6 of the 20 that are known of such a lead */
} Case;

static void
publish_offer (ScoreFixture *fixture)
{
  g_autoptr (AssayTransaction) transaction = score_begin (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = assay_json_parse (
    "{\"name\": \"Forecast\", \"countries\": [\"Germany\", \"DE\"]}", -1, &error);
  g_autoptr (AssayDocument) offer = assay_document_new (ASSAY_OFFER_KIND, ASSAY_OFFER_KEY, 0, body);
  g_autoptr (AssayDocument) published = assay_document_store_publish (transaction, 1, offer, &error);

  g_assert_no_error (error);
  score_commit (transaction);
}

/* The clock stands at 9:00 UTC on a day in November, and this machine is in UTC. */
static void
test_ten_factor (ScoreFixture *fixture,
                 gconstpointer data)
{
  static const Case cases[] = {
    { "{\"city\": \"München\"}", 30 },                         /* in the offer's country, by its city */
    { "{\"location\": \"Greater London, United Kingdom\"}", 18 },  /* 0 hours away */
    { "{\"location\": \"Paris, France\"}", 18 },             /* 1 */
    { "{\"location\": \"Istanbul\"}", 18 },                  /* 3 */
    { "{\"location\": \"Dubai, UAE\"}", 6 },                /* 4 */
    { "{\"location\": \"San Francisco Bay Area\"}", 6 },    /* −8 */
    { "{\"location\": \"São Paulo, SP, Brasil\"}", 18 },     /* −3 */
    { "{\"country\": \"USA\"}", 6 },                        /* too many zones to say */
  };
  gint64 leads[G_N_ELEMENTS (cases)];
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = NULL;

  publish_offer (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    leads[i] = score_add_lead_json (fixture, cases[i].lead);
  job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", fixture->workspace, NULL);
  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) breakdown
        = score_explain (fixture, "ten-factor", leads[i], ASSAY_AS_OF_NOW);

      g_test_message ("%s", cases[i].lead);
      g_assert_cmpfloat_with_epsilon (score_group_points (breakdown, "location"), cases[i].points, 0.001);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hours-away/ten-factor", ScoreFixture, NULL, score_fixture_set_up, test_ten_factor,
              score_fixture_tear_down);
  return g_test_run ();
}
