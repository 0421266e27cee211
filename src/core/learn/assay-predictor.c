/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-predictor.h"

#include <math.h>
#include <string.h>

static gboolean
read_documents (AssayPredictor *self, const AssayModelRecord *record, GError **error)
{
  g_autoptr (JsonNode) recipe = assay_json_parse (record->recipe, -1, error);
  g_autoptr (JsonNode) calibration =
      recipe != NULL ? assay_json_parse (record->calibration, -1, error) : NULL;
  AssayJsonCursor root;

  if (calibration == NULL)
    return FALSE;
  assay_json_cursor_init_root (&root, recipe);
  self->recipe = assay_recipe_read_json (&root, error);
  if (self->recipe == NULL)
    return FALSE;
  assay_json_cursor_init_root (&root, calibration);
  self->calibration = assay_calibration_read_json (&root, error);
  return self->calibration != NULL;
}

/**
 * assay_predictor_new:
 * @record: a stored model
 *
 * Returns: (transfer full) (nullable): the model, ready; %NULL where it cannot be read, or the
 * library for trees is missing
 */
AssayPredictor *
assay_predictor_new (const AssayModelRecord *record, GError **error)
{
  g_autoptr (AssayPredictor) self = g_new0 (AssayPredictor, 1);

  self->id = record->id;
  if (!read_documents (self, record, error))
    return NULL;
  if (strcmp (record->algorithm, "logistic") == 0)
    self->linear = assay_linear_load (record->payload, self->recipe->n_features, error);
  else
    self->trees = assay_trees_load (record->payload, self->recipe->n_features, error);
  return self->linear != NULL || self->trees != NULL ? g_steal_pointer (&self) : NULL;
}

void
assay_predictor_free (AssayPredictor *self)
{
  if (self == NULL)
    return;
  assay_recipe_free (self->recipe);
  assay_calibration_free (self->calibration);
  assay_linear_free (self->linear);
  assay_trees_free (self->trees);
  g_free (self);
}

/**
 * assay_predictor_margins:
 * @matrix: made by the recipe
 * @margins: (array) (out caller-allocates): per row, log odds before calibration
 */
gboolean
assay_predictor_margins (const AssayPredictor *self,
                         const AssayFeatureMatrix *matrix,
                         double *margins,
                         GError **error)
{
  g_autofree float *values = NULL;

  if (self->linear != NULL)
    {
      assay_linear_predict (self->linear, matrix, NULL, matrix->n_rows, margins);
      return TRUE;
    }
  values = g_new (float, matrix->n_rows + 1);
  if (!assay_trees_predict (self->trees, matrix, values, error))
    return FALSE;
  for (gsize i = 0; i < matrix->n_rows; i++)
    margins[i] = values[i];
  return TRUE;
}

static gboolean
explain (const AssayPredictor *self,
         const AssayFeatureMatrix *matrix,
         gsize n_rows,
         gboolean exact,
         double *contributions,
         GError **error)
{
  guint n_features = self->recipe->n_features;
  guint n_entries = self->recipe->entries->len;
  g_autofree float *values =
      self->trees != NULL ? g_new (float, matrix->n_rows *(n_features + 1) + 1) : NULL;
  g_autofree double *features = g_new (double, n_features + 1);

  if (self->trees != NULL && !assay_trees_explain (self->trees, matrix, exact, values, error))
    return FALSE;
  for (gsize row = 0; row < n_rows; row++)
    {
      double *to = contributions + row * (n_entries + 1);

      if (self->linear != NULL)
        assay_linear_explain (self->linear, matrix, row, features);
      else
        for (guint f = 0; f <= n_features; f++)
          features[f] = values[row * (n_features + 1) + f];
      for (guint e = 0; e < n_entries; e++)
        {
          const AssayRecipeEntry *entry = self->recipe->entries->pdata[e];

          to[e] = 0;
          for (guint k = 0; k < entry->n_features; k++)
            to[e] += features[entry->first + k];
        }
      to[n_entries] = features[n_features];
    }
  return TRUE;
}

/**
 * assay_predictor_explain:
 * @n_rows: how many of the matrix's first rows
 * @contributions: (array) (out caller-allocates): row-major, per row what each entry of the recipe
 * adds to the margin, and last where all leads start; they sum to the margin
 *
 * Explains predictions exactly, features folded back to the fields they come from.
 */
gboolean
assay_predictor_explain (const AssayPredictor *self,
                         const AssayFeatureMatrix *matrix,
                         gsize n_rows,
                         double *contributions,
                         GError **error)
{
  return explain (self, matrix, n_rows, TRUE, contributions, error);
}

/**
 * assay_predictor_explain_roughly:
 *
 * As assay_predictor_explain(), for very many leads: of trees only the way that a lead takes through
 * them counts.
 */
gboolean
assay_predictor_explain_roughly (const AssayPredictor *self,
                                 const AssayFeatureMatrix *matrix,
                                 gsize n_rows,
                                 double *contributions,
                                 GError **error)
{
  return explain (self, matrix, n_rows, FALSE, contributions, error);
}

/**
 * assay_predictor_sources:
 *
 * Returns: (transfer full) (element-type AssaySource) (nullable): what of this workspace the model
 * reads
 */
GPtrArray *
assay_predictor_sources (const AssayPredictor *self,
                         AssayConnection *connection,
                         AssayFieldRegistry *fields,
                         GError **error)
{
  g_autoptr (GPtrArray) all = assay_source_list (connection, fields, error);
  guint kept = 0;

  if (all == NULL)
    return NULL;
  while (kept < all->len)
    {
      const AssaySource *source = all->pdata[kept];
      gboolean used = FALSE;

      for (guint e = 0; e < self->recipe->entries->len && !used; e++)
        used =
            strcmp (((AssayRecipeEntry *) self->recipe->entries->pdata[e])->key, source->key) == 0;
      if (used)
        kept++;
      else
        g_ptr_array_remove_index (all, kept);
    }
  return g_steal_pointer (&all);
}

/**
 * assay_predictor_reads:
 * @key: of a source
 *
 * Returns: %FALSE where nothing that the source could say changes a prediction
 */
gboolean
assay_predictor_reads (const AssayPredictor *self, const char *key)
{
  for (guint e = 0; e < self->recipe->entries->len; e++)
    {
      const AssayRecipeEntry *entry = self->recipe->entries->pdata[e];

      if (strcmp (entry->key, key) != 0)
        continue;
      if (self->trees == NULL)
        return TRUE;
      for (guint k = 0; k < entry->n_features; k++)
        if (assay_trees_reads (self->trees, entry->first + k))
          return TRUE;
    }
  return FALSE;
}

/**
 * assay_predictor_shown:
 * @probability: from 0 to 1
 *
 * Returns: the score that people see: from 1 to 99, for nothing is certain
 */
int
assay_predictor_shown (double probability)
{
  return (int) CLAMP (floor (probability * 100 + 0.5), 1, 99);
}
