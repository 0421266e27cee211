/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "score-fixture.h"

#include "score/assay-profile-diff.h"
#include "score/assay-profile-edit.h"
#include "stats/assay-random.h"

/* Small changes to profiles, on all that come along. */

#define SALES                                                                                      \
  "{\"key\":\"p\",\"name\":\"P\",\"groups\":[{\"key\":\"g\",\"factors\":["                         \
  "{\"key\":\"mail\",\"points\":5,\"when\":{\"field\":\"events.email_opened.count\",\"op\":\">=\",\"value\":1}},"  \
  "{\"key\":\"phone\",\"points\":5,\"when\":{\"field\":\"phone\",\"op\":\"present\"}}]},"          \
  "{\"key\":\"t\",\"table\":{\"field\":\"industry\",\"tiers\":["                                   \
  "{\"key\":\"target\",\"points\":20,\"phrases\":[\"saas\"]}]}}],"                                 \
  "\"bands\":[{\"key\":\"b\",\"bands\":[{\"key\":\"hot\",\"min\":60},{\"key\":\"cold\"}]}]}"

static AssayProfile *
read_profile (JsonNode  *root,
              GError   **error)
{
  g_autoptr (AssayDocument) document
    = assay_document_new (ASSAY_PROFILE_KIND, "p", 0, json_node_ref (root));

  return assay_profile_new (document, NULL, error);
}

static JsonNode *
sales (void)
{
  JsonNode *root = assay_json_parse (SALES, -1, NULL);

  g_assert_nonnull (root);
  return root;
}

static void
test_names (void)
{
  g_autoptr (JsonNode) root = sales ();
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *phrases = NULL;

  g_assert_true (assay_profile_edit_rename (root, "g", NULL, "Interest"));
  g_assert_true (assay_profile_edit_rename (root, "g", "phone", "Can be “called”"));
  g_assert_true (assay_profile_edit_rename (root, "t", "target", "Ours"));
  g_assert_false (assay_profile_edit_rename (root, "g", "phone", ""));
  g_assert_false (assay_profile_edit_rename (root, "g", "fax", "Fax"));
  g_assert_true (assay_profile_edit_set_phrases (root, "t", "target", " cloud , , data  warehouse,"));
  g_assert_false (assay_profile_edit_set_phrases (root, "t", "target", " , "));
  g_assert_false (assay_profile_edit_set_phrases (root, "g", "phone", "a"));
  phrases = assay_profile_edit_get_phrases (root, "t", "target");
  g_assert_cmpstr (phrases, ==, "cloud, data  warehouse");
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_profile_group (profile, 0)->label, ==, "Interest");
  g_assert_cmpstr (assay_profile_factor (profile, 1)->label, ==, "Can be “called”");
  g_assert_cmpstr (assay_profile_factor (profile, 1)->key, ==, "phone");
}

/* Only what is about events becomes older. */
static void
test_decay (void)
{
  g_autoptr (JsonNode) root = sales ();
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayProfile) without = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (assay_profile_edit_set_decay (root, "g", "phone", "half_life", 14));
  g_assert_false (assay_profile_edit_set_decay (root, "t", "target", "half_life", 14));
  g_assert_true (assay_profile_edit_set_decay (root, "g", "mail", "half_life", 14));
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (assay_profile_factor (profile, 0)->half_life, ==, 14);
  g_assert_true (assay_profile_edit_set_decay (root, "g", "mail", "window", 30));
  g_assert_true (assay_profile_edit_set_decay (root, "g", "mail", "window", 0));
  without = read_profile (root, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (assay_profile_factor (without, 0)->window, ==, 0);
}

