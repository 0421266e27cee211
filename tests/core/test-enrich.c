/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gstdio.h>

#include "engine/assay-engine.h"
#include "base/assay-json-copy.h"
#include "engine/assay-runner.h"
#include "enrich/assay-check.h"
#include "enrich/assay-check-tables.h"
#include "enrich/assay-decide-job.h"
#include "enrich/assay-enrich-job.h"
#include "enrich/assay-reference-table.h"
#include "job/assay-undo-job.h"
#include "store/assay-lead-error.h"
#include "lead/assay-set-job.h"
#include "lead/assay-show-job.h"
#include "store/assay-lead-writer.h"

static AssayWorkspace *
make_workspace (void)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 999, 0);
  const AssayField *shape[] = { assay_field_registry_find (fields, "name"),
                                assay_field_registry_find (fields, "email"),
                                assay_field_registry_find (fields, "role") };
  AssayValue full[] = { assay_value_from_text ("Ada", 3), assay_value_from_text ("a@b.example", 11),
                        assay_value_from_text (" \t ", 3) };
  AssayValue none[] = { ASSAY_VALUE_INIT_NULL, ASSAY_VALUE_INIT_NULL, ASSAY_VALUE_INIT_NULL };

  assay_lead_writer_set_transaction (writer, transaction);
  g_assert_cmpint (assay_lead_writer_insert (writer, shape, full, 3, &error), ==, 1);
  g_assert_cmpint (assay_lead_writer_insert (writer, shape, none, 3, &error), ==, 2);
  assay_lead_writer_set_transaction (writer, NULL);
  g_assert_true (assay_transaction_commit (transaction, &error));
  return workspace;
}

static gint64
enrich (AssayWorkspace *workspace,
        gboolean        again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace,
                                           "again", again, NULL);

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return json_object_get_int_member (json_node_get_object (assay_job_get_result (job)), "checked");
}

static gint64
completeness (AssayWorkspace *workspace,
              gint64          lead)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    reader, "SELECT \"lead.completeness\" FROM signal WHERE lead = ?1", &error);
  gboolean row;

  g_assert_no_error (error);
  assay_statement_bind_int64 (statement, 1, lead);
  g_assert_true (assay_statement_step (statement, &row, &error));
  return row ? assay_statement_get_int64 (statement, 0) : -1;
}

/* What the first lead costs, for whoever looks: tables are read once a process. */
static void
test_first_lead (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  guint n;
  const AssayCheck *const *checks = assay_check_list (&n);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    {
      gint64 before = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      AssayCheckTables *tables = assay_check_tables_get (checks[i], &error);

      g_assert_no_error (error);
      g_print ("# tables of %s: %.1f ms\n", checks[i]->key,
               (double) (g_get_monotonic_time () - before) / 1000);
      assay_check_tables_unref (tables);
    }
  g_print ("# all tables: %.1f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
  for (guint i = 0; i < 2; i++)
    {
      start = g_get_monotonic_time ();
      g_assert_cmpint (enrich (workspace, i > 0), ==, 2);
      g_print ("# run %u on two leads: %.1f ms\n", i + 1,
               (double) (g_get_monotonic_time () - start) / 1000);
    }
}

static void
test_only_what_changed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  const char *const values[] = { "role=CEO", NULL };
  g_autoptr (AssayJob) set = NULL;
  g_autoptr (AssayRunner) runner = NULL;

  g_assert_cmpint (completeness (workspace, 1), ==, -1);
  g_assert_cmpint (enrich (workspace, FALSE), ==, 2);
  /* Blanks are not a role. */
  g_assert_cmpint (completeness (workspace, 1), ==, 20);
  g_assert_cmpint (completeness (workspace, 2), ==, 0);
  g_assert_cmpint (enrich (workspace, FALSE), ==, 0);
  g_assert_cmpint (enrich (workspace, TRUE), ==, 2);

  /* An edit is followed by enrichment of that lead alone. */
  set = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", "1", "values", values, NULL);
  runner = assay_runner_new (set);
  g_assert_true (assay_runner_run (runner, NULL, &error));
  g_assert_cmpint (completeness (workspace, 1), ==, 30);
  g_assert_cmpint (enrich (workspace, FALSE), ==, 0);
}

