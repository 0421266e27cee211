/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-fixture.h"

#include "base/assay-json.h"
#include "learn/assay-interactions-private.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-predictor.h"
#include "learn/assay-xgboost.h"

static AssayTrained *
train (LearnTable *table,
       const AssayRecipe *recipe,
       const AssayFeatureMatrix *matrix,
       AssayAlgorithm wanted)
{
  g_autoptr (GError) error = NULL;
  AssayTraining training = { .recipe = recipe,
                             .matrix = matrix,
                             .outcomes = table->outcomes,
                             .order = table->table->order,
                             .wanted = wanted,
                             .seed = 1 };
  AssayTrained *trained;

  for (gsize i = 0; i < table->table->n_rows; i++)
    table->table->order[i] = (double) i;
  trained = assay_trainer_train (&training, NULL, &error);
  g_assert_no_error (error);
  return trained;
}

/* Probabilities against those that the outcomes were drawn by. */
static void
test_calibration (gconstpointer data)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayTrained) trained = NULL;

  learn_make_leads (&table, 4000, 1, 3);
  recipe = learn_make_recipe (&table);
  matrix = learn_encode (&table, recipe);
  trained = train (&table, recipe, matrix, GPOINTER_TO_INT (data));
  g_assert_cmpint (assay_evaluation_judge (&trained->evaluation), ==, ASSAY_VERDICT_USEFUL);
  g_assert_cmpfloat (trained->evaluation.calibration_error, <, 0.03);
  g_assert_cmpfloat (trained->evaluation.auc, >, 0.7);
  g_assert_cmpfloat (trained->evaluation.auc_low, <, trained->evaluation.auc);
  g_assert_true (trained->has_later);
  g_assert_cmpfloat (trained->later.calibration_error, <, 0.08);
  g_assert_cmpfloat (trained->later.auc, >, 0.65);
  learn_table_clear (&table);
}

static void
test_no_signal (void)
{
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      LearnTable table;
      g_autoptr (AssayRecipe) recipe = NULL;
      g_autoptr (AssayFeatureMatrix) matrix = NULL;
      g_autoptr (AssayTrained) trained = NULL;

      learn_make_leads (&table, 600, 0, seed);
      recipe = learn_make_recipe (&table);
      matrix = learn_encode (&table, recipe);
      trained = train (&table, recipe, matrix, ASSAY_ALGORITHM_AUTO);
      g_assert_cmpint (assay_evaluation_judge (&trained->evaluation), ==, ASSAY_VERDICT_NO_SIGNAL);
      learn_table_clear (&table);
    }
}

/* Where log odds are a sum, the readable model is kept. */
static void
test_baseline_is_kept (void)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayTrained) trained = NULL;

  learn_make_leads (&table, 1500, 1, 5);
  recipe = learn_make_recipe (&table);
  matrix = learn_encode (&table, recipe);
  trained = train (&table, recipe, matrix, ASSAY_ALGORITHM_AUTO);
  g_assert_cmpint (trained->algorithm, ==, ASSAY_ALGORITHM_LOGISTIC);
  learn_table_clear (&table);
}

/* What a model adds up to, and that it is the same after it was written and read. */
static void
check_explanation (const AssayTrained *trained,
                   const AssayRecipe *recipe,
                   const AssayFeatureMatrix *matrix)
{
  guint n_entries = recipe->entries->len;
  gsize n = 200;
  AssayPredictor predictor = { .recipe = (AssayRecipe *) recipe,
                               .linear = trained->linear,
                               .trees = trained->trees };
  AssayPredictor again = predictor;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = trained->linear != NULL
                                 ? assay_linear_save (trained->linear, recipe)
                                 : assay_trees_save (trained->trees, FALSE, &error);
  g_autofree double *contributions = g_new (double, matrix->n_rows *(n_entries + 1));
  g_autofree double *margins = g_new (double, matrix->n_rows);
  g_autofree double *others = g_new (double, matrix->n_rows);

  g_assert_no_error (error);
  g_assert_true (assay_predictor_margins (&predictor, matrix, margins, &error));
  g_assert_true (assay_predictor_explain (&predictor, matrix, n, contributions, &error));
  for (gsize i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint e = 0; e <= n_entries; e++)
        sum += contributions[i * (n_entries + 1) + e];
      g_assert_cmpfloat_with_epsilon (sum, margins[i], 1e-4);
    }
  again.linear =
      trained->linear != NULL ? assay_linear_load (bytes, recipe->n_features, &error) : NULL;
  again.trees =
      trained->trees != NULL ? assay_trees_load (bytes, recipe->n_features, &error) : NULL;
  g_assert_no_error (error);
  g_assert_true (assay_predictor_margins (&again, matrix, others, &error));
  for (gsize i = 0; i < matrix->n_rows; i++)
    g_assert_cmpfloat_with_epsilon (margins[i], others[i], 1e-6);
  assay_linear_free (again.linear);
  assay_trees_free (again.trees);
}

