/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-calibration-refresh.h"

#include <string.h>

#include "base/assay-clock.h"
#include "job/assay-job-error.h"
#include "score/assay-backtest-run.h"
#include "score/assay-profile-store.h"
#include "score/assay-score-calibration.h"
#include "store/assay-document-store.h"

/* Where outcomes became more, a curve is fitted again after this. */
#define REFRESH_AFTER ASSAY_MS_PER_DAY

typedef struct
{
  AssayWorkspace *workspace;
  AssayConnection *reader;
  AssayFieldRegistry *fields;
  AssayOutcomeRule *rule;
  AssayKnownOutcomes *outcomes;
  char *outcome;
  GCancellable *cancellable;
} Refresh;

static void
refresh_clear (Refresh *refresh)
{
  g_clear_pointer (&refresh->outcomes, assay_known_outcomes_free);
  g_clear_pointer (&refresh->rule, assay_outcome_rule_free);
  g_clear_pointer (&refresh->fields, assay_field_registry_unref);
  g_clear_pointer (&refresh->reader, assay_connection_release);
  g_free (refresh->outcome);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Refresh, refresh_clear)

/* A version that was never tested, by another outcome, or before there were as many outcomes. */
static gboolean
is_due (Refresh            *refresh,
        const AssayProfile *profile,
        gboolean           *out_due,
        GError            **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayScoreCalibration) kept = assay_score_calibration_load (
    refresh->reader, profile->key, profile->version, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *out_due = kept == NULL || strcmp (kept->outcome, refresh->outcome) != 0
             || (kept->n != (gint64) refresh->outcomes->n
                 && assay_clock_now () - kept->at >= REFRESH_AFTER);
  return TRUE;
}

static gboolean
fit (Refresh      *refresh,
     AssayProfile *profile,
     gboolean     *out_fitted,
     GError      **error)
{
  AssayBacktestRun run = { .connection = refresh->reader,
                           .fields = refresh->fields,
                           .outcomes = refresh->outcomes,
                           .cancellable = refresh->cancellable };
  g_autoptr (AssayScoredLeads) leads = assay_backtest_run_profile (&run, profile, error);
  g_autoptr (AssayBacktest) test = NULL;
  g_autoptr (AssayTransaction) transaction = NULL;
  AssayScoreCalibration calibration = { .profile = profile->key,
                                        .version = profile->version,
                                        .at = assay_clock_now (),
                                        .outcome = refresh->outcome };

  *out_fitted = FALSE;
  if (leads == NULL)
    return FALSE;
  test = assay_backtest_new (profile, leads, refresh->outcomes->outcomes, TRUE);
  if (test->isotonic == NULL)
    return TRUE;
  calibration.n = (gint64) test->n;
  calibration.n_converted = (gint64) test->n_converted;
  calibration.curve = test->isotonic;
  transaction = assay_workspace_begin (
    refresh->workspace, ASSAY_DURABILITY_NORMAL, refresh->cancellable, error);
  *out_fitted = TRUE;
  return transaction != NULL && assay_score_calibration_store (&calibration, transaction, error)
         && assay_transaction_commit (transaction, error);
}

static gboolean
refresh_profile (Refresh    *refresh,
                 const char *key,
                 guint      *n,
                 GError    **error)
{
  g_autoptr (AssayProfile) profile = assay_profile_store_load (refresh->reader, key, ASSAY_DOCUMENT_LATEST, NULL);
  gboolean due, fitted;

  /* Undone since it came into use: nothing to fit, nothing wrong. */
  if (profile == NULL || profile->version == 0)
    return TRUE;
  if (!is_due (refresh, profile, &due, error))
    return FALSE;
  if (!due)
    return TRUE;
  if (!fit (refresh, profile, &fitted, error))
    return FALSE;
  *n += fitted;
  return TRUE;
}

/* Whether an outcome was named and something can be learned by it. */
static gboolean
open_refresh (Refresh   *refresh,
              gboolean  *out_ready,
              GError   **error)
{
  g_autoptr (GError) local = NULL;

  *out_ready = FALSE;
  refresh->reader = assay_workspace_borrow_reader (refresh->workspace, error);
  if (refresh->reader == NULL)
    return FALSE;
  refresh->fields = assay_workspace_get_fields (refresh->workspace);
  refresh->rule = assay_outcome_rule_recall (refresh->reader, &local);
  if (refresh->rule != NULL)
    refresh->outcomes
      = assay_known_outcomes_read (refresh->reader, refresh->fields, refresh->rule, &local);
  if (local != NULL
      && (g_error_matches (local, ASSAY_JOB_ERROR, ASSAY_JOB_ERROR_INVALID_PARAMETER)
          || g_error_matches (local, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_UNKNOWN_FIELD)))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *out_ready
    = refresh->outcomes != NULL && refresh->outcomes->n > refresh->outcomes->n_converted;
  refresh->outcome = *out_ready ? assay_outcome_rule_to_text (refresh->rule) : NULL;
  return TRUE;
}

/**
 * assay_calibration_refresh:
 * @out_n: (out): how many curves were fitted
 *
 * Fits score → probability of conversion for every profile in use whose newest version was never
 * tested, or not since a day and not by all outcomes that are known now. Worker thread. Nothing
 * happens before an outcome was named.
 */
gboolean
assay_calibration_refresh (AssayWorkspace *workspace,
                           GCancellable   *cancellable,
                           guint          *out_n,
                           GError        **error)
{
  g_auto (Refresh) refresh = { .workspace = workspace, .cancellable = cancellable };
  g_autoptr (GPtrArray) entries = NULL;
  gboolean ready;

  *out_n = 0;
  if (!open_refresh (&refresh, &ready, error))
    return FALSE;
  if (!ready)
    return TRUE;
  entries = assay_profile_store_list_entries (refresh.reader, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const AssayProfileEntry *entry = entries->pdata[i];

      if (entry->active && !refresh_profile (&refresh, entry->key, out_n, error))
        return FALSE;
    }
  return entries != NULL;
}
