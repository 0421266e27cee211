/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-profile-backtest-job.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/assay-clock.h"
#include "job/assay-outcome-params.h"
#include "score/assay-backtest-run.h"
#include "score/assay-score-calibration.h"
#include "score/assay-score-error.h"
#include "store/assay-document-store.h"

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
  PARAM_KEY = 1,
  PARAM_OUTCOME,
  PARAM_VERSION = PARAM_OUTCOME + ASSAY_OUTCOME_N_PARAMS,
  PARAM_AGAINST,
  PARAM_AGAINST_VERSION,
};

typedef struct
{
  AssayOutcomeRule *rule;
  AssayKnownOutcomes *outcomes;
  AssayProfile *profile;
  AssayBacktest *backtest;
  JsonObject *result;
} Test;

static void
test_clear (Test *test)
{
  g_clear_pointer (&test->rule, assay_outcome_rule_free);
  g_clear_pointer (&test->outcomes, assay_known_outcomes_free);
  g_clear_pointer (&test->profile, assay_profile_unref);
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
                Test                   *test,
                const AssayScoredLeads *leads,
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
    run, against != NULL ? against : test->profile->key, version, error);
  if (rival == NULL)
    return FALSE;
  comparison = json_object_new ();
  json_object_set_object_member (test->result, "comparison", comparison);
  if (!assay_backtest_compare (run, leads->scores, rival, comparison, &learned))
    assay_job_warn (job, _ ("There are not enough leads that both have a score for"));
  else if (learned > 0)
    assay_job_warn (job, _ ("“%s” has learned from %zu of the leads, so here it looks better "
                            "than it is"),
                    rival->key, learned);
  return TRUE;
}

static gboolean
run_test (AssayJob        *job,
          AssayConnection *reader,
          Test            *test,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autoptr (AssayFieldRegistry) fields
    = assay_workspace_get_fields (assay_job_get_workspace (job));
  g_autoptr (AssayScoredLeads) leads = NULL;
  AssayBacktestRun run
    = { .connection = reader, .fields = fields, .cancellable = cancellable };

  test->profile = assay_backtest_load_profile (
    reader, assay_job_get_string (job, PARAM_KEY), assay_job_get_int64 (job, PARAM_VERSION), error);
  if (test->profile == NULL
      || (test->rule = assay_outcome_params_read (job, PARAM_OUTCOME, reader, error)) == NULL)
    return FALSE;
  assay_job_report (job, 0.1, _ ("Reading outcomes"));
  test->outcomes = assay_known_outcomes_read (reader, fields, test->rule, error);
  if (test->outcomes == NULL || !check_outcomes (job, test->outcomes, error))
    return FALSE;
  run.outcomes = test->outcomes;
  assay_job_report (job, 0.2, _ ("Scoring leads"));
  leads = assay_backtest_run_profile (&run, test->profile, error);
  if (leads == NULL)
    return FALSE;
  assay_job_report (job, 0.7, _ ("Comparing"));
  test->backtest = assay_backtest_new (test->profile, leads, test->outcomes->outcomes, FALSE);
  assay_backtest_to_json (test->backtest, test->result);
  return add_comparison (job, &run, test, leads, error);
}

static void
describe (AssayJob *job,
          Test     *test)
{
  g_autofree char *outcome = assay_outcome_rule_to_text (test->rule);

  json_object_set_string_member (test->result, "profile", test->profile->key);
  json_object_set_string_member (test->result, "name", test->profile->name);
  json_object_set_int_member (test->result, "version", test->profile->version);
  json_object_set_string_member (test->result, "outcome", outcome);
  json_object_set_int_member (test->result, "open", (gint64) test->outcomes->n_open);
  json_object_set_boolean_member (test->result, "dated", test->outcomes->dated);
}

/* What its scores have meant is kept for a published version; a draft may still change. */
static gboolean
keep (AssayJob     *job,
      const Test   *test,
      GCancellable *cancellable,
      GError      **error)
{
  g_autofree char *outcome = assay_outcome_rule_to_text (test->rule);
  AssayScoreCalibration calibration = { .profile = test->profile->key,
                                        .version = test->profile->version,
                                        .at = assay_clock_now (),
                                        .outcome = outcome,
                                        .n = (gint64) test->backtest->n,
                                        .n_converted = (gint64) test->backtest->n_converted,
                                        .curve = test->backtest->isotonic };
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
    assay_job_get_workspace (job), ASSAY_DURABILITY_NORMAL, cancellable, error);

  return transaction != NULL && assay_outcome_rule_remember (transaction, test->rule, error)
         && (test->profile->version == 0 || calibration.curve == NULL
             || assay_score_calibration_store (&calibration, transaction, error))
         && assay_transaction_commit (transaction, error);
}

static gboolean
assay_profile_backtest_job_run (AssayJob     *job,
                                GCancellable *cancellable,
                                GError      **error)
{
  g_autoptr (AssayConnection) reader
    = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  g_auto (Test) test = { .result = json_object_new () };
  gboolean done;

  if (reader == NULL || !assay_connection_begin_read (reader, error))
    return FALSE;
  assay_connection_set_cancellable (reader, cancellable);
  done = run_test (job, reader, &test, cancellable, error);
  assay_connection_set_cancellable (reader, NULL);
  assay_connection_end_read (reader);
  if (!done || !keep (job, &test, cancellable, error))
    return FALSE;
  describe (job, &test);
  assay_job_set_result (job, json_node_init_object (json_node_alloc (), test.result));
  return TRUE;
}

static char *
assay_profile_backtest_job_describe (AssayJob *job)
{
  return g_strdup_printf (_ ("Backtest %s"), assay_job_get_string (job, PARAM_KEY));
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

  assay_job_class_install (
    job_class, PARAM_KEY,
    g_param_spec_string ("key", NULL, N_ ("The profile’s key"), NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED, .position = 1, .metavar = "KEY" });
  assay_outcome_params_install (job_class, PARAM_OUTCOME);
  assay_job_class_install (
    job_class, PARAM_VERSION,
    g_param_spec_int64 ("version", NULL, N_ ("A version; 0 for the draft; the newest without"), -1,
                        G_MAXINT32, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
    &(AssayParam) { .metavar = "N" });
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
