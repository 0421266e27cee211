/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-fixture.h"

#include "base/assay-clock.h"
#include "base/assay-json.h"

#define N 1000

static float
feature (const AssayRecipe *recipe, const AssayFeatureMatrix *matrix, const char *name, gsize row)
{
  for (guint f = 0; f < recipe->n_features; f++)
    {
      g_autofree char *found = assay_recipe_dup_feature_name (recipe, f);

      if (strcmp (found, name) == 0)
        return assay_feature_matrix_column (matrix, f)[row];
    }
  g_error ("no feature %s", name);
}

static void
test_band_rank (void)
{
  const struct
  {
    const char *text;
    double rank; /* NaN: no band */
  } cases[] = {
    { "11-50", 11 },         { "51 to 200", 51 },   { "1000+", 1000 },
    { "1,001–5,000", 1001 }, { "< 10", 5 },         { "> 500", 500 },
    { "02.medium", 2 },      { "$1m-$5m", 1e6 },    { "10k-20k", 10000 },
    { "medium", NAN },       { "", NAN },           { "7", NAN },
    { "room 12-b", 12 },     { "windows 11", NAN }, { "acme industries 12-14", NAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double rank = NAN;
      gboolean band = assay_band_rank (cases[i].text, &rank);

      g_assert_cmpint (band, ==, !isnan (cases[i].rank));
      if (band)
        g_assert_cmpfloat (rank, ==, cases[i].rank);
    }
}

static void
fill (LearnTable *table)
{
  static const char *const sizes[] = { "1-10", "11-50", "51-200", "201+" };
  GPtrArray *sources = learn_sources_new ();

  learn_add_source (sources, "constant", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "empty", ASSAY_SOURCE_CATEGORY);
  learn_add_source (sources, "visits", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "source", ASSAY_SOURCE_CATEGORY);
  learn_add_source (sources, "size", ASSAY_SOURCE_CATEGORY);
  learn_add_source (sources, "role", ASSAY_SOURCE_TEXT);
  learn_add_source (sources, "born", ASSAY_SOURCE_DATE);
  learn_table_init (table, sources, N);
  for (gsize i = 0; i < N; i++)
    {
      g_autofree char *rare = g_strdup_printf ("rare %" G_GSIZE_FORMAT, i);

      learn_set_number (table, 0, i, 7);
      learn_set_number (table, 2, i, i % 3 == 0 ? NAN : (double) (i % 50));
      learn_set_text (table, 3, i, i % 5 == 0 ? rare : i % 5 == 1 ? NULL : i % 2 ? "Web" : " web ");
      learn_set_text (table, 4, i, sizes[i % 4]);
      learn_set_text (table, 5, i, i % 2 ? "VP of Sales" : i % 4 ? "Sales Manager" : NULL);
      /* 2024-02-29T00:00Z was a Thursday. */
      learn_set_number (
          table, 6, i, 1709164800000.0 + (double) (i % 2) * (double) ASSAY_MS_PER_DAY);
      table->table->as_of[i] = 1709164800000 + 10 * ASSAY_MS_PER_DAY;
    }
}

static void
test_encode (void)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  guint8 use[7] = { 1, 1, 1, 1, 1, 1, 1 };

  fill (&table);
  recipe = assay_recipe_new (table.table, use, TRUE);
  /* What is the same for all is left out. */
  g_assert_cmpuint (recipe->entries->len, ==, 5);
  matrix = learn_encode (&table, recipe);
  g_assert_true (isnan (feature (recipe, matrix, "visits", 0)));
  g_assert_cmpfloat (feature (recipe, matrix, "visits", 4), ==, 4);
  /* Spellings that fold alike are one level; rare ones are pooled. */
  g_assert_cmpfloat (feature (recipe, matrix, "source=web", 2), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "source=web", 3), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "source=(other)", 5), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "source=(none)", 6), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "source=web", 6), ==, 0);
  g_assert_cmpfloat (feature (recipe, matrix, "size", 3), ==, 201);
  g_assert_cmpfloat (feature (recipe, matrix, "role=(none)", 0), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "born.weekday", 0), ==, 4);
  g_assert_cmpfloat (feature (recipe, matrix, "born.month", 0), ==, 2);
  g_assert_cmpfloat (feature (recipe, matrix, "born.month", 1), ==, 3);
  g_assert_cmpfloat (feature (recipe, matrix, "born.age", 1), ==, 9);
  learn_table_clear (&table);
}

