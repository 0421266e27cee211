/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile.h"

#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "score/assay-profile-store.h"
#include "score/assay-profile-sum.h"
#include "score/assay-score-error.h"

#define FACTOR(key, points) "{\"key\":\"" key "\",\"points\":" points "}"

static AssayProfile *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  AssayProfile *profile = assay_profile_from_json (json, -1, NULL, &error);

  g_assert_no_error (error);
  return profile;
}

static void
assert_refused (const char *json,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_from_json (json, -1, NULL, &error);

  g_assert_null (profile);
  g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, message);
}

/* A group with these members, inside a profile. */
static void
assert_group_refused (const char *members,
                      const char *message)
{
  g_autofree char *json = g_strdup_printf ("{\"key\":\"p\",\"groups\":[{\"key\":\"g\",%s}]}", members);

  assert_refused (json, message);
}

static void
assert_factor_refused (const char *members,
                       const char *message)
{
  g_autofree char *group = g_strdup_printf ("\"factors\":[{\"key\":\"f\",%s}]", members);

  assert_group_refused (group, message);
}

static void
test_refused (void)
{
  assert_refused ("[]", "document: expected an object");
  assert_refused ("{\"key\":\"p\"}", "document: the member “groups” is missing");
  assert_refused ("{\"groups\":[]}", "document: the member “key” is missing");
  assert_refused ("{\"key\":\"a b\",\"groups\":[]}", "key: expected a key of letters, digits, - and _");
  assert_refused ("{\"key\":\"\",\"groups\":[]}", "key: expected a key of letters, digits, - and _");
  assert_refused ("{\"key\":\"p\",\"groups\":[]}", "groups: expected 1 to 200 groups");
  assert_refused ("{\"key\":\"p\",\"colour\":1}",
                  "document: unknown member “colour”; expected one of key, name, description, industry, version, scale, "
                  "groups, bands, event_types");
  assert_refused ("{\"key\":\"p\",\"scale\":{\"min\":5,\"max\":5},\"groups\":[]}", "scale: expected min below max");
  assert_refused ("{\"key\":\"p\",\"groups\":[{\"key\":\"g\",\"weight\":1,\"factors\":[]},{\"key\":\"h\",\"factors\":[]}]}",
                  "groups: expected a weight above 0 in every group, or in none");
  assert_refused ("{\"key\":\"p\",\"groups\":[{\"key\":\"g\",\"factors\":[]},{\"key\":\"g\",\"factors\":[]}]}",
                  "groups[1]: there is another group “g”");
  assert_group_refused ("\"min\":1,\"max\":0,\"factors\":[]", "groups[0]: expected min at most max, and a weight of 0 or more");
  assert_group_refused ("\"pick\":\"worst\",\"factors\":[]", "groups[0].pick: expected sum, first or best");
  assert_group_refused ("\"max\":3", "groups[0]: the member “factors” is missing");
  assert_group_refused ("\"factors\":[],\"table\":{}", "groups[0]: expected either factors or a table");
  assert_group_refused ("\"table\":{\"field\":\"role\",\"tiers\":[]}", "groups[0].table.tiers: expected 1 to 32 tiers");
  assert_group_refused ("\"table\":{\"field\":\"role\",\"tiers\":[{\"key\":\"a\",\"points\":1,\"phrases\":[1]}]}",
                        "groups[0].table.tiers[0].phrases[0]: expected a text");
  assert_group_refused ("\"judge\":[{\"label\":\"x\",\"low\":5,\"high\":1,\"default\":3}],\"factors\":[]",
                        "groups[0].judge[0]: expected low, default and high in rising order");
  assert_group_refused ("\"factors\":[" FACTOR ("a", "1") "," FACTOR ("a", "2") "]",
                        "groups[0].factors[1]: the group has another factor “a”");
}