static void
test_bands (void)
{
  g_autoptr (JsonNode) root = sales ();
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (AssayProfile) fewer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *very = assay_profile_edit_add_band (root, "b", "Very hot", 80);
  g_autofree char *warm = assay_profile_edit_add_band (root, "b", "Warm", 30);
  const AssayBandSet *set;

  g_assert_null (assay_profile_edit_add_band (root, "b", "Again", 80));
  g_assert_null (assay_profile_edit_add_band (root, "c", "Other", 10));
  g_assert_true (assay_profile_edit_rename_band (root, "b", warm, "Lukewarm"));
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  set = assay_profile_band_set (profile, 0);
  g_assert_cmpuint (set->bands->len, ==, 4);
  g_assert_cmpint (assay_band_set_find (set, very), ==, 0);
  g_assert_cmpint (assay_band_set_find (set, warm), ==, 2);
  g_assert_cmpstr (g_array_index (set->bands, AssayBand, 2).label, ==, "Lukewarm");

  /* The one that remains at the bottom takes all below. */
  g_assert_true (assay_profile_edit_remove_band (root, "b", "cold"));
  g_assert_true (assay_profile_edit_remove_band (root, "b", "hot"));
  g_assert_true (assay_profile_edit_remove_band (root, "b", very));
  g_assert_false (assay_profile_edit_remove_band (root, "b", warm));
  fewer = read_profile (root, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assay_profile_band_set (fewer, 0)->bands->len, ==, 1);
}

/* Why a band does not fit, and that what fits is taken. */
static void
test_band_problems (void)
{
  g_autoptr (JsonNode) root = sales ();
  static const struct
  {
    const char *band;
    double least;
    AssayBandProblem problem;
  } starts[] = {
    { NULL, 30, ASSAY_BAND_FITS },         { NULL, 60, ASSAY_BAND_START_TAKEN }, { NULL, 101, ASSAY_BAND_OUTSIDE },
    { NULL, -1, ASSAY_BAND_OUTSIDE },      { NULL, NAN, ASSAY_BAND_OUTSIDE },    { "hot", 60, ASSAY_BAND_FITS },
    { "hot", 100, ASSAY_BAND_FITS },       { "cold", NAN, ASSAY_BAND_FITS },
  };
  g_autofree char *key = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    g_assert_cmpint (assay_profile_edit_check_band_start (root, "b", starts[i].band, starts[i].least), ==,
                     starts[i].problem);
  key = assay_profile_edit_add_band (root, "b", "Warm", 30);
  g_assert_cmpint (assay_profile_edit_check_band_name (root, "b", NULL, ""), ==, ASSAY_BAND_UNNAMED);
  g_assert_cmpint (assay_profile_edit_check_band_name (root, "b", NULL, "Warm"), ==, ASSAY_BAND_NAME_TAKEN);
  g_assert_cmpint (assay_profile_edit_check_band_name (root, "b", NULL, "hot"), ==, ASSAY_BAND_NAME_TAKEN);
  g_assert_cmpint (assay_profile_edit_check_band_name (root, "b", key, "Warm"), ==, ASSAY_BAND_FITS);
  g_assert_cmpint (assay_profile_edit_check_band_start (root, "b", "hot", 20), ==, ASSAY_BAND_CROSSES);
  g_assert_cmpint (assay_profile_edit_check_band_start (root, "b", key, 70), ==, ASSAY_BAND_CROSSES);
  g_assert_cmpint (assay_profile_edit_check_band_start (root, "b", key, 59), ==, ASSAY_BAND_FITS);
  g_assert_null (assay_profile_edit_add_band (root, "b", "Warm", 40));
}

static double
value_at (JsonNode   *root,
          const char *group,
          const char *factor,
          const char *path)
{
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group, factor);

  for (guint i = 0; i < values->len; i++)
    if (strcmp (((AssayProfileValue *) values->pdata[i])->path, path) == 0)
      return ((AssayProfileValue *) values->pdata[i])->number;
  return NAN;
}

