/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "job/assay-job-record.h"
#include "job/assay-undo-job.h"
#include "lead/assay-history.h"
#include "lead/assay-set-job.h"
#include "store/assay-lead-writer.h"

#define N_LEADS 5

/* Adds a few leads, to have something to tell. */
#define TEST_TYPE_ADD_JOB (test_add_job_get_type ())
G_DECLARE_FINAL_TYPE (TestAddJob, test_add_job, TEST, ADD_JOB, AssayJob)

struct _TestAddJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (TestAddJob, test_add_job, ASSAY_TYPE_JOB)

static gboolean
test_add_job_run (AssayJob     *job,
                  GCancellable *cancellable,
                  GError      **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (job);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, cancellable, error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayLeadWriter) writer
    = assay_lead_writer_new (fields, assay_job_get_id (job), ASSAY_LEAD_WRITER_DEFAULT);
  const AssayField *columns[] = { assay_field_registry_find (fields, "name"),
                                  assay_field_registry_find (fields, "company_size") };

  assay_lead_writer_set_transaction (writer, transaction);
  for (int i = 1; i <= N_LEADS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Léa Muster %d", i);
      AssayValue values[] = { assay_value_from_text (name, strlen (name)),
                              { .kind = ASSAY_VALUE_INTEGER, .integer = i * 10 } };

      if (assay_lead_writer_insert (writer, columns, values, 2, error) == 0)
        return FALSE;
    }
  assay_lead_writer_set_transaction (writer, NULL);
  return assay_transaction_commit (transaction, error);
}

static void
test_add_job_class_init (TestAddJobClass *klass)
{
  ASSAY_JOB_CLASS (klass)->key = "test-add";
  ASSAY_JOB_CLASS (klass)->summary = "Add leads";
  ASSAY_JOB_CLASS (klass)->run = test_add_job_run;
}

static void
test_add_job_init (TestAddJob *self)
{
}

static gint64
run (AssayJob *job)
{
  g_autoptr (AssayJob) owned = job;
  g_autoptr (GError) error = NULL;

  assay_job_run (owned, NULL, &error);
  g_assert_no_error (error);
  return assay_job_get_id (owned);
}

static gint64
set (AssayWorkspace *workspace,
     int             lead,
     const char     *assignment)
{
  g_autofree char *name = g_strdup_printf ("%d", lead);
  const char *assignments[] = { assignment, NULL };

  return run (g_object_new (ASSAY_TYPE_SET_JOB, "workspace", workspace, "lead", name, "values",
                            assignments, NULL));
}

static GPtrArray *
read_history (AssayWorkspace          *workspace,
              const AssayHistoryQuery *query,
              gboolean                *more)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  GPtrArray *entries = assay_history_read (reader, fields, query, more, &error);

  g_assert_no_error (error);
  return entries;
}

static AssayWorkspace *
open_filled (gint64 *out_job)
{
  g_autoptr (GError) error = NULL;
  AssayWorkspace *workspace = assay_workspace_open_temporary (&error);

  g_assert_no_error (error);
  assay_clock_set_fixed (G_GINT64_CONSTANT (1764000000000));
  *out_job = run (g_object_new (TEST_TYPE_ADD_JOB, "workspace", workspace, NULL));
  return workspace;
}

static void
test_tells_who_what_and_when (void)
{
  gint64 add, edit;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  g_autoptr (GPtrArray) entries = NULL;
  AssayHistoryQuery query = { .limit = 10 };
  AssayHistoryEntry *entry;
  gboolean more;

  assay_clock_set_fixed (G_GINT64_CONSTANT (1764000060000));
  edit = set (workspace, 2, "company_size=25");
  entries = read_history (workspace, &query, &more);
  g_assert_false (more);
  g_assert_cmpuint (entries->len, ==, 2);

  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->kind, ==, ASSAY_CHANGE_KIND_VALUE);
  g_assert_cmpint (entry->job, ==, edit);
  g_assert_cmpint (entry->lead, ==, 2);
  g_assert_cmpint (entry->at, ==, G_GINT64_CONSTANT (1764000060000));
  g_assert_cmpstr (entry->lead_name, ==, "Léa Muster 2");
  g_assert_cmpstr (entry->person, ==, g_get_user_name ());
  g_assert_cmpstr (entry->field->key, ==, "company_size");
  g_assert_cmpint (entry->old_value.integer, ==, 20);
  g_assert_cmpint (entry->new_value.integer, ==, 25);

  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->kind, ==, ASSAY_CHANGE_KIND_ADDED);
  g_assert_cmpint (entry->job, ==, add);
  g_assert_cmpint (entry->n_leads, ==, N_LEADS);
  g_assert_null (entry->field);
}

static void
test_pages_cover_all (void)
{
  gint64 add, before = 0;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean more = TRUE;
  guint n = 0;

  for (int lead = 1; lead <= N_LEADS; lead++)
    for (int round = 0; round < 3; round++)
      {
        g_autofree char *assignment = g_strdup_printf ("role=Role %d", round);
        set (workspace, lead, assignment);
      }
  while (more)
    {
      AssayHistoryQuery query = { .before = before, .limit = 4 };
      g_autoptr (GPtrArray) entries = read_history (workspace, &query, &more);

      g_assert_cmpuint (entries->len, >, 0);
      g_assert_cmpuint (entries->len, <=, 4);
      for (guint i = 0; i < entries->len; i++)
        {
          AssayHistoryEntry *entry = g_ptr_array_index (entries, i);
          g_assert_true (before == 0 || entry->row < before);
          before = entry->row;
          g_assert_true (g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT, entry->row)));
          n++;
        }
    }
  g_assert_cmpuint (n, ==, 3 * N_LEADS + 1);
}

