/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-backtest.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "score/assay-profile-sum.h"
#include "stats/assay-distribution.h"
#include "stats/assay-probability.h"
#include "stats/assay-random.h"

#define LEVEL 0.95
/* For the Brier score, each fifth of the leads gets its probabilities from the other four. */
#define N_FOLDS 5
#define SEED    1

void
assay_scored_leads_free (AssayScoredLeads *self)
{
  if (self == NULL)
    return;
  g_free (self->scores);
  g_free (self->bands);
  g_free (self);
}

/**
 * assay_scored_leads_new:
 * @matrix: factor values in @profile's order
 *
 * Sums up what is known of many leads.
 *
 * Returns: (transfer full): scores and bands, in the order of @matrix
 */
AssayScoredLeads *
assay_scored_leads_new (const AssayProfile      *profile,
                        const AssayFactorMatrix *matrix)
{
  AssayScoredLeads *self = g_new0 (AssayScoredLeads, 1);
  g_autofree double *values = g_new0 (double, profile->factors->len + 1);
  g_autofree double *points = g_new0 (double, profile->factors->len + 1);
  g_autofree double *groups = g_new0 (double, profile->groups->len + 1);
  AssayProfileResult result = { .factor_points = points, .group_points = groups };

  self->n = matrix->n;
  self->n_sets = profile->band_sets->len;
  self->scores = g_new (double, matrix->n + 1);
  self->bands = g_new (gint8, matrix->n * self->n_sets + 1);
  for (gsize i = 0; i < matrix->n; i++)
    {
      assay_factor_matrix_get_row (matrix, i, values);
      assay_profile_sum (profile, values, &matrix->judged[i], &result);
      self->scores[i] = result.score;
      for (guint set = 0; set < self->n_sets; set++)
        self->bands[i * self->n_sets + set] = (gint8) result.bands[set];
    }
  return self;
}

static void
cell_clear (AssayBacktestCell *cell)
{
  g_free (cell->name);
  g_free (cell->key);
}

static void
ladder_clear (AssayBacktestLadder *ladder)
{
  g_free (ladder->key);
  g_free (ladder->label);
  g_clear_pointer (&ladder->cells, g_array_unref);
}

AssayBacktest *
assay_backtest_ref (AssayBacktest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
assay_backtest_unref (AssayBacktest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->ladders, g_array_unref);
  g_clear_pointer (&self->violations, g_array_unref);
  g_clear_pointer (&self->isotonic, assay_isotonic_free);
  g_free (self);
}

static AssayBacktestLadder *
add_ladder (AssayBacktest *self,
            const char    *key,
            const char    *label)
{
  AssayBacktestLadder ladder = { .key = g_strdup (key), .label = g_strdup (label) };

  ladder.cells = g_array_new (FALSE, TRUE, sizeof (AssayBacktestCell));
  g_array_set_clear_func (ladder.cells, (GDestroyNotify) cell_clear);
  g_array_append_val (self->ladders, ladder);
  return &g_array_index (self->ladders, AssayBacktestLadder, self->ladders->len - 1);
}

static void
finish_cells (AssayBacktestLadder *ladder)
{
  for (guint i = 0; i < ladder->cells->len; i++)
    {
      AssayBacktestCell *cell = &g_array_index (ladder->cells, AssayBacktestCell, i);

      cell->rate = cell->count > 0 ? (double) cell->converted / (double) cell->count : NAN;
      cell->low = cell->high = NAN;
      if (cell->count > 0)
        assay_wilson_interval (
          (double) cell->converted, (double) cell->count, LEVEL, &cell->low, &cell->high);
    }
}

static void
count (AssayBacktestLadder *ladder,
       guint                index,
       guint8               outcome)
{
  AssayBacktestCell *cell = &g_array_index (ladder->cells, AssayBacktestCell, index);

  cell->count++;
  cell->converted += outcome;
}

/* Tenths of the scale by the rounded score, the last one with its upper end. */
static void
fill_buckets (AssayBacktest      *self,
              const AssayProfile *profile,
              const double       *scores,
              const guint8       *outcomes,
              gsize               n)
{
  AssayBacktestLadder *ladder = add_ladder (self, "score", _ ("Score"));
  double width = (profile->scale_max - profile->scale_min) / ASSAY_BACKTEST_BUCKETS;

  for (int i = ASSAY_BACKTEST_BUCKETS - 1; i >= 0; i--)
    {
      AssayBacktestCell cell = { .min = ceil (profile->scale_min + i * width - 1e-9) + 0.0 };
      double next = ceil (profile->scale_min + (i + 1) * width - 1e-9);
      double last = i == ASSAY_BACKTEST_BUCKETS - 1 ? profile->scale_max : next - 1;

      cell.name = g_strdup_printf ("%.0f–%.0f", cell.min, last);
      g_array_append_val (ladder->cells, cell);
    }
  for (gsize i = 0; i < n; i++)
    {
      double rounded = assay_profile_round (scores[i]);
      guint index = 0;

      while (index + 1 < ladder->cells->len
             && rounded < g_array_index (ladder->cells, AssayBacktestCell, index).min)
        index++;
      count (ladder, index, outcomes[i]);
    }
  finish_cells (ladder);
}

