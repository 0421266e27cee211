/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "score-fixture.h"

#include "model/assay-condition-text.h"
#include "score/assay-profile-edit.h"
#include "stats/assay-random.h"

/* Lines of values that come and go, on all profiles that come along and on one with every kind of line. */

static AssayProfile *
read_profile (JsonNode  *root,
              GError   **error)
{
  g_autoptr (AssayDocument) document
    = assay_document_new (ASSAY_PROFILE_KIND, "p", 0, json_node_ref (root));

  return assay_profile_new (document, NULL, error);
}

/* Of every kind of value, and each kind of line. */
static const char lines_json[]
  = "{'key':'p','name':'P','groups':[{'key':'g','weight':1,'factors':["
    "{'key':'curve','value':{'field':'budget','table':[[0,0],[50.5,70],[200,90]]}},"
    "{'key':'text','value':{'field':'country','map':{'DE':100,'at':50},'missing':0}},"
    "{'key':'tiers','value':{'field':'industry','tiers':[{'phrases':['saas'],'value':90},"
    "  {'phrases':{'offer':'adjacent_industries','default':['fintech']},'value':40}]}},"
    "{'key':'cases','value':{'cases':[{'when':{'field':'email','op':'present'},'value':60},{'value':5}]}},"
    "{'key':'sum','value':{'cases':[{'when':{'field':'phone','op':'present'},'value':60}],"
    "  'pick':'sum','other':0}},"
    "{'key':'half','value':{'field':'events.any.count','saturation':8,'missing':0}},"
    "{'key':'share','value':{'present':['name'],'adjust':[{'add':-5}]}},"
    "{'key':'mean','value':{'mean':['cases']}},"
    "{'key':'plain','value':40}]}]}";

static JsonNode *
lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdelimit (g_strdup (lines_json), "'", '"');
  JsonNode *root = assay_json_parse (json, -1, &error);
  g_autoptr (AssayProfile) profile = NULL;

  g_assert_no_error (error);
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  return root;
}

static double
number_at (JsonNode   *root,
           const char *factor,
           const char *path)
{
  g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, "g", factor);

  for (guint i = 0; i < values->len; i++)
    if (strcmp (((AssayProfileValue *) values->pdata[i])->path, path) == 0)
      return ((AssayProfileValue *) values->pdata[i])->number;
  return NAN;
}

/* Read as what its kind needs. */
static AssayProfileLine
make_line (AssayProfileValueKind kind,
           const char           *what,
           double                number,
           AssayCondition      **out_when)
{
  AssayProfileLine line = { .kind = kind, .number = number, .text = what, .point = NAN };

  if (what != NULL && kind == ASSAY_PROFILE_VALUE_POINT && *what != '\0')
    line.point = g_ascii_strtod (what, NULL);
  if (what != NULL && (kind == ASSAY_PROFILE_VALUE_CASE || kind == ASSAY_PROFILE_VALUE_ADD))
    line.when = *out_when = assay_condition_from_text (what, NULL, NULL);
  return line;
}

static char *
add_line (JsonNode             *root,
          const char           *factor,
          AssayProfileValueKind kind,
          const char           *what,
          double                number)
{
  g_autoptr (AssayCondition) when = NULL;
  AssayProfileLine line = make_line (kind, what, number, &when);

  return assay_profile_edit_add_line (root, "g", factor, &line);
}

static void
assert_added (JsonNode             *root,
              const char           *factor,
              AssayProfileValueKind kind,
              const char           *what,
              const char           *expected)
{
  g_autofree char *path = add_line (root, factor, kind, what, 30);
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (path, ==, expected);
  profile = read_profile (root, &error);
  g_assert_no_error (error);
  if (path != NULL)
    g_assert_cmpfloat (number_at (root, factor, path), ==, 30);
}

