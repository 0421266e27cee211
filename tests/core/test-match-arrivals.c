/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match-fixture.h"

#include <stdlib.h>

#include "engine/assay-runner.h"
#include "match/assay-label-job.h"
#include "match/assay-match-label.h"

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
  g_test_add_func ("/match-arrivals/labelled", test_labelled);
  g_test_add_func ("/match-arrivals/no-index", test_no_index);
  g_test_add_func ("/match-arrivals/too-much", test_too_much);
  g_test_add_func ("/match-arrivals/across", test_across);
  return g_test_run ();
}
