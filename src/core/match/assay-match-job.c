/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "match/assay-match-error.h"
#include "match/assay-match-merge.h"
#include "match/assay-match-report.h"
#include "match/assay-match-step.h"
#include "store/assay-signal-store.h"

#define READ_SHARE 0.2
#define FIND_SHARE 0.75

/**
 * AssayMatchJob:
 *
 * Finds leads that are the same person, and how sure that is. What it finds can always be found
 * again; merging is a job of its own, unless it is asked to merge what it is sure of.
 */
struct _AssayMatchJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayMatchJob, assay_match_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_ACROSS = 1,
  PARAM_COMPARE,
  PARAM_CHANGED_ONLY,
  PARAM_MERGE_SURE,
  PARAM_ATTACH,
  PARAM_SEED,
  PARAM_THREADS,
  PARAM_DRY_RUN,
  PARAM_SURE,
  PARAM_REVIEW,
};

/* One run. */
typedef struct
{
  AssayJob *job;
  AssayMatchThresholds thresholds;
  AssayMatchArrivals *arrivals; /* (nullable): where only what changed was looked at; else all that follows */
  AssayMatchSums before;
  AssayMatchSuggestion suggestion;
  AssayMatchPlan *plan;
  AssayMatchRecords *records;
  AssayMatchRecipe recipe;
  GArray *labels;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->arrivals, assay_match_arrivals_free);
  g_clear_pointer (&run->plan, assay_match_plan_free);
  g_clear_pointer (&run->records, assay_match_records_free);
  g_clear_pointer (&run->labels, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* Where the bands begin: as is asked for, else as before. */
static gboolean
set_thresholds (Run *run, AssayConnection *reader, GError **error)
{
  double sure = assay_job_get_double (run->job, PARAM_SURE);
  double review = assay_job_get_double (run->job, PARAM_REVIEW);

  if (!assay_match_thresholds_read (reader, &run->thresholds, error))
    return FALSE;
  if (sure > 0)
    run->thresholds.sure = sure;
  if (review > 0)
    run->thresholds.review = review;
  if (run->thresholds.review <= run->thresholds.sure)
    return TRUE;
  g_set_error (error,
               ASSAY_JOB_ERROR,
               ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“review”: expected at most %g, from which on pairs are sure"),
               run->thresholds.sure);
  return FALSE;
}

static gboolean
is_across (Run *run)
{
  const char *across = assay_job_get_string (run->job, PARAM_ACROSS);

  return across != NULL && *across != '\0';
}

/* What changed, if that is wanted and there is something to build on. */
static gboolean
find_arrivals (Run *run,
               AssayConnection *reader,
               AssayFieldRegistry *fields,
               GCancellable *cancellable,
               GError **error)
{
  if (!assay_job_get_boolean (run->job, PARAM_CHANGED_ONLY))
    return TRUE;
  if (!assay_match_arrivals_find (reader,
                                  fields,
                                  is_across (run),
                                  assay_job_get_strv (run->job, PARAM_COMPARE),
                                  &run->arrivals,
                                  cancellable,
                                  error))
    return FALSE;
  if (run->arrivals == NULL)
    return TRUE;
  run->arrivals->finding->thresholds = run->thresholds;
  return assay_match_suggest (reader, &run->suggestion, error) &&
         assay_match_sums_read (
             reader, run->arrivals->before.generation, &run->thresholds, &run->before, error);
}

static gboolean
load_all (Run *run,
          AssayConnection *reader,
          AssayFieldRegistry *fields,
          GCancellable *cancellable,
          GError **error)
{
  const char *const *compare = assay_job_get_strv (run->job, PARAM_COMPARE);
  AssayMatchMark seen;

  run->plan = assay_match_plan_new (reader, fields, compare, error);
  if (run->plan == NULL ||
      !assay_match_store_read_mark (reader, &seen, &run->recipe.mark, error) ||
      !assay_signal_store_get_generation (reader, &run->recipe.signals, error))
    return FALSE;
  run->recipe.plan = run->plan;
  run->recipe.across = is_across (run);
  run->recipe.compare = (GStrv) compare;
  run->records = assay_match_records_load (reader, run->plan, run->recipe.across, cancellable, error);
  if (run->records == NULL)
    return FALSE;
  run->labels = assay_match_store_read_labels (reader, run->records, error);
  return run->labels != NULL;
}

static gboolean
load_in_one_view (Run *run, GCancellable *cancellable, GError **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  gboolean ok;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  ok = set_thresholds (run, reader, error) && find_arrivals (run, reader, fields, cancellable, error) &&
       (run->arrivals != NULL || load_all (run, reader, fields, cancellable, error));
  assay_connection_end_read (reader);
  return ok;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  assay_job_report (
      user_data, READ_SHARE + fraction * (FIND_SHARE - READ_SHARE), _ ("Comparing leads"));
}

static gboolean
check_across (AssayJob *job, GError **error)
{
  const char *across = assay_job_get_string (job, PARAM_ACROSS);

  if (across == NULL || *across == '\0' || strcmp (across, "import") == 0)
    return TRUE;
  g_set_error (error,
               ASSAY_JOB_ERROR,
               ASSAY_JOB_ERROR_INVALID_PARAMETER,
               _ ("“across”: expected “import”: pairs of leads of two imports"));
  return FALSE;
}

static void
warn_of_left (AssayJob *job, guint64 left)
{
  if (left > 0)
    assay_job_warn (
        job,
        ngettext ("%" PRIu64
                  " lead shares all that it has with too many others to compare each with each",
                  "%" PRIu64
                  " leads share all that they have with too many others to compare each with each",
                  (gulong) left),
        left);
}

/* Merges what that is asked for. */
static gboolean
merge (Run *run, gint64 *out_merged, GCancellable *cancellable, GError **error)
{
  gint64 import = assay_job_get_int64 (run->job, PARAM_ATTACH);

  *out_merged = 0;
  return assay_job_get_boolean (run->job, PARAM_DRY_RUN) ||
         (import == 0 && !assay_job_get_boolean (run->job, PARAM_MERGE_SURE)) ||
         assay_match_merge_sure (assay_job_get_workspace (run->job),
                                 assay_job_get_id (run->job),
                                 import,
                                 out_merged,
                                 cancellable,
                                 error);
}

static gboolean
end_run (Run *run, JsonObject *result, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) owned = result;
  gint64 merged;

  if (!merge (run, &merged, cancellable, error))
    return FALSE;
  assay_match_report_thresholds (&run->thresholds, &run->suggestion, result);
  json_object_set_int_member (result, "merged", merged);
  assay_job_set_result (run->job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static gboolean
find_in_all (Run *run, GCancellable *cancellable, GError **error)
{
  AssayMatchOptions options = {
    .seed = (guint64) assay_job_get_int64 (run->job, PARAM_SEED),
    .n_threads = (guint) assay_job_get_int64 (run->job, PARAM_THREADS),
    .labels = run->labels,
    .progress = progress_cb,
    .progress_data = run->job,
    .cancellable = cancellable,
  };
  g_autoptr (AssayMatchFinding) finding = assay_match_find (run->records, &options, error);
  JsonObject *result;

  if (finding == NULL)
    return FALSE;
  finding->thresholds = run->thresholds;
  run->recipe.base = assay_job_get_id (run->job);
  assay_job_report (run->job, FIND_SHARE, _ ("Keeping what was found"));
  if (!assay_job_get_boolean (run->job, PARAM_DRY_RUN) &&
      !assay_match_store_write (assay_job_get_workspace (run->job),
                                assay_job_get_id (run->job),
                                run->records,
                                finding,
                                &run->recipe.mark,
                                assay_match_recipe_is_possible (run->plan) ? &run->recipe : NULL,
                                cancellable,
                                error))
    return FALSE;
  warn_of_left (run->job, finding->left);
  result = assay_match_report_all (assay_job_get_id (run->job), run->records, finding);
  assay_match_report_suggest (finding, &run->suggestion);
  return end_run (run, result, cancellable, error);
}

/* Keeps what changed; where another process was faster, @out_outdated is set and nothing done. */
static gboolean
keep_arrivals (Run *run, gboolean *out_outdated, GCancellable *cancellable, GError **error)
{
  *out_outdated = FALSE;
  assay_job_report (run->job, FIND_SHARE, _ ("Keeping what was found"));
  if (!assay_job_get_boolean (run->job, PARAM_DRY_RUN) &&
      !assay_match_step_write (assay_job_get_workspace (run->job),
                               assay_job_get_id (run->job),
                               run->arrivals,
                               out_outdated,
                               cancellable,
                               error))
    return FALSE;
  return *out_outdated ||
         end_run (run,
                  assay_match_report_arrivals (assay_job_get_id (run->job), run->arrivals, &run->before),
                  cancellable,
                  error);
}

static gboolean
find_and_keep (AssayJob *job, GCancellable *cancellable, GError **error)
{
  gboolean outdated = TRUE;

  while (outdated)
    {
      g_auto (Run) run = { .job = job };

      if (!load_in_one_view (&run, cancellable, error))
        return FALSE;
      if (run.arrivals == NULL)
        return find_in_all (&run, cancellable, error);
      if (!keep_arrivals (&run, &outdated, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* As a step after an import there may be nothing to compare: events, or leads that are mere
 * numbers. */
static gboolean
nothing_to_compare (AssayJob *job, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();

  if (!assay_job_get_boolean (job, PARAM_CHANGED_ONLY) ||
      !g_error_matches (*error, ASSAY_MATCH_ERROR, ASSAY_MATCH_ERROR_NO_FIELDS))
    return FALSE;
  assay_job_warn (job, "%s", (*error)->message);
  g_clear_error (error);
  json_object_set_int_member (result, "job", assay_job_get_id (job));
  json_object_set_int_member (result, "compared", 0);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), result));
  return TRUE;
}

static gboolean
assay_match_job_run (AssayJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  assay_job_report (job, 0, _ ("Reading leads"));
  if (!check_across (job, error))
    return FALSE;
  if (find_and_keep (job, cancellable, &failure) || nothing_to_compare (job, &failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What merges leads must not run beside an import that means to update them. */
static gboolean
assay_match_job_needs_turn (AssayJob *job)
{
  return assay_job_get_boolean (job, PARAM_MERGE_SURE) ||
         assay_job_get_int64 (job, PARAM_ATTACH) != 0;
}

static void
assay_match_job_class_init (AssayMatchJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "match";
  job_class->summary = N_ ("Find leads that are the same person");
  job_class->run = assay_match_job_run;
  job_class->needs_turn = assay_match_job_needs_turn;

  assay_job_class_install (
      job_class,
      PARAM_ACROSS,
      g_param_spec_string ("across",
                           NULL,
                           N_ ("“import”: only pairs of leads from two imports"),
                           NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "import" });
  assay_job_class_install (
      job_class,
      PARAM_COMPARE,
      g_param_spec_boxed (
          "compare",
          NULL,
          N_ ("How a field is compared: name, given, family, email, phone, company, text, short, "
              "postal, date, identifier, number, url, ignore"),
          G_TYPE_STRV,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .flags = ASSAY_PARAM_MAP, .metavar = "FIELD=KIND" });
  assay_job_class_install (job_class,
                           PARAM_CHANGED_ONLY,
                           g_param_spec_boolean ("changed-only",
                                                 NULL,
                                                 N_ ("Only leads that changed since the last run"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (job_class,
                           PARAM_MERGE_SURE,
                           g_param_spec_boolean ("merge-sure",
                                                 NULL,
                                                 N_ ("Merge the leads that are surely one"),
                                                 FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_ATTACH,
      g_param_spec_int64 (
          "attach",
          NULL,
          N_ ("Merge leads that this import added into the older ones they surely are"),
          0,
          G_MAXINT64,
          0,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "JOB" });
  assay_job_class_install (job_class,
                           PARAM_SEED,
                           g_param_spec_int64 ("seed",
                                               NULL,
                                               N_ ("Start of the random numbers"),
                                               0,
                                               G_MAXINT64,
                                               1,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           NULL);
  assay_job_class_install (
      job_class,
      PARAM_THREADS,
      g_param_spec_int64 ("threads",
                          NULL,
                          N_ ("How many threads compare; 0 for one a processor"),
                          0,
                          64,
                          0,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
  assay_job_class_install (
      job_class,
      PARAM_DRY_RUN,
      g_param_spec_boolean ("dry-run",
                            NULL,
                            N_ ("Tell block sizes and what would be found, keep nothing"),
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      NULL);
  assay_job_class_install (
      job_class,
      PARAM_SURE,
      g_param_spec_double ("sure",
                           NULL,
                           N_ ("From which probability on pairs are sure; 0 for the last run’s, at first 0.99"),
                           0,
                           1,
                           0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "P" });
  assay_job_class_install (
      job_class,
      PARAM_REVIEW,
      g_param_spec_double ("review",
                           NULL,
                           N_ ("From which one on somebody has to look; 0 for the last run’s, at first 0.1"),
                           0,
                           1,
                           0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
      &(AssayParam){ .metavar = "P" });
}

static void
assay_match_job_init (AssayMatchJob *self)
{
}
