/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "import/assay-import-error.h"
#include "job/assay-undo-job.h"
#include "model/assay-condition-text.h"
#include "store/assay-event-store.h"

static void
test_report (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) job = import_text (workspace,
                                          "Fair contacts\n\nVorname;Nachname;E-Mail;Umsatz;Stand\n"
                                          "Hanna;Meier;h.meier@a.example;1.234,50;A1\n"
                                          "Jorin;Vest;kaputt;n/a;A1\n"
                                          "Svea;Auer;;99,00;A2\n"
                                          "Ida;Lund;i@b.example;7,00;A2;zu;viel\n",
                                          NULL);
  JsonObject *result = result_of (job);

  assert_counts (result, 4, 3, 0, 0, 1);
  g_assert_cmpint (count_of (result, "job"), ==, assay_job_get_id (job));
  g_assert_cmpstr (json_object_get_string_member (result, "encoding"), ==, "UTF-8");
  JsonObject *dialect = json_object_get_object_member (result, "dialect");
  g_assert_cmpstr (json_object_get_string_member (dialect, "delimiter"), ==, ";");
  g_assert_cmpint (json_object_get_int_member (dialect, "header_line"), ==, 3);
  JsonArray *columns = json_object_get_array_member (result, "columns");
  g_assert_cmpuint (json_array_get_length (columns), ==, 5);
  JsonObject *email = json_array_get_object_element (columns, 2);
  g_assert_cmpstr (json_object_get_string_member (email, "header"), ==, "E-Mail");
  g_assert_cmpstr (json_object_get_string_member (email, "field"), ==, "email");
  g_assert_cmpstr (json_object_get_string_member (email, "kind"), ==, "email");
  g_assert_cmpint (json_object_get_int_member (email, "non_empty"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (email, "problems"), ==, 1);
  assert_value (workspace, 0, "name", "Hanna Meier");
  assert_value (workspace, 0, "deal_value", "1234.5");
  assert_value (workspace, 1, "deal_value", "n/a");
  assert_value (workspace, 1, "email", "kaputt");
  assert_value (workspace, 2, "email", NULL);
}

static void
test_twice (void)
{
  static const char *const keyed = "name,email\nA,a@x.example\nB,b@x.example\nC,\n";
  static const char *const keyless = "name,company\nA,X\nB,Y\n";
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) one = import_text (workspace, keyed, NULL);
  g_autoptr (AssayJob) two = import_text (workspace, keyed, NULL);
  g_autoptr (AssayJob) three = import_text (workspace, keyless, NULL);
  g_autoptr (AssayJob) four = import_text (workspace, keyless, NULL);
  g_autoptr (AssayJob) five = import_text (workspace, keyless, "again", TRUE, NULL);

  assert_counts (result_of (one), 3, 3, 0, 0, 0);
  assert_counts (result_of (two), 3, 0, 0, 3, 0);
  assert_counts (result_of (three), 2, 2, 0, 0, 0);
  assert_counts (result_of (four), 2, 0, 0, 2, 0);
  g_assert_nonnull (assay_job_get_warnings (four)[0]);
  assert_counts (result_of (five), 2, 2, 0, 0, 0);
}

static void
test_modes (void)
{
  static const char *const first = "name,email\nA,a@x.example\nB,b@x.example\n";
  static const char *const second = "name,email\nAA,A@X.example\nC,c@x.example\n,d@x.example\n";
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) one = import_text (workspace, first, NULL);
  g_autoptr (AssayJob) add = import_text (workspace, second, "mode", ASSAY_IMPORT_MODE_ADD, "dry-run",
                                          TRUE, NULL);
  g_autoptr (AssayJob) update = import_text (workspace, second, "mode", ASSAY_IMPORT_MODE_UPDATE,
                                             "dry-run", TRUE, NULL);
  g_autoptr (AssayJob) upsert = import_text (workspace, second, NULL);

  assert_counts (result_of (one), 2, 2, 0, 0, 0);
  assert_counts (result_of (add), 3, 2, 0, 1, 0);
  assert_counts (result_of (update), 3, 0, 1, 0, 2);
  assert_counts (result_of (upsert), 3, 2, 1, 0, 0);
  assert_value (workspace, 0, "name", "AA");
  assert_value (workspace, 0, "email", "A@X.example");
}

