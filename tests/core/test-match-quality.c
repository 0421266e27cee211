/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "match-sets.h"
#include "test-data.h"

#include "match/assay-match-job.h"
#include "match/assay-match-result.h"

/* How many of the duplicates are found, and how many of those found are some, without a word about what the records
 * are: sets made here, and real ones where they are beside the project. */

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
import_text (AssayWorkspace *workspace,
             const char     *text,
             gssize          length)
{
  g_autofree char *path = write_file (text, length);
  g_autoptr (AssayJob) job = import_job (workspace, path);

  g_object_set (job, "mode", ASSAY_IMPORT_MODE_ADD, NULL);
  g_assert_cmpint (count_of (run_job (job), "rejected"), ==, 0);
  g_remove (path);
}

static gboolean
judge_pair (const AssayMatchResult *result,
            gpointer                user_data)
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
      pairs += g_array_index (judge->truth, guint, a) == g_array_index (judge->truth, guint, b)
               && (!judge->across || g_array_index (judge->files, guint, a) != g_array_index (judge->files, guint, b));
  return pairs;
}

/* The harmonic mean of precision and recall, of pairs listed as more likely the same than not. */
static double
judge_workspace (AssayWorkspace *workspace,
                 const char     *name,
                 Judge          *judge)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_MATCH_JOB, "workspace", workspace, "across", judge->across ? "import" : NULL, NULL);
  gint64 start = g_get_monotonic_time ();
  guint64 expected = count_true (judge);
  double precision, recall, f;

  run_job (job);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_assert_true (assay_connection_query_int64 (reader, "SELECT min(id) FROM lead", &judge->first, &error));
  g_assert_true (assay_match_foreach_result (reader, &query, judge_pair, judge, &error));
  precision = judge->found > 0 ? (double) judge->right / (double) judge->found : 0;
  recall = (double) judge->right / (double) expected;
  f = judge->right > 0 ? 2 * precision * recall / (precision + recall) : 0;
  g_test_message ("%s: F1 %.4f, precision %.4f, recall %.4f, %u records, %.1f s", name, f, precision, recall,
                  judge->truth->len, (double) (g_get_monotonic_time () - start) / 1e6);
  return f;
}

static double
judge_set (const char *name,
           MatchSet   *set)
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
      import_text (workspace, set->files[i]->str, (gssize) set->files[i]->len);
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

static void
test_dirty_libraries (void)
{
  g_autoptr (MatchSet) set = match_set_libraries (5, 0.3);

  g_assert_cmpfloat (judge_set ("dirty libraries", set), >=, 0.95);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match-quality/persons", test_persons);
  g_test_add_func ("/match-quality/restaurants", test_restaurants);
  g_test_add_func ("/match-quality/citations", test_citations);
  g_test_add_func ("/match-quality/libraries", test_libraries);
  g_test_add_func ("/match-quality/dirty-libraries", test_dirty_libraries);
  return g_test_run ();
}
