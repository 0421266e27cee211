/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-linear.h"

#include <math.h>
#include <string.h>

#include "base/assay-json-cursor.h"
#include "stats/assay-logistic.h"

/* Standardised measures are cut here, so that one absurd value does not decide. */
#define MAX_DEVIATION 5.0
/* From this skewness on, a measure counts by its logarithm. */
#define SKEWED 2.0

typedef struct
{
  gboolean logarithm;
  double center;
  double scale;
  double weight;
  double missing; /* the weight of having no value */
  double mean;    /* what the feature adds to the margin on average */
} Term;

struct _AssayLinear
{
  guint n_terms;
  Term *terms;
  double intercept;
};

static double
scaled (const Term *term, double value)
{
  return term->logarithm ? copysign (log1p (fabs (value)), value) : value;
}

static double
transform (const Term *term, double value)
{
  return CLAMP ((scaled (term, value) - term->center) / term->scale, -MAX_DEVIATION, MAX_DEVIATION);
}

/* What one feature adds to the margin. */
static double
part_of (const Term *term, float value)
{
  if (isnan (value))
    return term->missing;
  return value == 0 && term->center == 0 ? 0 : term->weight * transform (term, value);
}

/* Mean and deviation over the rows that have a value. Returns the skewness. */
static double
standardise (Term *term, const float *column, const guint32 *rows, gsize n_rows)
{
  double n = 0, sum = 0, squares = 0, cubes = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (!isnan (column[rows[i]]))
      {
        n += 1;
        sum += scaled (term, column[rows[i]]);
      }
  term->center = n > 0 ? sum / n : 0;
  for (gsize i = 0; i < n_rows; i++)
    if (!isnan (column[rows[i]]))
      {
        double off = scaled (term, column[rows[i]]) - term->center;

        squares += off * off;
        cubes += off * off * off;
      }
  term->scale = squares > 0 ? sqrt (squares / n) : 1;
  return squares > 0 ? cubes / n / pow (squares / n, 1.5) : 0;
}

static Term *
make_terms (const AssayRecipe *recipe,
            const AssayFeatureMatrix *matrix,
            const guint32 *rows,
            gsize n_rows)
{
  Term *terms = g_new0 (Term, matrix->n_columns + 1);

  for (guint f = 0; f < matrix->n_columns; f++)
    {
      const float *column = assay_feature_matrix_column (matrix, f);

      terms[f].scale = 1;
      if (!assay_recipe_is_numeric (recipe, f))
        continue;
      if (fabs (standardise (&terms[f], column, rows, n_rows)) > SKEWED)
        {
          terms[f].logarithm = TRUE;
          standardise (&terms[f], column, rows, n_rows);
        }
    }
  return terms;
}

/* Rows as the solver wants them: for each feature that is not 0 its value, and after the features a
 * flag for each that is missing. */
typedef struct
{
  gsize *offsets;
  GArray *columns; /* (element-type guint32) */
  GArray *values;  /* (element-type float) */
  guint8 *outcomes;
} Sparse;

static void
sparse_clear (Sparse *sparse)
{
  g_free (sparse->offsets);
  g_free (sparse->outcomes);
  g_array_unref (sparse->columns);
  g_array_unref (sparse->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sparse, sparse_clear)

static void
add_value (Sparse *sparse, guint32 column, float value)
{
  g_array_append_val (sparse->columns, column);
  g_array_append_val (sparse->values, value);
}

static void
fill_sparse (Sparse *sparse,
             const AssayLinear *self,
             const AssayFeatureMatrix *matrix,
             const guint8 *outcomes,
             const guint32 *rows,
             gsize n_rows)
{
  sparse->offsets = g_new (gsize, n_rows + 1);
  sparse->outcomes = g_new (guint8, n_rows + 1);
  sparse->columns = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_rows * 16);
  sparse->values = g_array_sized_new (FALSE, FALSE, sizeof (float), (guint) n_rows * 16);
  for (gsize i = 0; i < n_rows; i++)
    {
      sparse->offsets[i] = sparse->columns->len;
      sparse->outcomes[i] = outcomes[rows[i]];
      for (guint f = 0; f < self->n_terms; f++)
        {
          float value = assay_feature_matrix_column (matrix, f)[rows[i]];

          if (isnan (value))
            add_value (sparse, self->n_terms + f, 1);
          else if (value != 0 || self->terms[f].center != 0)
            add_value (sparse, f, (float) transform (&self->terms[f], value));
        }
    }
  sparse->offsets[n_rows] = sparse->columns->len;
}

