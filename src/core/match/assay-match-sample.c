/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-sample.h"

#include "base/assay-hash.h"

#define CANDIDATES 1000000.0
#define RANDOM 300000
#define AGREEING 20000

/* Beyond so many imports, what two of them have in common is taken from all. */
#define MAX_GROUPS 64

typedef struct
{
  guint64 state;
} Random;

/* Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014) */
static guint64
next_random (Random *random)
{
  guint64 z = random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

static guint32
random_below (Random *random, guint32 n)
{
  return (guint32) ((unsigned __int128) next_random (random) * n >> 64);
}

static void
draw_pair (guint thread, guint32 a, guint32 b, gpointer user_data)
{
  GArray **drawn = user_data;
  AssayMatchDrawn pair = { a, b };

  g_array_append_val (drawn[thread], pair);
}

static gboolean
draw_candidates (AssayMatchSample *self,
                 const AssayMatchBlocks *blocks,
                 AssayMatchProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  guint n_threads = assay_match_blocks_get_threads (blocks);
  g_autofree GArray **drawn = g_new (GArray *, n_threads);
  gboolean ok;

  for (guint i = 0; i < n_threads; i++)
    drawn[i] = g_array_new (FALSE, FALSE, sizeof (AssayMatchDrawn));
  self->drawn = drawn[0];
  self->share = MIN (1, CANDIDATES / MAX (1.0, (double) assay_match_blocks_get_pairs (blocks)));
  ok = assay_match_blocks_foreach (
      blocks, self->share, draw_pair, drawn, progress, progress_data, cancellable, error);
  for (guint i = 1; i < n_threads; i++)
    {
      g_array_append_vals (drawn[0], drawn[i]->data, drawn[i]->len);
      g_array_unref (drawn[i]);
    }
  return ok;
}

static void
count_candidates (AssayMatchSample *self, const AssayMatchRecords *records)
{
  g_auto (AssayMatchCounts) counts = { 0 };

  assay_match_counts_init (&counts);
  for (guint i = 0; i < self->drawn->len; i++)
    {
      const AssayMatchDrawn *pair = &g_array_index (self->drawn, AssayMatchDrawn, i);
      assay_match_counts_add (
          &counts, assay_match_records_compare (records, ASSAY_MATCH_ALL_USED, pair->a, pair->b), 1);
    }
  self->candidates = assay_match_counts_sort (&counts);
}

static gboolean
across (const AssayMatchRecords *records, guint32 a, guint32 b)
{
  return a != b && (records->groups == NULL || records->groups[a] != records->groups[b]);
}

static void
count_random (AssayMatchSample *self, const AssayMatchRecords *records, Random *random)
{
  g_auto (AssayMatchCounts) counts = { 0 };

  assay_match_counts_init (&counts);
  for (guint i = 0; i < RANDOM && records->n > 1; i++)
    {
      guint32 a = random_below (random, records->n), b = random_below (random, records->n);

      if (across (records, a, b))
        assay_match_counts_add (
            &counts,
            assay_match_records_compare (records, ASSAY_MATCH_ALL_USED, MIN (a, b), MAX (a, b)),
            1);
    }
  self->random = assay_match_counts_sort (&counts);
}

static double
pairs_of (double n)
{
  return n * (n - 1) / 2;
}

/* The imports, numbered from 0 on; at most MAX_GROUPS of them, or 0. */
static guint
number_groups (const AssayMatchRecords *records, guint8 **out_numbers)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  *out_numbers = records->groups != NULL ? g_new (guint8, records->n + 1) : NULL;
  for (guint32 i = 0; i < records->n && records->groups != NULL; i++)
    {
      gpointer number;

      if (!g_hash_table_lookup_extended (
              known, GUINT_TO_POINTER (records->groups[i]), NULL, &number))
        {
          if (g_hash_table_size (known) == MAX_GROUPS)
            return 0;
          number = GUINT_TO_POINTER (g_hash_table_size (known));
          g_hash_table_insert (known, GUINT_TO_POINTER (records->groups[i]), number);
        }
      (*out_numbers)[i] = (guint8) GPOINTER_TO_UINT (number);
    }
  return g_hash_table_size (known);
}

/* Pairs that are equal in a comparison, and pairs that have it at all. */
static void
count_equal (AssayMatchSample *self,
             const AssayMatchRecords *records,
             guint comparison,
             guint n_groups,
             const guint8 *numbers)
{
  const AssayMatchColumn *column = assay_match_records_get (records, comparison)->column;
  const guint32 *ids = assay_match_column_get_ids (column);
  guint32 n_values = assay_match_column_get_values (column);
  double agreed = 0, present = pairs_of (assay_match_column_get_filled (column));

  for (guint32 value = 1; value <= n_values; value++)
    agreed += pairs_of (assay_match_column_get_count (column, value));
  for (guint group = 0; group < n_groups; group++)
    {
      g_autofree guint32 *counts = g_new0 (guint32, n_values + 1);
      double filled = 0;

      for (guint32 i = 0; i < records->n; i++)
        if (numbers[i] == group)
          counts[ids[i]]++;
      for (guint32 value = 1; value <= n_values; value++)
        {
          agreed -= pairs_of (counts[value]);
          filled += counts[value];
        }
      present -= pairs_of (filled);
    }
  self->agreed[comparison] = MAX (0, agreed);
  self->present[comparison] = MAX (1, present);
}

/* Records in the order of their values, and for each value how many pairs come with the ones before
 * it. */