static void
test_json (void)
{
  LearnTable table;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayRecipe) again = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  g_autoptr (AssayFeatureMatrix) other = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  AssayJsonCursor root;

  fill (&table);
  recipe = learn_make_recipe (&table);
  assay_recipe_append_json (recipe, text);
  node = assay_json_parse (text->str, -1, &error);
  g_assert_no_error (error);
  assay_json_cursor_init_root (&root, node);
  again = assay_recipe_read_json (&root, &error);
  g_assert_no_error (error);
  assay_recipe_append_json (again, second);
  g_assert_cmpstr (second->str, ==, text->str);
  matrix = learn_encode (&table, recipe);
  other = learn_encode (&table, again);
  for (guint f = 0; f < recipe->n_features; f++)
    g_assert_cmpmem (assay_feature_matrix_column (matrix, f),
                     N * sizeof (float),
                     assay_feature_matrix_column (other, f),
                     N * sizeof (float));
  learn_table_clear (&table);
}

/* A file from outside may say anything; it has to be refused with the place. */
static void
test_bad_json (void)
{
  static const char *const bad[] = {
    "{}",
    "{\"format\":2,\"entries\":[]}",
    "{\"format\":1,\"entries\":[{}]}",
    "{\"format\":1,\"entries\":[{\"source\":\"a\",\"label\":\"a\",\"kind\":\"magic\",\"encoding\":"
    "\"number\"}]}",
    "{\"format\":1,\"entries\":[{\"source\":\"a\",\"label\":\"a\",\"kind\":\"number\",\"encoding\":"
    "\"levels\","
    "\"edges\":[],\"counts\":[1,2]}]}",
    "{\"format\":1,\"entries\":[{\"source\":\"a\",\"label\":\"a\",\"kind\":\"category\","
    "\"encoding\":\"levels\","
    "\"levels\":[\"x\"],\"counts\":[1,2]}]}",
    "{\"format\":1,\"entries\":[{\"source\":\"a\",\"label\":\"a\",\"kind\":\"category\","
    "\"encoding\":\"ranks\","
    "\"levels\":[\"x\"],\"ranks\":[1,2],\"counts\":[1,2,3]}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = assay_json_parse (bad[i], -1, &error);
      AssayJsonCursor root;

      g_assert_no_error (error);
      assay_json_cursor_init_root (&root, node);
      g_assert_null (assay_recipe_read_json (&root, &error));
      g_assert_error (error, ASSAY_JSON_ERROR, ASSAY_JSON_ERROR_SHAPE);
    }
}

/* A workspace that lacks a field, and texts that were never met. */
static void
test_unknown (void)
{
  LearnTable table, other;
  g_autoptr (AssayRecipe) recipe = NULL;
  g_autoptr (AssayFeatureMatrix) matrix = NULL;
  GPtrArray *sources = learn_sources_new ();

  fill (&table);
  recipe = learn_make_recipe (&table);
  learn_add_source (sources, "source", ASSAY_SOURCE_CATEGORY);
  learn_table_init (&other, sources, 2);
  learn_set_text (&other, 0, 0, "never met");
  matrix = learn_encode (&other, recipe);
  g_assert_cmpfloat (feature (recipe, matrix, "source=(other)", 0), ==, 1);
  g_assert_cmpfloat (feature (recipe, matrix, "source=(none)", 1), ==, 1);
  g_assert_true (isnan (feature (recipe, matrix, "visits", 0)));
  g_assert_true (isnan (feature (recipe, matrix, "size", 0)));
  g_assert_cmpfloat (feature (recipe, matrix, "role=(none)", 0), ==, 1);
  learn_table_clear (&table);
  learn_table_clear (&other);
}

static void
test_many_levels (void)
{
  LearnTable table;
  GPtrArray *sources = learn_sources_new ();
  g_autoptr (AssayRecipe) recipe = NULL;

  learn_add_source (sources, "code", ASSAY_SOURCE_CATEGORY);
  learn_table_init (&table, sources, 50000);
  for (gsize i = 0; i < 50000; i++)
    {
      g_autofree char *text = g_strdup_printf ("level %" G_GSIZE_FORMAT, i);

      learn_set_text (&table, 0, i, text);
    }
  recipe = learn_make_recipe (&table);
  g_assert_cmpuint (recipe->n_features, <, 40);
  learn_table_clear (&table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/band-rank", test_band_rank);
  g_test_add_func ("/recipe/encode", test_encode);
  g_test_add_func ("/recipe/json", test_json);
  g_test_add_func ("/recipe/bad-json", test_bad_json);
  g_test_add_func ("/recipe/unknown", test_unknown);
  g_test_add_func ("/recipe/many-levels", test_many_levels);
  return g_test_run ();
}
