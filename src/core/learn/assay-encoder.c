/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-encoder.h"

#include <math.h>
#include <string.h>

#include "base/assay-clock.h"
#include "base/assay-hash.h"
#include "base/assay-json.h"
#include "base/assay-text.h"
#include "learn/assay-dictionary-private.h"

/* Some 30,000 years: no date is further off. */
#define MAX_INSTANT 1e15

/* What is known of the texts of one column so far. */
typedef struct
{
  const AssayRawColumn *column; /* (nullable): none where the workspace has no such source */
  guint generation;             /* of its dictionary */
  GArray *places;               /* (owned): per code, its bin of the recipe's entry */
  GArray *ends;                 /* (owned): per code, where its terms end: they begin where those before end */
  GArray *terms;                /* (owned): buckets */
} Part;

struct _AssayEncoder
{
  const AssayRecipe *recipe;  /* (not owned) */
  const AssayRawTable *table; /* (not owned) */
  Part *parts;                /* (owned): one per entry */
};

/**
 * assay_encoder_new:
 * @recipe: outlives the encoder
 * @table: outlives the encoder; its columns are found by key and kind, missing ones count as empty
 *
 * Returns: (transfer full): an encoder
 */
AssayEncoder *
assay_encoder_new (const AssayRecipe *recipe, const AssayRawTable *table)
{
  AssayEncoder *self = g_new0 (AssayEncoder, 1);

  self->recipe = recipe;
  self->table = table;
  self->parts = g_new0 (Part, recipe->entries->len + 1);
  for (guint i = 0; i < recipe->entries->len; i++)
    {
      const AssayRecipeEntry *entry = recipe->entries->pdata[i];

      self->parts[i].places = g_array_new (FALSE, FALSE, sizeof (guint16));
      self->parts[i].ends = g_array_new (FALSE, FALSE, sizeof (guint32));
      self->parts[i].terms = g_array_new (FALSE, FALSE, sizeof (guint8));
      for (guint c = 0; c < table->n_columns; c++)
        if (table->columns[c].source->kind == entry->kind &&
            strcmp (table->columns[c].source->key, entry->key) == 0)
          self->parts[i].column = &table->columns[c];
    }
  return self;
}

void
assay_encoder_free (AssayEncoder *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->recipe->entries->len; i++)
    {
      g_array_unref (self->parts[i].places);
      g_array_unref (self->parts[i].ends);
      g_array_unref (self->parts[i].terms);
    }
  g_free (self->parts);
  g_free (self);
}

static void
fill (AssayFeatureMatrix *matrix, guint column, float value)
{
  float *to = assay_feature_matrix_column (matrix, column);

  for (gsize row = 0; row < matrix->n_rows; row++)
    to[row] = value;
}

/* What is known of texts that the dictionary has forgotten is forgotten as well. */
static void
keep_up (Part *part)
{
  guint generation = assay_dictionary_get_generation (part->column->dictionary);

  if (part->generation == generation)
    return;
  part->generation = generation;
  g_array_set_size (part->places, 0);
  g_array_set_size (part->ends, 0);
  g_array_set_size (part->terms, 0);
}

/* Looks up the texts that came since the last time. */
static const guint16 *
find_places (Part *part, const AssayRecipeEntry *entry)
{
  guint32 n = assay_dictionary_get_size (part->column->dictionary);
  g_autoptr (GHashTable) levels = NULL;

  keep_up (part);
  if (part->places->len == n + 1)
    return (const guint16 *) (gpointer) part->places->data;
  levels = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < entry->n_levels; i++)
    g_hash_table_insert (levels, entry->levels[i], GUINT_TO_POINTER (i + 1));
  for (guint32 code = part->places->len; code <= n; code++)
    {
      guint16 place = 0;

      if (code > 0)
        {
          const char *folded = assay_dictionary_get_folded (part->column->dictionary, code);
          guint found = GPOINTER_TO_UINT (g_hash_table_lookup (levels, folded));

          place = (guint16) (found > 0 ? found : entry->n_levels + 1);
        }
      g_array_append_val (part->places, place);
    }
  return (const guint16 *) (gpointer) part->places->data;
}

static void
encode_levels (Part *part, const AssayRecipeEntry *entry, AssayFeatureMatrix *matrix)
{
  const guint16 *places = find_places (part, entry);
  float *first = assay_feature_matrix_column (matrix, entry->first);

  for (guint i = 0; i < entry->n_features; i++)
    memset (first + i * matrix->stride, 0, matrix->n_rows * sizeof (float));
  for (gsize row = 0; row < matrix->n_rows; row++)
    {
      guint place = places[part->column->codes[row]];

      first[(place == 0 ? entry->n_features - 1 : place - 1) * matrix->stride + row] = 1;
    }
}

static void
encode_ranks (Part *part, const AssayRecipeEntry *entry, AssayFeatureMatrix *matrix)
{
  const guint16 *places = find_places (part, entry);
  float *to = assay_feature_matrix_column (matrix, entry->first);

  for (gsize row = 0; row < matrix->n_rows; row++)
    {
      guint place = places[part->column->codes[row]];

      to[row] = place == 0 || place > entry->n_levels ? NAN : (float) entry->ranks[place - 1];
    }
}

/* Finds the words of the texts that came since the last time. */
static void
find_terms (Part *part)
{
  guint32 n = assay_dictionary_get_size (part->column->dictionary);

  keep_up (part);
  for (guint32 code = part->ends->len; code <= n; code++)
    {
      const char *text = code > 0 ? assay_dictionary_get_text (part->column->dictionary, code) : "";
      g_autofree char *words = assay_text_words (text, strlen (text));
      g_auto (GStrv) split = g_strsplit (words, " ", -1);

      for (char **word = split; *word != NULL; word++)
        if (**word != '\0')
          {
            guint8 bucket = (guint8) (assay_hash_bytes (*word, strlen (*word), 1) % ASSAY_TERM_BUCKETS);

            g_array_append_val (part->terms, bucket);
          }
      g_array_append_val (part->ends, part->terms->len);
    }
}

