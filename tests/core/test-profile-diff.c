/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-fixture.h"

#include "score/assay-profile-diff.h"
#include "score/assay-profile-edit.h"

/* What two versions of a profile differ in is said as briefly as it can be, and nothing is left out. */

static JsonNode *
profile_with (const char *value)
{
  g_autofree char *json = g_strdup_printf ("{\"key\":\"p\",\"name\":\"P\",\"groups\":[{\"key\":\"g\",\"weight\":100,"
                                           "\"factors\":[{\"key\":\"f\",\"label\":\"F\",\"value\":%s}]}]}",
                                           value);
  g_autoptr (GError) error = NULL;
  JsonNode *root = assay_json_parse (json, -1, &error);

  g_assert_no_error (error);
  return root;
}

/* One line for each difference: what of the factor, what it was, what it is. */
static char *
say (JsonNode *before,
     JsonNode *after)
{
  g_autoptr (GPtrArray) changes = assay_profile_diff (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const AssayProfileChange *change = changes->pdata[i];

      g_string_append_printf (text, "%s%s%s %s>%s\n", change->member, change->is_line ? "/" : "",
                              change->line != NULL ? change->line : "", change->from != NULL ? change->from : "",
                              change->to != NULL ? change->to : "");
    }
  return g_string_free (text, FALSE);
}

#define MAP(lines) "{\"field\":\"industry\",\"map\":{" lines "},\"other\":20}"
#define CASES(lines) "{\"cases\":[" lines "]}"
#define TIERS(phrases, value) "{\"field\":\"role\",\"tiers\":[{\"phrases\":[" phrases "],\"value\":" value "}]}"
#define PHONE(value) "{\"when\":{\"field\":\"phone\",\"op\":\"present\"},\"value\":" value "}"
#define EMAIL(value) "{\"when\":{\"field\":\"email\",\"op\":\"present\"},\"value\":" value "}"

static void
test_lines (void)
{
  static const struct
  {
    const char *before, *after, *said;
  } cases[] = {
    { "40", "50", "value/ 40>50\n" },
    { "40", "40.0", "" },
    { MAP ("\"saas\":80,\"retail\":30"), MAP ("\"saas\":90,\"retail\":30"), "value/saas 80>90\n" },
    { MAP ("\"saas\":80"), MAP ("\"saas\":80,\"retail\":30"), "value/retail >30\n" },
    { MAP ("\"saas\":80,\"retail\":30"), MAP ("\"retail\":35"), "value/saas 80>\nvalue/retail 30>35\n" },
    { "{\"field\":\"a\",\"map\":{\"x\":1}}", "{\"field\":\"b\",\"map\":{\"x\":1}}",
      "value {\"field\":\"a\",\"map\":{\"x\":1}}>{\"field\":\"b\",\"map\":{\"x\":1}}\n" },
    { "{\"field\":\"a\",\"map\":{\"x\":1},\"other\":0}", "{\"field\":\"a\",\"map\":{\"x\":1},\"other\":5}",
      "value/ 0>5\n" },
    { "{\"field\":\"a\",\"table\":[[0,0],[10,50]]}", "{\"field\":\"a\",\"table\":[[0,0],[5,50],[10,60]]}",
      "value/5 >50\nvalue/10 50>60\n" },
    { "{\"field\":\"a\",\"saturation\":4}", "{\"field\":\"a\",\"saturation\":8}", "value/ 4>8\n" },
    { CASES (PHONE ("10") "," EMAIL ("20")), CASES (PHONE ("15") "," EMAIL ("20")), "value/phone present 10>15\n" },
    { CASES (PHONE ("10") "," EMAIL ("20")), CASES (EMAIL ("20")), "value/phone present 10>\n" },
    { CASES (PHONE ("10") "," EMAIL ("20")), CASES (EMAIL ("20") "," PHONE ("10")),
      "value/phone present 10>\nvalue/phone present >10\n" },
    { TIERS ("\"a, b\"", "10") , TIERS ("\"a\",\"b\"", "20"),
      "value " TIERS ("\"a, b\"", "10") ">" TIERS ("\"a\",\"b\"", "20") "\n" },
    { "40", CASES (PHONE ("10")),
      "value 40>{\"cases\":[{\"when\":{\"field\":\"phone\",\"op\":\"present\"},\"value\":10}]}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) before = profile_with (cases[i].before), after = profile_with (cases[i].after);
      g_autofree char *said = say (before, after);

      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static void
check_numbers (AssayDocument *document)
{
  g_autoptr (JsonNode) root = assay_profile_edit_copy (document);
  JsonArray *groups = json_object_get_array_member (json_node_get_object (root), "groups");

  for (guint g = 0; g < json_array_get_length (groups); g++)
    {
      JsonObject *group = json_array_get_object_element (groups, g);
      JsonArray *factors = json_object_has_member (group, "factors") ? json_object_get_array_member (group, "factors")
                                                                     : NULL;

      for (guint f = 0; factors != NULL && f < json_array_get_length (factors); f++)
        {
          const char *group_key = json_object_get_string_member (group, "key");
          const char *factor
            = json_object_get_string_member (json_array_get_object_element (factors, f), "key");
          g_autoptr (GPtrArray) values = assay_profile_edit_list_values (root, group_key, factor);

          for (guint v = 0; v < values->len; v++)
            {
              const AssayProfileValue *value = values->pdata[v];
              g_autoptr (JsonNode) changed = assay_profile_edit_copy (document);
              double number = value->number == 33 ? 44 : 33;
              g_autoptr (GPtrArray) changes = NULL;
              const AssayProfileChange *change;
              g_autofree char *text = g_strdup_printf ("%.10g", number);

              g_assert_true (assay_profile_edit_set_value (changed, group_key, factor, value->path, number));
              changes = assay_profile_diff (root, changed);
              g_assert_cmpuint (changes->len, ==, 1);
              change = changes->pdata[0];
              g_assert_cmpstr (change->group, ==, group_key);
              g_assert_cmpstr (change->factor, ==, factor);
              g_assert_cmpstr (change->member, ==, "value");
              g_assert_true (change->is_line);
              g_assert_cmpint (change->kind, ==, value->kind);
              g_assert_cmpstr (change->line, ==, value->label);
              g_assert_cmpstr (change->to, ==, text);
            }
        }
    }
}

/* Whatever number is changed in a shipped profile, that is what is said, and only that. */
static void
test_numbers (void)
{
  g_auto (GStrv) keys = assay_profile_store_list_shipped ();

  for (char **key = keys; *key != NULL; key++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayDocument) document = assay_profile_store_read_shipped (*key, &error);

      g_assert_no_error (error);
      check_numbers (document);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-diff/lines", test_lines);
  g_test_add_func ("/profile-diff/numbers", test_numbers);
  return g_test_run ();
}
