/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "job/assay-job-record.h"
#include "job/assay-undo-job.h"
#include "store/assay-audit.h"
#include "store/assay-document-store.h"
#include "store/assay-event-store.h"
#include "store/assay-journal.h"
#include "store/assay-lead-writer.h"
#include "store/assay-workspace.h"

/* A job as simple as can be: adds leads, sets fields, adds events; to have something to undo. */
#define TEST_TYPE_EDIT_JOB (test_edit_job_get_type ())
G_DECLARE_FINAL_TYPE (TestEditJob, test_edit_job, TEST, EDIT_JOB, AssayJob)

typedef gboolean (*TestEdit) (AssayJob         *job,
                              AssayTransaction *transaction,
                              AssayLeadWriter  *writer,
                              gpointer          data,
                              GError          **error);

struct _TestEditJob
{
  AssayJob parent_instance;
  TestEdit edit;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (TestEditJob, test_edit_job, ASSAY_TYPE_JOB)

static gboolean
test_edit_job_run (AssayJob     *job,
                   GCancellable *cancellable,
                   GError      **error)
{
  TestEditJob *self = TEST_EDIT_JOB (job);
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, assay_job_get_id (job), ASSAY_LEAD_WRITER_DEFAULT);

  if (transaction == NULL)
    return FALSE;
  assay_lead_writer_set_transaction (writer, transaction);
  if (!self->edit (job, transaction, writer, self->data, error))
    return FALSE;
  assay_lead_writer_set_transaction (writer, NULL);
  return assay_transaction_commit (transaction, error);
}

static void
test_edit_job_class_init (TestEditJobClass *klass)
{
  ASSAY_JOB_CLASS (klass)->key = "test-edit";
  ASSAY_JOB_CLASS (klass)->summary = "Edit";
  ASSAY_JOB_CLASS (klass)->run = test_edit_job_run;
}

static void
test_edit_job_init (TestEditJob *self)
{
}

static gint64
run_edit (AssayWorkspace *workspace,
          TestEdit        edit,
          gpointer        data)
{
  g_autoptr (GError) error = NULL;
  TestEditJob *job = g_object_new (TEST_TYPE_EDIT_JOB, "workspace", workspace, NULL);
  gint64 id;

  job->edit = edit;
  job->data = data;
  assay_job_run (ASSAY_JOB (job), NULL, &error);
  g_assert_no_error (error);
  id = assay_job_get_id (ASSAY_JOB (job));
  g_object_unref (job);
  return id;
}

static gint64
run_undo (AssayWorkspace *workspace,
          gint64          target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) job
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", target, NULL);

  assay_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (job);
}

/* Everything that an export could show, as text. */
static char *
dump (AssayWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (reader, &error);
  g_autoptr (GString) sql = g_string_new ("SELECT id, job, email_key, phone_key");
  static const char *const others[]
    = { "SELECT lead, type, at, value, label, job FROM event ORDER BY lead, type, at",
        "SELECT lead, type, count, first, last, round(decayed, 9) FROM event_stat",
        "SELECT rowid FROM lead_fts('zebra OR muster OR acme')",
        "SELECT kind, key, version, json FROM document WHERE removed = 0" };
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    {
      g_string_append_printf (sql, ", %s", assay_field_registry_get (fields, i)->column);
      g_string_append_printf (text, "%s ", assay_field_registry_get (fields, i)->key);
    }
  g_string_append (sql, " FROM lead ORDER BY id");
  for (gsize s = 0; s <= G_N_ELEMENTS (others); s++)
    {
      g_autoptr (AssayStatement) statement
        = assay_connection_prepare (reader, s == 0 ? sql->str : others[s - 1], &error);
      gboolean row = TRUE;

      g_assert_no_error (error);
      while (row)
        {
          g_assert_true (assay_statement_step (statement, &row, &error));
          for (int c = 0; row && c < assay_statement_column_count (statement); c++)
            g_string_append_printf (text, "%s|",
                                    assay_statement_get_text (statement, c) != NULL
                                      ? assay_statement_get_text (statement, c)
                                      : "∅");
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

static const AssayField *
field_of (AssayJob   *job,
          const char *key)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));

  return assay_field_registry_find (fields, key);
}