static void
test_rules_and_blanks (void)
{
  static const char *const first = "email,name,company,notes,city\na@x.example,A,X,long text,\n";
  static const char *const second = "email,name,company,notes,city\na@x.example,B,,short,Y\n";
  const char *const rules[] = { "name=keep", "notes=longest", "city=only-if-empty", NULL };
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) one = import_text (workspace, first, NULL);
  g_autoptr (AssayJob) two = import_text (workspace, second, "rule", rules, NULL);

  assert_counts (result_of (one), 1, 1, 0, 0, 0);
  assert_counts (result_of (two), 1, 0, 1, 0, 0);
  assert_value (workspace, 0, "name", "A");
  assert_value (workspace, 0, "company", "X");
  assert_value (workspace, 0, "notes", "long text");
  assert_value (workspace, 0, "city", "Y");

  g_autoptr (AssayJob) three = import_text (workspace, second, "blank", "erase", NULL);
  assert_counts (result_of (three), 1, 0, 1, 0, 0);
  assert_value (workspace, 0, "company", NULL);
  assert_value (workspace, 0, "name", "B");
}

static void
test_made_of_others (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) job
    = import_text (workspace,
                   "First name,Last name,Email,Phone,Deal value\n"
                   "Ann,Lee,a@x.example; b@x.example; c@x.example,+49 89 111111; +49 89 222222,\"€ 12,450\"\n"
                   "Bo,,d@x.example,+49 89 333333,\"€ 7,000.50\"\n",
                   NULL);

  assert_counts (result_of (job), 2, 2, 0, 0, 0);
  assert_value (workspace, 0, "name", "Ann Lee");
  assert_value (workspace, 1, "name", "Bo");
  assert_value (workspace, 0, "email", "a@x.example");
  assert_value (workspace, 0, "other_emails", "b@x.example; c@x.example");
  assert_value (workspace, 0, "phone", "+49 89 111111");
  assert_value (workspace, 0, "other_phones", "+49 89 222222");
  assert_value (workspace, 0, "deal_value", "12450");
  assert_value (workspace, 0, "currency", "EUR");
  assert_value (workspace, 1, "deal_value", "7000.5");
}

static void
test_rejects (void)
{
  g_autofree char *rejects = write_file ("", 0);
  g_autoptr (GFile) file = g_file_new_for_path (rejects);
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GString) text = g_string_new ("name,email\nA,a@x.example\n,\nB,b@x.example,extra\n");
  g_autofree char *contents = NULL;

  g_string_append (text, "C,\"");
  for (int i = 0; i < 1100000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"\nD,not an address\n");
  g_autoptr (AssayJob) job = import_text (workspace, text->str, "rejects", file, "key", "email", NULL);
  assert_counts (result_of (job), 5, 1, 0, 0, 4);
  g_assert_true (g_file_get_contents (rejects, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "line,reason,row\r\n3,the row has no content,"));
  g_assert_nonnull (strstr (contents, "\r\n4,the row has more cells than there are columns,"
                                      "\"B,b@x.example,extra\"\r\n"));
  g_assert_nonnull (strstr (contents, "\r\n5,a cell is longer than 1 MB,"));
  g_assert_nonnull (strstr (contents, "\r\n6,the key is not valid,\"D,not an address\""));
  g_remove (rejects);
}

static void
test_mapping (void)
{
  const char *const map[] = { "Spalte A=name", "Spalte B=-", "#3=lead_type", NULL };
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) one = import_text (workspace, "Spalte A,Spalte B,Spalte C\nAnn,geheim,x1\n", "map",
                                          map, "mapping", "fair", NULL);
  g_autoptr (AssayJob) two = import_text (workspace, "Spalte C,Spalte A,Spalte B\ny2,Bo,geheim\n", NULL);

  assert_counts (result_of (one), 1, 1, 0, 0, 0);
  assert_counts (result_of (two), 1, 1, 0, 0, 0);
  assert_value (workspace, 0, "name", "Ann");
  assert_value (workspace, 0, "lead_type", "x1");
  assert_value (workspace, 1, "name", "Bo");
  assert_value (workspace, 1, "lead_type", "y2");
}