/* Each line comes to the place that is its own. */
static void
test_places (void)
{
  g_autoptr (JsonNode) root = lines ();
  g_autoptr (AssayCondition) when = assay_condition_from_text ("phone present", NULL, NULL);
  AssayProfileLine first
    = { .kind = ASSAY_PROFILE_VALUE_CASE, .number = 1, .when = when, .before = "cases.0" };
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) values = NULL;

  assert_added (root, "curve", ASSAY_PROFILE_VALUE_POINT, "-1.5", "table.0");
  assert_added (root, "curve", ASSAY_PROFILE_VALUE_POINT, "100", "table.3");
  assert_added (root, "curve", ASSAY_PROFILE_VALUE_POINT, "1e6", "table.5");
  assert_added (root, "text", ASSAY_PROFILE_VALUE_TEXT, " Ch. 1 ", "map.Ch. 1");
  assert_added (root, "text", ASSAY_PROFILE_VALUE_OTHER, NULL, "other");
  assert_added (root, "tiers", ASSAY_PROFILE_VALUE_PHRASES, "shops, , toys", "tiers.2");
  g_free (add_line (root, "tiers", ASSAY_PROFILE_VALUE_PHRASES, "crm", 95));
  assert_added (root, "tiers", ASSAY_PROFILE_VALUE_MISSING, NULL, "missing");
  assert_added (root, "cases", ASSAY_PROFILE_VALUE_CASE, "role has-word ceo", "cases.1");
  assert_added (root, "sum", ASSAY_PROFILE_VALUE_CASE, "email present", "cases.1");
  assert_added (root, "mean", ASSAY_PROFILE_VALUE_ADD, "email present", "adjust.0");
  assert_added (root, "share", ASSAY_PROFILE_VALUE_ADD, "email present", "adjust.1");
  assert_added (root, "half", ASSAY_PROFILE_VALUE_ADD, "email present", "adjust.0");
  g_assert_true (assay_profile_edit_takes_first (root, "g", "cases"));
  g_assert_false (assay_profile_edit_takes_first (root, "g", "sum"));
  g_assert_false (assay_profile_edit_takes_first (root, "g", "tiers"));
  path = assay_profile_edit_add_line (root, "g", "cases", &first);
  g_assert_cmpstr (path, ==, "cases.0");
  values = assay_profile_edit_list_values (root, "g", "tiers");
  g_assert_cmpstr (((AssayProfileValue *) values->pdata[0])->label, ==, "crm");
  g_assert_cmpstr (((AssayProfileValue *) values->pdata[3])->label, ==, "shops, toys");
}