static AssayValue
text (const char *string)
{
  return assay_value_from_text (string, strlen (string));
}

static gboolean
add_two (AssayJob         *job,
         AssayTransaction *transaction,
         AssayLeadWriter  *writer,
         gpointer          data,
         GError          **error)
{
  const AssayField *fields[]
    = { field_of (job, "name"), field_of (job, "email"), field_of (job, "deal_value") };
  AssayValue first[] = { text ("Ada Zebra"), text (" Ada@Acme.Example "),
                         assay_value_from_real (12.5) };
  AssayValue second[] = { text ("Max Muster"), ASSAY_VALUE_INIT_NULL, text ("unknown") };

  return assay_lead_writer_insert (writer, fields, first, 3, error) != 0
         && assay_lead_writer_insert (writer, fields, second, 3, error) != 0;
}

static gboolean
rename_first (AssayJob         *job,
              AssayTransaction *transaction,
              AssayLeadWriter  *writer,
              gpointer          data,
              GError          **error)
{
  const AssayField *field = field_of (job, "name");
  AssayValue value = text (data);

  return assay_lead_writer_update (writer, 1, &field, &value, 1, NULL, error);
}

static gboolean
add_field_and_events (AssayJob         *job,
                      AssayTransaction *transaction,
                      AssayLeadWriter  *writer,
                      gpointer          data,
                      GError          **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autoptr (AssayFieldRegistry) grown = NULL;
  g_autoptr (AssayEventWriter) events = assay_event_writer_new (assay_job_get_id (job));
  AssayField wanted = { .label = (char *) "Trade fair", .type = ASSAY_FIELD_TYPE_CATEGORY };
  const AssayField *field;
  AssayValue value = text ("Hall 4");
  gboolean ok;

  grown = assay_field_registry_add (fields, transaction, &wanted, assay_job_get_id (job), &field,
                                    error);
  g_assert_nonnull (grown);
  g_assert_cmpstr (field->key, ==, "trade_fair");
  assay_lead_writer_set_fields (writer, grown);
  ok = assay_lead_writer_update (writer, 2, &field, &value, 1, NULL, error);
  assay_event_writer_set_transaction (events, transaction);
  for (int i = 0; ok && i < 4; i++)
    {
      AssayEvent event = { .lead = 1 + i % 2,
                           .type = (char *) (i < 3 ? "form_submitted" : "carrier_pigeon"),
                           .at = 1700000000000 + (3 - i) * ASSAY_MS_PER_DAY,
                           .value = NAN,
                           .label = (char *) "Demo" };
      gboolean added, again;
      ok = assay_event_writer_add (events, &event, &added, error)
           && assay_event_writer_add (events, &event, &again, error);
      g_assert_true (added);
      g_assert_false (again);
    }
  return ok && assay_event_writer_flush (events, error);
}

static gboolean
delete_first (AssayJob         *job,
              AssayTransaction *transaction,
              AssayLeadWriter  *writer,
              gpointer          data,
              GError          **error)
{
  return assay_lead_writer_delete (writer, 1, error);
}

static gboolean
publish (AssayJob         *job,
         AssayTransaction *transaction,
         AssayLeadWriter  *writer,
         gpointer          data,
         GError          **error)
{
  g_autoptr (AssayDocument) document = assay_document_parse ("offer", "main", 0, data, error);
  g_autoptr (AssayDocument) published = NULL;

  published = assay_document_store_publish (transaction, assay_job_get_id (job), document, error);
  return published != NULL;
}