static void
expect_failure (AssayWorkspace *workspace,
                const char     *text,
                const char     *property,
                const char     *value)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  g_autoptr (GError) error = NULL;

  if (property != NULL && G_TYPE_IS_ENUM (g_object_class_find_property (G_OBJECT_GET_CLASS (job),
                                                                        property)->value_type))
    g_object_set (job, property, ASSAY_IMPORT_KIND_EVENTS, NULL);
  else if (property != NULL && strcmp (property, "map") == 0)
    {
      const char *const map[] = { value, NULL };
      g_object_set (job, property, map, NULL);
    }
  else if (property != NULL)
    g_object_set (job, property, value, NULL);
  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_remove (path);
}

static void
test_failures (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GString) wide = g_string_new ("c0");

  expect_failure (workspace, "", NULL, NULL);
  expect_failure (workspace, "name,email\nA,a@x.example\n", "delimiter", "xyz");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "decimal", "colon");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "dates", "dym");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "blank", "maybe");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "key", "phone");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "encoding", "klingon");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "map", "nothing");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "map", "colour=name");
  expect_failure (workspace, "name,email\nA,a@x.example\n", "kind", NULL);
  for (int i = 1; i <= 1900; i++)
    g_string_append_printf (wide, ",c%d", i);
  g_string_append_c (wide, '\n');
  for (int i = 0; i <= 1900; i++)
    g_string_append_printf (wide, "%sv%d", i > 0 ? "," : "", i);
  g_string_append_c (wide, '\n');
  expect_failure (workspace, wide->str, NULL, NULL);
  g_autofree char *after = dump_leads (workspace);
  g_assert_null (strchr (after, '\n'));
}

static void
test_events (void)
{
  static const char *const events = "Email,Type,Time,Value,Channel\n"
                                    "a@x.example,Email opened,2026-01-02T10:00:00Z,,ads\n"
                                    "A@x.example,call,2026-01-03,3.5,phone\n"
                                    "A@x.example,call,2026-01-03,3.5,phone\n"
                                    "nobody@x.example,call,2026-01-03,,\n"
                                    "a@x.example,,2026-01-03,,\n"
                                    "a@x.example,call,someday,,\n";
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJob) leads = import_text (workspace, "name,email\nA,a@x.example\n", NULL);
  g_autoptr (AssayJob) dry = import_text (workspace, events, "kind", ASSAY_IMPORT_KIND_EVENTS,
                                          "dry-run", TRUE, NULL);
  g_autoptr (AssayJob) one = import_text (workspace, events, "kind", ASSAY_IMPORT_KIND_EVENTS, NULL);
  g_autoptr (AssayJob) two = import_text (workspace, events, "kind", ASSAY_IMPORT_KIND_EVENTS, NULL);

  assert_counts (result_of (leads), 1, 1, 0, 0, 0);
  assert_counts (result_of (dry), 6, 2, 0, 1, 3);
  assert_counts (result_of (one), 6, 2, 0, 1, 3);
  assert_counts (result_of (two), 6, 0, 0, 3, 3);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, &error);
  g_autoptr (GPtrArray) stored = assay_event_store_list (reader, 1, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stored->len, ==, 2);
}

static guint
count_where (AssayWorkspace *workspace,
             const char     *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayCondition) condition = assay_condition_from_text (text, NULL, &error);
  const AssayLeadQuery query = { .scope = { .where = condition } };

  g_assert_no_error (error);
  g_autoptr (GArray) ids = assay_lead_query_ids (workspace, &query, NULL, &error);
  g_assert_no_error (error);
  return ids->len;
}

/* A column of yes and no is asked for in the words of the file, and as ones and zeros. */
static void
test_outcome_words (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) job
    = import_text (workspace, "name,y,converted,kind\nA,yes,1,red\nB,no,0,blue\nC,yes,0,red\n", NULL);

  assert_counts (result_of (job), 3, 3, 0, 0, 0);
  g_assert_cmpuint (count_where (workspace, "y = yes"), ==, 2);
  g_assert_cmpuint (count_where (workspace, "y != yes"), ==, 1);
  g_assert_cmpuint (count_where (workspace, "y = 1"), ==, 2);
  g_assert_cmpuint (count_where (workspace, "y is no"), ==, 1);
  g_assert_cmpuint (count_where (workspace, "converted = 1"), ==, 1);
  g_assert_cmpuint (count_where (workspace, "kind = red"), ==, 2);
}