static void
encode_terms (Part *part, const AssayRecipeEntry *entry, AssayFeatureMatrix *matrix)
{
  find_terms (part);
  for (guint i = 0; i < entry->n_features; i++)
    fill (matrix, entry->first + i, 0);
  for (gsize row = 0; row < matrix->n_rows; row++)
    {
      guint32 code = part->column->codes[row];

      if (code == 0)
        {
          assay_feature_matrix_column (matrix, entry->first + ASSAY_TERM_BUCKETS)[row] = 1;
          continue;
        }
      for (guint32 i = g_array_index (part->ends, guint32, code - 1);
           i < g_array_index (part->ends, guint32, code);
           i++)
        assay_feature_matrix_column (
            matrix, entry->first + g_array_index (part->terms, guint8, i))[row] += 1;
    }
}

/* Source: H. Hinnant, “chrono-compatible low-level date algorithms” (2013), with years from March
 * on. */
static int
month_of_day (gint64 days)
{
  gint64 z = days + 719468;
  gint64 day_of_era = z - (z >= 0 ? z : z - 146096) / 146097 * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (int) ((5 * day_of_year + 2) / 153);

  return month < 10 ? month + 3 : month - 9;
}

static void
encode_date (Part *part,
             const AssayRecipeEntry *entry,
             const AssayRawTable *table,
             AssayFeatureMatrix *matrix)
{
  float *weekday = assay_feature_matrix_column (matrix, entry->first);
  float *month = assay_feature_matrix_column (matrix, entry->first + 1);
  float *age = entry->aged ? assay_feature_matrix_column (matrix, entry->first + 2) : NULL;

  for (gsize row = 0; row < matrix->n_rows; row++)
    {
      double at = part->column->numbers[row];
      gboolean known = fabs (at) < MAX_INSTANT;
      gint64 days = known ? (gint64) floor (at / (double) ASSAY_MS_PER_DAY) : 0;

      /* The first of January 1970 was a Thursday. */
      weekday[row] = known ? (float) (((days + 3) % 7 + 7) % 7 + 1) : NAN;
      month[row] = known ? (float) month_of_day (days) : NAN;
      if (age != NULL)
        age[row] = (float) (((double) table->as_of[row] - at) / (double) ASSAY_MS_PER_DAY);
    }
}

static void
encode_numbers (Part *part,
                const AssayRecipeEntry *entry,
                const AssayRawTable *table,
                AssayFeatureMatrix *matrix)
{
  for (guint k = 0; k < entry->n_features; k++)
    {
      const double *from = part->column->numbers + k * table->capacity;
      float *to = assay_feature_matrix_column (matrix, entry->first + k);

      for (gsize row = 0; row < matrix->n_rows; row++)
        to[row] = (float) from[row];
    }
}

static void
encode_missing (const AssayRecipeEntry *entry, AssayFeatureMatrix *matrix)
{
  gboolean flags =
      entry->encoding == ASSAY_ENCODING_LEVELS || entry->encoding == ASSAY_ENCODING_TERMS;

  for (guint k = 0; k < entry->n_features; k++)
    fill (matrix, entry->first + k, flags ? (float) (k + 1 == entry->n_features) : NAN);
}

/**
 * assay_encoder_encode:
 * @matrix: (inout): of as many columns as the recipe has features; gets a row for each of the
 * table's
 *
 * Encodes all leads of the table.
 */
void
assay_encoder_encode (AssayEncoder *self, AssayFeatureMatrix *matrix)
{
  assay_feature_matrix_resize (matrix, self->table->n_rows);
  for (guint i = 0; i < self->recipe->entries->len; i++)
    {
      const AssayRecipeEntry *entry = self->recipe->entries->pdata[i];
      Part *part = &self->parts[i];

      if (part->column == NULL)
        encode_missing (entry, matrix);
      else if (entry->encoding == ASSAY_ENCODING_LEVELS)
        encode_levels (part, entry, matrix);
      else if (entry->encoding == ASSAY_ENCODING_RANKS)
        encode_ranks (part, entry, matrix);
      else if (entry->encoding == ASSAY_ENCODING_TERMS)
        encode_terms (part, entry, matrix);
      else if (entry->encoding == ASSAY_ENCODING_DATE)
        encode_date (part, entry, self->table, matrix);
      else
        encode_numbers (part, entry, self->table, matrix);
    }
}

/**
 * assay_encoder_dup_value:
 * @entry: a place in the recipe
 * @row: a row of the table
 *
 * Returns: (transfer full) (nullable): the lead's value as a person reads it; %NULL = none
 */
char *
assay_encoder_dup_value (AssayEncoder *self, guint entry, gsize row)
{
  const AssayRawColumn *column = self->parts[entry].column;
  double number;

  if (column == NULL)
    return NULL;
  if (column->width == 0)
    return column->codes[row] == 0
               ? NULL
               : g_strdup (assay_dictionary_get_text (column->dictionary, column->codes[row]));
  number =
      column->numbers[(column->width > 1 ? ASSAY_EVENT_COUNT_90 * self->table->capacity : 0) + row];
  if (isnan (number))
    return NULL;
  if (column->source->kind == ASSAY_SOURCE_DATE)
    return assay_instant_to_iso ((gint64) number, TRUE);
  if (column->source->field_type == ASSAY_FIELD_TYPE_BOOLEAN)
    return g_strdup (number != 0 ? "yes" : "no");
  return g_strdup_printf ("%.10g", number);
}