static void
test_undo_exactly (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  TestEdit edits[] = { add_two, rename_first, add_field_and_events, delete_first, publish, publish };
  const char *data[] = { NULL, "Ada Y. Zebra", NULL, NULL, "{\"a\":1}", "{\"a\":2}" };
  char *states[G_N_ELEMENTS (edits) + 1];
  gint64 jobs[G_N_ELEMENTS (edits)];

  g_assert_no_error (error);
  states[0] = dump (workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      jobs[i] = run_edit (workspace, edits[i], (gpointer) data[i]);
      states[i + 1] = dump (workspace);
      g_assert_cmpstr (states[i], !=, states[i + 1]);
    }
  /* Each undo gives exactly the state before; undoing the undo exactly the state after. */
  for (gsize i = G_N_ELEMENTS (edits); i-- > 0;)
    {
      gint64 undo = run_undo (workspace, jobs[i]);
      g_autofree char *before = dump (workspace);
      gint64 redo;

      g_assert_cmpstr (before, ==, states[i]);
      redo = run_undo (workspace, undo);
      g_autofree char *after = dump (workspace);
      g_assert_cmpstr (after, ==, states[i + 1]);
      run_undo (workspace, redo);
      g_autofree char *again = dump (workspace);
      g_assert_cmpstr (again, ==, states[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_free (states[i]);
  g_assert_true (assay_workspace_check (workspace, &error));
}

static void
test_undo_keeps_later_edits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  gint64 add = run_edit (workspace, add_two, NULL);
  gint64 first = run_edit (workspace, rename_first, (gpointer) "One");
  gint64 second = run_edit (workspace, rename_first, (gpointer) "Two");
  g_autofree char *before = dump (workspace);
  g_autofree char *after = NULL;

  run_undo (workspace, first);
  after = dump (workspace);
  g_assert_nonnull (strstr (after, "|Two|"));
  run_undo (workspace, add);
  g_free (after);
  after = dump (workspace);
  /* The edited lead stays, the other one goes. */
  g_assert_nonnull (strstr (after, "|Two|"));
  g_assert_null (strstr (after, "Max Muster"));
  g_assert_cmpint (second, >, first);
  g_assert_nonnull (strstr (before, "Max Muster"));
}

static void
test_two_connections (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) one = assay_workspace_open_temporary (&error);
  g_autoptr (AssayWorkspace) two = NULL;
  g_autofree char *dump_one = NULL, *dump_two = NULL;

  g_assert_no_error (error);
  two = assay_workspace_open (assay_workspace_get_path (one), 0, NULL, &error);
  g_assert_no_error (error);
  run_edit (one, add_two, NULL);
  run_edit (two, rename_first, (gpointer) "From the other side");
  dump_one = dump (one);
  dump_two = dump (two);
  g_assert_cmpstr (dump_one, ==, dump_two);
  g_assert_nonnull (strstr (dump_one, "From the other side"));
}

static gboolean
fail_halfway (AssayJob         *job,
              AssayTransaction *transaction,
              AssayLeadWriter  *writer,
              gpointer          data,
              GError          **error)
{
  if (!rename_first (job, transaction, writer, (gpointer) "Halfway", error))
    return FALSE;
  assay_lead_writer_set_transaction (writer, NULL);
  if (!assay_transaction_commit (transaction, error))
    return FALSE;
  g_set_error_literal (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED, "On purpose");
  return FALSE;
}

static void
test_failed_job_is_taken_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autofree char *before = NULL, *after = NULL;
  TestEditJob *job = g_object_new (TEST_TYPE_EDIT_JOB, "workspace", workspace, NULL);

  run_edit (workspace, add_two, NULL);
  before = dump (workspace);
  job->edit = fail_halfway;
  g_assert_false (assay_job_run (ASSAY_JOB (job), NULL, &error));
  g_assert_error (error, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_FAILED);
  after = dump (workspace);
  g_assert_cmpstr (before, ==, after);
  g_object_unref (job);
}