static void
test_factor_refused (void)
{
  assert_factor_refused ("\"points\":\"x\"", "groups[0].factors[0].points: expected a number");
  assert_factor_refused ("\"label\":\"x\"", "groups[0].factors[0]: expected either points or a value");
  assert_factor_refused ("\"points\":1,\"value\":2", "groups[0].factors[0]: expected either points or a value");
  assert_factor_refused ("\"points\":1,\"when\":{\"field\":\"role\",\"op\":\"like\",\"value\":1}",
                         "groups[0].factors[0].when.op: there is no operator “like”");
  assert_factor_refused ("\"value\":1,\"when\":{\"all\":[]}",
                         "groups[0].factors[0].when: expected it only with points; a value has needs or cases");
  assert_factor_refused ("\"points\":1,\"weight\":0", "groups[0].factors[0]: expected a weight above 0");
  assert_factor_refused ("\"points\":1,\"per\":\"week\"", "groups[0].factors[0].per: expected lead or event");
  assert_factor_refused ("\"points\":1,\"per\":\"event\"", "groups[0].factors[0]: the member “event” is missing");
  assert_factor_refused ("\"points\":1,\"per\":\"event\",\"event\":\"call\",\"cap\":-1",
                         "groups[0].factors[0].cap: expected a number of events");
  assert_factor_refused ("\"points\":1,\"event\":\"call\",\"decay\":{\"half_life\":1,\"window\":2}",
                         "groups[0].factors[0].decay: expected half_life or window, a number of days above 0");
  assert_factor_refused ("\"points\":1,\"decay\":{\"half_life\":1}",
                         "groups[0].factors[0].decay: the member “field” is missing");
  assert_factor_refused ("\"points\":1,\"tiers\":{\"role\":[\"x\"]}",
                         "groups[0].factors[0].tiers: there is no phrase table “role” further up");
  assert_factor_refused ("\"value\":{\"field\":\"x\"}",
                         "groups[0].factors[0].value: expected one of table, saturation, map, tiers, present, cases or mean");
  assert_factor_refused ("\"value\":{\"field\":\"x\",\"table\":[[1,2],[1,3]]}",
                         "groups[0].factors[0].value.table[1][0]: expected a number above the one before");
  assert_factor_refused ("\"value\":{\"field\":\"x\",\"table\":[[1]]}",
                         "groups[0].factors[0].value.table[0]: expected a pair such as [50, 70]");
  assert_factor_refused ("\"value\":{\"field\":\"x\",\"table\":[]}",
                         "groups[0].factors[0].value.table: expected at least one pair");
  assert_factor_refused ("\"value\":{\"field\":\"x\",\"saturation\":0}",
                         "groups[0].factors[0].value.saturation: expected a number above 0");
  assert_factor_refused ("\"value\":{\"field\":\"x\",\"map\":{\"a\":\"b\"}}",
                         "groups[0].factors[0].value.map.a: expected a number");
  assert_factor_refused ("\"value\":{\"mean\":[\"f\"]}",
                         "groups[0].factors[0].value.mean[0]: expected the key of a factor further up that is no mean itself");
  assert_factor_refused ("\"value\":{\"present\":[]}", "groups[0].factors[0].value.present: expected at least one field");
  assert_factor_refused ("\"value\":{\"field\":\"role\",\"map\":{},\"other\":5}",
                         "groups[0].factors[0].value.map: expected at least one text");
  assert_factor_refused ("\"value\":{\"field\":\"role\",\"tiers\":[]}",
                         "groups[0].factors[0].value.tiers: expected 1 to 32 tiers");
  assert_factor_refused ("\"value\":{\"cases\":[],\"other\":5}",
                         "groups[0].factors[0].value.cases: expected at least one case");
  assert_factor_refused ("\"value\":{\"cases\":[{\"value\":1}],\"pick\":\"all\"}", "groups[0].factors[0].value.pick: expected first or sum");
}

static void
assert_bands_refused (const char *set,
                      const char *message)
{
  g_autofree char *json = g_strdup_printf ("{\"key\":\"p\",\"groups\":[{\"key\":\"g\",\"factors\":[]}],\"bands\":[%s]}", set);

  assert_refused (json, message);
}

