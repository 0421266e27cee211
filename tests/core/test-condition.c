/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition-json.h"
#include "model/assay-condition-text.h"
#include "model/assay-model-error.h"

#include <string.h>

#include "random-condition.h"

static void
assert_json_refused (const char *json,
                     const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_json (json, -1, &error);

  g_assert_null (condition);
  g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_json (void)
{
  const char *json = "{\"all\":[{\"field\":\"role\",\"op\":\"has-word\",\"value\":[\"ceo\",\"founder\"]},"
                     "{\"any\":[{\"field\":\"events.email_open.decayed\",\"within\":30,\"half_life\":14,"
                     "\"op\":\">=\",\"value\":2.5},{\"not\":{\"field\":\"email\",\"op\":\"absent\"}}]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_json (json, -1, &error);

  g_assert_no_error (error);
  g_autofree char *written = assay_condition_to_json (condition);
  g_assert_cmpstr (written, ==, json);
  g_assert_cmpuint (assay_condition_get_depth (condition), ==, 4);
  g_assert_cmpuint (assay_condition_get_n_leaves (condition), ==, 3);
}

static void
test_json_refused (void)
{
  assert_json_refused ("[]", "document: expected a condition");
  assert_json_refused ("{\"all\":{}}", "all: expected a list");
  assert_json_refused ("{\"all\":[],\"any\":[]}", "document: unknown member “any”; expected one of all");
  assert_json_refused ("{\"all\":[{\"any\":[1]}]}", "all[0].any[0]: expected a condition");
  assert_json_refused ("{\"field\":\"role\"}", "document: the member “op” is missing");
  assert_json_refused ("{\"op\":\"is\"}", "document: the member “field” is missing");
  assert_json_refused ("{\"field\":\"\",\"op\":\"is\",\"value\":1}",
                       "field: expected the key of a field, signal, event measure, score or band");
  assert_json_refused ("{\"not\":{\"field\":\"role\",\"op\":\"like\",\"value\":1}}",
                       "not.op: there is no operator “like”");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"has-word\",\"value\":[\"a\",1]}",
                       "value: “has-word” takes a text or a list of texts");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"is\",\"value\":{}}", "value: expected a text or a number");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"is\",\"value\":true}", "value: expected a text or a number");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"present\",\"value\":1}", "value: “present” takes no value");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"in\",\"value\":[]}",
                       "value: “in” takes a list of texts or numbers");
  assert_json_refused ("{\"field\":\"score\",\"op\":\">\",\"value\":\"x\"}",
                       "value: “>” takes a number or a date such as 2026-11-21");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"matches\",\"value\":\"(\"}",
                       "value: “matches” takes a regular expression");
  assert_json_refused ("{\"field\":\"created_at\",\"op\":\"within-days\",\"value\":-1}",
                       "value: “within-days” takes a number of days from 0 to 100000");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"present\",\"within\":3}",
                       "within: expected it only with an event measure");
  assert_json_refused ("{\"field\":\"events.any.count\",\"op\":\"present\",\"half_life\":3}",
                       "half_life: expected it only with a decayed measure");
  assert_json_refused ("{\"field\":\"events.any.count\",\"op\":\"present\",\"within\":-3}",
                       "within: expected a number of days from 0 to 100000");
  assert_json_refused ("{\"field\":\"events.any\",\"op\":\"present\"}",
                       "field: expected events.<type>. and count, last_days, first_days, decayed, weight or decayed_count");
  assert_json_refused ("{\"field\":\"role\",\"op\":\"present\",\"values\":3}",
                       "document: unknown member “values”; expected one of field, op, value, within, older, half_life");
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{\"any\":[");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = NULL;

  for (int i = 0; i < 15; i++)
    g_string_append (deep, "{\"not\":");
  g_string_append (deep, "{\"field\":\"role\",\"op\":\"present\"}");
  for (int i = 0; i < 15; i++)
    g_string_append_c (deep, '}');
  condition = assay_condition_from_json (deep->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assay_condition_get_depth (condition), ==, 16);

  g_string_prepend (deep, "{\"all\":[");
  g_string_append (deep, "]}");
  g_assert_null (assay_condition_from_json (deep->str, -1, &error));
  g_assert_true (g_str_has_suffix (error->message, "not.not: more than 16 levels"));
  g_assert_true (g_str_has_prefix (error->message, "all[0].not.not"));
  g_clear_error (&error);

  for (int i = 0; i < 5001; i++)
    g_string_append_printf (wide, "%s{\"field\":\"role\",\"op\":\"present\"}", i > 0 ? "," : "");
  g_string_append (wide, "]}");
  g_assert_null (assay_condition_from_json (wide->str, -1, &error));
  g_assert_cmpstr (error->message, ==, "any[5000]: more than 5000 leaves");
}

