/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-json-cursor.h"
#include "learn/assay-raw-table.h"

G_BEGIN_DECLS

/**
 * AssayEncoding:
 * @ASSAY_ENCODING_NUMBER: the number itself
 * @ASSAY_ENCODING_LEVELS: 1 or 0 for each level, for any other, and for none
 * @ASSAY_ENCODING_RANKS: bands in their order: the number where the band starts
 * @ASSAY_ENCODING_TERMS: how often words occur that share a bucket, and whether there are none
 * @ASSAY_ENCODING_DATE: weekday, month, and days before the instant that a lead is looked at from
 * @ASSAY_ENCODING_EVENTS: counts and decayed sums in windows, and days since the last one
 *
 * How a source becomes features.
 */
typedef enum
{
  ASSAY_ENCODING_NUMBER,
  ASSAY_ENCODING_LEVELS,
  ASSAY_ENCODING_RANKS,
  ASSAY_ENCODING_TERMS,
  ASSAY_ENCODING_DATE,
  ASSAY_ENCODING_EVENTS,
} AssayEncoding;

#define ASSAY_TERM_BUCKETS 32

/**
 * AssayRecipeEntry:
 * @kind: what its source holds
 * @encoding: how it becomes features
 * @key: the source's key
 * @label: the source's label
 * @first: its first feature
 * @n_features: how many it gives
 * @levels: (nullable): of levels and bands: folded texts
 * @ranks: (nullable): of bands: their numbers
 * @aged: of dates: whether the age is a feature
 * @n_edges: of numbers: limits between the bins of @counts
 * @counts: leads in each bin when the recipe was made: first those without a value
 *
 * One source's part of a recipe.
 */
typedef struct
{
  AssaySourceKind kind;
  AssayEncoding encoding;
  char *key;
  char *label;
  guint first;
  guint n_features;
  char **levels;
  guint n_levels;
  double *ranks;
  gboolean aged;
  guint n_edges;
  double *edges;
  guint n_counts;
  double *counts;
} AssayRecipeEntry;

/**
 * AssayRecipe:
 * @entries: (element-type AssayRecipeEntry): the sources in use
 * @n_features: columns of the matrix
 *
 * How leads become features: made once when a model is trained, kept with it as a document, and
 * followed whenever it predicts or explains.
 */
typedef struct
{
  GPtrArray *entries;
  guint n_features;
} AssayRecipe;

AssayRecipe *assay_recipe_new (const AssayRawTable *table, const guint8 *use, gboolean dated);
AssayRecipe *assay_recipe_new_empty (void);
void assay_recipe_free (AssayRecipe *self);
const AssayRecipeEntry *assay_recipe_entry_of (const AssayRecipe *self, guint feature);
char *assay_recipe_dup_feature_name (const AssayRecipe *self, guint feature);
gboolean assay_recipe_is_numeric (const AssayRecipe *self, guint feature);
guint assay_recipe_bin (const AssayRecipeEntry *entry, double number, const char *folded);
void assay_recipe_append_json (const AssayRecipe *self, GString *to);
AssayRecipe *assay_recipe_read_json (const AssayJsonCursor *object, GError **error);
gboolean assay_band_rank (const char *text, double *out_rank);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayRecipe, assay_recipe_free)

G_END_DECLS