static void
sort_by_value (
    const AssayMatchColumn *column, guint32 n, guint32 *order, guint32 *starts, guint64 *pairs)
{
  const guint32 *ids = assay_match_column_get_ids (column);
  guint32 n_values = assay_match_column_get_values (column), place = 0;

  pairs[0] = 0;
  for (guint32 value = 1; value <= n_values; value++)
    {
      guint64 count = assay_match_column_get_count (column, value);

      starts[value] = place;
      place += (guint32) count;
      pairs[value] = pairs[value - 1] + count * (count - 1) / 2;
    }
  for (guint32 i = 0; i < n; i++)
    if (ids[i] != 0)
      order[starts[ids[i]]++] = i;
}

static guint32
find_value (const guint64 *pairs, guint32 n_values, guint64 wanted)
{
  guint32 low = 1, high = n_values;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (pairs[middle] > wanted)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* Random pairs out of those that agree: what else they agree on tells what comes together. */
static void
count_agreeing (AssayMatchSample *self,
                const AssayMatchRecords *records,
                guint comparison,
                Random *random)
{
  const AssayMatchColumn *column = assay_match_records_get (records, comparison)->column;
  guint32 n_values = assay_match_column_get_values (column);
  g_autofree guint32 *order = g_new (guint32, records->n + 1);
  g_autofree guint32 *ends = g_new0 (guint32, n_values + 2);
  g_autofree guint64 *pairs = g_new (guint64, n_values + 1);
  g_auto (AssayMatchCounts) counts = { 0 };

  assay_match_counts_init (&counts);
  sort_by_value (column, records->n, order, ends, pairs);
  for (guint i = 0; i < AGREEING && pairs[n_values] > 0; i++)
    {
      guint64 wanted = (guint64) ((unsigned __int128) next_random (random) * pairs[n_values] >> 64);
      guint32 value = find_value (pairs, n_values, wanted);
      guint32 size = assay_match_column_get_count (column, value), start = ends[value] - size;
      guint32 a = order[start + random_below (random, size)],
              b = order[start + random_below (random, size)];

      if (across (records, a, b))
        assay_match_counts_add (
            &counts,
            assay_match_records_compare (records, ASSAY_MATCH_ALL_USED, MIN (a, b), MAX (a, b)),
            1);
    }
  self->agreeing[comparison] = assay_match_counts_sort (&counts);
}

static void
count_labels (AssayMatchSample *self, const AssayMatchRecords *records, GArray *labels)
{
  g_auto (AssayMatchCounts) same = { 0 }, apart = { 0 };

  assay_match_counts_init (&same);
  assay_match_counts_init (&apart);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const AssayMatchLabelled *label = &g_array_index (labels, AssayMatchLabelled, i);
      assay_match_counts_add (
          label->same ? &same : &apart,
          assay_match_records_compare (records, ASSAY_MATCH_ALL_USED, label->a, label->b),
          1);
    }
  self->labelled = assay_match_counts_sort (&same);
  self->labelled_apart = assay_match_counts_sort (&apart);
}

static double
count_pairs (const AssayMatchRecords *records, guint n_groups, const guint8 *numbers)
{
  double pairs = pairs_of (records->n), sizes[MAX_GROUPS] = { 0 };

  for (guint32 i = 0; i < records->n && n_groups > 0; i++)
    sizes[numbers[i]]++;
  for (guint group = 0; group < n_groups; group++)
    pairs -= pairs_of (sizes[group]);
  return MAX (1, pairs);
}

static void
clear_counts (AssayMatchSample *self)
{
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->random, g_array_unref);
  g_clear_pointer (&self->labelled, g_array_unref);
  g_clear_pointer (&self->labelled_apart, g_array_unref);
  for (guint i = 0; i < ASSAY_MATCH_MAX_COMPARISONS; i++)
    g_clear_pointer (&self->agreeing[i], g_array_unref);
}

/**
 * assay_match_sample_count:
 *
 * Compares the drawn pairs, and random ones; anew where comparisons have learned since.
 */
gboolean
assay_match_sample_count (AssayMatchSample *self,
                          const AssayMatchRecords *records,
                          GArray *labels,
                          guint64 seed,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree guint8 *numbers = NULL;
  guint n_groups = number_groups (records, &numbers);
  Random random = { seed };

  clear_counts (self);
  self->pairs = count_pairs (records, n_groups, numbers);
  count_candidates (self, records);
  count_random (self, records, &random);
  for (guint i = 0; i < records->comparisons->len; i++)
    {
      count_equal (self, records, i, n_groups, numbers);
      count_agreeing (self, records, i, &random);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  count_labels (self, records, labels);
  return TRUE;
}

/**
 * assay_match_sample_new:
 * @labels: (nullable) (element-type AssayMatchLabelled): pairs that a person has judged
 * @seed: the same one gives the same sample, with any number of threads
 *
 * Compares what is needed to estimate a model. Worker thread.
 */
AssayMatchSample *
assay_match_sample_new (const AssayMatchRecords *records,
                        const AssayMatchBlocks *blocks,
                        GArray *labels,
                        guint64 seed,
                        AssayMatchProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AssayMatchSample) self = g_new0 (AssayMatchSample, 1);

  return draw_candidates (self, blocks, progress, progress_data, cancellable, error) &&
                 assay_match_sample_count (self, records, labels, seed, cancellable, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
assay_match_sample_free (AssayMatchSample *self)
{
  clear_counts (self);
  g_clear_pointer (&self->drawn, g_array_unref);
  g_free (self);
}
