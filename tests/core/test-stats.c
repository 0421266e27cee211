/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "stats/assay-distribution.h"
#include "stats/assay-isotonic.h"
#include "stats/assay-logistic.h"
#include "stats/assay-platt.h"
#include "stats/assay-probability.h"
#include "stats/assay-random.h"
#include "stats/assay-ranking.h"
#include "stats/assay-stability.h"

#define N 200

/* Reference values were computed from the definitions in exact fractions and 40 decimals: areas by
 * counting all pairs, the isotonic curve by its min–max formula. */

static double scores[N];
static double probabilities[N];
static guint8 outcomes[N];

static void
fill (void)
{
  for (int i = 0; i < N; i++)
    {
      int score = (i * 7919 + 13) % 53;

      scores[i] = score;
      probabilities[i] = (score + 1) / 60.0;
      outcomes[i] = (i * i * 31 + i * 17 + score * score) % 97 < 15 + score / 2;
    }
}

static void
assert_near (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9);
}

static void
test_ranking (void)
{
  double low, high;
  const guint8 one_class[3] = { 1, 1, 1 };

  assert_near (assay_ranking_auc (scores, outcomes, N), 0.64436831349921865609);
  assay_ranking_auc_interval (scores, outcomes, N, 0.95, &low, &high);
  assert_near (low, 0.56547140559107212724);
  assert_near (high, 0.72326522140736518493);
  assert_near (assay_ranking_pr_auc (scores, outcomes, N), 0.40329578475356447081);
  g_assert_true (isnan (assay_ranking_auc (scores, one_class, 3)));
  assert_near (assay_ranking_auc ((double[]){ 1, 2, 3, 4 }, (guint8[]){ 0, 0, 1, 1 }, 4), 1);
  assert_near (assay_ranking_auc ((double[]){ 1, 1, 1, 1 }, (guint8[]){ 0, 1, 0, 1 }, 4), 0.5);
  assert_near (assay_ranking_pr_auc ((double[]){ 1, 1, 1, 1 }, (guint8[]){ 0, 1, 0, 0 }, 4), 0.25);
}

static void
test_lift (void)
{
  AssayLiftRow rows[10];
  double positives = 0;
  double tied[5] = { 7, 7, 7, 7, 7 };

  assay_ranking_lift (scores, outcomes, N, rows, 10);
  for (int i = 0; i < 10; i++)
    {
      positives += rows[i].positives;
      assert_near (rows[i].count, 20);
      assert_near (rows[i].gain, positives / 59);
      assert_near (rows[i].lift, rows[i].positives / 20 / (59.0 / N));
    }
  assert_near (positives, 59);
  g_assert_cmpfloat (rows[0].lift, >, 1);

  /* Nobody is told apart: every slice converts as all do, also where slices split leads. */
  assay_ranking_lift (tied, (guint8[]){ 0, 0, 1, 0, 1 }, 5, rows, 2);
  assert_near (rows[0].lift, 1);
  assert_near (rows[1].lift, 1);
  assert_near (rows[0].gain, 0.5);
}

static void
test_probability (void)
{
  AssayReliabilityBin bins[2];

  assert_near (assay_probability_log_loss (probabilities, outcomes, N), 0.68283427583884126353);
  assert_near (assay_probability_brier (probabilities, outcomes, N), 0.24444583333333333333);
  assert_near (assay_probability_accuracy (probabilities, outcomes, N, 0.3), 101.0 / 200);
  assert_near (assay_probability_calibration_error (probabilities, outcomes, N, 10),
               0.17958333333333333333);
  g_assert_cmpfloat (assay_probability_log_loss_of (0, 1), <, 40);
  assert_near (assay_probability_from_logit (assay_probability_logit (0.01)), 0.01);
  assert_near (assay_probability_from_logit (-800), 0);
  assert_near (assay_probability_from_logit (800), 1);

  assay_probability_reliability ((double[]){ 1, 0.5, 0.7 }, (guint8[]){ 1, 0, 1 }, 3, bins, 2);
  g_assert_cmpuint (bins[0].count, ==, 0);
  g_assert_true (isnan (bins[0].observed));
  g_assert_cmpuint (bins[1].count, ==, 3);
  assert_near (bins[1].observed, 2.0 / 3);
}