static void
test_explanation (gconstpointer data)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayTrained) trained = NULL;

  learn_make_leads (&table, 800, 1, 7);
  recipe = learn_make_recipe (&table);
  matrix = learn_encode (&table, recipe);
  trained = train (&table, recipe, matrix, GPOINTER_TO_INT (data));
  check_explanation (trained, recipe, matrix);
  learn_table_clear (&table);
}

static void
test_reproducible (gconstpointer data)
{
  g_autoptr (GBytes) first = NULL;

  for (int run = 0; run < 2; run++)
    {
      LearnTable table;
      g_autoptr (AssayRecipe) recipe = NULL;
      g_autoptr (AssayFeatureMatrix) matrix = NULL;
      g_autoptr (AssayTrained) trained = NULL;
      g_autoptr (GBytes) bytes = NULL;

      learn_make_leads (&table, 700, 1, 9);
      recipe = learn_make_recipe (&table);
      matrix = learn_encode (&table, recipe);
      trained = train (&table, recipe, matrix, GPOINTER_TO_INT (data));
      bytes = trained->linear != NULL ? assay_linear_save (trained->linear, recipe)
                                      : assay_trees_save (trained->trees, FALSE, NULL);
      if (first == NULL)
        first = g_steal_pointer (&bytes);
      else
        g_assert_true (g_bytes_equal (first, bytes));
      learn_table_clear (&table);
    }
}

static void
test_bad_models (void)
{
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("{\"intercept\":1,\"terms\":[]}", 26);
  g_autoptr (GBytes) noise = g_bytes_new_static ("not a model", 11);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_linear_load (nonsense, 3, &error));
  g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE);
  g_clear_error (&error);
  g_assert_null (assay_trees_load (noise, 3, &error));
  g_assert_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_LIBRARY);
}