static void
assert_text (const char *text,
             const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (text, NULL, &error);

  g_assert_no_error (error);
  g_autofree char *written = assay_condition_to_json (condition);
  g_assert_cmpstr (written, ==, json);
}

#define ABSENT(f) "{\"field\":\"" f "\",\"op\":\"absent\"}"

static void
test_text (void)
{
  assert_text ("score >= 80 and (role has-word (ceo, founder) or company contains \"Acme\") and not email absent",
               "{\"all\":[{\"field\":\"score\",\"op\":\">=\",\"value\":80},{\"any\":[{\"field\":\"role\",\"op\":"
               "\"has-word\",\"value\":[\"ceo\",\"founder\"]},{\"field\":\"company\",\"op\":\"contains\",\"value\":"
               "\"Acme\"}]},{\"not\":{\"field\":\"email\",\"op\":\"absent\"}}]}");
  assert_text ("temperature in (hot, warm) and last-activity within-days 14",
               "{\"all\":[{\"field\":\"temperature\",\"op\":\"in\",\"value\":[\"hot\",\"warm\"]},"
               "{\"field\":\"last-activity\",\"op\":\"within-days\",\"value\":14}]}");
  assert_text ("events.email_open.count within 30 days >= 3",
               "{\"field\":\"events.email_open.count\",\"within\":30,\"op\":\">=\",\"value\":3}");
  assert_text ("events.any.decayed within 30 days half-life 14 days > 1.5",
               "{\"field\":\"events.any.decayed\",\"within\":30,\"half_life\":14,\"op\":\">\",\"value\":1.5}");
  assert_text ("events.any.weight older than 30 days>=1",
               "{\"field\":\"events.any.weight\",\"older\":30,\"op\":\">=\",\"value\":1}");
  assert_text ("a absent or b absent and c absent",
               "{\"any\":[" ABSENT ("a") ",{\"all\":[" ABSENT ("b") "," ABSENT ("c") "]}]}");
  assert_text ("NOT a absent AND b is absent", "{\"all\":[{\"not\":" ABSENT ("a") "}," ABSENT ("b") "]}");
  assert_text ("role not in (a, 5, \"5\")",
               "{\"not\":{\"field\":\"role\",\"op\":\"in\",\"value\":[\"a\",5,\"5\"]}}");
  assert_text ("role in x", "{\"field\":\"role\",\"op\":\"in\",\"value\":[\"x\"]}");
  assert_text ("role is not x", "{\"field\":\"role\",\"op\":\"is-not\",\"value\":\"x\"}");
  assert_text ("phone.possible is true", "{\"field\":\"phone.possible\",\"op\":\"is-true\"}");
  assert_text ("x is \"true\"", "{\"field\":\"x\",\"op\":\"is\",\"value\":\"true\"}");
  assert_text ("revenue between -5 and 1e3 and a absent",
               "{\"all\":[{\"field\":\"revenue\",\"op\":\"between\",\"value\":[-5,1000.0]}," ABSENT ("a") "]}");
  assert_text ("created_at≥2026-01-01", "{\"field\":\"created_at\",\"op\":\">=\",\"value\":\"2026-01-01\"}");
  assert_text ("\"my field\" is 'it\\'s'", "{\"field\":\"my field\",\"op\":\"is\",\"value\":\"it's\"}");
  assert_text ("größe = 5", "{\"field\":\"größe\",\"op\":\"=\",\"value\":5}");
  assert_text ("all ()", "{\"all\":[]}");
  assert_text ("any (a absent)", "{\"any\":[" ABSENT ("a") "]}");
  assert_text ("((((a absent))))", ABSENT ("a"));
  assert_text ("any absent", ABSENT ("any"));
}

