/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <stdlib.h>

#include "base/assay-json.h"
#include "match/assay-match-alias.h"

#define TOWNS 40
#define PERSONS 400
#define MOVED 60

static AssayMatchColumn *
column_of (const char *const *values)
{
  AssayMatchColumn *column = assay_match_column_new (FALSE);

  for (; *values != NULL; values++)
    assay_match_column_append (column, *values, strlen (*values));
  assay_match_column_seal (column);
  return column;
}

static gboolean
says_the_same (const AssayMatchAliases *aliases, const AssayMatchColumn *column, const char *a, const char *b)
{
  guint32 numbers[2] = { 0, 0 };

  for (guint32 value = 1; value <= assay_match_column_get_values (column); value++)
    {
      AssayMatchText text = assay_match_column_get_text (column, value);

      if (text.length == strlen (a) && memcmp (text.text, a, text.length) == 0)
        numbers[0] = value;
      if (text.length == strlen (b) && memcmp (text.text, b, text.length) == 0)
        numbers[1] = value;
    }
  return numbers[0] != 0 && numbers[1] != 0 && assay_match_aliases_has (aliases, numbers[0], numbers[1]) &&
         assay_match_aliases_has (aliases, numbers[1], numbers[0]);
}

/* What was learned of one column holds in another that has the values in another order; of a value that is
 * gone, nothing is left, and no text was ever written down. */
static void
test_round_trip (void)
{
  const char *const first[] = { "la", "los angeles", "rome", "\xd0\xbc", "roma", NULL };
  const char *const second[] = { "roma", "\xd0\xbc", "paris", "los angeles", "rome", "la", NULL };
  const char *const third[] = { "rome", "los angeles", "paris", NULL };
  g_autoptr (AssayMatchColumn) one = column_of (first), two = column_of (second), three = column_of (third);
  g_autoptr (AssayMatchAliases) aliases = assay_match_aliases_new (5);
  g_autoptr (AssayMatchAliases) again = NULL, left = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  assay_match_aliases_add (aliases, 5, 3);
  assay_match_aliases_add (aliases, 1, 2);
  assay_match_aliases_add (aliases, 4, 3);
  assay_match_aliases_seal (aliases);
  json_node_init_array (node, assay_match_aliases_to_json (aliases, one));
  json_array_unref (json_node_get_array (node));
  text = assay_json_write (node);
  for (const char *p = text; *p != '\0'; p++)
    g_assert_false (g_ascii_isalpha (*p) || (guchar) *p >= 128);

  again = assay_match_aliases_from_json (json_node_get_array (node), two);
  g_assert_true (says_the_same (again, two, "la", "los angeles"));
  g_assert_true (says_the_same (again, two, "rome", "roma"));
  g_assert_true (says_the_same (again, two, "rome", "\xd0\xbc"));
  g_assert_false (says_the_same (again, two, "roma", "\xd0\xbc"));
  g_assert_false (says_the_same (again, two, "la", "paris"));
  left = assay_match_aliases_from_json (json_node_get_array (node), three);
  g_assert_false (says_the_same (left, three, "rome", "los angeles"));
}

/* Whatever a file holds in their place: no aliases, and no harm. The first is what earlier versions wrote. */
static void
test_garbage (void)
{
  static const char *const texts[] = {
    "[\"la\",\"los%20angeles\"]", "[]", "[1]", "[1,2,3]", "[null,null]", "[{},[]]", "[1.5,true]", "[0,0]",
    "[9223372036854775807,-9223372036854775808]",
  };
  const char *const values[] = { "la", "los angeles", NULL };
  g_autoptr (AssayMatchColumn) column = column_of (values);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = assay_json_parse (texts[i], -1, NULL);
      g_autoptr (AssayMatchAliases) aliases =
          assay_match_aliases_from_json (json_node_get_array (node), column);

      g_assert_false (says_the_same (aliases, column, "la", "los angeles"));
    }
}

static void
add_person (GString *text, const char *key, guint i, const char *town)
{
  g_autofree char *given = match_word (i % 90, 1), *family = match_word (i, 2);

  g_string_append_printf (
      text, "%s%u,%s,%s,%s.%s@x.example,+49 30 %07u,%s\n", key, i, given, family, given, family, i * 7919, town);
}

/* Persons who are there twice, all but the last; many of one town, the second time by its short name. */
static void
import_towns (AssayWorkspace *workspace)
{
  g_autoptr (GString) text = g_string_new ("external_id,first_name,last_name,email,phone,city\n");

  for (guint i = 0; i < PERSONS; i++)
    {
      g_autofree char *town = match_word (i % TOWNS, 3);

      add_person (text, "a", i, i >= PERSONS - MOVED ? "los angeles" : town);
      if (i + 1 < PERSONS)
        add_person (text, "b", i, i < PERSONS - MOVED ? town : i % 3 == 0 ? "los angeles" : "la");
    }
  import_rows (workspace, text->str);
}

