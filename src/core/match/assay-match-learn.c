/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-learn.h"

#include "match/assay-match-rival.h"
#include "match/assay-union-find.h"

/* Pairs that are so likely one, by everything but the comparison looked at, teach. */
#define TEACHING_BITS 5.0

/* Two values are aliases where so many things have both, where those are such a part of the things that have
 * the rarer one, and so many times as many as chance would bring together. */
#define ALIAS_THINGS 4
#define ALIAS_SHARE 0.2
#define ALIAS_LIFT 3.0

/* That a thing has two values of a comparison; or one, with @second 0. */
typedef struct
{
  guint32 comparison;
  guint32 first;
  guint32 second;
  guint32 thing;
} Seen;

static gboolean
has_other_words (const AssayMatchComparison *comparison)
{
  switch (comparison->kind)
    {
    case ASSAY_MATCH_NAME:
    case ASSAY_MATCH_GIVEN:
    case ASSAY_MATCH_FAMILY:
    case ASSAY_MATCH_COMPANY:
    case ASSAY_MATCH_TEXT:
    case ASSAY_MATCH_SHORT:
      return !comparison->whole;
    case ASSAY_MATCH_EMAIL:
    case ASSAY_MATCH_PHONE:
    case ASSAY_MATCH_POSTAL:
    case ASSAY_MATCH_DATE:
    case ASSAY_MATCH_IDENTIFIER:
    case ASSAY_MATCH_NUMBER:
    case ASSAY_MATCH_URL:
    case ASSAY_MATCH_IGNORE:
    default:
      return FALSE;
    }
}

static int
compare_seen (gconstpointer a, gconstpointer b)
{
  const Seen *first = a, *second = b;

  return first->comparison != second->comparison ? (first->comparison < second->comparison ? -1 : 1)
         : first->first != second->first         ? (first->first < second->first ? -1 : 1)
         : first->second != second->second       ? (first->second < second->second ? -1 : 1)
         : first->thing != second->thing         ? (first->thing < second->thing ? -1 : 1)
                                                 : 0;
}

static void
note (GArray *seen, guint comparison, guint32 first, guint32 second, guint32 thing)
{
  Seen one = { comparison, first, second, thing };

  g_array_append_val (seen, one);
}

static void
note_pair (GArray *seen,
           const AssayMatchRecords *records,
           const AssayMatchModel *model,
           const AssayMatchPair *pair,
           guint32 thing)
{
  AssayMatchVector vector = assay_match_records_compare (records, ASSAY_MATCH_ALL_USED, pair->a, pair->b);

  for (guint i = 0; i < records->comparisons->len; i++)
    {
      const AssayMatchComparison *comparison = assay_match_records_get (records, i);
      const guint32 *ids = assay_match_column_get_ids (comparison->column);
      guint32 a = ids[pair->a], b = ids[pair->b];
      AssayMatchVector without = vector & ~((AssayMatchVector) 7 << (i * ASSAY_MATCH_LEVEL_BITS));

      if (!has_other_words (comparison) || a == 0 || b == 0 ||
          assay_match_model_vector_bits (model, without) < TEACHING_BITS ||
          !assay_match_model_is_enough (records, without))
        continue;
      note (seen, i, a, 0, thing);
      if (a == b)
        continue;
      note (seen, i, b, 0, thing);
      if (assay_match_vector_level (vector, i) > ASSAY_MATCH_VARIANT)
        note (seen, i, MIN (a, b), MAX (a, b), thing);
    }
}

/* How many things have the value or the two values that stand at a place, each thing once. */
static guint
count_things (const GArray *seen, guint place, guint *out_end)
{
  const Seen *all = (const Seen *) (gpointer) seen->data;
  guint end = place, things = 0;

  for (; end < seen->len && all[end].comparison == all[place].comparison && all[end].first == all[place].first &&
         all[end].second == all[place].second;
       end++)
    things += end == place || all[end].thing != all[end - 1].thing;
  *out_end = end;
  return things;
}

