/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-backtest-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/assay-clock.h"
#include "score/assay-backtest-run.h"
#include "score/assay-profile-study.h"
#include "score/assay-score-calibration.h"
#include "score/assay-score-error.h"

/* Below so many of an outcome the figures say little. */
#define THIN 40

/**
 * AssayProfileBacktestJob:
 *
 * Measures a version of a profile by what became of leads, and keeps what its scores have meant.
 */
struct _AssayProfileBacktestJob
{
  AssayJob parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayProfileBacktestJob, assay_profile_backtest_job, ASSAY_TYPE_JOB)

enum
{
  PARAM_AGAINST = ASSAY_STUDY_PARAM_NEXT,
  PARAM_AGAINST_VERSION,
};

typedef struct
{
  AssayBacktest *backtest;
  JsonObject *result;
} Test;

static void
test_clear (Test *test)
{
  g_clear_pointer (&test->backtest, assay_backtest_unref);
  g_clear_pointer (&test->result, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Test, test_clear)

/* With both outcomes there is something to tell apart. */
static gboolean
check_outcomes (AssayJob                 *job,
                const AssayKnownOutcomes *outcomes,
                GError                  **error)
{
  gsize lost = outcomes->n - outcomes->n_converted;

  if (lost == 0)
    {
      g_set_error (error, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_TOO_LITTLE,
                   _ ("All %zu leads whose outcome is known converted: without lost "
                      "ones there is nothing to compare them with"),
                   outcomes->n_converted);
      return FALSE;
    }
  if (MIN (lost, outcomes->n_converted) < THIN)
    assay_job_warn (job, _ ("%zu leads converted and %zu were lost: with fewer than %d of "
                            "each the figures may be chance"),
                    outcomes->n_converted, lost, THIN);
  return TRUE;
}

static gboolean
add_comparison (AssayJob               *job,
                const AssayBacktestRun *run,
                const AssayProfile     *profile,
                const AssayScoredLeads *leads,
                JsonObject             *result,
                GError                **error)
{
  const char *against = assay_job_get_string (job, PARAM_AGAINST);
  gint64 version = assay_job_get_int64 (job, PARAM_AGAINST_VERSION);
  g_autoptr (AssayBacktestRival) rival = NULL;
  JsonObject *comparison;
  gsize learned;

  if (against == NULL && version < 0)
    return TRUE;
  rival = assay_backtest_run_rival (
    run, against != NULL ? against : profile->key, version, error);
  if (rival == NULL)
    return FALSE;
  comparison = json_object_new ();
  json_object_set_object_member (result, "comparison", comparison);
  if (!assay_backtest_compare (run, leads->scores, rival, comparison, &learned))
    assay_job_warn (job, _ ("There are not enough leads that both have a score for"));
  else if (learned > 0)
    assay_job_warn (job, _ ("“%s” has learned from %zu of the leads, so here it looks better "
                            "than it is"),
                    rival->key, learned);
  return TRUE;
}

static gboolean
run_test (AssayJob          *job,
          AssayProfileStudy *study,
          gpointer           data,
          GCancellable      *cancellable,
          GError           **error)
{
  Test *test = data;
  g_autoptr (AssayScoredLeads) leads = NULL;
  AssayBacktestRun run = { .connection = study->connection,
                           .fields = study->fields,
                           .outcomes = study->outcomes,
                           .cancellable = cancellable };

  if (!check_outcomes (job, study->outcomes, error))
    return FALSE;
  assay_job_report (job, 0.7, _ ("Comparing"));
  leads = assay_scored_leads_new (study->profile, study->matrix);
  test->backtest = assay_backtest_new (study->profile, leads, study->outcomes->outcomes, FALSE);
  assay_backtest_to_json (test->backtest, test->result);
  return add_comparison (job, &run, study->profile, leads, test->result, error);
}

/* What its scores have meant is kept for a published version; a draft may still change. */
static gboolean
keep (AssayJob                *job,
      const AssayProfileStudy *study,
      const Test              *test,
      GCancellable            *cancellable,
      GError                 **error)
{
  g_autofree char *outcome = assay_outcome_rule_to_text (study->rule);
  AssayScoreCalibration calibration = { .profile = study->profile->key,
                                        .version = study->profile->version,
                                        .at = assay_clock_now (),
                                        .outcome = outcome,
                                        .n = (gint64) test->backtest->n,
                                        .n_converted = (gint64) test->backtest->n_converted,
                                        .curve = test->backtest->isotonic };
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);

  return transaction != NULL && assay_outcome_rule_remember (transaction, study->rule, error)
         && (study->profile->version == 0 || calibration.curve == NULL
             || assay_score_calibration_store (&calibration, transaction, error))
         && assay_transaction_commit (transaction, error);
}

static gboolean
assay_profile_backtest_job_run (AssayJob     *job,
                                GCancellable *cancellable,
                                GError      **error)
{
  g_auto (AssayProfileStudy) study = { NULL };
  g_auto (Test) test = { .result = json_object_new () };

  if (!assay_profile_study_run (&study, job, run_test, &test, cancellable, error)
      || !keep (job, &study, &test, cancellable, error))
    return FALSE;
  assay_profile_study_describe (&study, test.result);
  json_object_set_int_member (test.result, "open", (gint64) study.outcomes->n_open);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), test.result));
  return TRUE;
}

static char *
assay_profile_backtest_job_describe (AssayJob *job)
{
  return g_strdup_printf (_ ("Backtest %s"), assay_job_get_string (job, ASSAY_STUDY_PARAM_KEY));
}

static void
assay_profile_backtest_job_class_init (AssayProfileBacktestJobClass *klass)
{
  AssayJobClass *job_class = ASSAY_JOB_CLASS (klass);

  job_class->key = "profile-backtest";
  job_class->summary = N_ ("Measure a profile by what became of past leads");
  job_class->flags = ASSAY_JOB_FINAL;
  job_class->run = assay_profile_backtest_job_run;
  job_class->describe = assay_profile_backtest_job_describe;

  assay_profile_study_install (job_class);
  assay_job_class_install (
    job_class, PARAM_AGAINST,
    g_param_spec_string ("against", NULL,
                         N_ ("Compare with this profile, or with “predictive”, the model in use"),
                         NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "KEY" });
  assay_job_class_install (
    job_class, PARAM_AGAINST_VERSION,
    g_param_spec_int64 ("against-version", NULL,
                        N_ ("Which version to compare with; without --against, of the same profile"),
                        -1, G_MAXINT32, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "N" });
}

static void
assay_profile_backtest_job_init (AssayProfileBacktestJob *self)
{
}
