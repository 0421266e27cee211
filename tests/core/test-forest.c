/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-forest-private.h"
#include "learn/assay-trees.h"
#include "learn/assay-xgboost.h"

#include <math.h>
#include <string.h>

#include "stats/assay-random.h"

#define N 700
#define N_FEATURES 9

/* Numbers of every kind: with many ties, without any, missing ones, both zeros, the greatest. */
static AssayFeatureMatrix *
make_matrix (gsize   n,
             guint64 seed)
{
  AssayFeatureMatrix *matrix = assay_feature_matrix_new (N_FEATURES);
  AssayRandom random;

  assay_random_init (&random, seed);
  assay_feature_matrix_resize (matrix, n);
  for (guint c = 0; c < N_FEATURES; c++)
    for (gsize i = 0; i < n; i++)
      {
        float *value = &assay_feature_matrix_column (matrix, c)[i];
        guint kind = assay_random_below (&random, 20);

        if (kind < 4 && c != 2)
          *value = NAN;
        else if (kind == 4)
          *value = assay_random_below (&random, 2) ? -0.0f : 0.0f;
        else if (kind == 5 && c < 3)
          *value = assay_random_below (&random, 2) ? -3e38f : 3e38f;
        else if (c % 2 == 0)
          *value = (float) assay_random_below (&random, 5) - 2;
        else
          *value = (float) assay_random_normal (&random) * 1e-3f;
      }
  return matrix;
}

static AssayTrees *
grow (const AssayFeatureMatrix *matrix,
      AssayObjective            objective,
      guint                     depth,
      guint                     rounds)
{
  AssayTreeParams params = { .objective = objective,
                             .max_depth = depth,
                             .rounds = rounds,
                             .n_threads = 1,
                             .eta = 0.3,
                             .min_child_weight = objective == ASSAY_OBJECTIVE_LOGISTIC ? 0.1 : 1,
                             .subsample = 0.8,
                             .colsample = 0.7,
                             .lambda = 1,
                             .base_score = objective == ASSAY_OBJECTIVE_LOGISTIC ? 0.3 : 17.25,
                             .seed = depth };
  g_autofree float *labels = g_new (float, matrix->n_rows);
  AssayTreeRows rows = { .matrix = matrix, .labels = labels, .upper = labels };
  g_autoptr (GError) error = NULL;
  AssayTrees *trees;

  for (gsize i = 0; i < matrix->n_rows; i++)
    {
      float first = assay_feature_matrix_column (matrix, 0)[i];
      gboolean high = (first > 0) != (i % 7 == 0);

      labels[i] = objective == ASSAY_OBJECTIVE_LOGISTIC ? (float) high
                                                        : (float) (1 + i % 11) * (high ? 9 : 2);
    }
  trees = assay_trees_grow (&params, &rows, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return trees;
}

static void
assert_same (AssayTrees               *library,
             AssayTrees               *ours,
             const AssayFeatureMatrix *matrix)
{
  g_autofree float *expected = g_new (float, matrix->n_rows + 1);
  g_autofree float *found = g_new (float, matrix->n_rows + 1);
  g_autoptr (GError) error = NULL;

  assay_trees_predict (library, matrix, expected, &error);
  g_assert_no_error (error);
  assay_trees_predict (ours, matrix, found, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found, matrix->n_rows * sizeof (float), expected, matrix->n_rows * sizeof (float));
}

/* Trees that were loaded walk by themselves, and come to what the library comes to, to the bit. */
static void
test_exact (void)
{
  static const guint shapes[][2] = { { 1, 1 }, { 3, 20 }, { 6, 60 }, { 12, 15 } };
  static const gsize sizes[] = { 1, 7, 8, 63, 64, 65, N };

  if (!assay_xgboost_is_available (NULL))
    return;
  for (int objective = ASSAY_OBJECTIVE_LOGISTIC; objective <= ASSAY_OBJECTIVE_GAMMA; objective++)
    for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
      {
        g_autoptr (AssayFeatureMatrix) known = make_matrix (N, 1);
        g_autoptr (AssayTrees) grown = grow (known, (AssayObjective) objective, shapes[s][0], shapes[s][1]);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = assay_trees_save (grown, FALSE, &error);
        g_autoptr (AssayTrees) loaded = assay_trees_load (bytes, N_FEATURES, &error);

        g_assert_no_error (error);
        g_assert_true (assay_trees_walks (loaded));
        g_assert_false (assay_trees_walks (grown));
        assert_same (grown, loaded, known);
        for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
          {
            g_autoptr (AssayFeatureMatrix) other = make_matrix (N, 2 + k);

            /* Columns may lie further apart than they are long. */
            assay_feature_matrix_resize (other, sizes[k]);
            assert_same (grown, loaded, other);
          }
      }
}

/* What a file brings that somebody else made: cut off, or with bytes in it that are others. */
static void
test_hostile (void)
{
  g_autoptr (AssayFeatureMatrix) matrix = make_matrix (N, 1);
  g_autoptr (AssayTrees) grown = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;
  AssayRandom random;

  if (!assay_xgboost_is_available (NULL))
    return;
  grown = grow (matrix, ASSAY_OBJECTIVE_LOGISTIC, 3, 5);
  bytes = assay_trees_save (grown, FALSE, NULL);
  data = g_bytes_get_data (bytes, &length);
  for (gsize cut = 0; cut < length; cut += cut < 400 ? 1 : 37)
    {
      g_autofree guint8 *part = g_memdup2 (data, cut);
      g_autoptr (GBytes) cut_off = g_bytes_new_static (part, cut);
      g_autoptr (AssayForest) forest = assay_forest_new (cut_off, N_FEATURES);

      if (forest != NULL)
        assay_feature_matrix_free (assay_forest_probe (forest));
    }
  assay_random_init (&random, 5);
  for (int i = 0; i < 3000; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, length);
      g_autoptr (GBytes) other = g_bytes_new_static (changed, length);
      g_autoptr (AssayForest) forest = NULL;
      float margins[N];

      for (guint k = 0; k < 1 + assay_random_below (&random, 4); k++)
        changed[assay_random_below (&random, (guint32) length)] = (guint8) assay_random_below (&random, 256);
      forest = assay_forest_new (other, N_FEATURES);
      if (forest != NULL)
        assay_forest_predict (forest, matrix, margins);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forest/exact", test_exact);
  g_test_add_func ("/forest/hostile", test_hostile);
  return g_test_run ();
}