/* A workspace from somebody else may name a column anything; it must not become part of a statement. */
static void
test_hostile_column (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autoptr (AssayJob) show = NULL;

  {
    g_autoptr (AssayTransaction) transaction
      = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
    g_assert_true (assay_connection_execute (
      assay_transaction_get_connection (transaction),
      "ALTER TABLE signal ADD COLUMN \"x\"\", (SELECT hash FROM audit_head) AS \"\"y\" ANY", &error));
    g_assert_true (assay_transaction_commit (transaction, &error));
  }
  g_assert_cmpint (enrich (workspace, TRUE), ==, 2);
  show = g_object_new (ASSAY_TYPE_SHOW_JOB, "workspace", workspace, "lead", "1", NULL);
  assay_job_run (show, NULL, &error);
  g_assert_no_error (error);
  JsonObject *signals = json_object_get_object_member (
    json_node_get_object (assay_job_get_result (show)), "signals");
  g_autoptr (GList) members = json_object_get_members (signals);
  guint n_checks;
  const AssayCheck *const *checks = assay_check_list (&n_checks);

  g_assert_true (json_object_has_member (signals, "lead.completeness"));
  for (GList *member = members; member != NULL; member = member->next)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < n_checks; i++)
        known |= assay_check_derives (checks[i], member->data);
      g_assert_true (known);
    }
}

static JsonNode *
run (AssayJob *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayRunner) runner = assay_runner_new (job);
  JsonNode *result = NULL;

  assay_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  if (assay_job_get_result (job) != NULL)
    result = json_node_ref (assay_job_get_result (job));
  g_object_unref (job);
  return result;
}

static void
undo (AssayWorkspace *workspace,
      gint64          id)
{
  g_autoptr (JsonNode) result
    = run (g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", id, NULL));
}

static gint64
last_job (AssayWorkspace *workspace,
          const char     *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (reader, "SELECT max(id) FROM job WHERE key = ?1", &error);
  gboolean row;

  assay_statement_bind_text (select, 1, key);
  g_assert_true (assay_statement_step (select, &row, &error));
  return assay_statement_get_int64 (select, 0);
}

/* A run is taken back and done again; undoing what it followed does not take it back. */
static void
test_undo (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  gint64 job;

  enrich (workspace, FALSE);
  job = last_job (workspace, "enrich");
  undo (workspace, job);
  g_assert_cmpint (completeness (workspace, 1), ==, -1);
  g_assert_cmpint (completeness (workspace, 2), ==, -1);
  undo (workspace, last_job (workspace, "undo"));
  g_assert_cmpint (completeness (workspace, 1), ==, 20);
  undo (workspace, job);
  g_assert_cmpint (completeness (workspace, 1), ==, -1);
  /* Taken back stays taken back until somebody asks again. */
  g_assert_cmpint (enrich (workspace, FALSE), ==, 0);
  g_assert_cmpint (enrich (workspace, TRUE), ==, 2);
  g_assert_cmpint (completeness (workspace, 1), ==, 20);
}

static gint64
decide (AssayWorkspace *workspace,
        const char     *verdict,
        const char     *value)
{
  gpointer klass = g_type_class_ref (ASSAY_TYPE_DECIDE_JOB);
  GParamSpecEnum *pspec = G_PARAM_SPEC_ENUM (g_object_class_find_property (klass, "verdict"));
  int number = g_enum_get_value_by_nick (pspec->enum_class, verdict)->value;
  g_autoptr (JsonNode) result
    = run (g_object_new (ASSAY_TYPE_DECIDE_JOB, "workspace", workspace, "lead", "1", "signal",
                         "lead.completeness", "verdict", number, "value", value, NULL));

  g_type_class_unref (klass);
  return json_object_get_int_member (json_node_get_object (result), "job");
}

/* What a person said holds over the next run, until it is taken back or cleared. */
static void
test_decisions (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  gint64 set;

  enrich (workspace, FALSE);
  decide (workspace, "reject", NULL);
  g_assert_cmpint (completeness (workspace, 1), ==, 0); /* NULL reads as 0 */
  enrich (workspace, TRUE);
  g_assert_cmpint (completeness (workspace, 1), ==, 0);
  set = decide (workspace, "set", "77");
  g_assert_cmpint (completeness (workspace, 1), ==, 77);
  enrich (workspace, TRUE);
  g_assert_cmpint (completeness (workspace, 1), ==, 77);
  undo (workspace, set);
  g_assert_cmpint (completeness (workspace, 1), ==, 0);
  enrich (workspace, TRUE);
  g_assert_cmpint (completeness (workspace, 1), ==, 0);
  decide (workspace, "clear", NULL);
  g_assert_cmpint (completeness (workspace, 1), ==, 20);
  enrich (workspace, TRUE);
  g_assert_cmpint (completeness (workspace, 1), ==, 20);
}

static void
test_bad_decisions (void)
{
  static const struct
  {
    const char *signal;
    const char *verdict;
    const char *value;
    int code;
  } cases[] = {
    { "no.signal", "accept", NULL, ASSAY_LEAD_ERROR_UNKNOWN_FIELD },
    { "lead.completeness", "set", NULL, ASSAY_LEAD_ERROR_INVALID_VALUE },
    { "lead.completeness", "set", "many", ASSAY_LEAD_ERROR_INVALID_VALUE },
    { "lead.completeness", "accept", NULL, ASSAY_LEAD_ERROR_INVALID_VALUE }, /* nothing derived yet */
  };
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  GEnumClass *verdicts
    = G_PARAM_SPEC_ENUM (g_object_class_find_property (g_type_class_ref (ASSAY_TYPE_DECIDE_JOB),
                                                       "verdict"))->enum_class;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJob) job = g_object_new (
        ASSAY_TYPE_DECIDE_JOB, "workspace", workspace, "lead", "1", "signal", cases[i].signal,
        "verdict", g_enum_get_value_by_nick (verdicts, cases[i].verdict)->value, "value",
        cases[i].value, NULL);

      g_assert_false (assay_job_run (job, NULL, &error));
      g_assert_error (error, ASSAY_LEAD_ERROR, cases[i].code);
    }
}

