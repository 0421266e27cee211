/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-backtest-run.h"

#include <math.h>
#include <string.h>

#include "base/assay-json.h"
#include "job/assay-scorer.h"
#include "score/assay-outcome-matrix.h"
#include "score/assay-profile-store.h"
#include "score/assay-score-error.h"

#define LEVEL 0.95
/* With fewer leads of an outcome that the rival has not learned from there is nothing to compare. */
#define MIN_UNSEEN 40

/**
 * assay_backtest_run_profile:
 *
 * Returns: (transfer full) (nullable): what the profile made of the leads before their outcomes
 */
AssayScoredLeads *
assay_backtest_run_profile (const AssayBacktestRun *run,
                            AssayProfile           *profile,
                            GError                **error)
{
  g_autoptr (AssayFactorMatrix) matrix = assay_outcome_matrix_read (
    run->connection, run->fields, profile, run->outcomes, run->cancellable, error);

  return matrix != NULL ? assay_scored_leads_new (profile, matrix) : NULL;
}

void
assay_backtest_rival_free (AssayBacktestRival *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->scores);
  g_free (self->learned);
  g_free (self);
}

typedef struct
{
  const AssayBacktestRun *run;
  AssayScorer *scorer;
  double *scores;
} Scoring;

static gboolean
score_span (const gsize *rows,
            gsize        n,
            gint64       as_of,
            gpointer     data,
            GError     **error)
{
  Scoring *scoring = data;
  g_autofree gint64 *leads = g_new (gint64, n);
  g_autofree double *values = g_new (double, n);
  AssayScores scores = { .n = n, .leads = leads, .values = values };

  for (gsize i = 0; i < n; i++)
    leads[i] = scoring->run->outcomes->leads[rows[i]];
  if (!assay_scorer_score (scoring->scorer, scoring->run->connection, &scores, as_of,
                           scoring->run->cancellable, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    scoring->scores[rows[i]] = values[i];
  return TRUE;
}

/* The active scorer of that key that is no profile of rules, such as the model in use. */
static AssayScorer *
find_model (AssayConnection *connection,
            const char      *key,
            GError         **error)
{
  g_autoptr (GPtrArray) scorers = assay_scorer_list_active (connection, error);

  for (guint i = 0; scorers != NULL && i < scorers->len; i++)
    if (strcmp (assay_scorer_get_key (scorers->pdata[i]), key) == 0)
      return g_object_ref (scorers->pdata[i]);
  return NULL;
}

static gboolean
run_model (const AssayBacktestRun *run,
           AssayScorer            *model,
           AssayBacktestRival     *rival,
           GError                **error)
{
  Scoring scoring = { .run = run, .scorer = model, .scores = rival->scores };

  rival->version = 0;
  rival->learned = g_new0 (guint8, run->outcomes->n + 1);
  assay_scorer_find_learned (model, run->outcomes->leads, run->outcomes->n, rival->learned);
  return assay_known_outcomes_foreach_span (run->outcomes, score_span, &scoring, error);
}

/**
 * assay_backtest_run_rival:
 * @key: a profile, or a model's key such as `predictive`
 * @version: of a profile
 *
 * Returns: (transfer full) (nullable): what it made of the same leads; %NULL with
 *   %ASSAY_SCORE_ERROR_NO_PROFILE where there is neither
 */
AssayBacktestRival *
assay_backtest_run_rival (const AssayBacktestRun *run,
                          const char             *key,
                          gint64                  version,
                          GError                **error)
{
  g_autoptr (AssayBacktestRival) self = g_new0 (AssayBacktestRival, 1);
  g_autoptr (GError) local = NULL;
  g_autoptr (AssayProfile) profile
    = assay_profile_store_load (run->connection, key, version, &local);
  g_autoptr (AssayScorer) model = NULL;

  self->key = g_strdup (key);
  self->scores = g_new (double, run->outcomes->n + 1);
  if (profile != NULL)
    {
      g_autoptr (AssayScoredLeads) leads = assay_backtest_run_profile (run, profile, error);

      if (leads == NULL)
        return NULL;
      self->version = profile->version;
      memcpy (self->scores, leads->scores, leads->n * sizeof (double));
      return g_steal_pointer (&self);
    }
  if (g_error_matches (local, ASSAY_SCORE_ERROR, ASSAY_SCORE_ERROR_NO_PROFILE))
    model = find_model (run->connection, key, NULL);
  if (model == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return run_model (run, model, self, error) ? g_steal_pointer (&self) : NULL;
}

typedef struct
{
  gsize n;
  double *first;
  double *second;
  guint8 *outcomes;
  gsize converted;
} Pairs;

static void
pairs_clear (Pairs *pairs)
{
  g_free (pairs->first);
  g_free (pairs->second);
  g_free (pairs->outcomes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

/* Leads that both have a score for. */
static void
pair_up (Pairs                    *pairs,
         const AssayBacktestRun   *run,
         const double             *scores,
         const AssayBacktestRival *rival,
         gboolean                  unseen_only)
{
  gsize n = run->outcomes->n;

  pairs->first = g_new (double, n + 1);
  pairs->second = g_new (double, n + 1);
  pairs->outcomes = g_new (guint8, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      if (isnan (scores[i]) || isnan (rival->scores[i])
          || (unseen_only && rival->learned != NULL && rival->learned[i]))
        continue;
      pairs->first[pairs->n] = rival->scores[i];
      pairs->second[pairs->n] = scores[i];
      pairs->outcomes[pairs->n++] = run->outcomes->outcomes[i];
      pairs->converted += run->outcomes->outcomes[i];
    }
}

static void
set_figures (const Pairs *pairs,
             JsonObject  *to)
{
  AssayAucComparison comparison;
  JsonArray *interval = json_array_new ();

  assay_auc_compare (
    pairs->first, pairs->second, pairs->outcomes, pairs->n, LEVEL, &comparison);
  json_object_set_int_member (to, "leads", (gint64) pairs->n);
  json_object_set_int_member (to, "converted", (gint64) pairs->converted);
  assay_json_set_number (to, "auc", comparison.second);
  assay_json_set_number (to, "rival_auc", comparison.first);
  assay_json_set_number (to, "difference", comparison.difference);
  if (isfinite (comparison.low))
    {
      json_array_add_double_element (interval, comparison.low);
      json_array_add_double_element (interval, comparison.high);
    }
  json_object_set_array_member (to, "interval", interval);
  assay_json_set_number (to, "p", comparison.p);
  json_object_set_string_member (to, "verdict",
                                 comparison.low > 0    ? "better"
                                 : comparison.high < 0 ? "worse"
                                                       : "no_difference");
}

/**
 * assay_backtest_compare:
 * @scores: (array): of each lead of the outcomes
 * @to: gets the figures
 * @out_learned: (out): leads that were counted although the rival has learned from them: then its
 *   figures are better than they will be
 *
 * Compares the two on the same leads, on those that the rival has not learned from where they are
 * enough.
 *
 * Returns: whether there were leads of both outcomes
 */
gboolean
assay_backtest_compare (const AssayBacktestRun   *run,
                        const double             *scores,
                        const AssayBacktestRival *rival,
                        JsonObject               *to,
                        gsize                    *out_learned)
{
  g_auto (Pairs) unseen = { 0 };
  g_auto (Pairs) all = { 0 };
  gboolean enough;

  pair_up (&unseen, run, scores, rival, TRUE);
  pair_up (&all, run, scores, rival, FALSE);
  enough = rival->learned == NULL
           || MIN (unseen.converted, unseen.n - unseen.converted) >= MIN_UNSEEN;
  *out_learned = enough ? 0 : all.n - unseen.n;
  json_object_set_string_member (to, "with", rival->key);
  json_object_set_int_member (to, "version", rival->version);
  json_object_set_int_member (to, "learned_from", (gint64) *out_learned);
  set_figures (enough ? &unseen : &all, to);
  return all.converted > 0 && all.converted < all.n;
}
