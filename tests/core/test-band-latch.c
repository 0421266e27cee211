/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "score/assay-band-entries.h"
#include "score/assay-band-latch.h"
#include "score/assay-profile-sum.h"

/* Bands at 60 and 30, and whatever is below. */
#define PROFILE(key, hysteresis)                                                                   \
  "{\"key\":\"" key "\",\"name\":\"" key "\",\"groups\":[{\"key\":\"g\",\"factors\":["             \
  "{\"key\":\"a\",\"value\":{\"field\":\"deal_value\",\"table\":[[0,0],[100,100]]}}]}],"               \
  "\"bands\":[{\"key\":\"temperature\",\"hysteresis\":" hysteresis ",\"bands\":["                  \
  "{\"key\":\"hot\",\"min\":60},{\"key\":\"warm\",\"min\":30},{\"key\":\"cold\"}]}]}"

static AssayProfile *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  AssayProfile *profile = assay_profile_from_json (json, -1, NULL, &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_left (void)
{
  g_autoptr (AssayProfile) three = parse (PROFILE ("p", "3"));
  g_autoptr (AssayProfile) none = parse (PROFILE ("p", "0"));
  const AssayBandSet *set = assay_profile_band_set (three, 0);
  const struct
  {
    int band;
    double value;
    gboolean left;
    gboolean left_without;
  } cases[] = {
    { 0, 60, FALSE, FALSE }, { 0, 100, FALSE, FALSE }, { 0, 59, FALSE, TRUE }, { 0, 57, FALSE, TRUE },
    { 0, 56, TRUE, TRUE },   { 0, 56.5, FALSE, TRUE }, { 0, 56.4, TRUE, TRUE }, { 1, 30, FALSE, FALSE },
    { 1, 59.4, FALSE, FALSE }, { 1, 60, FALSE, TRUE }, { 1, 63, FALSE, TRUE }, { 1, 64, TRUE, TRUE },
    { 1, 27, FALSE, TRUE },  { 1, 26, TRUE, TRUE },    { 2, 29, FALSE, FALSE }, { 2, 33, FALSE, TRUE },
    { 2, 34, TRUE, TRUE },   { 0, NAN, FALSE, FALSE }, { 2, NAN, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("band %d, %g", cases[i].band, cases[i].value);
      g_assert_cmpint (assay_band_is_left (set, cases[i].band, cases[i].value), ==, cases[i].left);
      g_assert_cmpint (
        assay_band_is_left (assay_profile_band_set (none, 0), cases[i].band, cases[i].value), ==,
        cases[i].left_without);
    }
}

/* The path of one score: what fires at each step. */
static void
test_steps (void)
{
  g_autoptr (AssayProfile) profile = parse (PROFILE ("p", "3"));
  const AssayBandSet *set = assay_profile_band_set (profile, 0);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (AssayBandEntry));
  const struct
  {
    double value;
    gboolean fires;
    guint held;
  } steps[] = {
    { 61, TRUE, 1 },  /* hot */
    { 58, TRUE, 2 },  /* warm for the first time; hot is still held */
    { 61, FALSE, 2 }, /* hot was not left by more than 3 */
    { 59, FALSE, 2 }, /* nor was warm */
    { 50, FALSE, 1 }, /* now hot is left */
    { 60, TRUE, 2 },  /* and entered anew */
    { NAN, FALSE, 2 }, /* nothing is known: nothing changes */
    { 20, TRUE, 1 },  /* cold; both others are left */
    { 60, TRUE, 1 },
    { 60, FALSE, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      int band = assay_profile_classify (set, steps[i].value);
      g_test_message ("step %" G_GSIZE_FORMAT ": %g", i, steps[i].value);
      g_assert_cmpint (assay_band_latch_step (set, band, steps[i].value, (gint64) i, entries), ==,
                       steps[i].fires);
      g_assert_cmpuint (entries->len, ==, steps[i].held);
    }
  g_assert_cmpint (g_array_index (entries, AssayBandEntry, 0).entered_at, ==, 8);
}

/* Whatever the path, a band fires at most once until the value was beyond its edges by more than the
 * hysteresis; without hysteresis it fires on each change of band. */
static void
test_random_paths (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int hysteresis = 0; hysteresis <= 12; hysteresis += 4)
    {
      g_autofree char *json = g_strdup_printf (PROFILE ("p", "%d"), hysteresis);
      g_autoptr (AssayProfile) profile = parse (json);
      const AssayBandSet *set = assay_profile_band_set (profile, 0);
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (AssayBandEntry));
      gboolean armed[3] = { TRUE, TRUE, TRUE };
      const double low[] = { 60, 30, -INFINITY }, high[] = { INFINITY, 60, 30 };

      for (int i = 0; i < 5000; i++)
        {
          double value = g_rand_int_range (rand, 0, 101);
          int band = assay_profile_classify (set, value);
          for (int b = 0; b < 3; b++)
            if (b != band && (hysteresis == 0 || low[b] - value > hysteresis || value - high[b] > hysteresis))
              armed[b] = TRUE;
          g_assert_cmpint (assay_band_latch_step (set, band, value, i, entries), ==, armed[band]);
          armed[band] = FALSE;
        }
    }
}