static char *
read_model (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (reader, "SELECT model FROM match_state", &error);
  gboolean row;

  g_assert_true (assay_statement_step (statement, &row, &error));
  return g_strdup (assay_statement_get_text (statement, 0));
}

static gboolean
find_town (const AssayMatchResult *result, gpointer user_data)
{
  for (guint i = 0; i < result->steps->len; i++)
    {
      const AssayMatchStep *step = g_ptr_array_index (result->steps, i);

      if (strcmp (step->key, "city") == 0)
        *(AssayMatchLevel *) user_data = step->level;
    }
  return FALSE;
}

/* The level at which the towns of a lead's best pair agree. */
static AssayMatchLevel
level_of (AssayWorkspace *workspace, gint64 lead)
{
  const AssayMatchQuery query = { .lead = lead };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  AssayMatchLevel level = ASSAY_MATCH_MISSING;

  g_assert_true (assay_match_foreach_result (reader, &query, find_town, &level, &error));
  return level;
}

/* What a run learned is known when leads arrive, stays until the run is undone, and holds no text of any
 * lead. */
static void
test_kept (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, part = NULL;
  g_autofree char *model = NULL, *later = NULL, *undone = NULL;
  g_autoptr (GString) text = g_string_new ("external_id,first_name,last_name,email,phone,city\n");

  import_towns (workspace);
  match (workspace, &whole, "workspace", workspace, NULL);
  model = read_model (workspace);
  g_assert_nonnull (strstr (model, "\"aliases\""));
  g_assert_null (strstr (model, "angeles"));

  add_person (text, "c", PERSONS - 1, "la");
  import_rows (workspace, text->str);
  g_assert_cmpint (
      count_of (match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL), "changed"), ==, 1);
  g_assert_cmpint (level_of (workspace, 2 * PERSONS), ==, ASSAY_MATCH_VARIANT);
  later = read_model (workspace);
  g_assert_cmpstr (later, ==, model);

  undo (workspace, assay_job_get_id (part), NULL);
  undo (workspace, assay_job_get_id (whole), NULL);
  undone = read_model (workspace);
  g_assert_cmpstr (undone, ==, "");
}

static void
execute (AssayWorkspace *workspace, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error);
  g_assert_no_error (error);
  g_assert_true (assay_transaction_commit (transaction, &error));
}

/* Earlier versions kept the texts of aliases: they are gone once the workspace was opened, and what else a
 * run left is as it was. A file that holds no model there opens as well. */
static void
test_older (gconstpointer data)
{
  const char *model = data;
  g_autofree char *folder = g_dir_make_tmp ("match-older-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.assay", NULL);
  g_autofree char *sql = g_strdup_printf ("UPDATE match_state SET generation = 3, model = '%s';"
                                          "DROP TABLE match_index; DROP TABLE match_page; DROP TABLE match_arrival;"
                                          "ALTER TABLE match_pair DROP COLUMN vouched;"
                                          "UPDATE module SET version = 1 WHERE name = 'match'",
                                          model);
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (AssayWorkspace) workspace =
        assay_workspace_open (path, ASSAY_WORKSPACE_CREATE, NULL, &error);
    g_assert_no_error (error);
    execute (workspace, sql);
  }
  {
    g_autoptr (AssayWorkspace) workspace = assay_workspace_open (path, 0, NULL, &error);
    g_assert_no_error (error);
    now = read_model (workspace);
  }
  g_assert_null (strstr (now, "angeles"));
  if (*model == '{')
    g_assert_nonnull (strstr (now, "\"sure\":0.97"));
  else
    g_assert_cmpstr (now, ==, model);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *left = g_build_filename (folder, name, NULL);
      g_remove (left);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match-alias/round-trip", test_round_trip);
  g_test_add_func ("/match-alias/garbage", test_garbage);
  g_test_add_func ("/match-alias/kept", test_kept);
  g_test_add_data_func ("/match-alias/older/model",
                        "{\"prior\":0.01,\"comparisons\":[{\"key\":\"name\"},"
                        "{\"key\":\"city\",\"aliases\":[\"la\",\"los angeles\"]}],\"sure\":0.97}",
                        test_older);
  g_test_add_data_func ("/match-alias/older/none", "", test_older);
  g_test_add_data_func ("/match-alias/older/torn", "[1,", test_older);
  return g_test_run ();
}