static void
test_bands_refused (void)
{
  assert_bands_refused ("{\"key\":\"t\",\"bands\":[]}", "bands[0].bands: expected 1 to 100 bands");
  assert_bands_refused ("{\"key\":\"t\",\"of\":\"h\",\"bands\":[{\"key\":\"a\"}]}",
                        "bands[0].of: expected score, base or the key of a group");
  assert_bands_refused ("{\"key\":\"t\",\"bands\":[{\"key\":\"a\",\"min\":5},{\"key\":\"b\",\"min\":5}]}",
                        "bands[0].bands[1]: expected a min below the band before");
  assert_bands_refused ("{\"key\":\"t\",\"bands\":[{\"key\":\"a\",\"points\":5}]}",
                        "bands[0].bands[0].points: a band of the score cannot add points to it; use a band of the base");
  assert_bands_refused ("{\"key\":\"t\",\"bands\":[{\"key\":\"a\",\"colour\":\"red\"}]}",
                        "bands[0].bands[0].colour: expected a colour such as #c64600");
  assert_bands_refused ("{\"key\":\"t\",\"hysteresis\":-1,\"bands\":[{\"key\":\"a\"}]}",
                        "bands[0].hysteresis: expected a number that is not negative");
}

typedef struct
{
  AssayProfileResult result;
  double groups[8];
  double factors[16];
} Sums;

static void
sum (const AssayProfile *profile,
     const double       *values,
     Sums               *sums)
{
  sums->result.group_points = sums->groups;
  sums->result.factor_points = sums->factors;
  assay_profile_sum (profile, values, NULL, &sums->result);
}