/* A table of the user's that is broken stops no other check, and says where it is broken. */
static void
test_reference_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "assay", "reference", NULL);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *path = g_build_filename (folder, "test-table.tsv", NULL);
  g_autoptr (AssayReferenceTable) table = NULL;
  const char *const *cells;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path,
                       "# title: For a test\n# date: 2026-11-01\n# columns: a b c\n\nx\ty\n# no row\n"
                       "1\t2\t3\t4\n",
                       -1, &error);
  g_assert_no_error (error);
  table = assay_reference_table_open ("test-table.tsv", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_reference_table_get_header (table, "date"), ==, "2026-11-01");
  g_assert_true (assay_reference_table_next (table, &cells, &error));
  g_assert_cmpstr (cells[0], ==, "x");
  g_assert_cmpstr (cells[1], ==, "y");
  g_assert_cmpstr (cells[2], ==, "");
  g_assert_false (assay_reference_table_next (table, &cells, &error));
  g_assert_error (error, ASSAY_REFERENCE_ERROR, ASSAY_REFERENCE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "line 7"));
  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (parent);
}

#define MANY 12345

/* Leads from 3 to MANY, but not every seventh. */
static void
add_many (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  g_assert_true (assay_connection_execute (
    assay_transaction_get_connection (transaction),
    "WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (MANY) ") "
    "INSERT INTO lead (id, job, name) SELECT i, 999, 'Lead ' || i FROM n WHERE i % 7 <> 0",
    &error));
  g_assert_true (assay_transaction_commit (transaction, &error));
}

static gint64
query (AssayWorkspace *workspace,
       const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  gint64 n = -1;

  assay_connection_query_int64 (reader, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* Many leads go through several workers and many batches; nothing is lost or done twice. */
static void
test_many (void)
{
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autoptr (JsonNode) result = NULL;
  JsonObject *object;

  add_many (workspace);
  result = run (g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, NULL));
  object = json_node_get_object (result);
  g_assert_cmpint (json_object_get_int_member (object, "checked"), ==, 2 + MANY - 2 - MANY / 7);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, 2 + MANY - 2 - MANY / 7);
  g_assert_cmpint (query (workspace, "SELECT count(*) FROM lead JOIN signal ON signal.lead = lead.id "
                                     "WHERE lead.id < 3 OR \"lead.completeness\" = 10"),
                   ==, 2 + MANY - 2 - MANY / 7);
}

/* A cancelled run keeps what it got done, and the next one does the rest. */
static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, NULL);
  gint64 done;

  add_many (workspace);
  {
    /* The run finds that it is to end after its first batch. */
    g_autoptr (AssayTransaction) transaction
      = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
    g_assert_true (assay_connection_execute (
      assay_transaction_get_connection (transaction),
      "CREATE TRIGGER stop AFTER INSERT ON job BEGIN UPDATE job SET cancel = 1; END", &error));
    g_assert_true (assay_transaction_commit (transaction, &error));
  }
  g_assert_false (assay_job_run (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  done = query (workspace, "SELECT count(*) FROM signal");
  g_assert_cmpint (done, >, 0);
  g_assert_cmpint (done, <, MANY / 2);
  {
    g_autoptr (AssayTransaction) transaction
      = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
    g_assert_true (assay_connection_execute (assay_transaction_get_connection (transaction),
                                             "DROP TRIGGER stop", &error));
    g_assert_true (assay_transaction_commit (transaction, &error));
  }
  enrich (workspace, FALSE);
  g_assert_cmpint (query (workspace, "SELECT count(*) FROM signal"), ==, 2 + MANY - 2 - MANY / 7);
}

static JsonNode *
run_with_industries (AssayWorkspace    *workspace,
                     const char *const *industries,
                     GError           **error)
{
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, "industry", industries, NULL);

  return assay_job_run (job, NULL, error) ? assay_json_copy (assay_job_get_result (job)) : NULL;
}