static void
fill_bands (AssayBacktest          *self,
            const AssayProfile     *profile,
            const AssayScoredLeads *leads,
            const guint8           *outcomes)
{
  for (guint s = 0; s < profile->band_sets->len; s++)
    {
      const AssayBandSet *set = assay_profile_band_set (profile, s);
      AssayBacktestLadder *ladder = add_ladder (self, set->key, set->label);

      for (guint b = 0; b < set->bands->len; b++)
        {
          const AssayBand *band = &g_array_index (set->bands, AssayBand, b);
          AssayBacktestCell cell = { .name = g_strdup (band->label), .key = g_strdup (band->key) };

          cell.min = band->min;
          g_array_append_val (ladder->cells, cell);
        }
      for (gsize i = 0; i < leads->n; i++)
        if (leads->bands[i * leads->n_sets + s] >= 0)
          count (ladder, (guint) leads->bands[i * leads->n_sets + s], outcomes[i]);
      finish_cells (ladder);
    }
}

/* That a step converts so much worse than the one below it, one-sided, by the pooled two-proportion
 * test. */
static double
chance_of (const AssayBacktestCell *higher,
           const AssayBacktestCell *lower)
{
  double n = (double) higher->count, m = (double) lower->count;
  double pooled = (double) (higher->converted + lower->converted) / (n + m);
  double variance = pooled * (1 - pooled) * (1 / n + 1 / m);
  double difference = lower->rate - higher->rate;

  return variance > 0 ? assay_chi_square_tail (difference * difference / variance, 1) / 2 : 0;
}

static void
find_violations (AssayBacktest *self)
{
  for (guint l = 0; l < self->ladders->len; l++)
    {
      const GArray *cells = g_array_index (self->ladders, AssayBacktestLadder, l).cells;
      int above = -1;

      for (guint i = 0; i < cells->len; i++)
        {
          const AssayBacktestCell *cell = &g_array_index (cells, AssayBacktestCell, i);

          if (cell->count == 0)
            continue;
          if (above >= 0 && g_array_index (cells, AssayBacktestCell, above).rate < cell->rate)
            {
              AssayBacktestViolation violation
                = { l, (guint) above, i,
                    chance_of (&g_array_index (cells, AssayBacktestCell, above), cell) };

              g_array_append_val (self->violations, violation);
            }
          above = (int) i;
        }
    }
}

/* Of probabilities for leads that the curve was not fitted on: fitted on the same ones, it would
 * look better than it is. */
static double
brier_across (const double *scores,
              const guint8 *outcomes,
              gsize         n)
{
  g_autofree guint32 *order = g_new (guint32, n + 1);
  g_autofree double *own_scores = g_new (double, n + 1);
  g_autofree guint8 *own_outcomes = g_new (guint8, n + 1);
  AssayRandom random;
  double sum = 0;

  if (n < N_FOLDS)
    return NAN;
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  assay_random_init (&random, SEED);
  assay_random_shuffle (&random, order, n);
  for (gsize fold = 0; fold < N_FOLDS; fold++)
    {
      g_autoptr (AssayIsotonic) curve = NULL;
      gsize m = 0;

      for (gsize i = 0; i < n; i++)
        if (i % N_FOLDS != fold)
          {
            own_scores[m] = scores[order[i]];
            own_outcomes[m++] = outcomes[order[i]];
          }
      curve = assay_isotonic_fit (own_scores, own_outcomes, m);
      for (gsize i = fold; i < n; i += N_FOLDS)
        {
          double error = assay_isotonic_predict (curve, scores[order[i]]) - outcomes[order[i]];

          sum += error * error;
        }
    }
  return sum / (double) n;
}

/**
 * assay_backtest_new:
 * @profile: whose bands
 * @leads: what it makes of leads whose outcome is known
 * @outcomes: (array): of each, 1 converted, 0 lost
 * @quick: leave the Brier scores out, which take longest
 *
 * Measures scores by what became of the leads. Pure; any thread.
 *
 * Returns: (transfer full): the figures
 */
AssayBacktest *
assay_backtest_new (const AssayProfile     *profile,
                    const AssayScoredLeads *leads,
                    const guint8           *outcomes,
                    gboolean                quick)
{
  AssayBacktest *self = g_new0 (AssayBacktest, 1);
  g_autofree double *scores = g_new (double, leads->n + 1);
  g_autofree guint8 *known = g_new (guint8, leads->n + 1);
  double share;

  g_atomic_ref_count_init (&self->refs);
  self->ladders = g_array_new (FALSE, TRUE, sizeof (AssayBacktestLadder));
  g_array_set_clear_func (self->ladders, (GDestroyNotify) ladder_clear);
  self->violations = g_array_new (FALSE, FALSE, sizeof (AssayBacktestViolation));
  for (gsize i = 0; i < leads->n; i++)
    {
      if (isnan (leads->scores[i]))
        continue;
      scores[self->n] = leads->scores[i];
      known[self->n++] = outcomes[i] != 0;
      self->n_converted += outcomes[i] != 0;
    }
  self->n_unscored = leads->n - self->n;
  self->auc
    = assay_ranking_auc_interval (scores, known, self->n, LEVEL, &self->auc_low, &self->auc_high);
  self->pr_auc = assay_ranking_pr_auc (scores, known, self->n);
  assay_ranking_lift (scores, known, self->n, self->lift, ASSAY_BACKTEST_SLICES);
  share = self->n > 0 ? (double) self->n_converted / (double) self->n : NAN;
  self->brier = quick ? NAN : brier_across (scores, known, self->n);
  self->brier_base = share * (1 - share);
  fill_buckets (self, profile, scores, known, self->n);
  fill_bands (self, profile, leads, outcomes);
  find_violations (self);
  if (self->n > 0)
    self->isotonic = assay_isotonic_fit (scores, known, self->n);
  return self;
}
