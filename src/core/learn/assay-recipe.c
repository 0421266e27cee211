/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-recipe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/assay-dictionary-private.h"
#include "stats/assay-distribution.h"

/* Rarer levels are pooled: fewer leads than this, or than one in so many. */
#define MIN_LEVEL_COUNT 10
#define MIN_LEVEL_SHARE 500
#define MAX_LEVELS 30
#define MAX_EDGES 9
/* Edges of bins are found in at most about twice as many values. */
#define EDGE_SAMPLE 20000
/* A source that so few leads have a value of teaches nothing. */
#define MIN_FILLED 20

static void
entry_free (gpointer data)
{
  AssayRecipeEntry *entry = data;

  g_free (entry->key);
  g_free (entry->label);
  g_strfreev (entry->levels);
  g_free (entry->ranks);
  g_free (entry->edges);
  g_free (entry->counts);
  g_free (entry);
}

/**
 * assay_recipe_new_empty:
 *
 * Returns: (transfer full): a recipe of nothing
 */
AssayRecipe *
assay_recipe_new_empty (void)
{
  AssayRecipe *self = g_new0 (AssayRecipe, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
assay_recipe_free (AssayRecipe *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * assay_band_rank:
 * @text: a folded level, e.g. `11-50`, `51 to 200`, `1000+`, `< 10`, `02.medium`
 * @out_rank: (out): where the band starts
 *
 * Returns: whether the text is a band with a place among others
 */
gboolean
assay_band_rank (const char *text, double *out_rank)
{
  const char *p = text;
  gboolean below = strchr (text, '<') != NULL || g_str_has_prefix (text, "under ") ||
                   g_str_has_prefix (text, "less ") || g_str_has_prefix (text, "up to ");
  gboolean range;
  double scale = 1;
  char *end;

  while (*p != '\0' && !g_ascii_isdigit (*p))
    p++;
  /* Words first, or nothing but words: no band. */
  if (*p == '\0' || p - text > 10)
    return FALSE;
  *out_rank = g_ascii_strtod (p, &end);
  /* The dot of “02.medium” is no decimal point. */
  if (end[-1] == '.')
    end--;
  while (*end == ',' && g_ascii_isdigit (end[1]))
    {
      guint64 more = g_ascii_strtoull (end + 1, &end, 10);
      *out_rank = *out_rank * 1000 + (double) more;
    }
  if (*end == 'k')
    scale = 1e3;
  else if (*end == 'm')
    scale = 1e6;
  range = below || strchr (text, '>') != NULL || *end == '+' || strchr (end, '-') != NULL ||
          strstr (end, "–") != NULL || strstr (end, " to ") != NULL || strchr (end, '+') != NULL ||
          (p == text && (*end == '.' || *end == ')') && g_ascii_isalpha (end[1]));
  *out_rank *= below ? scale / 2 : scale;
  return range;
}

typedef struct
{
  guint32 code;
  gsize count;
} LevelCount;

static int
compare_counts (const void *a, const void *b)
{
  const LevelCount *x = a;
  const LevelCount *y = b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return x->code > y->code ? 1 : -1;
}

static LevelCount *
count_levels (const AssayRawTable *table,
              const AssayRawColumn *column,
              guint32 *n_levels,
              gsize *n_missing)
{
  guint32 n = assay_dictionary_get_size (column->dictionary);
  LevelCount *counts = g_new0 (LevelCount, n + 1);

  for (guint32 i = 0; i < n; i++)
    counts[i].code = i + 1;
  *n_missing = 0;
  for (gsize row = 0; row < table->n_rows; row++)
    if (column->codes[row] == 0)
      (*n_missing)++;
    else
      counts[column->codes[row] - 1].count++;
  qsort (counts, n, sizeof *counts, compare_counts);
  *n_levels = n;
  return counts;
}

static void
find_ranks (AssayRecipeEntry *entry)
{
  g_autofree double *ranks = g_new (double, entry->n_levels + 1);

  for (guint i = 0; i < entry->n_levels; i++)
    if (!assay_band_rank (entry->levels[i], &ranks[i]))
      return;
  for (guint i = 0; i < entry->n_levels; i++)
    for (guint k = 0; k < i; k++)
      if (ranks[i] == ranks[k])
        return;
  if (entry->n_levels < 3)
    return;
  entry->ranks = g_steal_pointer (&ranks);
  entry->encoding = ASSAY_ENCODING_RANKS;
}

/* FALSE where all leads are alike. */
static gboolean
fit_levels (AssayRecipeEntry *entry, const AssayRawTable *table, const AssayRawColumn *column)
{
  guint32 n_levels;
  gsize n_missing;
  g_autofree LevelCount *counts = count_levels (table, column, &n_levels, &n_missing);
  gsize least = MAX (MIN_LEVEL_COUNT, table->n_rows / MIN_LEVEL_SHARE);
  gsize pooled = 0;

  while (entry->n_levels < MIN (n_levels, MAX_LEVELS) && counts[entry->n_levels].count >= least)
    entry->n_levels++;
  for (guint32 i = entry->n_levels; i < n_levels; i++)
    pooled += counts[i].count;
  if (table->n_rows - n_missing < MIN_FILLED ||
      (n_missing == 0 && pooled == 0 && entry->n_levels <= 1))
    return FALSE;
  entry->levels = g_new0 (char *, entry->n_levels + 1);
  entry->n_counts = entry->n_levels + 2;
  entry->counts = g_new0 (double, entry->n_counts);
  entry->counts[0] = (double) n_missing;
  entry->counts[entry->n_levels + 1] = (double) pooled;
  for (guint i = 0; i < entry->n_levels; i++)
    {
      entry->levels[i] =
          g_strdup (assay_dictionary_get_folded (column->dictionary, counts[i].code));
      entry->counts[i + 1] = (double) counts[i].count;
    }
  entry->encoding = ASSAY_ENCODING_LEVELS;
  entry->n_features = entry->n_levels + 2;
  if (column->source->kind == ASSAY_SOURCE_TEXT)
    {
      entry->encoding = ASSAY_ENCODING_TERMS;
      entry->n_features = ASSAY_TERM_BUCKETS + 1;
    }
  else
    find_ranks (entry);
  if (entry->encoding == ASSAY_ENCODING_RANKS)
    entry->n_features = 1;
  return TRUE;
}

/**
 * assay_recipe_bin:
 * @entry: of a recipe
 * @number: of a source of numbers; NaN = missing
 * @folded: (nullable): of a source of texts; %NULL = missing
 *
 * Returns: the place in its counts where such a value belongs
 */
guint
assay_recipe_bin (const AssayRecipeEntry *entry, double number, const char *folded)
{
  guint bin = 1;

  if (entry->levels != NULL)
    {
      if (folded == NULL)
        return 0;
      for (guint i = 0; i < entry->n_levels; i++)
        if (strcmp (entry->levels[i], folded) == 0)
          return i + 1;
      return entry->n_levels + 1;
    }
  if (isnan (number))
    return 0;
  while (bin <= entry->n_edges && number > entry->edges[bin - 1])
    bin++;
  return bin;
}

static gboolean
fit_numbers (AssayRecipeEntry *entry, const AssayRawTable *table, const double *numbers)
{
  gsize step = MAX (1, table->n_rows / EDGE_SAMPLE);
  g_autofree double *sorted = g_new (double, table->n_rows / step + 2);
  double least = INFINITY, most = -INFINITY;
  gsize n = 0, n_filled = 0;

  for (gsize row = 0; row < table->n_rows; row++)
    {
      if (isnan (numbers[row]))
        continue;
      n_filled++;
      least = MIN (least, numbers[row]);
      most = MAX (most, numbers[row]);
      if (row % step == 0)
        sorted[n++] = numbers[row];
    }
  if (n_filled < MIN_FILLED || (n_filled == table->n_rows && least == most))
    return FALSE;
  assay_sort_doubles (sorted, n);
  entry->edges = g_new (double, MAX_EDGES);
  for (guint i = 1; n > 0 && i <= MAX_EDGES; i++)
    {
      double edge = sorted[MIN (n * i / (MAX_EDGES + 1), n - 1)];

      if (edge < most && (entry->n_edges == 0 || edge > entry->edges[entry->n_edges - 1]))
        entry->edges[entry->n_edges++] = edge;
    }
  entry->n_counts = entry->n_edges + 2;
  entry->counts = g_new0 (double, entry->n_counts);
  for (gsize row = 0; row < table->n_rows; row++)
    entry->counts[assay_recipe_bin (entry, numbers[row], NULL)] += 1;
  return TRUE;
}

static gboolean
fit_entry (AssayRecipeEntry *entry,
           const AssayRawTable *table,
           const AssayRawColumn *column,
           gboolean dated)
{
  switch (entry->kind)
    {
    case ASSAY_SOURCE_CATEGORY:
    case ASSAY_SOURCE_TEXT:
      return fit_levels (entry, table, column);
    case ASSAY_SOURCE_EVENTS:
      entry->encoding = ASSAY_ENCODING_EVENTS;
      entry->n_features = ASSAY_EVENT_NUMBERS;
      return fit_numbers (entry, table, column->numbers + ASSAY_EVENT_COUNT_90 * table->capacity);
    case ASSAY_SOURCE_DATE:
      entry->encoding = ASSAY_ENCODING_DATE;
      entry->aged = dated;
      entry->n_features = dated ? 3 : 2;
      return fit_numbers (entry, table, column->numbers);
    case ASSAY_SOURCE_NUMBER:
    default:
      entry->encoding = ASSAY_ENCODING_NUMBER;
      entry->n_features = 1;
      return fit_numbers (entry, table, column->numbers);
    }
}

/**
 * assay_recipe_new:
 * @table: what is known of the leads to learn from
 * @use: (array): per column, whether it may be used
 * @dated: whether it is known when outcomes fell, so that ages mean something
 *
 * Makes a recipe out of what the values look like; outcomes play no part. Sources that are the same
 * for all leads are left out.
 *
 * Returns: (transfer full): the recipe
 */
AssayRecipe *
assay_recipe_new (const AssayRawTable *table, const guint8 *use, gboolean dated)
{
  AssayRecipe *self = assay_recipe_new_empty ();

  for (guint c = 0; c < table->n_columns; c++)
    {
      const AssaySource *source = table->columns[c].source;
      AssayRecipeEntry *entry;

      if (!use[c])
        continue;
      entry = g_new0 (AssayRecipeEntry, 1);
      entry->kind = source->kind;
      entry->key = g_strdup (source->key);
      entry->label = g_strdup (source->label);
      entry->first = self->n_features;
      if (!fit_entry (entry, table, &table->columns[c], dated))
        {
          entry_free (entry);
          continue;
        }
      self->n_features += entry->n_features;
      g_ptr_array_add (self->entries, entry);
    }
  return self;
}

/**
 * assay_recipe_entry_of:
 * @feature: a column of the matrix
 *
 * Returns: (transfer none): the source it comes from
 */
const AssayRecipeEntry *
assay_recipe_entry_of (const AssayRecipe *self, guint feature)
{
  guint low = 0, high = self->entries->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (((AssayRecipeEntry *) self->entries->pdata[middle])->first <= feature)
        low = middle;
      else
        high = middle;
    }
  return self->entries->pdata[low];
}

/**
 * assay_recipe_is_numeric:
 * @feature: a column of the matrix
 *
 * Returns: whether it is a measure, not a yes or no
 */
gboolean
assay_recipe_is_numeric (const AssayRecipe *self, guint feature)
{
  const AssayRecipeEntry *entry = assay_recipe_entry_of (self, feature);

  return entry->encoding != ASSAY_ENCODING_LEVELS &&
         (entry->encoding != ASSAY_ENCODING_TERMS || feature - entry->first < ASSAY_TERM_BUCKETS);
}

/**
 * assay_recipe_dup_feature_name:
 * @feature: a column of the matrix
 *
 * Returns: (transfer full): what it is called, e.g. `industry=saas`
 */
char *
assay_recipe_dup_feature_name (const AssayRecipe *self, guint feature)
{
  static const char *const dates[] = { "weekday", "month", "age" };
  const AssayRecipeEntry *entry = assay_recipe_entry_of (self, feature);
  guint at = feature - entry->first;

  switch (entry->encoding)
    {
    case ASSAY_ENCODING_LEVELS:
      if (at < entry->n_levels)
        return g_strdup_printf ("%s=%s", entry->key, entry->levels[at]);
      return g_strdup_printf ("%s=%s", entry->key, at == entry->n_levels ? "(other)" : "(none)");
    case ASSAY_ENCODING_TERMS:
      if (at < ASSAY_TERM_BUCKETS)
        return g_strdup_printf ("%s~%u", entry->key, at);
      return g_strdup_printf ("%s=(none)", entry->key);
    case ASSAY_ENCODING_DATE:
      return g_strdup_printf ("%s.%s", entry->key, dates[at]);
    case ASSAY_ENCODING_EVENTS:
      return g_strdup_printf ("%s.%s", entry->key, assay_event_number_nick (at));
    case ASSAY_ENCODING_NUMBER:
    case ASSAY_ENCODING_RANKS:
    default:
      return g_strdup (entry->key);
    }
}