/* The list is remembered, another one is a reason to look at all leads again, and so is none. */
static void
test_industries (void)
{
  static const char *const list[] = { "Software: apps", "Kliniken", NULL }, *const none[] = { "", NULL },
                           *const bad[] = { "Software", " : x", NULL }, *const lines[] = { "a\nb", NULL };
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  const char *const values[] = { "industry=Apps", NULL };
  const char *const *const runs[] = { list, NULL, none, NULL };
  const gint64 checked[] = { 2, 0, 2, 0 }, known[] = { 1, 1, 0, 0 };

  enrich (workspace, FALSE);
  json_node_unref (run (g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", "1", "values", values, NULL)));
  enrich (workspace, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) result = run_with_industries (workspace, runs[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (result), "checked"), ==, checked[i]);
      g_assert_cmpint (query (workspace, "SELECT count(*) FROM signal WHERE \"industry.own\" = 'Software'"), ==,
                       known[i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (run_with_industries (workspace, i == 0 ? bad : lines, &error));
      g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER);
    }
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GError **error = data;

  if (assay_runner_run_finish (ASSAY_RUNNER (source), result, error))
    *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_EXISTS, "done");
}

/* Starts a run that is to pause, and waits until it rests. */
static AssayRunner *
run_until_it_rests (AssayWorkspace *workspace,
                    GCancellable   *cancellable,
                    GError        **end)
{
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_ENRICH_JOB, "workspace", workspace, NULL);
  AssayRunner *runner = assay_runner_new (job);

  g_assert_true (assay_runner_can_pause (runner));
  assay_runner_set_paused (runner, TRUE);
  assay_runner_run_async (runner, cancellable, done_cb, end);
  /* It tells now and then that it still is there. */
  while (query (workspace, "SELECT count(*) FROM signal") == 0)
    g_main_context_iteration (NULL, TRUE);
  return runner;
}

/* What rests writes nothing, lets others write, and goes on with what they wrote. */
static void
test_pause (void)
{
  g_autoptr (GError) error = NULL, end = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  const char *const values[] = { "role=CEO", NULL };
  g_autoptr (AssayRunner) runner = NULL;
  g_autoptr (AssayJob) set = NULL;
  gint64 done;

  add_many (workspace);
  runner = run_until_it_rests (workspace, NULL, &end);
  done = query (workspace, "SELECT count(*) FROM signal");
  g_assert_cmpint (done, <, MANY / 2);
  set = g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", G_STRINGIFY (MANY), "values",
                      values, NULL);
  g_assert_true (assay_job_run (set, NULL, &error));
  g_main_context_iteration (NULL, TRUE);
  g_assert_null (end);
  g_assert_cmpint (query (workspace, "SELECT count(*) FROM signal"), ==, done);

  assay_runner_set_paused (runner, FALSE);
  while (end == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (end, G_IO_ERROR, G_IO_ERROR_EXISTS);
  enrich (workspace, FALSE);
  g_assert_cmpint (query (workspace, "SELECT count(*) FROM signal"), ==, 2 + MANY - 2 - MANY / 7);
  g_assert_cmpint (completeness (workspace, MANY), ==, 20);
}

static void
test_cancel_paused (void)
{
  g_autoptr (GError) end = NULL;
  g_autoptr (AssayWorkspace) workspace = make_workspace ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AssayRunner) runner = NULL;

  add_many (workspace);
  runner = run_until_it_rests (workspace, cancellable, &end);
  g_cancellable_cancel (cancellable);
  while (end == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (end, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  enrich (workspace, FALSE);
  g_assert_cmpint (query (workspace, "SELECT count(*) FROM signal"), ==, 2 + MANY - 2 - MANY / 7);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("assay-enrich-XXXXXX", &error);
  int status;

  /* The tables of the test must not become the person's. */
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/enrich/first-lead", test_first_lead);
  g_test_add_func ("/enrich/only-what-changed", test_only_what_changed);
  g_test_add_func ("/enrich/hostile-column", test_hostile_column);
  g_test_add_func ("/enrich/undo", test_undo);
  g_test_add_func ("/enrich/decisions", test_decisions);
  g_test_add_func ("/enrich/bad-decisions", test_bad_decisions);
  g_test_add_func ("/enrich/reference-table", test_reference_table);
  g_test_add_func ("/enrich/many", test_many);
  g_test_add_func ("/enrich/cancel", test_cancel);
  g_test_add_func ("/enrich/industries", test_industries);
  g_test_add_func ("/enrich/pause", test_pause);
  g_test_add_func ("/enrich/cancel-paused", test_cancel_paused);
  status = g_test_run ();
  g_rmdir (folder);
  return status;
}