static void
append_random_cell (GString    *text,
                    GRand      *random,
                    const char *what)
{
  static const char *const hostile[] = { "=1+2",  "'x",   "\"\"quoted\"\"", "a,b", "line\nbreak",
                                         "@home", "-5",   "+49 89 1",       "ß",   " padded ",
                                         "1.234", "007",  "\t",             "null", "😀" };

  g_string_append_c (text, '"');
  if (strcmp (what, "email") == 0)
    g_string_append_printf (text, "u%d@x.example", g_rand_int_range (random, 0, 60));
  else if (g_rand_int_range (random, 0, 3) > 0)
    g_string_append (text, hostile[g_rand_int_range (random, 0, G_N_ELEMENTS (hostile))]);
  g_string_append_c (text, '"');
}

static char *
random_file (guint32 seed,
             guint   rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GString *text = g_string_new ("email,name,notes,Extra,Amount\n");

  for (guint i = 0; i < rows; i++)
    {
      append_random_cell (text, random, g_rand_int_range (random, 0, 8) > 0 ? "email" : "");
      for (int c = 0; c < 3; c++)
        {
          g_string_append_c (text, ',');
          append_random_cell (text, random, "");
        }
      g_string_append_printf (text, ",%d\n", g_rand_int_range (random, -5, 5));
    }
  return g_string_free (text, FALSE);
}

static void
assert_same_counts (JsonObject *a,
                    JsonObject *b)
{
  static const char *const names[] = { "rows_read", "added", "updated", "unchanged", "rejected" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (count_of (a, names[i]), ==, count_of (b, names[i]));
}

/* Dry run, the fast way into an empty workspace and the staged way do the same. */
static void
test_ways_agree (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autofree char *text = random_file (seed, 150);
      g_autoptr (AssayWorkspace) empty = open_workspace ();
      g_autoptr (AssayWorkspace) staged = open_workspace ();
      g_autoptr (AssayJob) dry = import_text (empty, text, "dry-run", TRUE, NULL);
      g_autoptr (AssayJob) direct = import_text (empty, text, NULL);
      g_autoptr (AssayJob) other = import_text (staged, "email,name\nzz@y.example,Z\n", NULL);
      g_autoptr (AssayJob) dry_staged = import_text (staged, text, "dry-run", TRUE, NULL);
      g_autoptr (AssayJob) second = import_text (staged, text, NULL);
      g_autoptr (AssayJob) one_more = import_text (empty, "email,name\nzz@y.example,Z\n", NULL);

      assert_same_counts (result_of (dry), result_of (direct));
      assert_same_counts (result_of (dry_staged), result_of (second));
      assert_same_counts (result_of (direct), result_of (second));
      g_autofree char *a = dump_leads (empty);
      g_autofree char *b = dump_leads (staged);
      assert_same_dump (a, b);
      g_autoptr (AssayJob) again = import_text (empty, text, NULL);
      g_assert_cmpint (count_of (result_of (again), "added"), ==, 0);
    }
}

static void
test_undo (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autofree char *first = random_file (101, 60);
  g_autofree char *second = random_file (102, 60);
  g_autoptr (AssayJob) one = import_text (workspace, first, NULL);
  g_autofree char *before = dump_leads (workspace);
  g_autoptr (AssayJob) two = import_text (workspace, second, NULL);
  g_autofree char *between = dump_leads (workspace);
  g_autoptr (AssayJob) undo
    = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", assay_job_get_id (two), NULL);

  g_assert_cmpstr (before, !=, between);
  run_job (undo);
  g_autofree char *after = dump_leads (workspace);
  assert_same_dump (before, after);
}

typedef struct
{
  AssayJob *job;
  GCancellable *cancellable;
  double point;
} Canceller;