/* What a killed process leaves: a record that says running, changes in the file, no lock. */
static void
test_interrupted_job_is_found (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (AssayWorkspace) next = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (AssayJobRecord) record = NULL;
  gint64 job;

  run_edit (workspace, add_two, NULL);
  before = dump (workspace);
  job = run_edit (workspace, add_field_and_events, NULL);
  {
    g_autoptr (AssayTransaction) transaction
      = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
    g_assert_true (
      assay_job_record_set_state (transaction, job, ASSAY_JOB_STATE_RUNNING, &error));
    g_assert_true (assay_transaction_commit (transaction, &error));
  }
  next = assay_workspace_open (assay_workspace_get_path (workspace), 0, NULL, &error);
  g_assert_no_error (error);
  after = dump (next);
  g_assert_cmpstr (before, ==, after);
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (next, &error);
    record = assay_job_record_get (reader, job, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpint (record->state, ==, ASSAY_JOB_STATE_INTERRUPTED);
}

static void
test_audit_finds_edits (void)
{
  static const char *const attacks[]
    = { "UPDATE audit SET detail = 'x' WHERE id = 2", "UPDATE audit SET at = at + 1 WHERE id = 1",
        "DELETE FROM audit WHERE id = 2", "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit WHERE id = 1" };

  for (gsize i = 0; i <= G_N_ELEMENTS (attacks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
      gint64 records, broken;

      for (int n = 0; n < 3; n++)
        run_edit (workspace, add_two, NULL);
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
      AssayConnection *connection = assay_transaction_get_connection (transaction);
      if (i < G_N_ELEMENTS (attacks))
        g_assert_true (assay_connection_execute (connection, attacks[i], &error));
      g_assert_true (assay_audit_verify (connection, &records, &broken, &error));
      if (i < G_N_ELEMENTS (attacks))
        g_assert_cmpint (broken, >, 0);
      else
        {
          g_assert_cmpint (broken, ==, 0);
          g_assert_cmpint (records, ==, 3);
        }
    }
}

static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("assay-test-XXXXXX", NULL);
  g_autofree char *text_file = g_build_filename (folder, "text.assay", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.assay", NULL);
  struct
  {
    const char *path;
    int code;
  } cases[] = { { folder, ASSAY_STORE_ERROR_NOT_WORKSPACE },
                { text_file, ASSAY_STORE_ERROR_NOT_WORKSPACE },
                { missing, ASSAY_STORE_ERROR_NOT_FOUND } };

  g_file_set_contents (text_file, "This is no database, but it is long enough to be looked at.", -1,
                       NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (assay_workspace_open (cases[i].path, 0, NULL, &error));
      g_assert_error (error, ASSAY_STORE_ERROR, cases[i].code);
    }
  g_unlink (text_file);
  g_autofree char *lock = g_strconcat (text_file, ".lock", NULL);
  g_unlink (lock);
  g_rmdir (folder);
}

static void
test_newer_workspace (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  {
    g_autoptr (AssayTransaction) transaction
      = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);
    g_assert_true (assay_connection_execute (assay_transaction_get_connection (transaction),
                                             "UPDATE module SET version = 99", &error));
    g_assert_true (assay_transaction_commit (transaction, &error));
  }
  g_assert_null (assay_workspace_open (assay_workspace_get_path (workspace), 0, NULL, &error));
  g_assert_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NEWER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/workspace/undo-exactly", test_undo_exactly);
  g_test_add_func ("/workspace/undo-keeps-later-edits", test_undo_keeps_later_edits);
  g_test_add_func ("/workspace/two-connections", test_two_connections);
  g_test_add_func ("/workspace/failed-job", test_failed_job_is_taken_back);
  g_test_add_func ("/workspace/interrupted-job", test_interrupted_job_is_found);
  g_test_add_func ("/workspace/audit", test_audit_finds_edits);
  g_test_add_func ("/workspace/bad-files", test_bad_files);
  g_test_add_func ("/workspace/newer", test_newer_workspace);
  return g_test_run ();
}
