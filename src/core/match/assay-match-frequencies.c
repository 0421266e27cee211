/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-frequencies.h"

/* Something to look up: a value or a word of a column. */
typedef struct
{
  guint32 hash;
  guint32 number;
} Wanted;

struct _AssayMatchFrequencies
{
  const AssayMatchRecipe *recipe; /* (not owned) */
  AssayMatchIndex *index;         /* (not owned) */
  GHashTable *values[ASSAY_MATCH_MAX_COMPARISONS]; /* (owned): counts by hash */
  GHashTable *words[ASSAY_MATCH_MAX_COMPARISONS];
};

AssayMatchFrequencies *
assay_match_frequencies_new (const AssayMatchRecipe *recipe, AssayMatchIndex *index)
{
  AssayMatchFrequencies *self = g_new0 (AssayMatchFrequencies, 1);

  self->recipe = recipe;
  self->index = index;
  for (guint i = 0; i < ASSAY_MATCH_MAX_COMPARISONS; i++)
    {
      self->values[i] = g_hash_table_new (NULL, NULL);
      self->words[i] = g_hash_table_new (NULL, NULL);
    }
  return self;
}

void
assay_match_frequencies_free (AssayMatchFrequencies *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < ASSAY_MATCH_MAX_COMPARISONS; i++)
    {
      g_hash_table_unref (self->values[i]);
      g_hash_table_unref (self->words[i]);
    }
  g_free (self);
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  guint32 first = ((const Wanted *) a)->hash, second = ((const Wanted *) b)->hash;

  return (first > second) - (first < second);
}

/* How often the run over all leads saw something; 0 for at most once. */
static gboolean
find_count (AssayMatchFrequencies *self,
            AssayMatchSectionKind kind,
            guint comparison,
            guint32 hash,
            GArray *scratch,
            gint64 *out_count,
            GError **error)
{
  g_array_set_size (scratch, 0);
  if (!assay_match_index_find (self->index, kind, comparison, hash, scratch, error))
    return FALSE;
  *out_count = scratch->len > 0 ? g_array_index (scratch, gint64, 0) : 0;
  return TRUE;
}

/* The counts of what is wanted: those that the run over all leads made, and @fresh beside them; no less
 * than is here. */
static gboolean
set_counts (AssayMatchFrequencies *self,
            AssayMatchSectionKind kind,
            guint comparison,
            AssayMatchColumn *column,
            GArray *wanted,
            const guint32 *fresh,
            GError **error)
{
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean of_words = kind == ASSAY_MATCH_SECTION_WORDS;
  GHashTable *known = of_words ? self->words[comparison] : self->values[comparison];

  g_array_sort (wanted, compare_wanted);
  for (guint i = 0; i < wanted->len; i++)
    {
      Wanted one = g_array_index (wanted, Wanted, i);
      guint32 count = of_words ? assay_match_column_get_word_count (column, one.number)
                               : assay_match_column_get_count (column, one.number);
      gint64 before = GPOINTER_TO_UINT (g_hash_table_lookup (known, GUINT_TO_POINTER (one.hash)));

      if (before == 0)
        {
          if (!find_count (self, kind, comparison, one.hash, scratch, &before, error))
            return FALSE;
          before += fresh[one.number];
          before = MAX (before, count);
          g_hash_table_insert (known, GUINT_TO_POINTER (one.hash), GUINT_TO_POINTER ((guint) before));
        }
      if (of_words)
        assay_match_column_set_word_count (column, one.number, (guint32) before);
      else
        assay_match_column_set_count (column, one.number, (guint32) before);
    }
  return TRUE;
}

static gboolean
set_values (AssayMatchFrequencies *self,
            guint comparison,
            AssayMatchColumn *column,
            const guint32 *fresh,
            GError **error)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  /* What only one record has nobody agrees with. */
  for (guint32 value = 1; value <= assay_match_column_get_values (column); value++)
    if (assay_match_column_get_count (column, value) > 1)
      {
        Wanted one = { assay_match_index_hash_value (column, value), value };
        g_array_append_val (wanted, one);
      }
  return set_counts (self, ASSAY_MATCH_SECTION_VALUES, comparison, column, wanted, fresh, error);
}

static gboolean
set_words (AssayMatchFrequencies *self,
           guint comparison,
           AssayMatchColumn *column,
           const guint32 *fresh_values,
           GError **error)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  guint32 n_words = assay_match_column_get_n_words (column);
  g_autofree guint32 *fresh = g_new0 (guint32, (gsize) n_words + 1);

  for (guint32 value = 1; value <= assay_match_column_get_values (column); value++)
    {
      guint n;
      const guint32 *words = assay_match_column_get_words (column, value, &n);

      for (guint i = 0; i < n; i++)
        fresh[words[i]] += fresh_values[value];
    }
  for (guint32 word = 1; word <= n_words; word++)
    {
      Wanted one = { assay_match_keys_hash_word (column, word), word };
      g_array_append_val (wanted, one);
    }
  return set_counts (self, ASSAY_MATCH_SECTION_WORDS, comparison, column, wanted, fresh, error);
}

/**
 * assay_match_frequencies_set:
 * @records: some of the workspace's
 * @fresh: (element-type gint64): leads that the run over all leads did not see, or not as they are
 *
 * Makes @records as they would be among all leads.
 */
gboolean
assay_match_frequencies_set (AssayMatchFrequencies *self,
                             AssayMatchRecords *records,
                             const GArray *fresh,
                             GError **error)
{
  for (guint i = 0; i < records->comparisons->len; i++)
    {
      AssayMatchComparison *comparison = g_ptr_array_index (records->comparisons, i);
      AssayMatchColumn *column = comparison->column;
      const guint32 *ids = assay_match_column_get_ids (column);
      g_autofree guint32 *counts = g_new0 (guint32, (gsize) assay_match_column_get_values (column) + 1);

      /* Leads that only changed have been counted. */
      for (guint k = 0; k < fresh->len; k++)
        {
          gint64 lead = g_array_index (fresh, gint64, k);
          guint32 record = assay_match_records_find (records, lead);

          if (record != ASSAY_MATCH_NO_RECORD && lead > self->recipe->mark.lead)
            counts[ids[record]]++;
        }
      comparison->telling = self->recipe->telling[i];
      assay_match_column_set_filled (
          column, MAX (self->recipe->filled[i], assay_match_column_get_filled (column)));
      if (!set_values (self, i, column, counts, error) ||
          (assay_match_kind_has_words (comparison->kind) && !set_words (self, i, column, counts, error)))
        return FALSE;
    }
  return TRUE;
}
