/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What it costs to predict many leads and write the results, and to look at a model beside them: what came
 * true of its predictions, drift, a challenger beside it, and the reasons of one lead with the leads most like
 * it. Usage: bench-models [LEADS] */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/assay-clock.h"
#include "engine/assay-engine.h"
#include "learn/assay-explanation.h"
#include "learn/assay-model-compare-job.h"
#include "learn/assay-model-show-job.h"
#include "learn/assay-model-try-job.h"
#include "learn/assay-monitor.h"
#include "learn/assay-predict-job.h"
#include "learn/assay-train-job.h"
#include "model/assay-condition-text.h"

/* Leads that the model learns from; the others come after it. */
#define N_KNOWN 50000
#define REPEATS 5
#define DAY     G_GINT64_CONSTANT (86400000)

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
execute (AssayWorkspace *workspace,
         const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, NULL, &error);

  check (error);
  assay_connection_execute (assay_transaction_get_connection (transaction), sql, &error);
  check (error);
  assay_transaction_commit (transaction, &error);
  check (error);
}

static void
make_leads (AssayWorkspace *workspace,
            int             job,
            int             first,
            int             last,
            const char     *stage)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO lead (id, job, name, email, company, role, industry, source, country, company_size, bio, "
    "created_at, stage) "
    "WITH RECURSIVE r (i, x) AS (SELECT %d, abs(random()) UNION ALL SELECT i + 1, abs(random()) FROM r WHERE i < %d) "
    "SELECT i, %d, 'Person ' || i, 'person' || i || '@company' || (x %% 9000) || '.example', "
    "'Company ' || (x %% 9000), CASE x / 7 %% 6 WHEN 0 THEN 'CEO' WHEN 1 THEN 'Head of Sales' WHEN 2 THEN "
    "'Marketing Manager' WHEN 3 THEN 'Engineer' WHEN 4 THEN 'VP Operations' END, "
    "'industry ' || (x / 11 %% 14), 'source ' || (x / 13 %% 8), 'country ' || (x / 17 %% 20), "
    "CASE WHEN x / 19 %% 5 THEN x / 23 %% 3000 END, 'asked for a demo of the new release, wants to talk about ' "
    "|| (x %% 997), 1780000000000 + i * 20000, %s FROM r",
    first, last, job, stage);

  execute (workspace, sql);
}

static void
run (AssayJob *job)
{
  g_autoptr (GError) error = NULL;

  assay_job_run (job, NULL, &error);
  check (error);
}

/* The whole job: read, predicted, compared with what is stored, and written where it differs. */
static void
predict (AssayWorkspace *workspace,
         const char     *what,
         int             n)
{
  g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_PREDICT_JOB, "workspace", workspace, NULL);
  clock_t processor = clock ();
  gint64 start = g_get_monotonic_time ();
  double took;

  run (job);
  took = since (start);
  printf ("%-44s %7.0f ms; %.0f leads/s; %.2f µs of a processor each\n", what, took, 1000 * n / took,
          1e6 * (double) (clock () - processor) / CLOCKS_PER_SEC / n);
}

static void
look (AssayWorkspace *workspace,
      const char     *what)
{
  double best = 1e9;
  JsonObject *monitoring = NULL;
  g_autoptr (AssayJob) last = NULL;

  for (int i = 0; i < REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_clear_object (&last);
      last = g_object_new (ASSAY_TYPE_MODEL_SHOW_JOB, "workspace", workspace, NULL);
      run (last);
      best = MIN (best, since (start));
    }
  monitoring = json_object_get_object_member (json_node_get_object (assay_job_get_result (last)), "monitoring");
  printf ("%-44s %7.0f ms; %" G_GINT64_FORMAT " new leads\n", what, best,
          json_object_get_int_member (monitoring, "new_leads"));
}