static void
test_search_and_filters (void)
{
  gint64 add, edit, undo;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  struct
  {
    const char *search;
    guint n;
  } cases[] = { { "LÉA MUSTER 3", 1 }, { "cto", 2 }, { "job TITLE", 2 }, { "350", 1 },
                { "nobody", 0 },       { "  ", 4 } };

  edit = set (workspace, 3, "role=CTO");
  set (workspace, 4, "company_size=350");
  undo = run (g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", edit, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AssayHistoryQuery query = { .search = cases[i].search, .limit = 50 };
      gboolean more;
      g_autoptr (GPtrArray) entries = read_history (workspace, &query, &more);
      guint expected = cases[i].n;

      /* The undo is one entry more for what it took back. */
      if (g_str_equal (cases[i].search, "LÉA MUSTER 3"))
        expected++;
      g_test_message ("searching “%s”", cases[i].search);
      g_assert_cmpuint (entries->len, ==, expected);
    }
  gint64 jobs[] = { add, edit, undo };
  for (gsize i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      AssayHistoryQuery query = { .job = jobs[i], .limit = 50 };
      gboolean more;
      g_autoptr (GPtrArray) entries = read_history (workspace, &query, &more);

      g_assert_cmpuint (entries->len, ==, 1);
      g_assert_cmpint (((AssayHistoryEntry *) g_ptr_array_index (entries, 0))->job, ==, jobs[i]);
    }
  AssayHistoryQuery query = { .lead = 4, .limit = 50 };
  gboolean more;
  g_autoptr (GPtrArray) entries = read_history (workspace, &query, &more);
  g_assert_cmpuint (entries->len, ==, 1);
}

static guint
count_entries (AssayWorkspace          *workspace,
               const AssayHistoryQuery *query)
{
  gboolean more;
  g_autoptr (GPtrArray) entries = read_history (workspace, query, &more);

  g_assert_false (more);
  return entries->len;
}

/* Since when, what, by whom, of which lead: each alone and together. */
static void
test_chips (void)
{
  const gint64 day = ASSAY_MS_PER_DAY;
  gint64 add, now;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  const char *me = g_get_user_name ();

  now = assay_clock_now ();
  assay_clock_set_fixed (now + 2 * day);
  set (workspace, 1, "role=CEO");
  set (workspace, 2, "company_size=350");
  assay_clock_set_fixed (now + 4 * day);
  set (workspace, 2, "role=CTO");
  run (g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", add, NULL));
  struct
  {
    AssayHistoryQuery query;
    guint n;
  } cases[] = {
    { { .since = now + 4 * day }, 4 },
    { { .since = now + 2 * day }, 6 },
    { { .since = now + 5 * day }, 0 },
    { { .what = "role" }, 2 },
    { { .what = "role", .since = now + 3 * day }, 1 },
    { { .what = ASSAY_HISTORY_ADDED }, 1 },
    { { .what = ASSAY_HISTORY_REMOVED }, 3 },
    { { .what = "no_such_field" }, 0 },
    { { .person = me }, 7 },
    { { .person = "nobody at all" }, 0 },
    { { .lead_name = "MUSTER 2" }, 2 },
    { { .lead_name = "muster 2", .what = "role" }, 1 },
    { { .lead_name = "  " }, 7 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i].query.limit = 50;
      g_test_message ("case %zu", i);
      g_assert_cmpuint (count_entries (workspace, &cases[i].query), ==, cases[i].n);
    }
}

static void
test_added_and_undone_is_nothing (void)
{
  gint64 add;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  AssayHistoryQuery query = { .limit = 50 };
  gboolean more;
  gint64 rows = 0;
  g_autoptr (AssayConnection) reader = NULL;

  run (g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", add, NULL));
  g_autoptr (GPtrArray) entries = read_history (workspace, &query, &more);
  g_assert_cmpuint (entries->len, ==, N_LEADS);
  for (guint i = 0; i < entries->len; i++)
    g_assert_cmpint (((AssayHistoryEntry *) g_ptr_array_index (entries, i))->kind, ==,
                     ASSAY_CHANGE_KIND_REMOVED);
  reader = assay_workspace_borrow_reader (workspace, NULL);
  g_assert_true (assay_history_count (reader, &rows, NULL));
  g_assert_cmpint (rows, ==, N_LEADS + 1);
}

static void
test_jobs_by_kind (void)
{
  gint64 add;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = open_filled (&add);
  g_autoptr (AssayConnection) reader = NULL;
  g_autoptr (GPtrArray) sets = NULL;
  g_auto (GStrv) keys = NULL;
  const char *const expected[] = { "set", "test-add", NULL };

  set (workspace, 1, "role=CEO");
  set (workspace, 2, "role=CTO");
  reader = assay_workspace_borrow_reader (workspace, &error);
  keys = assay_job_record_list_keys (reader, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_equal ((const char *const *) keys, expected));
  sets = assay_job_record_list_kind (reader, "set", 0, 0, &error);
  g_assert_cmpuint (sets->len, ==, 2);
  g_assert_cmpint (((AssayJobRecord *) g_ptr_array_index (sets, 0))->id, >,
                   ((AssayJobRecord *) g_ptr_array_index (sets, 1))->id);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/history/tells-who-what-and-when", test_tells_who_what_and_when);
  g_test_add_func ("/history/pages-cover-all", test_pages_cover_all);
  g_test_add_func ("/history/search-and-filters", test_search_and_filters);
  g_test_add_func ("/history/chips", test_chips);
  g_test_add_func ("/history/added-and-undone", test_added_and_undone_is_nothing);
  g_test_add_func ("/history/jobs-by-kind", test_jobs_by_kind);
  return g_test_run ();
}
