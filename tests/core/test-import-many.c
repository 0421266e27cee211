/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "engine/assay-index-job.h"
#include "job/assay-undo-job.h"
#include "store/assay-search.h"

/* Imports that change so many leads that the search index is made anew afterwards. */

#define LEADS 6000

/* Returns: the job's number */
static gint64
import_many (AssayWorkspace *workspace,
             GString        *text,
             gint64          added,
             gint64          updated)
{
  g_autofree char *path = write_file (text->str, (gssize) text->len);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  JsonObject *result = run_job (job);

  g_assert_cmpint (count_of (result, "added"), ==, added);
  g_assert_cmpint (count_of (result, "updated"), ==, updated);
  g_remove (path);
  return assay_job_get_id (job);
}

/* Leads @from to @to, in an order that is not that of their numbers. */
static GString *
make_text (guint       from,
           guint       to,
           const char *company)
{
  GString *text = g_string_new ("email,name,company,Shoe size\n");
  guint n = to - from;

  for (guint i = 0; i < n; i++)
    {
      guint lead = from + (guint) ((guint64) i * 2657 % n);
      g_string_append_printf (text, "p%u@x.example,Person %u,%s %u,%u\n", lead, lead, company, lead,
                              36 + lead % 12);
    }
  return text;
}

static gboolean
is_ready (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gboolean ready;

  assay_search_is_ready (reader, &ready, &error);
  g_assert_no_error (error);
  return ready;
}

static void
run_plain (AssayJob *job)
{
  g_autoptr (GError) error = NULL;

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

static void
index_leads (AssayWorkspace *workspace)
{
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_INDEX_JOB, "workspace", workspace, NULL);

  run_plain (job);
  g_assert_true (is_ready (workspace));
}

/* The index against the leads, word by word, by SQLite itself. */
static void
check_index (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_no_error (error);
  assay_connection_execute (assay_transaction_get_connection (transaction),
                            "INSERT INTO lead_fts (lead_fts, rank) VALUES ('integrity-check', 1)",
                            &error);
  g_assert_no_error (error);
}

static guint
count_found (AssayWorkspace *workspace,
             const char     *words)
{
  const AssayLeadQuery query = { .sort = "id", .scope.search = (char *) words };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);

  g_assert_no_error (error);
  return ids->len;
}

static AssayWorkspace *
fill (void)
{
  AssayWorkspace *workspace = open_workspace ();
  GString *text = make_text (0, LEADS, "Old");

  import_many (workspace, text, LEADS, 0);
  g_string_free (text, TRUE);
  index_leads (workspace);
  check_index (workspace);
  return workspace;
}

static void
undo (AssayWorkspace *workspace,
      gint64          import)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", import, NULL);

  run_plain (job);
}

/* Most are changed: search goes on at once, the index is right afterwards, and undo brings all back. */
static void
test_change_most (void)
{
  g_autoptr (AssayWorkspace) workspace = fill ();
  g_autofree char *before = dump_leads (workspace);
  GString *text = make_text (0, LEADS, "New");

  gint64 import = import_many (workspace, text, 0, LEADS);
  g_string_free (text, TRUE);
  g_assert_false (is_ready (workspace));
  g_assert_cmpuint (count_found (workspace, "new"), ==, LEADS);
  g_assert_cmpuint (count_found (workspace, "old"), ==, 0);
  index_leads (workspace);
  check_index (workspace);
  g_assert_cmpuint (count_found (workspace, "new"), ==, LEADS);
  g_assert_cmpuint (count_found (workspace, "old"), ==, 0);

  g_autofree char *changed = dump_leads (workspace);
  g_assert_cmpstr (before, !=, changed);
  undo (workspace, import);
  g_autofree char *after = dump_leads (workspace);
  assert_same_dump (before, after);
  check_index (workspace);
  g_assert_cmpuint (count_found (workspace, "old"), ==, LEADS);
}

/* A few are changed, in an order of their own, and some are added between: the index follows. */
static void
test_change_few (void)
{
  g_autoptr (AssayWorkspace) workspace = fill ();
  g_autofree char *before = dump_leads (workspace);
  GString *text = make_text (LEADS - 300, LEADS + 200, "New");

  gint64 import = import_many (workspace, text, 200, 300);
  g_string_free (text, TRUE);
  g_assert_true (is_ready (workspace));
  check_index (workspace);
  g_assert_cmpuint (count_found (workspace, "new"), ==, 500);
  g_assert_cmpuint (count_found (workspace, "old"), ==, LEADS - 300);
  undo (workspace, import);
  g_autofree char *after = dump_leads (workspace);
  assert_same_dump (before, after);
  check_index (workspace);
}

/* Undo before the index was made again. */
static void
test_undo_first (void)
{
  g_autoptr (AssayWorkspace) workspace = fill ();
  g_autofree char *before = dump_leads (workspace);
  GString *text = make_text (0, LEADS + 100, "New");

  gint64 import = import_many (workspace, text, 100, LEADS);
  g_string_free (text, TRUE);
  undo (workspace, import);
  g_autofree char *after = dump_leads (workspace);
  assert_same_dump (before, after);
  g_assert_cmpuint (count_found (workspace, "old"), ==, LEADS);
  index_leads (workspace);
  check_index (workspace);
}

/* What is told of an import before is what it does. */
static void
test_dry_run (void)
{
  g_autoptr (AssayWorkspace) workspace = fill ();
  GString *text = make_text (LEADS / 2, LEADS * 2, "New");
  g_autofree char *path = write_file (text->str, (gssize) text->len);
  g_autoptr (AssayJob) dry = import_job (workspace, path);
  g_autoptr (AssayJob) real = import_job (workspace, path);

  g_object_set (dry, "dry-run", TRUE, NULL);
  JsonObject *told = run_job (dry), *done = run_job (real);
  json_object_set_null_member (done, "job");
  g_autofree char *a = json_to_string (assay_job_get_result (dry), FALSE);
  g_autofree char *b = json_to_string (assay_job_get_result (real), FALSE);
  g_assert_nonnull (told);
  g_assert_cmpstr (a, ==, b);
  g_string_free (text, TRUE);
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/import-many/change-most", test_change_most);
  g_test_add_func ("/import-many/change-few", test_change_few);
  g_test_add_func ("/import-many/undo-first", test_undo_first);
  g_test_add_func ("/import-many/dry-run", test_dry_run);
  return g_test_run ();
}