/* Each number of each value of all that come along can be changed, alone, and the profile stays one. */
static void
test_values (void)
{
  g_auto (GStrv) keys = assay_profile_store_list_shipped ();
  guint n = 0, kinds = 0;

  for (char **key = keys; *key != NULL; key++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayDocument) document = assay_profile_store_read_shipped (*key, &error);
      g_autoptr (JsonNode) root = assay_profile_edit_copy (document);
      g_autoptr (AssayProfile) profile = read_profile (root, &error);

      g_assert_no_error (error);
      for (guint f = 0; f < profile->factors->len; f++)
        {
          const AssayFactor *factor = assay_profile_factor (profile, f);
          const char *group = assay_profile_group (profile, factor->group)->key;
          g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group, factor->key);

          g_assert_true (factor->value.kind != ASSAY_FACTOR_VALUE_NONE || values->len == 0);
          for (guint i = 0; i < values->len; i++, n++)
            {
              const AssayProfileValue *value = values->pdata[i];
              double other = value->number == 37.5 ? 12 : 37.5;
              g_autoptr (AssayProfile) after = NULL;

              kinds |= 1u << value->kind;
              g_assert_true (assay_profile_edit_set_value (root, group, factor->key, value->path, other));
              for (guint j = 0; j < values->len; j++)
                {
                  const AssayProfileValue *each = values->pdata[j];

                  g_assert_cmpfloat (value_at (root, group, factor->key, each->path), ==,
                                     i == j ? other : each->number);
                }
              after = read_profile (root, &error);
              g_assert_no_error (error);
              g_assert_true (assay_profile_edit_set_value (root, group, factor->key, value->path, value->number));
            }
          g_assert_false (assay_profile_edit_set_value (root, group, factor->key, "cases.99", 1));
          g_assert_false (assay_profile_edit_set_value (root, group, factor->key, "pick", 1));
        }
    }
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpuint (kinds & (1u << ASSAY_PROFILE_VALUE_CASE), !=, 0);
  g_assert_cmpuint (kinds & (1u << ASSAY_PROFILE_VALUE_PHRASES), !=, 0);
  g_assert_cmpuint (kinds & (1u << ASSAY_PROFILE_VALUE_POINT), !=, 0);
  g_assert_cmpuint (kinds & (1u << ASSAY_PROFILE_VALUE_ADD), !=, 0);
}

