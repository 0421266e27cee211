/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <math.h>
#include <stdlib.h>

#include "engine/assay-runner.h"
#include "lead/assay-set-job.h"
#include "match/assay-label-job.h"
#include "match/assay-match-label.h"
#include "match/assay-match-model.h"

static gint64
count_runs (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = 0;

  assay_connection_query_int64 (
      reader, "SELECT count(*) FROM job WHERE key = 'match' AND state = 'done'", &n, &error);
  g_assert_no_error (error);
  return n;
}

/* As any door does it: the job and what follows. */
static gint64
run_with_followers (AssayJob *job)
{
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  g_autoptr (GError) error = NULL;

  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (job);
}

static gint64
arrive (AssayWorkspace *workspace, const char *text)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  gint64 id = run_with_followers (job);

  g_remove (path);
  return id;
}

/* Leads are matched as they come once matching is in use: not before, not after an edit, and undone with
 * them. */
static void
test_arrival (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (600);
  g_autoptr (AssayJob) first = NULL;
  const char *change[] = { "first_name=zebedee", NULL };
  g_autoptr (AssayJob) set =
      g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", "1", "values", change, NULL);
  g_autoptr (GPtrArray) before = NULL, after = NULL, undone = NULL;
  AssayMatchTally tally;
  gint64 import;

  arrive (workspace,
          "external_id,first_name,surname,dob,birth_place,postcode\n"
          "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n");
  g_assert_cmpint (count_runs (workspace), ==, 0);
  match (workspace, &first, "workspace", workspace, NULL);
  before = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  import = arrive (workspace,
                   "external_id,first_name,surname,dob,birth_place,postcode\n"
                   "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  g_assert_cmpint (count_runs (workspace), ==, 2);
  after = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  run_with_followers (set);
  g_assert_cmpint (count_runs (workspace), ==, 2);
  undo (workspace, import, NULL);
  g_assert_cmpint (count_runs (workspace), ==, 1);
  undone = list_groups (workspace, ASSAY_MATCH_BAND_ALL, &tally);
  g_assert_cmpuint (undone->len, ==, before->len);
}

/* New leads are compared with all, the others not again; what is found of them is what a whole run
 * finds. */
static void
test_changed_only (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (2600);
  g_autoptr (AssayJob) whole = NULL, part = NULL, nothing = NULL;
  g_autofree char *before = NULL, *after = NULL;
  JsonObject *result;
  gint64 all;

  all = count_of (match (workspace, &whole, "workspace", workspace, NULL), "compared");
  before = dump_results (workspace);
  result = match (workspace, &nothing, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "compared"), ==, 0);
  after = dump_results (workspace);
  assert_same_dump (before, after);

  import_rows (workspace,
               "external_id,first_name,surname,dob,birth_place,postcode\n"
               "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"
               "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n");
  result = match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "changed"), ==, 2);
  g_assert_cmpint (count_of (result, "compared"), <, all / 20);
  g_autofree char *found = dump_results (workspace);
  g_assert_nonnull (strstr (found, "2601 2602 2601 "));
}

/* A lead that comes again under another key becomes part of the one that is there; undo takes both
 * back. */
static void
test_attach (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GString) text = g_string_new ("external_id,first_name,last_name,email,phone,city\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *before = NULL, *after = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *given = match_word (i % 90, 1), *family = match_word (i, 2),
                      *city = match_word (i % 30, 3);
      g_string_append_printf (text,
                              "a%u,%s,%s,%s.%s@x.example,+49 30 %07u,%s\n",
                              i,
                              given,
                              family,
                              given,
                              family,
                              i * 7919,
                              city);
      if (i % 10 == 0)
        g_string_append_printf (text,
                                "b%u,%s,%s,%s.%s@x.example,+49 30 %07u,%s\n",
                                i,
                                given,
                                family,
                                given,
                                family,
                                i * 7919,
                                city);
    }
  import_rows (workspace, text->str);
  before = dump_leads (workspace);
  g_autofree char *given = match_word (5, 1), *family = match_word (5, 2);
  g_autofree char *row = g_strdup_printf (
      "external_id,first_name,last_name,email,phone\nnew,%s,%s,%s.%s@x.example,+49 30 %07u\n",
      given,
      family,
      given,
      family,
      5 * 7919);
  path = write_file (row, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  g_object_set (job, "key", "external_id", "attach", TRUE, NULL);
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    gint64 n;
    g_assert_true (assay_connection_query_int64 (reader, "SELECT count(*) FROM lead", &n, &error));
    g_assert_cmpint (n, ==, 330);
  }
  g_autoptr (AssayJob) undo = g_object_new (g_type_from_name ("AssayUndoJob"),
                                            "workspace",
                                            workspace,
                                            "job",
                                            assay_job_get_id (job),
                                            NULL);
  run_job (undo);
  after = dump_leads (workspace);
  assert_same_dump (before, after);
  g_remove (path);
}