static guint
things_of (const GArray *seen, guint comparison, guint32 value)
{
  Seen wanted = { comparison, value, 0, 0 };
  guint low = 0, high = seen->len, end;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (compare_seen (&g_array_index (seen, Seen, middle), &wanted) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low < seen->len ? count_things (seen, low, &end) : 0;
}

static void
count_all (const GArray *seen, double *all)
{
  for (guint i = 0; i < seen->len;)
    {
      guint comparison = g_array_index (seen, Seen, i).comparison;
      gboolean single = g_array_index (seen, Seen, i).second == 0;
      guint things = count_things (seen, i, &i);

      all[comparison] += single ? things : 0;
    }
}

static gboolean
take_aliases (AssayMatchRecords *records, const GArray *seen)
{
  double all[ASSAY_MATCH_MAX_COMPARISONS] = { 0 };
  gboolean learned = FALSE;

  count_all (seen, all);
  for (guint i = 0; i < seen->len;)
    {
      Seen pair = g_array_index (seen, Seen, i);
      AssayMatchComparison *comparison = g_ptr_array_index (records->comparisons, pair.comparison);
      guint both = count_things (seen, i, &i), first, second;

      if (pair.second == 0 || both < ALIAS_THINGS)
        continue;
      first = things_of (seen, pair.comparison, pair.first);
      second = things_of (seen, pair.comparison, pair.second);
      if (both < ALIAS_SHARE * MIN (first, second) ||
          both * all[pair.comparison] < ALIAS_LIFT * first * second)
        continue;
      if (comparison->aliases == NULL)
        comparison->aliases = assay_match_aliases_new (assay_match_column_get_values (comparison->column));
      assay_match_aliases_add (comparison->aliases, pair.first, pair.second);
      learned = TRUE;
    }
  for (guint i = 0; i < records->comparisons->len; i++)
    {
      AssayMatchComparison *comparison = g_ptr_array_index (records->comparisons, i);
      if (comparison->aliases != NULL)
        assay_match_aliases_seal (comparison->aliases);
    }
  return learned;
}

/* Values that stand for each other again and again in what is one thing by all else. Things of many records
 * count once, so that nobody's own history becomes a rule. */
static gboolean
learn_aliases (AssayMatchRecords *records, const AssayMatchModel *model, const GArray *likely)
{
  g_autoptr (AssayUnionFind) things = assay_union_find_new (records->n);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (Seen));

  for (guint i = 0; i < likely->len; i++)
    assay_union_find_join (
        things, g_array_index (likely, AssayMatchPair, i).a, g_array_index (likely, AssayMatchPair, i).b);
  for (guint i = 0; i < likely->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (likely, AssayMatchPair, i);

      if (!pair->outdone)
        note_pair (seen, records, model, pair, assay_union_find_root (things, pair->a));
    }
  g_array_sort (seen, compare_seen);
  return take_aliases (records, seen);
}

static int
compare_drawn (gconstpointer a, gconstpointer b)
{
  const AssayMatchDrawn *first = a, *second = b;

  return first->a != second->a ? (first->a < second->a ? -1 : 1)
         : first->b < second->b ? -1
                                : first->b > second->b;
}

/* What is outdone is no example of one thing. */
static gboolean
drop_outdone (AssayMatchSample *sample, GArray *likely)
{
  g_autoptr (GArray) outdone = g_array_new (FALSE, FALSE, sizeof (AssayMatchDrawn));
  guint kept = 0;

  for (guint i = 0; i < likely->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (likely, AssayMatchPair, i);
      AssayMatchDrawn drawn = { pair->a, pair->b };

      if (pair->outdone)
        g_array_append_val (outdone, drawn);
    }
  if (outdone->len == 0)
    return FALSE;
  g_array_sort (outdone, compare_drawn);
  for (guint i = 0; i < sample->drawn->len; i++)
    {
      AssayMatchDrawn pair = g_array_index (sample->drawn, AssayMatchDrawn, i);

      if (!g_array_binary_search (outdone, &pair, compare_drawn, NULL))
        g_array_index (sample->drawn, AssayMatchDrawn, kept++) = pair;
    }
  g_array_set_size (sample->drawn, kept);
  return TRUE;
}

/**
 * assay_match_learn:
 * @records: its comparisons get to know which of their values say the same
 * @model: estimated from @sample
 * @sample: loses the pairs that have better rivals
 *
 * Learns from what a first model finds likely.
 *
 * Returns: whether there is anything new, so that the sample has to be counted and the model estimated anew
 */
gboolean
assay_match_learn (AssayMatchRecords *records,
                   const AssayMatchModel *model,
                   AssayMatchSample *sample)
{
  g_autoptr (GArray) likely = g_array_new (FALSE, FALSE, sizeof (AssayMatchPair));
  gboolean dropped, learned;

  for (guint i = 0; i < sample->drawn->len; i++)
    {
      const AssayMatchDrawn *drawn = &g_array_index (sample->drawn, AssayMatchDrawn, i);
      AssayMatchPair pair = { .a = drawn->a, .b = drawn->b };
      AssayMatchVector vector;
      double bits;

      if (!assay_match_model_pair_reaches (model, records, pair.a, pair.b, 0, &vector, &bits) ||
          !assay_match_model_is_enough (records, vector))
        continue;
      pair.bits = (float) bits;
      g_array_append_val (likely, pair);
    }
  assay_match_find_rivals (records, likely);
  dropped = drop_outdone (sample, likely);
  learned = learn_aliases (records, model, likely);
  return dropped || learned;
}
