/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <math.h>
#include <stdlib.h>

#include "match/assay-match-model.h"

/* What a run over new leads finds beside what one over all leads does. */

/* How far two findings are apart. */
typedef struct
{
  guint pairs;    /* more likely one than not in the first */
  guint missing;  /* and not so in the second */
  guint clusters; /* in a cluster here and in none there, or the other way round */
  double gap;     /* the largest difference between two probabilities, in bits */
} Distance;

static double
bits_of (double probability)
{
  return assay_match_probability_to_bits (CLAMP (probability, 1e-6, 1 - 1e-6));
}

static Distance
compare_found (GHashTable *one, GHashTable *two)
{
  Distance distance = { 0 };
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Found *first = value, *second = g_hash_table_lookup (two, key);

      if (first->probability < 0.5)
        continue;
      distance.pairs++;
      distance.missing += second == NULL || second->probability < 0.5;
      distance.clusters += second != NULL && (second->cluster != 0) != (first->cluster != 0);
      if (second != NULL)
        distance.gap = MAX (distance.gap, fabs (bits_of (first->probability) - bits_of (second->probability)));
    }
  return distance;
}

/* Both ways; in a hundred pairs one may fall to the other side of the line, as the model was estimated
 * without the leads that came. */
static void
assert_alike (AssayWorkspace *one, AssayWorkspace *two)
{
  g_autoptr (GHashTable) first = list_found (one), second = list_found (two);
  Distance there = compare_found (first, second), back = compare_found (second, first);

  g_test_message ("%u pairs, %u missing, %u added, %u and %u in a cluster once, %.2f bits apart",
                  there.pairs,
                  there.missing,
                  back.missing,
                  there.clusters,
                  back.clusters,
                  MAX (there.gap, back.gap));
  g_assert_cmpuint (there.pairs, >, 100);
  g_assert_cmpuint (there.missing, <=, there.pairs / 100);
  g_assert_cmpuint (back.missing, <=, back.pairs / 100);
  g_assert_cmpuint (there.clusters, <=, there.pairs / 100);
  g_assert_cmpuint (back.clusters, <=, back.pairs / 100);
}

/* Random leads: all at once, or the last of them later, in one go or a few at a time: the same pairs, the
 * same clusters. With few leads, where each is compared with each, and with more than that. */
static void
test_as_all (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  guint32 seed = g_test_rand_int ();
  guint late = (guint) g_test_rand_int_range (1, (gint32) n / 12), steps = (guint) g_test_rand_int_range (1, 4);
  g_autoptr (AssayWorkspace) at_once = open_workspace (), later = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, first = NULL;
  gint64 all;

  arrive_rows (at_once, seed, n, 0, G_MAXUINT);
  all = count_of (match (at_once, &whole, "workspace", at_once, NULL), "leads");
  arrive_rows (later, seed, n, 0, (guint) all - late);
  match (later, &first, "workspace", later, NULL);
  for (guint i = 0; i < steps; i++)
    {
      g_autoptr (AssayJob) part = NULL;
      guint from = (guint) all - late + late * i / steps, to = (guint) all - late + late * (i + 1) / steps;
      JsonObject *result;

      if (from == to)
        continue;
      arrive_rows (later, seed, n, from, to);
      result = match (later, &part, "workspace", later, "changed-only", TRUE, NULL);
      g_assert_cmpint (count_of (result, "changed"), ==, to - from);
      g_assert_cmpint (count_of (result, "leads"), ==, to);
    }
  assert_alike (at_once, later);
}

/* Leads that were changed and changed back are looked at again, and what is found is to the last bit what
 * a run over all leads found: it looks at the same pairs, weighs them alike, and makes the same clusters. */
static void
test_exact (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  guint32 seed = g_test_rand_int ();
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, part = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gint64 leads;

  arrive_rows (workspace, seed, n, 0, G_MAXUINT);
  leads = count_of (match (workspace, &whole, "workspace", workspace, NULL), "leads");
  before = dump_results (workspace);
  for (guint i = 0; i < 60; i++)
    {
      guint lead = (guint) g_test_rand_int_range (1, (gint32) leads);

      change_lead (workspace, lead, "stage=open");
      change_lead (workspace, lead, "stage=");
    }
  g_assert_cmpint (
      count_of (match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL), "changed"), >, 40);
  after = dump_results (workspace);
  assert_same_dump (before, after);
}

static void
check_sums (AssayWorkspace *workspace, JsonObject *result)
{
  g_autoptr (GHashTable) found = list_found (workspace);
  g_autoptr (GHashTable) clusters = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer value;
  gint64 sure = 0, review = 0;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Found *one = value;

      sure += one->probability >= (double) 0.99f;
      review += one->probability >= (double) 0.1f && one->probability < (double) 0.99f;
      if (one->cluster != 0)
        g_hash_table_add (clusters, &one->cluster);
    }
  g_assert_cmpint (count_of (result, "sure"), ==, sure);
  g_assert_cmpint (count_of (result, "review"), ==, review);
  g_assert_cmpint (count_of (result, "clusters"), ==, g_hash_table_size (clusters));
}

/* Leads that change leave the clusters that they were in and join others, as if they had always been so;
 * leads that are gone leave theirs. What a run says that there is, is what there is. */
static void
test_changes (void)
{
  guint32 seed = g_test_rand_int ();
  const guint n = 2600;
  g_autoptr (AssayWorkspace) one = open_workspace (), two = open_workspace ();
  g_autoptr (AssayJob) whole = NULL, first = NULL, part = NULL;
  g_autofree char *gone = persons_rows (seed + 1, 60, 0, G_MAXUINT);
  g_autofree char *path = NULL;
  g_autoptr (AssayJob) import = NULL;
  JsonObject *result;

  arrive_rows (one, seed, n, 0, G_MAXUINT);
  arrive_rows (two, seed, n, 0, G_MAXUINT);
  for (char *p = gone; (p = strstr (p, "\nr")) != NULL; p += 2)
    p[1] = 'g';
  path = write_file (gone, -1);
  import = import_job (two, path);
  g_object_set (import, "key", "external_id", NULL);
  run_job (import);
  g_remove (path);
  match (two, &first, "workspace", two, NULL);
  undo (two, assay_job_get_id (import), NULL);
  for (guint i = 0; i < 40; i++)
    {
      guint lead = (guint) g_test_rand_int_range (1, (gint32) n);
      const char *text = i % 2 == 0 ? "first_name=zebedee" : "dob=1801-02-03";

      change_lead (one, lead, text);
      change_lead (two, lead, text);
    }
  match (one, &whole, "workspace", one, NULL);
  result = match (two, &part, "workspace", two, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "changed"), >, 30);
  g_assert_cmpint (count_of (result, "changed"), <=, 40);
  assert_alike (one, two);
  check_sums (two, result);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_data_func ("/match-as-all/later/few", GUINT_TO_POINTER (900), test_as_all);
  g_test_add_data_func ("/match-as-all/later/more", GUINT_TO_POINTER (2300), test_as_all);
  g_test_add_data_func ("/match-as-all/later/many", GUINT_TO_POINTER (4200), test_as_all);
  g_test_add_data_func ("/match-as-all/exact/few", GUINT_TO_POINTER (900), test_exact);
  g_test_add_data_func ("/match-as-all/exact/more", GUINT_TO_POINTER (2300), test_exact);
  g_test_add_data_func ("/match-as-all/exact/many", GUINT_TO_POINTER (4200), test_exact);
  g_test_add_func ("/match-as-all/changes", test_changes);
  return g_test_run ();
}