/* What was found of a pair, whichever way. */
typedef struct
{
  gint64 cluster;
  double probability;
} Found;

static gboolean
note_found (const AssayMatchResult *result, gpointer user_data)
{
  Found *found = g_new (Found, 1);

  *found = (Found){ result->cluster, result->probability };
  g_hash_table_insert (
      user_data, g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, result->a, result->b), found);
  return TRUE;
}

static GHashTable *
list_found (AssayWorkspace *workspace)
{
  const AssayMatchQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (assay_match_foreach_result (reader, &query, note_found, found, &error));
  return found;
}

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

static void
arrive_rows (AssayWorkspace *workspace, guint32 seed, guint n, guint from, guint to)
{
  g_autofree char *rows = persons_rows (seed, n, from, to);

  import_rows (workspace, rows);
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

static void
change_lead (AssayWorkspace *workspace, guint lead, const char *text)
{
  g_autofree char *number = g_strdup_printf ("%u", lead);
  const char *change[] = { text, NULL };
  g_autoptr (AssayJob) set = g_object_new (
      ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", number, "values", change, NULL);

  run_job (set);
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

/* A word of a person is heeded when only what changed is looked at. */
static void
test_labelled (void)
{
  g_autoptr (AssayWorkspace) workspace = persons_workspace (2600);
  const AssayMatchQuery query = { .band = ASSAY_MATCH_BAND_SURE, .limit = 1 };
  g_autoptr (GString) best = g_string_new (NULL);
  g_autoptr (AssayJob) first = NULL, part = NULL, label = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *key = NULL;
  const Found *found;

  match (workspace, &first, "workspace", workspace, NULL);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
    g_assert_true (assay_match_foreach_result (reader, &query, dump_result, best, &error));
  }
  parts = g_strsplit (best->str, " ", -1);
  label = g_object_new (ASSAY_TYPE_LABEL_JOB, "workspace", workspace, "a", parts[0], "b", parts[1], "verdict",
                        ASSAY_MATCH_VERDICT_DIFFERENT, NULL);
  run_job (label);
  match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL);
  g_autoptr (GHashTable) all = list_found (workspace);
  key = g_strdup_printf ("%s-%s", parts[0], parts[1]);
  found = g_hash_table_lookup (all, key);
  g_assert_nonnull (found);
  g_assert_cmpfloat (found->probability, ==, 0);
  g_assert_cmpint (found->cluster, ==, 0);
}

static gint64
query_number (AssayWorkspace *workspace, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = -1;

  assay_connection_query_int64 (reader, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
execute (AssayWorkspace *workspace, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction =
      assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_true (assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error));
  g_assert_true (assay_transaction_commit (transaction, &error));
}

/* Without an index, with one of another run, with a torn recipe or one that names what is no column: all
 * leads are compared, and never fewer. */
static void
test_no_index (void)
{
  static const char *const damages[] = {
    "DELETE FROM match_index",
    "UPDATE match_index SET base = base + 1",
    "UPDATE match_index SET recipe = substr (recipe, 1, 100)",
    "UPDATE match_index SET recipe = '[]'",
    "UPDATE match_index SET recipe = replace (recipe, 'lead.', 'lead.id); DROP TABLE lead; --')",
    "UPDATE match_index SET recipe = replace (recipe, '\"keys\":1,', '\"keys\":1073741824,')",
    "UPDATE match_index SET recipe = replace (recipe, '\"list\":0', '\"list\":99')",
    "UPDATE match_index SET recipe = replace (recipe, '\"kind\":2', '\"kind\":9')",
    "UPDATE signal_state SET generation = generation + 1",
    "UPDATE match_state SET change = change + 1000000",
  };
  g_autoptr (AssayWorkspace) workspace = persons_workspace (2050);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (AssayJob) whole = NULL, part = NULL;
      g_autofree char *before = NULL, *after = NULL;

      match (workspace, &whole, "workspace", workspace, NULL);
      g_assert_cmpint (query_number (workspace, "SELECT count(*) FROM match_index"), ==, 1);
      before = dump_results (workspace);
      execute (workspace, damages[i]);
      change_lead (workspace, 1, i % 2 == 0 ? "first_name=zebedee" : "first_name=zacharias");
      g_assert_false (json_object_has_member (
          match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL), "changed"));
      after = dump_results (workspace);
      g_assert_cmpuint (strlen (after), >, strlen (before) * 9 / 10);
    }
}