/* What there is already, what has no name, and what a value has no room for. */
static void
test_problems (void)
{
  static const struct
  {
    const char *factor;
    AssayProfileValueKind kind;
    const char *what;
    AssayLineProblem problem;
  } cases[] = {
    { "curve", ASSAY_PROFILE_VALUE_POINT, "50.5", ASSAY_LINE_TAKEN },
    { "curve", ASSAY_PROFILE_VALUE_POINT, "50.25", ASSAY_LINE_FITS },
    { "curve", ASSAY_PROFILE_VALUE_POINT, "", ASSAY_LINE_UNNAMED },
    { "curve", ASSAY_PROFILE_VALUE_TEXT, "de", ASSAY_LINE_TAKEN },
    { "curve", ASSAY_PROFILE_VALUE_OTHER, NULL, ASSAY_LINE_TAKEN },
    { "text", ASSAY_PROFILE_VALUE_TEXT, " de ", ASSAY_LINE_TAKEN },
    { "text", ASSAY_PROFILE_VALUE_TEXT, "AT", ASSAY_LINE_TAKEN },
    { "text", ASSAY_PROFILE_VALUE_TEXT, "  ", ASSAY_LINE_UNNAMED },
    { "text", ASSAY_PROFILE_VALUE_TEXT, NULL, ASSAY_LINE_UNNAMED },
    { "text", ASSAY_PROFILE_VALUE_TEXT, "d", ASSAY_LINE_FITS },
    { "text", ASSAY_PROFILE_VALUE_MISSING, NULL, ASSAY_LINE_TAKEN },
    { "text", ASSAY_PROFILE_VALUE_OTHER, NULL, ASSAY_LINE_FITS },
    { "tiers", ASSAY_PROFILE_VALUE_PHRASES, "b2b, SaaS!", ASSAY_LINE_TAKEN },
    { "tiers", ASSAY_PROFILE_VALUE_PHRASES, "b2b, B2B", ASSAY_LINE_TAKEN },
    { "tiers", ASSAY_PROFILE_VALUE_PHRASES, " , ?!", ASSAY_LINE_UNNAMED },
    { "tiers", ASSAY_PROFILE_VALUE_PHRASES, NULL, ASSAY_LINE_UNNAMED },
    { "tiers", ASSAY_PROFILE_VALUE_PHRASES, "fintech", ASSAY_LINE_FITS },
    { "cases", ASSAY_PROFILE_VALUE_CASE, "email present", ASSAY_LINE_TAKEN },
    { "cases", ASSAY_PROFILE_VALUE_CASE, "email", ASSAY_LINE_UNNAMED },
    { "cases", ASSAY_PROFILE_VALUE_ADD, "email present", ASSAY_LINE_FITS },
    { "cases", ASSAY_PROFILE_VALUE_MISSING, NULL, ASSAY_LINE_TAKEN },
    { "sum", ASSAY_PROFILE_VALUE_OTHER, NULL, ASSAY_LINE_TAKEN },
    { "half", ASSAY_PROFILE_VALUE_HALF, NULL, ASSAY_LINE_TAKEN },
    { "plain", ASSAY_PROFILE_VALUE_ADD, "email present", ASSAY_LINE_TAKEN },
    { "none", ASSAY_PROFILE_VALUE_ADD, "email present", ASSAY_LINE_TAKEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = lines ();
      g_autofree char *before = assay_json_write (root);
      g_autoptr (AssayCondition) when = NULL;
      AssayProfileLine line = make_line (cases[i].kind, cases[i].what, 100.5, &when);
      g_autofree char *path = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpint (assay_profile_edit_check_line (root, "g", cases[i].factor, &line), ==,
                       cases[i].problem);
      g_assert_null (assay_profile_edit_add_line (root, "g", cases[i].factor, &line));
      after = assay_json_write (root);
      g_assert_cmpstr (after, ==, before);
      line.number = 3;
      path = assay_profile_edit_add_line (root, "g", cases[i].factor, &line);
      g_assert_cmpint (path != NULL, ==, cases[i].problem == ASSAY_LINE_FITS);
    }
}

/* A value keeps what makes it one: one point, text, case, or one line of phrases. */
static void
test_last_line_stays (void)
{
  static const char *const factors[]
    = { "curve", "text", "tiers", "cases", "sum", "half", "share", "mean", "plain", NULL };
  g_autoptr (JsonNode) root = lines ();
  guint n = 0;

  for (const char *const *factor = factors; *factor != NULL; factor++)
    for (gboolean removed = TRUE; removed;)
      {
        g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, "g", *factor);
        g_autoptr (AssayProfile) profile = NULL;
        g_autoptr (GError) error = NULL;

        removed = FALSE;
        for (guint i = 0; i < values->len && !removed; i++)
          {
            const char *path = ((AssayProfileValue *) values->pdata[i])->path;
            g_autofree char *before = assay_json_write (root);
            g_autofree char *after = NULL;
            gboolean may = assay_profile_edit_can_remove_line (root, "g", *factor, path);

            removed = assay_profile_edit_remove_line (root, "g", *factor, path);
            g_assert_cmpint (removed, ==, may);
            after = assay_json_write (root);
            g_assert_cmpint (strcmp (before, after) != 0, ==, removed);
            n += removed;
          }
        profile = read_profile (root, &error);
        g_assert_no_error (error);
      }
  g_assert_cmpuint (n, ==, 9);
  g_assert_false (assay_profile_edit_remove_line (root, "g", "curve", "table.7"));
  g_assert_false (assay_profile_edit_remove_line (root, "g", "half", "saturation"));
  g_assert_false (assay_profile_edit_remove_line (root, "g", "plain", ""));
}

/* A line drawn by lot; its texts are owned by the array. */
static AssayProfileLine
draw_line (AssayRandom *random,
           GPtrArray   *texts)
{
  AssayProfileLine line
    = { .kind = (AssayProfileValueKind) assay_random_below (random, ASSAY_PROFILE_VALUE_MISSING + 1),
        .number = (double) assay_random_below (random, 1001) / 10,
        .point = (double) assay_random_below (random, 4000) / 4 - 100 };
  g_autofree char *condition
    = g_strdup_printf ("company_size >= %u", (guint) assay_random_below (random, 40));

  g_ptr_array_add (texts, g_strdup_printf ("w%u, Ünique %u", (guint) assay_random_below (random, 60),
                                           (guint) assay_random_below (random, 60)));
  line.text = texts->pdata[texts->len - 1];
  line.when = assay_condition_from_text (condition, NULL, NULL);
  line.before = assay_random_below (random, 2) ? "cases.1" : NULL;
  return line;
}

/* Adds and removes lines by lot: it is a profile after each, the others stay as they are, and taking a line
 * away again, or going all the way back, leaves what there was to the letter. */
