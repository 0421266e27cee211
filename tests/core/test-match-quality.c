/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "match-sets.h"
#include "test-data.h"

#include "match/assay-match-job.h"
#include "match/assay-match-result.h"

/* How many of the duplicates are found, and how many of those found are some, without a word about
 * what the records are: sets made here, and real ones where they are beside the project. */

typedef struct
{
  GArray *truth;
  GArray *files; /* (element-type guint): by record */
  gint64 first;  /* the first record's lead */
  gboolean across;
  guint64 found;
  guint64 right;
} Judge;

static void
import_rows (AssayWorkspace *workspace, const char *text, gssize length)
{
  g_autofree char *path = write_file (text, length);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  g_object_set (job, "mode", ASSAY_IMPORT_MODE_ADD, NULL);
  g_assert_cmpint (count_of (run_job (job), "rejected"), ==, 0);
  g_remove (path);
}

static gboolean
judge_pair (const AssayMatchResult *result, gpointer user_data)
{
  Judge *judge = user_data;
  guint a = (guint) (result->a - judge->first), b = (guint) (result->b - judge->first);

  if (result->probability < 0.5)
    return TRUE;
  judge->found++;
  judge->right += g_array_index (judge->truth, guint, a) == g_array_index (judge->truth, guint, b);
  return TRUE;
}

static guint64
count_true (const Judge *judge)
{
  guint64 pairs = 0;

  for (guint a = 0; a < judge->truth->len; a++)
    for (guint b = a + 1; b < judge->truth->len; b++)
      pairs += g_array_index (judge->truth, guint, a) == g_array_index (judge->truth, guint, b) &&
               (!judge->across ||
                g_array_index (judge->files, guint, a) != g_array_index (judge->files, guint, b));
  return pairs;
}

/* The harmonic mean of precision and recall, of pairs listed as more likely the same than not. */
static double
judge_workspace (AssayWorkspace *workspace, const char *name, Judge *judge)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MATCH_JOB,
                                           "workspace",
                                           workspace,
                                           "across",
                                           judge->across ? "import" : NULL,
                                           NULL);
  gint64 start = g_get_monotonic_time ();
  guint64 expected = count_true (judge);
  double precision, recall, f;

  run_job (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_assert_true (
      assay_connection_query_int64 (reader, "SELECT min(id) FROM lead", &judge->first, &error));
  g_assert_true (assay_match_foreach_result (reader, &query, judge_pair, judge, &error));
  precision = judge->found > 0 ? (double) judge->right / (double) judge->found : 0;
  recall = (double) judge->right / (double) expected;
  f = judge->right > 0 ? 2 * precision * recall / (precision + recall) : 0;
  g_test_message ("%s: F1 %.4f, precision %.4f, recall %.4f, %u records, %.1f s",
                  name,
                  f,
                  precision,
                  recall,
                  judge->truth->len,
                  (double) (g_get_monotonic_time () - start) / 1e6);
  return f;
}

static double
judge_set (const char *name, MatchSet *set)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (guint));
  Judge judge = { .truth = set->truth, .files = files, .across = set->files[1]->len > 0 };

  for (guint i = 0; i < set->truth->len; i++)
    {
      guint file = i >= set->first;
      g_array_append_val (files, file);
    }
  for (guint i = 0; i < 2; i++)
    if (set->files[i]->len > 0)
      import_rows (workspace, set->files[i]->str, (gssize) set->files[i]->len);
  return judge_workspace (workspace, name, &judge);
}

static void
test_persons (void)
{
  g_autoptr (MatchSet) set = match_set_persons (1, 5000);

  g_assert_cmpfloat (judge_set ("historical persons", set), >=, 0.72);
}

static void
test_restaurants (void)
{
  g_autoptr (MatchSet) set = match_set_restaurants (2);

  g_assert_cmpfloat (judge_set ("restaurants", set), >=, 0.95);
}

static void
test_citations (void)
{
  g_autoptr (MatchSet) set = match_set_citations (3);

  g_assert_cmpfloat (judge_set ("citations", set), >=, 0.95);
}

static void
test_libraries (void)
{
  g_autoptr (MatchSet) set = match_set_libraries (4, 0);

  g_assert_cmpfloat (judge_set ("libraries", set), >=, 0.95);
}

/* A third of all values slipped into the title: it has to be compared wherever they stand. */
static void
test_dirty_libraries (void)
{
  g_autoptr (MatchSet) set = match_set_libraries (5, 0.3);

  g_assert_cmpfloat (judge_set ("dirty libraries", set), >=, 0.98);
}

/* Adds the rows of a plain CSV file, without the column that tells the truth; a key makes every row
 * a lead of its own. */
static void
add_real_rows (MatchSet *set, guint file, const char *path, guint truth_column, GHashTable *things)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *g_strchomp (lines[i]) != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_auto (GStrv) parts = g_strsplit (g_strstrip (cells[truth_column]), "-", -1);
      const char *truth = parts[1] != NULL ? parts[1] : parts[0];
      gpointer thing;

      g_string_append_printf (set->files[file], i == 0 ? "external_id" : "%u-%u", file, i);
      for (guint c = 0; cells[c] != NULL; c++)
        if (c != truth_column)
          g_string_append_printf (set->files[file], ",%s", g_strstrip (cells[c]));
      if (i == 0)
        {
          g_string_append_c (set->files[file], '\n');
          continue;
        }
      if (!g_hash_table_lookup_extended (things, truth, NULL, &thing))
        {
          thing = GUINT_TO_POINTER (g_hash_table_size (things) + 1);
          g_hash_table_insert (things, g_strdup (truth), thing);
        }
      match_row_end (set, file, GPOINTER_TO_UINT (thing));
    }
}

static void
judge_real (
    const char *name, const char *first, const char *second, guint truth_column, double least)
{
  g_autofree char *path = find_test_data (first);
  g_autofree char *other = second != NULL ? find_test_data (second) : NULL;
  g_autoptr (GHashTable) things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MatchSet) set = match_set_new (0, "", 2);

  if (path == NULL || (second != NULL && other == NULL))
    return;
  add_real_rows (set, 0, path, truth_column, things);
  if (other != NULL)
    add_real_rows (set, 1, other, truth_column, things);
  g_assert_cmpfloat (judge_set (name, set), >=, least);
}

static void
test_real (void)
{
  judge_real ("FEBRL 1", "match/febrl1.csv", NULL, 0, 0.99);
  judge_real ("FEBRL 4", "match/febrl4a.csv", "match/febrl4b.csv", 0, 0.99);
  judge_real ("fake 1000", "match/fake_1000.csv", NULL, 6, 0.85);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match-quality/persons", test_persons);
  g_test_add_func ("/match-quality/restaurants", test_restaurants);
  g_test_add_func ("/match-quality/citations", test_citations);
  g_test_add_func ("/match-quality/libraries", test_libraries);
  g_test_add_func ("/match-quality/dirty-libraries", test_dirty_libraries);
  g_test_add_func ("/match-quality/real", test_real);
  return g_test_run ();
}