static void
assert_text_refused (const char *text,
                     gsize       offset,
                     const char *fragment)
{
  g_autoptr (GError) error = NULL;
  gsize at = G_MAXSIZE;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (text, &at, &error);

  g_assert_null (condition);
  g_assert_nonnull (error);
  g_assert_true (error->domain == ASSAY_MODEL_ERROR);
  if (strstr (error->message, fragment) == NULL || at != offset)
    g_error ("%s: %s (at %zu)", text, error->message, at);
}

static void
test_text_refused (void)
{
  assert_text_refused ("", 0, "expected a condition");
  assert_text_refused ("score", 5, "expected an operator");
  assert_text_refused ("score >=", 8, "expected a value");
  assert_text_refused ("score >= 80 und", 12, "expected “and”, “or” or the end");
  assert_text_refused ("größe > 5 and (a absent", 23, "expected “and”, “or” or “)”");
  assert_text_refused ("a absent and", 12, "expected a condition");
  assert_text_refused ("a in (x y)", 8, "expected “,” or “)”");
  assert_text_refused ("a is \"x", 5, "the quote is not closed");
  assert_text_refused ("a is \"\\x\"", 6, "expected \\\\");
  assert_text_refused ("a ~ 5", 2, "in quotes");
  assert_text_refused ("a > x", 0, "takes a number or a date");
  assert_text_refused ("a between 1 or 2", 12, "expected “and” and the upper value");
  assert_text_refused ("events.any.count within x days > 1", 24, "expected a number of days");
  assert_text_refused ("events.any.count within 3 > 1", 26, "expected “days”");
  assert_text_refused ("events.any.count older 3 days > 1", 23, "expected “than”");
  assert_text_refused ("role within 3 days present", 0, "only with an event measure");
  assert_text_refused ("and absent", 0, "expected a condition");
  assert_text_refused ("role matches \"(\"", 0, "regular expression");
}

static void
test_text_hostile (void)
{
  g_autofree char *parens = g_strnfill (500000, '(');
  g_autoptr (GString) nots = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("a absent");
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append (nots, "not ");
  for (int i = 0; i < 5000; i++)
    g_string_append (wide, " or a absent");
  for (int i = 0; i < 16; i++)
    g_string_append (deep, "not ");
  g_string_append (deep, "a absent");
  g_assert_null (assay_condition_from_text (parens, NULL, &error));
  g_assert_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_LIMIT);
  g_clear_error (&error);
  g_assert_null (assay_condition_from_text (nots->str, NULL, &error));
  g_assert_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_LIMIT);
  g_clear_error (&error);
  g_assert_null (assay_condition_from_text (wide->str, NULL, &error));
  g_assert_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_LIMIT);
  g_clear_error (&error);
  g_assert_null (assay_condition_from_text (deep->str, NULL, &error));
  g_assert_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_LIMIT);
  g_clear_error (&error);
  g_assert_null (assay_condition_from_text ("a is \xff\xfe", NULL, &error));
  g_assert_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION_TEXT);
}

static void
test_round_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayCondition) condition = random_condition (rand, 4);
      g_autofree char *text = assay_condition_to_text (condition);
      g_autofree char *json = assay_condition_to_json (condition);
      g_autoptr (AssayCondition) from_text = assay_condition_from_text (text, NULL, &error);

      if (from_text == NULL)
        g_error ("%s\n%s", text, error->message);
      if (!assay_condition_equal (condition, from_text))
        g_error ("%s\n%s", text, json);
      g_autoptr (AssayCondition) from_json = assay_condition_from_json (json, -1, &error);
      g_assert_no_error (error);
      g_assert_true (assay_condition_equal (condition, from_json));
    }
}

static void
test_value_type (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (AssayCondition) condition = assay_condition_from_text ("email present", NULL, NULL);

  g_value_init (&value, ASSAY_TYPE_CONDITION);
  g_value_set_boxed (&value, condition);
  g_assert_true (g_value_get_boxed (&value) == condition);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition/json", test_json);
  g_test_add_func ("/condition/json-refused", test_json_refused);
  g_test_add_func ("/condition/limits", test_limits);
  g_test_add_func ("/condition/text", test_text);
  g_test_add_func ("/condition/text-refused", test_text_refused);
  g_test_add_func ("/condition/text-hostile", test_text_hostile);
  g_test_add_func ("/condition/round-trips", test_round_trips);
  g_test_add_func ("/condition/value-type", test_value_type);
  return g_test_run ();
}