static void
try_lines (JsonNode    *root,
           const char  *group,
           const char  *factor,
           AssayRandom *random,
           guint       *kinds)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) past = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *before = assay_json_write (root);
      g_autoptr (GPtrArray) old = assay_profile_edit_list_values (root, group, factor);
      AssayProfileLine line = draw_line (random, texts);
      g_autoptr (AssayCondition) when = (AssayCondition *) line.when;
      g_autofree char *path = assay_profile_edit_add_line (root, group, factor, &line);
      g_autoptr (GPtrArray) now = assay_profile_edit_list_values (root, group, factor);
      g_autoptr (AssayProfile) profile = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;

      if (path == NULL)
        continue;
      *kinds |= 1u << line.kind;
      g_assert_cmpuint (now->len, ==, old->len + 1);
      for (guint j = 0, k = 0; j < now->len; j++)
        {
          const AssayProfileValue *value = now->pdata[j];
          const AssayProfileValue *same = k < old->len ? old->pdata[k] : NULL;

          if (strcmp (value->path, path) == 0)
            {
              g_assert_cmpint (value->kind, ==, line.kind);
              g_assert_cmpfloat (value->number, ==, line.number);
              continue;
            }
          g_assert_nonnull (same);
          g_assert_cmpint (value->kind, ==, same->kind);
          g_assert_cmpstr (value->label, ==, same->label);
          g_assert_cmpfloat (value->number, ==, same->number);
          k++;
        }
      profile = read_profile (root, &error);
      g_assert_no_error (error);
      g_assert_null (assay_profile_edit_add_line (root, group, factor, &line));
      if (assay_random_below (random, 3) == 0)
        {
          g_assert_true (assay_profile_edit_remove_line (root, group, factor, path));
          back = assay_json_write (root);
          g_assert_cmpstr (back, ==, before);
          continue;
        }
      g_ptr_array_add (past, g_steal_pointer (&before));
      g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  while (past->len > 0)
    {
      g_autofree char *back = NULL;

      g_assert_true (assay_profile_edit_remove_line (root, group, factor, paths->pdata[paths->len - 1]));
      back = assay_json_write (root);
      g_assert_cmpstr (back, ==, past->pdata[past->len - 1]);
      g_ptr_array_set_size (past, (int) past->len - 1);
      g_ptr_array_set_size (paths, (int) paths->len - 1);
    }
}

/* Whatever comes and goes in whatever order, what comes out is a profile. */
static void
shuffle_lines (JsonNode    *root,
               const char  *group,
               const char  *factor,
               AssayRandom *random)
{
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group, factor);
      AssayProfileLine line = draw_line (random, texts);
      g_autoptr (AssayCondition) when = (AssayCondition *) line.when;
      const AssayProfileValue *value
        = values->len > 0 ? values->pdata[assay_random_below (random, values->len)] : NULL;
      g_autoptr (AssayProfile) profile = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      if (value != NULL && assay_random_below (random, 2))
        assay_profile_edit_remove_line (root, group, factor, value->path);
      else
        path = assay_profile_edit_add_line (root, group, factor, &line);
      profile = read_profile (root, &error);
      g_assert_no_error (error);
    }
}

static void
test_come_and_go (void)
{
  g_auto (GStrv) keys = assay_profile_store_list_shipped ();
  AssayRandom random;
  guint kinds = 0;

  assay_random_init (&random, 29);
  for (guint k = 0; k <= g_strv_length (keys); k++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayDocument) document
        = keys[k] != NULL ? assay_profile_store_read_shipped (keys[k], &error) : NULL;
      g_autoptr (JsonNode) root = document != NULL ? assay_profile_edit_copy (document) : lines ();
      g_autoptr (AssayProfile) profile = read_profile (root, &error);

      g_assert_no_error (error);
      for (guint f = 0; f < profile->factors->len; f++)
        {
          const AssayFactor *factor = assay_profile_factor (profile, f);

          try_lines (root, assay_profile_group (profile, factor->group)->key, factor->key, &random, &kinds);
          shuffle_lines (root, assay_profile_group (profile, factor->group)->key, factor->key, &random);
        }
    }
  g_assert_cmphex (kinds, ==, (1u << ASSAY_PROFILE_VALUE_CASE | 1u << ASSAY_PROFILE_VALUE_PHRASES
                               | 1u << ASSAY_PROFILE_VALUE_TEXT | 1u << ASSAY_PROFILE_VALUE_POINT
                               | 1u << ASSAY_PROFILE_VALUE_ADD | 1u << ASSAY_PROFILE_VALUE_OTHER
                               | 1u << ASSAY_PROFILE_VALUE_MISSING));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-edit-lines/places", test_places);
  g_test_add_func ("/profile-edit-lines/problems", test_problems);
  g_test_add_func ("/profile-edit-lines/last-line-stays", test_last_line_stays);
  g_test_add_func ("/profile-edit-lines/come-and-go", test_come_and_go);
  return g_test_run ();
}