static void
test_distribution (void)
{
  double low, high, mean;
  double values[4] = { 4, 1, 3, 2 };

  assert_near (assay_normal_quantile (0.975), 1.95996398454005423552);
  assert_near (assay_normal_quantile (0.5), 0);
  assert_near (assay_normal_quantile (1e-6), -4.75342430882289894);
  assert_near (assay_normal_quantile (0.999), 3.09023230616781354);
  assert_near (assay_chi_square_tail (7.3, 4), 0.12085874882121234765);
  assert_near (assay_chi_square_tail (20, 6), 0.00276939571551157594);
  assert_near (assay_chi_square_tail (2.5, 1), 0.11384629800665803);
  assert_near (assay_chi_square_tail (0, 3), 1);
  assert_near (assay_chi_square_quantile (0.95, 1), 3.84145882069412448);
  assert_near (assay_chi_square_quantile (0.99, 2), -2 * log (0.01));
  assay_wilson_interval (7, 23, 0.95, &low, &high);
  assert_near (low, 0.15604024453214021777);
  assert_near (high, 0.50865756268759205056);
  assay_wilson_interval (0, 0, 0.95, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
  assay_mean_interval (values, 4, 0.95, &mean, &low, &high);
  assert_near (mean, 2.5);
  assert_near (high - mean, 1.95996398454005423552 * sqrt (5.0 / 12));
  assert_near (mean - low, high - mean);
  assay_mean_interval (values, 1, 0.95, &mean, &low, &high);
  g_assert_true (isinf (high));
  assay_sort_doubles (values, 4);
  assert_near (assay_quantile (values, 4, 0.5), 2.5);
  assert_near (assay_quantile (values, 4, 0.1), 1.3);
  assert_near (assay_quantile (values, 4, 1), 4);
  g_assert_true (isnan (assay_quantile (values, 0, 0.5)));
}

static void
test_isotonic (void)
{
  g_autoptr (AssayIsotonic) curve = assay_isotonic_fit (scores, outcomes, N);
  g_autoptr (AssayIsotonic) copy = assay_isotonic_new (curve->scores, curve->values, curve->n);
  g_autoptr (AssayIsotonic) empty = assay_isotonic_fit (scores, outcomes, 0);
  double sum = 0;

  assert_near (assay_isotonic_predict (curve, 0), 0);
  assert_near (assay_isotonic_predict (curve, 10), 13.0 / 45);
  assert_near (assay_isotonic_predict (curve, 25), 5.0 / 17);
  assert_near (assay_isotonic_predict (curve, 40), 13.0 / 32);
  assert_near (assay_isotonic_predict (curve, 52), 3.0 / 4);
  assert_near (assay_isotonic_predict (curve, 1000), 3.0 / 4);
  assert_near (assay_isotonic_predict (curve, -1), 0);
  g_assert_true (isnan (assay_isotonic_predict (empty, 1)));
  for (gsize i = 1; i < curve->n; i++)
    g_assert_cmpfloat (curve->values[i], >=, curve->values[i - 1]);
  /* Pooling keeps the mean. */
  for (int i = 0; i < N; i++)
    sum += assay_isotonic_predict (copy, scores[i]);
  assert_near (sum, 59);
}

static void
test_platt (void)
{
  double groups[N];
  AssayPlatt curve;
  double low = 0, high = 0, n_low = 0, n_high = 0, target_high, target_low;

  /* With two distinct scores the fit is exact: each group's mean target. */
  target_high = 60.0 / 61;
  target_low = 1.0 / 143;
  for (int i = 0; i < N; i++)
    {
      double target = outcomes[i] != 0 ? target_high : target_low;

      groups[i] = scores[i] > 25 ? 1.5 : -2;
      if (groups[i] > 0)
        high += target, n_high++;
      else
        low += target, n_low++;
    }
  assay_platt_fit (&curve, groups, outcomes, N);
  assert_near (assay_platt_predict (&curve, 1.5), high / n_high);
  assert_near (assay_platt_predict (&curve, -2), low / n_low);

  /* Separated outcomes: steep, but finite. */
  assay_platt_fit (&curve, (double[]){ 0, 1, 2, 3 }, (guint8[]){ 0, 0, 1, 1 }, 4);
  g_assert_true (isfinite (curve.slope));
  g_assert_cmpfloat (assay_platt_predict (&curve, 3), >, 0.7);
}

/* Two columns: the score, and whether it is above 25. */
static void
make_matrix (gsize *offsets, guint32 *columns, float *values)
{
  gsize at = 0;

  for (int i = 0; i < N; i++)
    {
      offsets[i] = at;
      columns[at] = 0;
      values[at++] = (float) scores[i] / 8;
      if (scores[i] > 25)
        {
          columns[at] = 1;
          values[at++] = 1;
        }
    }
  offsets[N] = at;
}

static void
assert_at_rest (const AssayLogisticData *data, const double *coefficients, double penalty)
{
  double gradient[3] = { penalty * coefficients[0], penalty * coefficients[1], 0 };

  for (gsize i = 0; i < data->n_rows; i++)
    {
      gsize row = data->rows != NULL ? data->rows[i] : i;
      double error =
          assay_probability_from_logit (assay_logistic_margin (data, coefficients, row)) -
          data->outcomes[row];

      for (gsize k = data->offsets[row]; k < data->offsets[row + 1]; k++)
        gradient[data->columns[k]] += error * data->values[k];
      gradient[2] += error;
    }
  for (int c = 0; c < 3; c++)
    assert_near (gradient[c], 0);
}

static void
test_logistic (void)
{
  gsize offsets[N + 1];
  guint32 columns[2 * N];
  float values[2 * N];
  guint32 rows[N / 2];
  double coefficients[3];
  AssayLogisticData data = {
    .n_columns = 2,
    .offsets = offsets,
    .columns = columns,
    .values = values,
    .outcomes = outcomes,
    .n_rows = N,
  };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  make_matrix (offsets, columns, values);
  for (guint i = 0; i < N / 2; i++)
    rows[i] = 2 * i;
  for (double penalty = 0; penalty < 100; penalty = 3 * penalty + 0.5)
    {
      data.rows = NULL;
      data.n_rows = N;
      g_assert_true (assay_logistic_fit (&data, penalty, 1e-13, NULL, coefficients));
      assert_at_rest (&data, coefficients, penalty);
      data.rows = rows;
      data.n_rows = N / 2;
      g_assert_true (assay_logistic_fit (&data, penalty, 1e-13, NULL, coefficients));
      assert_at_rest (&data, coefficients, penalty);
    }
  g_cancellable_cancel (cancelled);
  g_assert_false (assay_logistic_fit (&data, 1, 1e-9, cancelled, coefficients));
}

static void
test_stability (void)
{
  double before[4] = { 10, 20, 30, 40 };
  double after[4] = { 15, 25, 35, 5 };
  AssayRandom random;
  int above = 0;

  assert_near (assay_stability_index (before, after, 4), 0.73669528469529534129);
  assert_near (assay_stability_index (before, before, 4), 0);
  assert_near (assay_stability_limit (100, 400, 3, 0.99),
               -2 * log (0.01) * (1.0 / 100 + 1.0 / 400));

  /* Where nothing changed, about one comparison in twenty exceeds the limit of 95 %. */
  assay_random_init (&random, 7);
  for (int trial = 0; trial < 2000; trial++)
    {
      double a[5] = { 0 };
      double b[5] = { 0 };

      for (int i = 0; i < 400; i++)
        a[assay_random_below (&random, 5)]++;
      for (int i = 0; i < 300; i++)
        b[assay_random_below (&random, 5)]++;
      above += assay_stability_index (a, b, 5) > assay_stability_limit (400, 300, 5, 0.95);
    }
  g_assert_cmpint (above, >, 60);
  g_assert_cmpint (above, <, 140);
}

static void
test_random (void)
{
  AssayRandom random, again;
  double sum = 0, squares = 0, gamma_sum = 0, gamma_squares = 0;
  guint32 items[100];
  gboolean seen[100] = { FALSE };
  const int n = 200000;

  assay_random_init (&random, 1);
  assay_random_init (&again, 1);
  for (int i = 0; i < n; i++)
    {
      double normal = assay_random_normal (&random);
      double gamma = assay_random_gamma (&random, 0.4);
      double uniform = assay_random_uniform (&random);

      g_assert_true (uniform >= 0 && uniform < 1);
      g_assert_cmpuint (assay_random_below (&random, 3), <, 3);
      sum += normal;
      squares += normal * normal;
      gamma_sum += gamma;
      gamma_squares += gamma * gamma;
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (squares / n, 1, 0.015);
  g_assert_cmpfloat_with_epsilon (gamma_sum / n, 0.4, 0.01);
  g_assert_cmpfloat_with_epsilon (gamma_squares / n, 0.4 + 0.16, 0.02);

  for (guint i = 0; i < 100; i++)
    items[i] = i;
  assay_random_shuffle (&again, items, 100);
  for (guint i = 0; i < 100; i++)
    seen[items[i]] = TRUE;
  for (guint i = 0; i < 100; i++)
    g_assert_true (seen[i]);
}

/* At every whole percent and every step: what counting by hand gives; and the steps suffice for the area
 * under the curve to be right. */
static void
test_cutoffs (void)
{
  const gsize n = 1000;
  g_autofree double *values = g_new (double, n);
  g_autofree guint8 *won = g_new (guint8, n);
  AssayCutoff cutoffs[ASSAY_RANKING_CUTOFFS];
  gboolean percents[101] = { FALSE };
  double area = 0;
  AssayRandom random;
  guint n_cutoffs;

  assay_random_init (&random, 11);
  for (gsize i = 0; i < n; i++)
    {
      values[i] = floor (assay_random_uniform (&random) * assay_random_uniform (&random) * 500) / 1000;
      won[i] = assay_random_uniform (&random) < values[i];
    }
  n_cutoffs = assay_ranking_cutoffs (values, won, n, cutoffs);
  g_assert_cmpuint (n_cutoffs, <=, ASSAY_RANKING_CUTOFFS);
  for (guint c = 0; c < n_cutoffs; c++)
    {
      gsize found = 0, in_vain = 0;

      for (gsize i = 0; i < n; i++)
        {
          found += values[i] >= cutoffs[c].threshold && won[i] == 1;
          in_vain += values[i] >= cutoffs[c].threshold && won[i] == 0;
        }
      g_assert_cmpuint (cutoffs[c].true_positives, ==, found);
      g_assert_cmpuint (cutoffs[c].false_positives, ==, in_vain);
      if (c == 0)
        continue;
      g_assert_cmpfloat (cutoffs[c].threshold, <, cutoffs[c - 1].threshold);
      for (guint p = 0; p <= 100; p++)
        percents[p] |= cutoffs[c].threshold == p / 100.0;
      area += (double) (cutoffs[c].false_positives - cutoffs[c - 1].false_positives)
              * (double) (cutoffs[c].true_positives + cutoffs[c - 1].true_positives) / 2;
    }
  for (guint p = 0; p <= 100; p++)
    g_assert_true (percents[p]);
  g_assert_cmpuint (cutoffs[0].true_positives + cutoffs[0].false_positives, ==, 0);
  g_assert_cmpuint (cutoffs[n_cutoffs - 1].true_positives + cutoffs[n_cutoffs - 1].false_positives, ==, n);
  area /= (double) cutoffs[n_cutoffs - 1].true_positives * (double) cutoffs[n_cutoffs - 1].false_positives;
  g_assert_cmpfloat_with_epsilon (area, assay_ranking_auc (values, won, n), 0.002);

  /* Nobody to rank. */
  g_assert_cmpuint (assay_ranking_cutoffs (values, won, 0, cutoffs), ==, 102);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fill ();
  g_test_add_func ("/stats/ranking", test_ranking);
  g_test_add_func ("/stats/lift", test_lift);
  g_test_add_func ("/stats/cutoffs", test_cutoffs);
  g_test_add_func ("/stats/probability", test_probability);
  g_test_add_func ("/stats/distribution", test_distribution);
  g_test_add_func ("/stats/isotonic", test_isotonic);
  g_test_add_func ("/stats/platt", test_platt);
  g_test_add_func ("/stats/logistic", test_logistic);
  g_test_add_func ("/stats/stability", test_stability);
  g_test_add_func ("/stats/random", test_random);
  return g_test_run ();
}
