/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "job/assay-undo-job.h"

#define LEADS                                                                                      \
  "external_id,name,email,phone\nX1,Ann,ann@x.example,+49 30 1234567\nX2,Bo,bo@x.example,\n"        \
  "X3,Cy,cy@x.example,\n"

static void
undo (AssayWorkspace *workspace,
      gint64          job,
      gint64         *out_job)
{
  g_autoptr (AssayJob) undo = g_object_new (ASSAY_TYPE_UNDO_JOB, "workspace", workspace, "job", job, NULL);

  run_job (undo);
  if (out_job != NULL)
    *out_job = assay_job_get_id (undo);
}

static void
test_outcomes (void)
{
  static const char *const outcomes
    = "Lead ID,Email,Phone,id,Result,Closed,Amount,Currency\n"
      "X1,,,,won,2026-03-01,\"1,200.50\",EUR\n"
      ",BO@x.example,,,lost,2026-02-01,,\n"
      ",,,3,won,2026-02-03,90,USD\n"
      ",,+4930-1234567,,lost,2026-01-01,,\n"
      "X9,,,,won,2026-03-01,,\n"
      "X1,,,,,2026-03-01,,\n"
      "X1,,,,won,someday,,\n"
      "X1,,,,won,2026-03-01,plenty,\n";
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) leads = import_text (workspace, LEADS, NULL);
  g_autofree char *before = dump_leads (workspace);
  g_autoptr (AssayJob) dry
    = import_text (workspace, outcomes, "kind", ASSAY_IMPORT_KIND_OUTCOMES, "dry-run", TRUE, NULL);
  g_autofree char *untouched = dump_leads (workspace);
  g_autoptr (AssayJob) one = import_text (workspace, outcomes, "kind", ASSAY_IMPORT_KIND_OUTCOMES, NULL);
  g_autofree char *after = dump_leads (workspace);
  g_autoptr (AssayJob) two = import_text (workspace, outcomes, "kind", ASSAY_IMPORT_KIND_OUTCOMES, NULL);
  g_autofree char *again = dump_leads (workspace);
  gint64 undone;

  assert_same_dump (before, untouched);
  assert_counts (result_of (dry), 8, 0, 3, 1, 4);
  assert_counts (result_of (one), 8, 0, 3, 1, 4);
  assert_counts (result_of (two), 8, 0, 0, 4, 4);
  assert_same_dump (after, again);
  assert_value (workspace, 0, "outcome", "won");
  assert_value (workspace, 0, "outcome_at", "1772323200000");
  assert_value (workspace, 0, "deal_value", "1200.5");
  assert_value (workspace, 0, "currency", "EUR");
  assert_value (workspace, 1, "outcome", "lost");
  assert_value (workspace, 1, "deal_value", NULL);
  assert_value (workspace, 2, "deal_value", "90");
  undo (workspace, assay_job_get_id (one), &undone);
  g_autofree char *back = dump_leads (workspace);
  assert_same_dump (before, back);
  undo (workspace, undone, NULL);
  g_autofree char *redone = dump_leads (workspace);
  assert_same_dump (after, redone);
}

/* Whatever the order of rows, and however often, the newest row of a lead is what counts. */
static void
test_newest_wins (void)
{
  static const char *const rows[] = { "ann@x.example,lost,2026-01-05,5\n",
                                      "ann@x.example,won,2026-04-01,70\n",
                                      "ann@x.example,open,2026-02-01,\n",
                                      "bo@x.example,lost,2026-02-01,\n" };
  static const guint orders[][4] = { { 0, 1, 2, 3 }, { 1, 0, 3, 2 }, { 3, 2, 1, 0 }, { 2, 3, 0, 1 } };

  for (gsize o = 0; o < G_N_ELEMENTS (orders); o++)
    {
      g_autoptr (AssayWorkspace) workspace = open_workspace ();
      g_autoptr (AssayJob) leads = import_text (workspace, LEADS, NULL);
      g_autoptr (GString) text = g_string_new ("email,outcome,outcome date,value\n");

      for (guint i = 0; i < 4; i++)
        g_string_append (text, rows[orders[o][i]]);
      g_autoptr (AssayJob) one
        = import_text (workspace, text->str, "kind", ASSAY_IMPORT_KIND_OUTCOMES, NULL);
      g_autoptr (AssayJob) two
        = import_text (workspace, text->str, "kind", ASSAY_IMPORT_KIND_OUTCOMES, NULL);
      assert_counts (result_of (one), 4, 0, 2, 2, 0);
      assert_counts (result_of (two), 4, 0, 0, 4, 0);
      assert_value (workspace, 0, "outcome", "won");
      assert_value (workspace, 0, "deal_value", "70");
      g_autoptr (AssayJob) older
        = import_text (workspace, "email,outcome,date\nann@x.example,lost,2026-03-31\n", "kind",
                       ASSAY_IMPORT_KIND_OUTCOMES, NULL);
      assert_counts (result_of (older), 1, 0, 0, 1, 0);
      g_autoptr (AssayJob) undated = import_text (
        workspace, "email,outcome\nann@x.example,lost\nann@x.example,won\ncy@x.example,won\ncy@x.example,lost\n",
        "kind", ASSAY_IMPORT_KIND_OUTCOMES, NULL);
      /* Against a date, a row without one is turned down unless it says the same. */
      assert_counts (result_of (undated), 4, 0, 1, 2, 1);
      assert_value (workspace, 0, "outcome", "won");
      assert_value (workspace, 2, "outcome", "lost");
    }
}

static void
expect_refusal (AssayWorkspace *workspace,
                const char     *text,
                AssayImportKind kind,
                const char     *rule,
                const char     *says)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (AssayJob) job = import_job (workspace, path);
  g_autoptr (GError) error = NULL;
  const char *const rules[] = { rule, NULL };

  g_object_set (job, "kind", kind, "map", rule != NULL ? rules : NULL, NULL);
  g_assert_false (assay_job_run (job, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  g_remove (path);
}

static void
test_refusals (void)
{
  g_autoptr (AssayWorkspace) workspace = open_workspace ();
  g_autoptr (AssayJob) leads = import_text (workspace, LEADS, NULL);

  expect_refusal (workspace, "email,colour\na@x.example,red\n", ASSAY_IMPORT_KIND_OUTCOMES, NULL,
                  "column for the outcome");
  expect_refusal (workspace, "colour,outcome\nred,won\n", ASSAY_IMPORT_KIND_OUTCOMES, NULL,
                  "column for the lead");
  expect_refusal (workspace, "email,outcome\na@x.example,won\n", ASSAY_IMPORT_KIND_OUTCOMES,
                  "outcome=owner", "expected one of id, external_id, email, phone, outcome");
  expect_refusal (workspace, "email,type\na@x.example,call\n", ASSAY_IMPORT_KIND_EVENTS, NULL,
                  "column for the time");
  expect_refusal (workspace, "email,time\na@x.example,2026-01-01\n", ASSAY_IMPORT_KIND_EVENTS, NULL,
                  "column for the type");
  expect_refusal (workspace, "colour,size\nred,1\n", ASSAY_IMPORT_KIND_AGENTS, NULL,
                  "column for the name or the email");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  assay_engine_init ();
  g_test_add_func ("/row-import/outcomes", test_outcomes);
  g_test_add_func ("/row-import/newest-wins", test_newest_wins);
  g_test_add_func ("/row-import/refusals", test_refusals);
  return g_test_run ();
}