static void
test_cancel (void)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  AssayTraining training = { .wanted = ASSAY_ALGORITHM_AUTO, .seed = 1 };

  learn_make_leads (&table, 500, 1, 9);
  training.recipe = recipe = learn_make_recipe (&table);
  training.matrix = matrix = learn_encode (&table, recipe);
  training.outcomes = table.outcomes;
  g_cancellable_cancel (cancelled);
  g_assert_null (assay_trainer_train (&training, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  learn_table_clear (&table);
}

/* Without the library, regression still works, and trees say what is missing. */
static void
test_without_library (void)
{
  if (g_test_subprocess ())
    {
      LearnTable table;
      g_autoptr (AssayRecipe) recipe = NULL;
      g_autoptr (AssayFeatureMatrix) matrix = NULL;
      g_autoptr (AssayTrained) trained = NULL;
      g_autoptr (GError) error = NULL;
      AssayTraining training = { .wanted = ASSAY_ALGORITHM_TREES, .seed = 1 };

      learn_make_leads (&table, 500, 1, 9);
      training.recipe = recipe = learn_make_recipe (&table);
      training.matrix = matrix = learn_encode (&table, recipe);
      training.outcomes = table.outcomes;
      g_assert_null (assay_trainer_train (&training, NULL, &error));
      g_assert_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_LIBRARY);
      g_clear_error (&error);
      trained = train (&table, recipe, matrix, ASSAY_ALGORITHM_AUTO);
      g_assert_nonnull (trained->linear);
      learn_table_clear (&table);
      return;
    }
  g_setenv ("ASSAY_XGBOOST", "", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("ASSAY_XGBOOST");
  g_test_trap_assert_passed ();
}

static void
add_for (const char *path, AssayAlgorithm algorithm, GTestDataFunc func)
{
  g_autofree char *full = g_strdup_printf (
      "/trainer/%s/%s", path, algorithm == ASSAY_ALGORITHM_TREES ? "trees" : "logistic");

  g_test_add_data_func (full, GINT_TO_POINTER (algorithm), func);
}

/* Two fields that mean nothing alone and much together are found and said; a sum has no such pair. */
static void
test_interactions (gconstpointer data)
{
  gboolean together = GPOINTER_TO_INT (data);
  GPtrArray *sources = learn_sources_new ();
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayTrained) trained = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  AssayPredictor predictor = { 0 };
  AssayRandom random;
  JsonArray *list;

  learn_add_source (sources, "noise", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "size", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "channel", ASSAY_SOURCE_CATEGORY);
  learn_table_init (&table, sources, 3000);
  assay_random_init (&random, 11);
  for (gsize i = 0; i < 3000; i++)
    {
      double size = assay_random_normal (&random);
      gboolean fair = assay_random_below (&random, 2) == 1;
      double logit = together ? ((size > 0) == fair ? 1.5 : -1.5) : (size > 0) + (fair ? 1.0 : 0) - 1;

      learn_set_number (&table, 0, i, assay_random_normal (&random));
      learn_set_number (&table, 1, i, size);
      learn_set_text (&table, 2, i, fair ? "fair" : "web");
      learn_set_outcome (&table, i, assay_random_uniform (&random) < assay_probability_from_logit (logit));
    }
  recipe = learn_make_recipe (&table);
  matrix = learn_encode (&table, recipe);
  trained = train (&table, recipe, matrix, ASSAY_ALGORITHM_TREES);
  predictor.recipe = recipe;
  predictor.trees = trained->trees;
  predictor.calibration = trained->calibration;
  assay_interactions_add (&predictor, table.table, matrix, object, &error);
  g_assert_no_error (error);
  list = json_object_get_array_member (object, "interactions");
  if (together)
    {
      JsonObject *first = json_array_get_object_element (list, 0);
      JsonArray *fields = json_object_get_array_member (first, "fields");
      double adds = json_object_get_double_member (first, "adds");
      const char *channel = json_array_get_string_element (json_object_get_array_member (first, "where"), 1);
      const char *size = json_array_get_string_element (json_object_get_array_member (first, "where"), 0);

      g_assert_cmpstr (json_array_get_string_element (fields, 0), ==, "size");
      g_assert_cmpstr (json_array_get_string_element (fields, 1), ==, "channel");
      g_assert_cmpfloat (json_object_get_double_member (first, "share"), >, 0.3);
      g_assert_cmpfloat (fabs (adds), >, 10);
      /* It adds where a large size meets the fair, or a small one the web. */
      g_assert_cmpint (adds > 0, ==, (strchr (size, '-') == NULL) == (strstr (channel, "fair") != NULL));
    }
  else
    for (guint i = 0; i < json_array_get_length (list); i++)
      g_assert_cmpfloat (
        json_object_get_double_member (json_array_get_object_element (list, i), "share"), <, 0.12);
  learn_table_clear (&table);
}

int
main (int argc, char **argv)
{
  assay_xgboost_prepare ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/without-library", test_without_library);
  for (int algorithm = ASSAY_ALGORITHM_LOGISTIC; algorithm <= ASSAY_ALGORITHM_TREES; algorithm++)
    {
      /* Not every distribution has the library; what happens then is tested above. */
      if (algorithm == ASSAY_ALGORITHM_TREES && !assay_xgboost_is_available (NULL))
        continue;
      add_for ("calibration", algorithm, test_calibration);
      add_for ("explanation", algorithm, test_explanation);
      add_for ("reproducible", algorithm, test_reproducible);
    }
  g_test_add_func ("/trainer/no-signal", test_no_signal);
  g_test_add_func ("/trainer/baseline-is-kept", test_baseline_is_kept);
  g_test_add_func ("/trainer/bad-models", test_bad_models);
  g_test_add_func ("/trainer/cancel", test_cancel);
  g_test_add_data_func ("/trainer/interactions", GINT_TO_POINTER (TRUE), test_interactions);
  g_test_add_data_func ("/trainer/no-interactions", GINT_TO_POINTER (FALSE), test_interactions);
  return g_test_run ();
}
