/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "import/assay-import-job-private.h"

/* Files that are larger than what is looked at before an import into an empty workspace starts to
 * write. What they hold further down must count as if it had been known. */

#define ROWS 1400
#define START 800
/* Beyond the rows that are looked at first. */
#define LATE 900

typedef struct
{
  gboolean dates;    /* the order of day and month shows late */
  gboolean text;     /* a column of numbers ends in words */
  gboolean lists;    /* late cells hold several addresses */
  gboolean currency; /* late deals are in another currency */
  gboolean broken;   /* late rows have too many cells */
} Surprises;

static char *
make_file (const Surprises *surprises)
{
  GString *text = g_string_new ("email,name,Seats,Deal value,Last demo\n");

  for (guint i = 0; i < ROWS; i++)
    {
      gboolean late = i >= LATE;
      /* A tenth of the leads come twice, half of those far apart. */
      guint lead = i % 10 != 0 ? i : i % 20 == 0 ? i / 2 + 1 : i - 1;

      g_string_append_printf (text, "p%u@x.example%s,Person %u", lead,
                              late && surprises->lists ? "; second@x.example" : "", i);
      if (late && surprises->text)
        g_string_append_printf (text, ",many (%u)", i);
      else
        g_string_append_printf (text, ",%u.0", i % 40);
      g_string_append_printf (text, ",%s%u", late && surprises->currency ? "€" : "", 1000 + i % 7);
      g_string_append_printf (text, ",%02u/%02u/2024", i % 12 + 1,
                              late && surprises->dates ? i % 28 + 1 : i % 11 + 1);
      g_string_append (text, late && surprises->broken && i % 50 == 0 ? ",one,more\n" : "\n");
    }
  return g_string_free (text, FALSE);
}

static char *
report_without_job (AssayJob *job)
{
  JsonObject *report = result_of (job);

  json_object_set_null_member (report, "job");
  json_object_set_null_member (report, "rejects");
  return json_to_string (assay_job_get_result (job), FALSE);
}

/* The report is the dry run's, which reads all before; the leads are those of the staged way. */
static void
check_file (const Surprises *surprises,
            const char      *key)
{
  g_autofree char *text = make_file (surprises);
  g_autofree char *rejects = write_file ("", 0);
  g_autoptr (GFile) rejects_file = g_file_new_for_path (rejects);
  g_autoptr (AssayWorkspace) empty = open_workspace ();
  g_autoptr (AssayWorkspace) staged = open_workspace ();
  g_autoptr (AssayJob) dry = import_text (empty, text, "dry-run", TRUE, "key", key, NULL);
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) direct = import_job (empty, path);

  assay_import_job_set_start_rows (ASSAY_IMPORT_JOB (direct), START);
  g_object_set (direct, "key", key, "rejects", rejects_file, NULL);
  run_job (direct);
  g_remove (path);
  g_autoptr (AssayJob) other = import_text (staged, "email\nzz@y.example\n", NULL);
  g_autoptr (AssayJob) second = import_text (staged, text, "key", key, "again", TRUE, NULL);
  g_autoptr (AssayJob) one_more = import_text (empty, "email\nzz@y.example\n", NULL);

  g_autofree char *told = report_without_job (dry);
  g_autofree char *done = report_without_job (direct);
  g_assert_cmpstr (told, ==, done);
  g_autofree char *a = dump_leads (empty);
  g_autofree char *b = dump_leads (staged);
  assert_same_dump (a, b);
  g_assert_nonnull (other);
  g_assert_nonnull (second);
  g_assert_nonnull (one_more);

  g_autofree char *rejected = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (rejects, &rejected, NULL, &error);
  g_assert_no_error (error);
  guint lines = 0;
  for (const char *c = rejected; *c != '\0'; c++)
    lines += *c == '\n';
  g_assert_cmpuint (lines, ==, surprises->broken ? 1 + (ROWS - LATE) / 50 : 0);
  g_remove (rejects);
}

static void
test_no_surprise (void)
{
  check_file (&(Surprises) { 0 }, NULL);
}

static void
test_surprises (void)
{
  check_file (&(Surprises) { .dates = TRUE }, NULL);
  check_file (&(Surprises) { .broken = TRUE }, NULL);
  check_file (&(Surprises) { TRUE, TRUE, TRUE, TRUE, TRUE }, NULL);
}

/* Of few numbers, each many times, written in two ways. */
static void
test_number_as_key (void)
{
  check_file (&(Surprises) { 0 }, "seats");
  check_file (&(Surprises) { .text = TRUE }, "seats");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/import-start/no-surprise", test_no_surprise);
  g_test_add_func ("/import-start/surprises", test_surprises);
  g_test_add_func ("/import-start/number-as-key", test_number_as_key);
  return g_test_run ();
}