static void
test_limits_and_picks (void)
{
  g_autoptr (AssayProfile) profile = parse (
    "{\"key\":\"p\",\"scale\":{\"min\":-10,\"max\":20},\"groups\":["
    "{\"key\":\"capped\",\"max\":8,\"factors\":[" FACTOR ("a", "5") "," FACTOR ("b", "5") "]},"
    "{\"key\":\"floored\",\"min\":-6,\"factors\":[" FACTOR ("c", "-5") "," FACTOR ("d", "-5") "]},"
    "{\"key\":\"first\",\"pick\":\"first\",\"factors\":[" FACTOR ("e", "2") "," FACTOR ("f", "9") "]},"
    "{\"key\":\"best\",\"pick\":\"best\",\"factors\":[" FACTOR ("g", "2") "," FACTOR ("h", "9") "]}]}");
  const double all[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  const double some[] = { 1, 0, 0, 0, 0, 1, 1, NAN };
  const double negative[] = { 0, 0, 1, 1, 0, 0, 0, 0 };
  Sums sums;

  sum (profile, all, &sums);
  g_assert_cmpfloat (sums.groups[0], ==, 8);
  g_assert_cmpfloat (sums.groups[1], ==, -6);
  g_assert_cmpfloat (sums.groups[2], ==, 2);
  g_assert_cmpfloat (sums.groups[3], ==, 9);
  g_assert_cmpfloat (sums.factors[5], ==, 0);
  g_assert_cmpfloat (sums.result.score, ==, 13);
  sum (profile, some, &sums);
  g_assert_cmpfloat (sums.groups[2], ==, 9);
  g_assert_cmpfloat (sums.groups[3], ==, 2);
  g_assert_cmpfloat (sums.result.score, ==, 16);
  sum (profile, negative, &sums);
  g_assert_cmpfloat (sums.result.score, ==, -6);
}

static void
test_temperature (void)
{
  g_autoptr (AssayProfile) profile = parse (
    "{\"key\":\"p\",\"groups\":[{\"key\":\"g\",\"factors\":[" FACTOR ("a", "1") "]}],\"bands\":["
    "{\"key\":\"t\",\"of\":\"base\",\"bands\":[{\"key\":\"hot\",\"min\":60,\"points\":15},"
    "{\"key\":\"warm\",\"min\":30,\"points\":8},{\"key\":\"cold\"}]},"
    "{\"key\":\"u\",\"of\":\"score\",\"bands\":[{\"key\":\"high\",\"min\":67},{\"key\":\"low\",\"min\":30}]}]}");
  static const struct
  {
    double base;
    double score;
    int temperature;
    int of_score;
  } cases[] = {
    { 85, 100, 0, 0 },     { 60, 75, 0, 0 },      { 59.5, 74.5, 0, 0 }, { 59.49, 67.49, 1, 0 }, { 58.4, 66.4, 1, 1 },
    { 30, 38, 1, 1 },      { 29.4, 29.4, 2, -1 }, { 0, 0, 2, -1 },      { 95, 100, 0, 0 },      { -3, 0, 2, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Sums sums;
      sum (profile, &cases[i].base, &sums);
      g_assert_cmpfloat_with_epsilon (sums.result.score, cases[i].score, 1e-9);
      g_assert_cmpint (sums.result.bands[0], ==, cases[i].temperature);
      g_assert_cmpint (sums.result.bands[1], ==, cases[i].of_score);
    }
}

static void
test_rounding (void)
{
  g_assert_cmpfloat (assay_profile_round (0.5), ==, 1);
  g_assert_cmpfloat (assay_profile_round (-0.5), ==, -1);
  g_assert_cmpfloat (assay_profile_round (2.5), ==, 3);
  g_assert_cmpfloat (assay_profile_round (79.49999999999999), ==, 80);
  g_assert_cmpfloat (assay_profile_round (79.4999), ==, 79);
}

/* Whatever is missing, the known weights make up the whole: a lead worth 60 everywhere is worth 60. */
static void
test_renormalised (void)
{
  g_autoptr (AssayProfile) profile = parse (
    "{\"key\":\"p\",\"groups\":[{\"key\":\"a\",\"weight\":3,\"factors\":[{\"key\":\"a\",\"value\":1}]},"
    "{\"key\":\"b\",\"weight\":5,\"factors\":[{\"key\":\"b\",\"value\":1},{\"key\":\"c\",\"value\":1,\"weight\":3}]},"
    "{\"key\":\"d\",\"weight\":2,\"factors\":[{\"key\":\"d\",\"value\":1}]}],"
    "\"bands\":[{\"key\":\"grade\",\"bands\":[{\"key\":\"A\",\"min\":50},{\"key\":\"D\"}]}]}");
  Sums sums;

  g_assert_cmpfloat_with_epsilon (assay_profile_group (profile, 1)->weight, 50, 1e-9);
  for (guint missing = 0; missing < 16; missing++)
    {
      double values[4], known = 0, parts = 0;

      for (guint i = 0; i < 4; i++)
        values[i] = missing >> i & 1 ? NAN : 60;
      known += missing & 1 ? 0 : 0.3;
      known += (missing & 6) == 6 ? 0 : 0.5;
      known += missing & 8 ? 0 : 0.2;
      sum (profile, values, &sums);
      g_assert_cmpfloat_with_epsilon (sums.result.known, known, 1e-9);
      g_assert_cmpint (sums.result.bands[0], ==, known >= 0.5 - 1e-9 ? 0 : -1);
      if (missing == 15)
        {
          g_assert_true (isnan (sums.result.score));
          continue;
        }
      g_assert_cmpfloat_with_epsilon (sums.result.score, 60, 1e-9);
      for (guint i = 0; i < 4; i++)
        parts += sums.factors[i];
      g_assert_cmpfloat_with_epsilon (parts, 60, 1e-9);
    }
  const double mixed[] = { 100, 0, 100, 150 };
  sum (profile, mixed, &sums);
  g_assert_cmpfloat_with_epsilon (sums.result.score, 30 + 50 * 0.75 + 20, 1e-9);
}

static void
test_offer (void)
{
  const char *json = "{\"key\":\"p\",\"groups\":[{\"key\":\"g\",\"factors\":[{\"key\":\"a\",\"points\":1,\"when\":{\"any\":["
                     "{\"field\":\"country\",\"op\":\"in\",\"value\":{\"offer\":\"countries\"}},"
                     "{\"field\":\"role\",\"op\":\"present\"}]}}]},"
                     "{\"key\":\"t\",\"table\":{\"field\":\"industry\",\"tiers\":["
                     "{\"key\":\"x\",\"points\":1,\"phrases\":{\"offer\":\"target_industries\",\"default\":[\"saas\"]}},"
                     "{\"key\":\"y\",\"points\":1,\"phrases\":{\"offer\":\"adjacent_industries\",\"default\":[\"it\"]}}]}}]}";
  g_autoptr (AssayProfile) without = parse (json);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) offer = assay_document_parse (
    "offer", "offer", 1, "{\"countries\":[\"Chad\"],\"target_industries\":[\"tea\",\"rum\"]}", &error);
  g_autoptr (AssayProfile) with = assay_profile_from_json (json, -1, offer, &error);
  const AssayCondition *never, *in;

  g_assert_no_error (error);
  never = assay_condition_get_child (assay_profile_factor (without, 0)->when, 0);
  g_assert_cmpint (assay_condition_get_kind (never), ==, ASSAY_CONDITION_ANY);
  g_assert_cmpuint (assay_condition_get_n_children (never), ==, 0);
  in = assay_condition_get_child (assay_profile_factor (with, 0)->when, 0);
  g_assert_cmpstr (assay_condition_get_leaf (in)->values[0].text, ==, "Chad");
  g_assert_cmpstr (assay_profile_factor (without, 1)->phrases[0], ==, "saas");
  g_assert_cmpstr (assay_profile_factor (with, 1)->phrases[1], ==, "rum");
  /* An offer that names industries replaces all three lists. */
  g_assert_cmpuint (g_strv_length (assay_profile_factor (with, 2)->phrases), ==, 0);
}

static void
test_shipped (void)
{
  g_auto (GStrv) keys = assay_profile_store_list_shipped ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (keys), >=, 5);
  for (char **key = keys; *key != NULL; key++)
    {
      g_autoptr (AssayDocument) document = assay_profile_store_read_shipped (*key, &error);
      g_assert_no_error (error);
      g_autoptr (AssayProfile) profile = assay_profile_new (document, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (profile->key, ==, *key);
      if (profile->industry != NULL)
        {
          g_assert_cmpuint (profile->factors->len, >=, 12);
          g_assert_cmpuint (profile->groups->len, >=, 3);
          g_assert_cmpuint (profile->event_types->len, >, 0);
        }
    }
  g_assert_null (assay_profile_store_read_shipped ("../profiles/saas", &error));
  g_assert_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE);
}

#define N_SHARED 300

static gpointer
build_often (gpointer data)
{
  for (guint i = 0; i < N_SHARED; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayProfile) profile = assay_profile_new (data, NULL, &error);

      g_assert_no_error (error);
    }
  return NULL;
}

/* A draft is checked in the window while a worker adds it up: building must not touch the document. */
static void
test_shared (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDocument) document = assay_profile_store_read_shipped ("crm-classic", &error);
  GThread *other;

  g_assert_no_error (error);
  other = g_thread_new ("other", build_often, document);
  build_often (document);
  g_thread_join (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/refused", test_refused);
  g_test_add_func ("/profile/factor-refused", test_factor_refused);
  g_test_add_func ("/profile/bands-refused", test_bands_refused);
  g_test_add_func ("/profile/limits-and-picks", test_limits_and_picks);
  g_test_add_func ("/profile/temperature", test_temperature);
  g_test_add_func ("/profile/rounding", test_rounding);
  g_test_add_func ("/profile/renormalised", test_renormalised);
  g_test_add_func ("/profile/offer", test_offer);
  g_test_add_func ("/profile/shipped", test_shipped);
  g_test_add_func ("/profile/shared", test_shared);
  return g_test_run ();
}