/* What a value may be, and what the rest of a value keeps when one number changes. */
static void
test_value_limits (void)
{
  g_autoptr (JsonNode) root = assay_json_parse (
    "{\"key\":\"p\",\"name\":\"P\",\"groups\":[{\"key\":\"g\",\"weight\":1,\"factors\":["
    "{\"key\":\"m\",\"value\":{\"field\":\"status\",\"map\":{\"a.b\":10,\"1\":20},\"other\":5}},"
    "{\"key\":\"n\",\"value\":40},"
    "{\"key\":\"s\",\"value\":{\"field\":\"events.any.count\",\"saturation\":8,\"missing\":0}}]}]}",
    -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = NULL;

  g_assert_true (assay_profile_edit_set_value (root, "g", "m", "map.a.b", 70));
  g_assert_true (assay_profile_edit_set_value (root, "g", "m", "map.1", 100));
  g_assert_false (assay_profile_edit_set_value (root, "g", "m", "map.1", 100.5));
  g_assert_false (assay_profile_edit_set_value (root, "g", "m", "map.2", 3));
  g_assert_false (assay_profile_edit_set_value (root, "g", "m", "other", -1));
  g_assert_false (assay_profile_edit_set_value (root, "g", "m", "missing", 1));
  g_assert_true (assay_profile_edit_set_value (root, "g", "n", "", 0));
  g_assert_false (assay_profile_edit_set_value (root, "g", "n", "", NAN));
  g_assert_false (assay_profile_edit_set_value (root, "g", "s", "saturation", 0));
  g_assert_true (assay_profile_edit_set_value (root, "g", "s", "saturation", 250));
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (value_at (root, "g", "m", "map.a.b"), ==, 70);
  g_assert_cmpfloat (value_at (root, "g", "m", "map.1"), ==, 100);
  g_assert_cmpfloat (value_at (root, "g", "m", "other"), ==, 5);
}

/* One change, drawn by lot. */
static gboolean
change (JsonNode    *root,
        AssayProfile *profile,
        AssayRandom  *random)
{
  const AssayGroup *group
    = assay_profile_group (profile, (guint) assay_random_below (random, profile->groups->len));
  const AssayFactor *factor
    = group->n_factors > 0 ? assay_profile_factor (
                               profile, group->first_factor + (guint) assay_random_below (random, group->n_factors))
                           : NULL;
  const AssayBandSet *set = profile->band_sets->len > 0 ? assay_profile_band_set (profile, 0) : NULL;
  const char *band = set != NULL ? g_array_index (set->bands, AssayBand,
                                                  assay_random_below (random, set->bands->len))
                                     .key
                                 : NULL;
  g_autoptr (GPtrArray) values = NULL;
  const AssayProfileValue *value;
  g_autofree char *key = NULL;

  switch (assay_random_below (random, 8))
    {
    case 0:
      return assay_profile_edit_rename (root, group->key, NULL, "Ünlike “this”");
    case 1:
      return factor != NULL && assay_profile_edit_rename (root, group->key, factor->key, "N");
    case 2:
      return factor != NULL && assay_profile_edit_set_phrases (root, group->key, factor->key, "x, y z");
    case 3:
      return factor != NULL
             && assay_profile_edit_set_decay (root, group->key, factor->key,
                                              assay_random_below (random, 2) ? "window" : "half_life",
                                              (double) assay_random_below (random, 60));
    case 6:
      values = factor != NULL ? assay_profile_edit_list_values (root, group->key, factor->key) : NULL;
      value = values != NULL && values->len > 0 ? values->pdata[assay_random_below (random, values->len)] : NULL;
      return value != NULL
             && assay_profile_edit_set_value (root, group->key, factor->key, value->path,
                                              (double) assay_random_below (random, 101));
    case 4:
      return band != NULL && assay_profile_edit_rename_band (root, set->key, band, "B");
    case 5:
      key = set != NULL ? assay_profile_edit_add_band (root, set->key, "Band", (double) assay_random_below (random, 100))
                        : NULL;
      return key != NULL;
    default:
      return band != NULL && set->bands->len > 2 && assay_profile_edit_remove_band (root, set->key, band);
    }
}

/* Whatever is changed in whatever order, what comes out is a profile. */
static void
test_stays_valid (ScoreFixture *fixture,
                  gconstpointer data)
{
  g_auto (GStrv) keys = assay_profile_store_list_shipped ();

  for (char **key = keys; *key != NULL; key++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayDocument) document = assay_profile_store_read_shipped (*key, &error);
      g_autoptr (JsonNode) root = NULL;
      AssayRandom random;
      guint n = 0;

      g_assert_no_error (error);
      root = assay_profile_edit_copy (document);
      assay_random_init (&random, 17);
      for (int i = 0; i < 60; i++)
        {
          g_autoptr (AssayProfile) profile = read_profile (root, &error);

          g_assert_no_error (error);
          n += change (root, profile, &random);
        }
      g_assert_cmpuint (n, >, 10);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-edit/names", test_names);
  g_test_add_func ("/profile-edit/decay", test_decay);
  g_test_add_func ("/profile-edit/bands", test_bands);
  g_test_add_func ("/profile-edit/band-problems", test_band_problems);
  g_test_add_func ("/profile-edit/values", test_values);
  g_test_add_func ("/profile-edit/value-limits", test_value_limits);
  g_test_add ("/profile-edit/stays-valid", ScoreFixture, NULL, score_fixture_set_up, test_stays_valid,
              score_fixture_tear_down);
  return g_test_run ();
}