/* Too much that is new, or a comparison that was not asked for before: all leads. */
static void
test_too_much (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) first = NULL, part = NULL, other = NULL;
  const char *compare[] = { "dob=ignore", NULL };

  arrive_rows (workspace, 5, 3000, 0, 2200);
  match (workspace, &first, "workspace", workspace, NULL);
  arrive_rows (workspace, 5, 3000, 2200, 2800);
  g_assert_false (json_object_has_member (
      match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL), "changed"));
  g_assert_false (json_object_has_member (
      match (workspace, &other, "workspace", workspace, "changed-only", TRUE, "compare", compare, NULL), "changed"));
}

/* What was linked across imports goes on to be: a lead that comes is no duplicate of one that came with
 * it. */
static void
test_across (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) first = NULL, part = NULL;
  const char *row = "external_id,first_name,surname,dob,birth_place,postcode\n"
                    "n1,zebedee,quillfeather,1777-03-09,uppington,z9 9zz\n"
                    "n2,zebedee,quilfeather,1777-03-09,uppington,z9 9zz\n";
  JsonObject *result;

  arrive_rows (workspace, 5, 2600, 0, 1300);
  arrive_rows (workspace, 5, 2600, 1300, 2600);
  match (workspace, &first, "workspace", workspace, "across", "import", NULL);
  import_rows (workspace, row);
  result = match (workspace, &part, "workspace", workspace, "changed-only", TRUE, NULL);
  g_assert_cmpint (count_of (result, "changed"), ==, 2);
  g_autofree char *found = dump_results (workspace);
  g_assert_null (strstr (found, "2601 2602 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/match-arrivals/arrival", test_arrival);
  g_test_add_func ("/match-arrivals/changed-only", test_changed_only);
  g_test_add_func ("/match-arrivals/attach", test_attach);
  g_test_add_data_func ("/match-arrivals/as-all/few", GUINT_TO_POINTER (900), test_as_all);
  g_test_add_data_func ("/match-arrivals/as-all/more", GUINT_TO_POINTER (2300), test_as_all);
  g_test_add_data_func ("/match-arrivals/as-all/many", GUINT_TO_POINTER (4200), test_as_all);
  g_test_add_data_func ("/match-arrivals/exact/few", GUINT_TO_POINTER (900), test_exact);
  g_test_add_data_func ("/match-arrivals/exact/more", GUINT_TO_POINTER (2300), test_exact);
  g_test_add_data_func ("/match-arrivals/exact/many", GUINT_TO_POINTER (4200), test_exact);
  g_test_add_func ("/match-arrivals/changes", test_changes);
  g_test_add_func ("/match-arrivals/labelled", test_labelled);
  g_test_add_func ("/match-arrivals/no-index", test_no_index);
  g_test_add_func ("/match-arrivals/too-much", test_too_much);
  g_test_add_func ("/match-arrivals/across", test_across);
  return g_test_run ();
}
