/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "engine/assay-engine.h"
#include "engine/assay-runner.h"
#include "enrich/assay-check.h"
#include "enrich/assay-enrich-job.h"
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
  g_autoptr (AssayLeadWriter) writer = assay_lead_writer_new (fields, 1, 0);
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
  g_assert_cmpint (json_object_get_size (signals), ==, 1);
  g_assert_true (json_object_has_member (signals, "lead.completeness"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/enrich/only-what-changed", test_only_what_changed);
  g_test_add_func ("/enrich/hostile-column", test_hostile_column);
  return g_test_run ();
}