static void
set_deal_value (ScoreFixture *fixture,
                double        value,
                gint64        at)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE lead SET deal_value = %g WHERE id = 1", value);
  static const char *const profiles[] = { "p", NULL };
  AssayScoreRun run = { .workspace = fixture->workspace, .profiles = profiles, .as_of = at };
  g_autoptr (GError) error = NULL;

  score_execute (fixture, sql);
  g_autoptr (JsonNode) result = assay_score_run (&run, NULL, &error);
  g_assert_no_error (error);
}

static gint64
entered (ScoreFixture *fixture,
         const char   *band)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (fixture->workspace, NULL);
  g_autoptr (GError) error = NULL;
  gint64 at = -1;

  g_assert_true (assay_band_entries_find (reader, "p", 1, "temperature", band, &at, &error));
  g_assert_no_error (error);
  return at;
}

/* What the table says after each scoring, and what a lead's breakdown shows. */
static void
test_table (ScoreFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) document
    = assay_document_parse (ASSAY_PROFILE_KIND, "p", 0, PROFILE ("p", "3"), &error);

  g_assert_no_error (error);
  {
    g_autoptr (AssayTransaction) transaction = score_begin (fixture);
    g_autoptr (AssayDocument) published
      = assay_document_store_publish (transaction, 0, document, &error);
    g_assert_no_error (error);
    score_commit (transaction);
  }
  score_execute (fixture, "INSERT INTO lead (id, job) VALUES (1, 1), (2, 1)");
  set_deal_value (fixture, 61, 1000);
  g_assert_cmpint (entered (fixture, "hot"), ==, 1000);
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM band_entry"), ==, 0);
  set_deal_value (fixture, 64, 1500);
  g_assert_cmpint (entered (fixture, "hot"), ==, 1000);
  set_deal_value (fixture, 58, 2000);
  g_assert_cmpint (entered (fixture, "hot"), ==, 1000);
  g_assert_cmpint (entered (fixture, "warm"), ==, 2000);
  set_deal_value (fixture, 62, 3000);
  g_assert_cmpint (entered (fixture, "hot"), ==, 1000);
  set_deal_value (fixture, 40, 4000);
  g_assert_cmpint (entered (fixture, "hot"), ==, 0);
  g_assert_cmpint (entered (fixture, "warm"), ==, 2000);
  set_deal_value (fixture, 80, 5000);
  g_assert_cmpint (entered (fixture, "hot"), ==, 5000);
  g_assert_cmpint (entered (fixture, "warm"), ==, 0);

  /* A band that the profile has no more is forgotten when the lead moves. */
  score_execute (fixture, "INSERT INTO band_entry VALUES ((SELECT id FROM scorer WHERE key = 'p'), 1, "
                          "'temperature', 'boiling', 1)");
  set_deal_value (fixture, 10, 6000);
  g_assert_cmpint (entered (fixture, "boiling"), ==, 0);
  g_assert_cmpint (entered (fixture, "cold"), ==, 6000);

  /* Entries go with the lead. */
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM band_entry WHERE lead = 1 AND bands = 'temperature' "
                                         "AND scorer = (SELECT id FROM scorer WHERE key = 'p')"),
                   ==, 1);
  score_execute (fixture, "DELETE FROM score WHERE lead = 1");
  g_assert_cmpint (score_query (fixture, "SELECT count(*) FROM band_entry WHERE lead = 1"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band-latch/left", test_left);
  g_test_add_func ("/band-latch/steps", test_steps);
  g_test_add_func ("/band-latch/random-paths", test_random_paths);
  g_test_add ("/band-latch/table", ScoreFixture, NULL, score_fixture_set_up, test_table,
              score_fixture_tear_down);
  return g_test_run ();
}