static gpointer
cancel_at_point (gpointer data)
{
  Canceller *canceller = data;

  /* Looks often, and leaves the processor to the job. */
  while (assay_job_get_progress (canceller->job) < canceller->point
         && assay_job_get_state (canceller->job) <= ASSAY_JOB_STATE_RUNNING)
    g_usleep (100);
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

/* Nothing made the search index in between. */
static void
test_twice_into_empty (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = assay_workspace_open_temporary (&error);
  g_autoptr (GString) text = g_string_new ("email,name\n");
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "p%u@x.example,Person %u\n", i, i);
  path = write_file (text->str, (gssize) text->len);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AssayJob) import = import_job (workspace, path);
      g_autoptr (AssayJob) undo = NULL;
      g_assert_cmpint (json_object_get_int_member (run_job (import), "added"), ==, 6000);
      undo = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job",
                           assay_job_get_id (import), NULL);
      g_assert_cmpint (json_object_get_int_member (run_job (undo), "removed"), ==, 6000);
    }
  g_remove (path);
}

/* Whether the import was cancelled before it had ended; one that had is undone. */
static gboolean
cancel_import (AssayWorkspace *workspace,
               const char     *path,
               double          point)
{
  g_autoptr (AssayJob) job = import_job (workspace, path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Canceller canceller = { job, cancellable, point };
  GThread *thread = g_thread_new ("canceller", cancel_at_point, &canceller);
  gboolean done = assay_job_run (job, cancellable, &error);

  g_thread_join (thread);
  if (done)
    {
      g_autoptr (AssayJob) undo = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job",
                                                assay_job_get_id (job), NULL);
      run_job (undo);
      return FALSE;
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return TRUE;
}

/* Cancelled anywhere, an import leaves the workspace as it was. How far it gets before it notices is
 * the scheduler's affair, so it is tried until it was caught often enough. */
static void
test_cancel (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) some = import_text (workspace, "name,email\nA,a@x.example\n", NULL);
  g_autofree char *before = dump_leads (workspace);
  g_autofree char *text = random_file (7, 20000);
  g_autofree char *path = write_file (text, -1);
  guint cancelled = 0;

  for (guint i = 0; i < 200 && cancelled < 10; i++)
    {
      cancelled += cancel_import (workspace, path, (i % 10) / 10.0);
      g_autofree char *after = dump_leads (workspace);
      assert_same_dump (before, after);
    }
  g_assert_cmpuint (cancelled, ==, 10);
  g_remove (path);
}

/* Real files in many encodings, where they are at hand. */
static void
test_real_files (void)
{
  static const char *const folders[] = { "learn", "match", "encodings" };

  for (gsize f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autofree char *folder
        = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "..", "..", "shared", "data", folders[f], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr (AssayWorkspace) workspace = open_workspace ();
          if (!g_str_has_suffix (name, ".csv"))
            continue;
          g_autoptr (AssayJob) job = import_job (workspace, path);
          g_test_message ("%s", name);
          JsonObject *result = run_job (job);
          g_assert_cmpint (count_of (result, "added"), >, 0);
          g_assert_cmpint (count_of (result, "rejected"), ==, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/import-job/report", test_report);
  g_test_add_func ("/import-job/twice", test_twice);
  g_test_add_func ("/import-job/modes", test_modes);
  g_test_add_func ("/import-job/rules-and-blanks", test_rules_and_blanks);
  g_test_add_func ("/import-job/made-of-others", test_made_of_others);
  g_test_add_func ("/import-job/rejects", test_rejects);
  g_test_add_func ("/import-job/mapping", test_mapping);
  g_test_add_func ("/import-job/failures", test_failures);
  g_test_add_func ("/import-job/events", test_events);
  g_test_add_func ("/import-job/outcome-words", test_outcome_words);
  g_test_add_func ("/import-job/ways-agree", test_ways_agree);
  g_test_add_func ("/import-job/undo", test_undo);
  g_test_add_func ("/import-job/twice-into-empty", test_twice_into_empty);
  g_test_add_func ("/import-job/cancel", test_cancel);
  g_test_add_func ("/import-job/real-files", test_real_files);
  return g_test_run ();
}