/* A model that is tried beside it, and whether it is time to train again. */
static void
watch (AssayWorkspace *workspace,
       const char     *what)
{
  double compare = 1e9, due = 1e9;
  gint64 decided = 0;

  for (int i = 0; i < REPEATS; i++)
    {
      g_autoptr (AssayJob) job = g_object_new (ASSAY_TYPE_MODEL_COMPARE_JOB, "workspace", workspace, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *reason = NULL;
      gint64 start = g_get_monotonic_time ();
      gboolean is_due;

      run (job);
      compare = MIN (compare, since (start));
      decided = json_object_get_int_member (json_node_get_object (assay_job_get_result (job)), "decided");
      start = g_get_monotonic_time ();
      assay_monitor_is_due (workspace, &is_due, &reason, &error);
      check (error);
      due = MIN (due, since (start));
    }
  printf ("%-44s %7.0f ms beside a challenger, on %" G_GINT64_FORMAT " outcomes; %.0f ms whether it is due\n",
          what, compare, decided, due);
}

static void
try_another (AssayWorkspace  *workspace,
             AssayCondition  *outcome,
             AssayCondition  *lost)
{
  const char *const exclude[] = { "source", NULL };
  g_autoptr (AssayJob) train
    = g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "outcome", outcome, "lost", lost, "exclude",
                    exclude, "promote", 1 /* ask */, NULL);
  g_autoptr (AssayJob) trial
    = g_object_new (ASSAY_TYPE_MODEL_TRY_JOB, "workspace", workspace, "model", (gint64) 2, NULL);
  g_autoptr (AssayJob) predict
    = g_object_new (ASSAY_TYPE_PREDICT_JOB, "workspace", workspace, "model", (gint64) 2, NULL);

  run (train);
  run (trial);
  run (predict);
  assay_clock_set_fixed (assay_clock_now () + 2 * DAY);
}

static void
explain (AssayWorkspace *workspace)
{
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = assay_explanation_make_for (
        workspace, N_KNOWN + 1 + i * 7, ASSAY_EXPLANATION_SIMILAR | ASSAY_EXPLANATION_CHANGE, &error);

      check (error);
      if (i == 0)
        {
          printf ("%-44s %7.1f ms\n", "the first lead, with those most like it", since (start));
          start = g_get_monotonic_time ();
        }
    }
  printf ("%-44s %7.1f ms (target 50)\n", "each further one", since (start) / 39);
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 200000;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWorkspace) workspace = NULL;
  g_autoptr (AssayCondition) outcome = assay_condition_from_text ("stage is won", NULL, &error);
  g_autoptr (AssayCondition) lost = assay_condition_from_text ("stage is lost", NULL, &error);
  g_autoptr (AssayJob) train = NULL;

  assay_engine_init ();
  assay_clock_set_fixed (1780000000000 + n * G_GINT64_CONSTANT (20000) + 30 * DAY);
  workspace = assay_workspace_open_temporary (&error);
  check (error);
  make_leads (workspace, 0, 1, N_KNOWN,
              "CASE WHEN (x / 7 % 6 < 2) + (x / 13 % 8 < 2) + (x / 29 % 3) > 1 THEN 'won' ELSE 'lost' END");
  train = g_object_new (ASSAY_TYPE_TRAIN_JOB, "workspace", workspace, "outcome", outcome, "lost", lost, NULL);
  run (train);
  make_leads (workspace, 1000, N_KNOWN + 1, n, "NULL");
  printf ("%d leads, of which %d are known\n", n, N_KNOWN);
  predict (workspace, "predict all, every score is new", n);
  predict (workspace, "predict all again, no score changes", n);
  look (workspace, "the model, nothing came true yet");
  try_another (workspace, outcome, lost);
  watch (workspace, "nothing came true yet");
  explain (workspace);
  execute (workspace, "UPDATE lead SET stage = CASE WHEN random() % 3 THEN 'lost' ELSE 'won' END WHERE id % 500 = 0");
  look (workspace, "the model, one outcome in 500 leads");
  watch (workspace, "one outcome in 500 leads");
  execute (workspace, "UPDATE lead SET stage = CASE WHEN random() % 3 THEN 'lost' ELSE 'won' END WHERE id % 2 = 0");
  look (workspace, "the model, half of the outcomes known");
  watch (workspace, "half of the outcomes known");
  explain (workspace);
  assay_workspace_close (workspace);
  return 0;
}
