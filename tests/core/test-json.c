/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-json-cursor.h"

#include <string.h>

static void
assert_same (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_autofree char *written = assay_json_write (node);
  g_assert_cmpstr (written, ==, text);
}

static void
test_round_trip (void)
{
  assert_same ("{}");
  assert_same ("[]");
  assert_same ("null");
  assert_same ("{\"b\":1,\"a\":[true,false,null,\"x\"],\"c\":{}}");
  assert_same ("[0,-1,9223372036854775807,-9223372036854775808]");
  assert_same ("[0.1,5.0,1e+300,-2.5,1.7976931348623157e+308,4.94065645841247e-324]");
  assert_same ("\"\\\"\\\\\\n\\t\\u0001é日\"");
}

static void
test_escapes (void)
{
  g_autoptr (JsonNode) node = assay_json_parse (" \"\\u00e9\\ud83d\\ude00\\/\\b\" ", -1, NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (json_node_get_string (node), ==, "é😀/\b");
}

static void
test_big_integers (void)
{
  g_autoptr (JsonNode) node = assay_json_parse ("9223372036854775808", -1, NULL);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_DOUBLE);
  g_assert_cmpfloat (json_node_get_double (node), ==, 9223372036854775808.0);
}

static void
assert_broken (const char *text,
               const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = assay_json_parse (text, -1, &error);

  g_assert_null (node);
  g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_broken (void)
{
  assert_broken ("", "Line 1, column 1: the text ends where a value was expected");
  assert_broken ("{", "Line 1, column 2: expected a member name in quotes");
  assert_broken ("{\"a\":1,}", "Line 1, column 8: expected a member name in quotes");
  assert_broken ("{\"a\":1,\n \"a\":2}", "Line 2, column 5: the member “a” stands here twice");
  assert_broken ("[1 2]", "Line 1, column 4: expected “,” or “]”");
  assert_broken ("[1,]", "Line 1, column 4: expected a value");
  assert_broken ("{\"a\" 1}", "Line 1, column 6: expected “:”");
  assert_broken ("// x\n1", "Line 1, column 1: expected a value");
  assert_broken ("1 2", "Line 1, column 3: the text goes on after the value");
  assert_broken ("01", "Line 1, column 2: the text goes on after the value");
  assert_broken ("1.", "Line 1, column 3: expected digits after the point");
  assert_broken ("1e", "Line 1, column 3: expected digits in the exponent");
  assert_broken ("1e999", "Line 1, column 6: the number is too large");
  assert_broken ("-", "Line 1, column 2: expected a value");
  assert_broken ("NaN", "Line 1, column 1: expected a value");
  assert_broken ("\"a", "Line 1, column 3: the text ends inside a string");
  assert_broken ("\"\n\"", "Line 1, column 2: a control character has to be written with a backslash");
  assert_broken ("\"\\x\"", "Line 1, column 3: expected one of \" \\ / b f n r t u after the backslash");
  assert_broken ("\"\\ud800\"", "Line 1, column 8: expected \\u and the code of a character");
  assert_broken ("\"\\u0000\"", "Line 1, column 8: expected \\u and the code of a character");
  assert_broken ("\"\xff\"", "Line 1, column 2: the text is not UTF-8");
  assert_broken ("tru", "Line 1, column 1: expected a value");
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autofree char *text = NULL;
  g_autofree char *close = NULL;
  g_autoptr (JsonNode) node = NULL;

  assert_broken (open, "Line 1, column 65: more than 64 levels");
  open[63] = '\0';
  close = g_strnfill (63, ']');
  text = g_strconcat (open, "1", close, NULL);
  node = assay_json_parse (text, -1, NULL);
  g_assert_nonnull (node);
}

static void
test_cursor (void)
{
  static const char *const members[] = { "groups", "name", NULL };
  g_autoptr (JsonNode) node
    = assay_json_parse ("{\"name\":null,\"groups\":[{},{\"points\":\"x\",\"on\":true,\"list\":[\"a\",1]}]}", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) list = NULL;
  AssayJsonCursor root, groups, second;
  double points = 0;
  gboolean on = FALSE;
  guint n;

  assay_json_cursor_init_root (&root, node);
  g_assert_true (assay_json_cursor_check_object (&root, members, &error));
  g_assert_true (assay_json_cursor_read_string (&root, "name", FALSE, &name, &error));
  g_assert_null (name);
  g_assert_false (assay_json_cursor_read_string (&root, "name", TRUE, &name, &error));
  g_assert_cmpstr (error->message, ==, "document: the member “name” is missing");
  g_clear_error (&error);

  g_assert_true (assay_json_cursor_need_member (&root, "groups", &groups, &error));
  g_assert_true (assay_json_cursor_get_array (&groups, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  assay_json_cursor_element (&groups, 1, &second);
  g_assert_false (assay_json_cursor_read_number (&second, "points", TRUE, &points, &error));
  g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "groups[1].points: expected a number");
  g_clear_error (&error);
  g_assert_true (assay_json_cursor_read_boolean (&second, "on", &on, &error));
  g_assert_true (on);
  g_assert_false (assay_json_cursor_read_boolean (&second, "points", &on, &error));
  g_clear_error (&error);
  g_assert_false (assay_json_cursor_read_strv (&second, "list", TRUE, &list, &error));
  g_assert_cmpstr (error->message, ==, "groups[1].list[1]: expected a text");
  g_clear_error (&error);
  g_assert_false (assay_json_cursor_check_object (&second, members, &error));
  g_assert_cmpstr (error->message, ==, "groups[1]: unknown member “points”; expected one of groups, name");
  g_clear_error (&error);
  g_assert_false (assay_json_cursor_get_array (&second, &n, &error));
  g_assert_cmpstr (error->message, ==, "groups[1]: expected a list");
}

static void
test_numbers (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      double number;
      memcpy (&number, &bits, sizeof number);
      g_autofree char *text = assay_json_format_number (number);
      if (strcmp (text, "null") == 0)
        continue;
      g_autoptr (JsonNode) node = assay_json_parse (text, -1, NULL);
      g_assert_nonnull (node);
      g_assert_cmpfloat (json_node_get_double (node), ==, number);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/round-trip", test_round_trip);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/big-integers", test_big_integers);
  g_test_add_func ("/json/broken", test_broken);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/cursor", test_cursor);
  g_test_add_func ("/json/numbers", test_numbers);
  return g_test_run ();
}