static void
find_means (AssayLinear *self, const AssayFeatureMatrix *matrix, const guint32 *rows, gsize n_rows)
{
  for (guint f = 0; f < self->n_terms; f++)
    {
      const float *column = assay_feature_matrix_column (matrix, f);
      double sum = 0;

      for (gsize i = 0; i < n_rows; i++)
        sum += part_of (&self->terms[f], column[rows[i]]);
      self->terms[f].mean = sum / (double) n_rows;
    }
}

/**
 * assay_linear_fit:
 * @recipe: of the matrix
 * @outcomes: (array): per row of the matrix, 1 converted, 0 lost
 * @rows: (array length=n_rows): the rows to learn from
 * @penalty: see assay_logistic_fit()
 *
 * Returns: (transfer full) (nullable): the model; %NULL when cancelled
 */
AssayLinear *
assay_linear_fit (const AssayRecipe *recipe,
                  const AssayFeatureMatrix *matrix,
                  const guint8 *outcomes,
                  const guint32 *rows,
                  gsize n_rows,
                  double penalty,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (AssayLinear) self = g_new0 (AssayLinear, 1);
  g_autofree double *coefficients = NULL;
  g_auto (Sparse) sparse = { NULL };
  AssayLogisticData data;

  self->n_terms = matrix->n_columns;
  self->terms = make_terms (recipe, matrix, rows, n_rows);
  coefficients = g_new (double, 2 * self->n_terms + 1);
  fill_sparse (&sparse, self, matrix, outcomes, rows, n_rows);
  data = (AssayLogisticData){
    .n_columns = 2 * self->n_terms,
    .offsets = sparse.offsets,
    .columns = (const guint32 *) (gpointer) sparse.columns->data,
    .values = (const float *) (gpointer) sparse.values->data,
    .outcomes = sparse.outcomes,
    .n_rows = n_rows,
  };
  assay_logistic_fit (&data, penalty, 1e-6, cancellable, coefficients);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint f = 0; f < self->n_terms; f++)
    {
      self->terms[f].weight = coefficients[f];
      self->terms[f].missing = coefficients[self->n_terms + f];
    }
  self->intercept = coefficients[2 * self->n_terms];
  find_means (self, matrix, rows, n_rows);
  return g_steal_pointer (&self);
}

void
assay_linear_free (AssayLinear *self)
{
  if (self == NULL)
    return;
  g_free (self->terms);
  g_free (self);
}

/**
 * assay_linear_predict:
 * @rows: (array length=n_rows) (nullable): which rows; %NULL for the first @n_rows
 * @margins: (array length=n_rows) (out caller-allocates): log odds
 */
void
assay_linear_predict (const AssayLinear *self,
                      const AssayFeatureMatrix *matrix,
                      const guint32 *rows,
                      gsize n_rows,
                      double *margins)
{
  for (gsize i = 0; i < n_rows; i++)
    margins[i] = self->intercept;
  for (guint f = 0; f < self->n_terms; f++)
    {
      const float *column = assay_feature_matrix_column (matrix, f);

      for (gsize i = 0; i < n_rows; i++)
        margins[i] += part_of (&self->terms[f], column[rows != NULL ? rows[i] : i]);
    }
}

/**
 * assay_linear_explain:
 * @contributions: (array) (out caller-allocates): what each feature adds to the margin beyond what
 * it adds on average, and last the average margin; they sum to the margin
 *
 * Explains a row exactly.
 */
