/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "learn/assay-dictionary-private.h"
#include "learn/assay-encoder.h"
#include "learn/assay-leak-guard.h"
#include "learn/assay-trainer.h"
#include "stats/assay-random.h"

/* Made-up leads in plain arrays: columns by key, outcomes as the test wants them. */

typedef struct
{
  GPtrArray *sources;
  AssayRawTable *table;
  guint8 *outcomes;
} LearnTable;

static inline void
learn_add_source (GPtrArray *sources, const char *key, AssaySourceKind kind)
{
  AssaySource *source = g_new0 (AssaySource, 1);

  source->kind = kind;
  source->key = g_strdup (key);
  source->label = g_strdup (key);
  source->field_number = 1000 + (int) sources->len;
  source->field_type =
      kind == ASSAY_SOURCE_NUMBER ? ASSAY_FIELD_TYPE_NUMBER : ASSAY_FIELD_TYPE_CATEGORY;
  g_ptr_array_add (sources, source);
}

static inline void
learn_table_init (LearnTable *self, GPtrArray *sources, gsize n)
{
  self->sources = sources;
  self->table = assay_raw_table_new (sources);
  self->outcomes = g_new0 (guint8, n);
  for (gsize i = 0; i < n; i++)
    assay_raw_table_add_row (self->table, (gint64) i + 1, 0);
}

static inline void
learn_table_clear (LearnTable *self)
{
  assay_raw_table_free (self->table);
  g_ptr_array_unref (self->sources);
  g_free (self->outcomes);
}

static inline void
learn_set_outcome (LearnTable *self, gsize row, gboolean converted)
{
  self->outcomes[row] = converted != 0;
  self->table->outcomes[row] = converted ? ASSAY_OUTCOME_CONVERTED : ASSAY_OUTCOME_LOST;
}

static inline void
learn_set_text (LearnTable *self, guint column, gsize row, const char *text)
{
  AssayRawColumn *raw = &self->table->columns[column];

  raw->codes[row] =
      text != NULL ? assay_dictionary_intern (raw->dictionary, text, strlen (text)) : 0;
}

static inline void
learn_set_number (LearnTable *self, guint column, gsize row, double number)
{
  self->table->columns[column].numbers[row] = number;
}

static inline GPtrArray *
learn_sources_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) assay_source_free);
}

/* Two numbers and a category; outcomes follow the first number and the category, or nothing at all.
 */
static inline void
learn_make_leads (LearnTable *self, gsize n, double strength, guint64 seed)
{
  static const char *const levels[] = { "web", "fair", "referral", "ads" };
  static const double effects[] = { 0, 0.4, 1.2, -0.8 };
  GPtrArray *sources = learn_sources_new ();
  AssayRandom random;

  learn_add_source (sources, "visits", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "noise", ASSAY_SOURCE_NUMBER);
  learn_add_source (sources, "channel", ASSAY_SOURCE_CATEGORY);
  learn_table_init (self, sources, n);
  assay_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    {
      double visits = floor (assay_random_gamma (&random, 2) * 3);
      gsize level = assay_random_below (&random, 4);
      double logit = -1 + strength * ((visits - 6) / 3 + effects[level]);

      learn_set_number (self, 0, i, assay_random_uniform (&random) < 0.05 ? NAN : visits);
      learn_set_number (self, 1, i, assay_random_normal (&random));
      learn_set_text (self, 2, i, assay_random_uniform (&random) < 0.1 ? NULL : levels[level]);
      learn_set_outcome (
          self, i, assay_random_uniform (&random) < assay_probability_from_logit (logit));
    }
}

static inline AssayRecipe *
learn_make_recipe (LearnTable *self)
{
  g_autofree guint8 *use = g_new (guint8, self->table->n_columns);

  memset (use, 1, self->table->n_columns);
  return assay_recipe_new (self->table, use, FALSE);
}

static inline AssayFeatureMatrix *
learn_encode (LearnTable *self, const AssayRecipe *recipe)
{
  AssayFeatureMatrix *matrix = assay_feature_matrix_new (recipe->n_features);
  g_autoptr (AssayEncoder) encoder = assay_encoder_new (recipe, self->table);

  assay_encoder_encode (encoder, matrix);
  return matrix;
}