void
assay_linear_explain (const AssayLinear *self,
                      const AssayFeatureMatrix *matrix,
                      gsize row,
                      double *contributions)
{
  double base = self->intercept;

  for (guint f = 0; f < self->n_terms; f++)
    {
      const Term *term = &self->terms[f];

      contributions[f] = part_of (term, assay_feature_matrix_column (matrix, f)[row]) - term->mean;
      base += term->mean;
    }
  contributions[self->n_terms] = base;
}

/**
 * assay_linear_save:
 * @recipe: names the features
 *
 * Returns: (transfer full): the model as JSON: `margin = intercept + Σ weight × (f(x) − center) ÷
 * scale`, where f is x, or with `log` sign(x) ln(1 + |x|), cut at ±5 deviations, and `missing`
 * counts instead where there is no x
 */
GBytes *
assay_linear_save (const AssayLinear *self, const AssayRecipe *recipe)
{
  GString *to = g_string_new ("{\"format\":1,\"intercept\":");

  assay_json_append_number (to, self->intercept);
  g_string_append (to, ",\"terms\":[");
  for (guint f = 0; f < self->n_terms; f++)
    {
      const Term *term = &self->terms[f];
      g_autofree char *name = assay_recipe_dup_feature_name (recipe, f);
      const struct
      {
        const char *name;
        double value;
      } numbers[] = { { "center", term->center },
                      { "scale", term->scale },
                      { "weight", term->weight },
                      { "missing", term->missing },
                      { "mean", term->mean } };

      g_string_append (to, f > 0 ? ",{\"feature\":" : "{\"feature\":");
      assay_json_append_string (to, name, -1);
      if (term->logarithm)
        g_string_append (to, ",\"log\":true");
      for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
        {
          g_string_append_printf (to, ",\"%s\":", numbers[i].name);
          assay_json_append_number (to, numbers[i].value);
        }
      g_string_append_c (to, '}');
    }
  g_string_append (to, "]}");
  return g_string_free_to_bytes (to);
}

static gboolean
read_term (const AssayJsonCursor *object, Term *term, GError **error)
{
  return assay_json_cursor_read_boolean (object, "log", &term->logarithm, error) &&
         assay_json_cursor_read_number (object, "center", TRUE, &term->center, error) &&
         assay_json_cursor_read_number (object, "scale", TRUE, &term->scale, error) &&
         assay_json_cursor_read_number (object, "weight", TRUE, &term->weight, error) &&
         assay_json_cursor_read_number (object, "missing", TRUE, &term->missing, error) &&
         assay_json_cursor_read_number (object, "mean", TRUE, &term->mean, error);
}

/**
 * assay_linear_load:
 * @bytes: what assay_linear_save() gave
 * @n_features: how many features the recipe has
 *
 * Returns: (transfer full) (nullable): the model; %NULL with the place that is wrong
 */
AssayLinear *
assay_linear_load (GBytes *bytes, guint n_features, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) node = assay_json_parse (text, (gssize) length, error);
  g_autoptr (AssayLinear) self = g_new0 (AssayLinear, 1);
  AssayJsonCursor root, terms, element;

  if (node == NULL)
    return NULL;
  assay_json_cursor_init_root (&root, node);
  if (!assay_json_cursor_read_number (&root, "intercept", TRUE, &self->intercept, error) ||
      !assay_json_cursor_need_member (&root, "terms", &terms, error) ||
      !assay_json_cursor_get_array (&terms, &self->n_terms, error))
    return NULL;
  if (self->n_terms != n_features)
    {
      assay_json_cursor_fail (&terms, error, "expected %u terms", n_features);
      return NULL;
    }
  self->terms = g_new0 (Term, n_features + 1);
  for (guint f = 0; f < n_features; f++)
    {
      assay_json_cursor_element (&terms, f, &element);
      if (!read_term (&element, &self->terms[f], error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
