/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-rival.h"

/* A partner is better by so many bits. */
#define BETTER_BITS 2.0f

/* The best that a record has in another import. */
typedef struct
{
  guint64 key; /* the record above the import */
  float bits;
} Best;

static int
compare_best (gconstpointer a, gconstpointer b)
{
  const Best *first = a, *second = b;

  return first->key != second->key     ? (first->key < second->key ? -1 : 1)
         : first->bits != second->bits ? (first->bits > second->bits ? -1 : 1)
                                       : 0;
}

static Best
seen_from (const AssayMatchRecords *records, guint32 from, guint32 to, float bits)
{
  return (Best){ (guint64) from << 32 | records->groups[to], bits };
}

static float
best_of (const GArray *bests, const AssayMatchRecords *records, guint32 from, guint32 to)
{
  guint64 key = seen_from (records, from, to, 0).key;
  guint low = 0, high = bests->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (bests, Best, middle).key < key)
        low = middle + 1;
      else
        high = middle;
    }
  return g_array_index (bests, Best, low).bits;
}

/**
 * assay_match_find_rivals:
 * @pairs: (element-type AssayMatchPair): of records of two imports; those learn whether they are outdone
 *
 * Of two imports that are linked each has most things once. A pair of which both records have a much better partner in
 * the other's import is two things that are alike: a paper and its second edition, a chain's two branches.
 */
void
assay_match_find_rivals (const AssayMatchRecords *records, GArray *pairs)
{
  g_autoptr (GArray) bests = g_array_new (FALSE, FALSE, sizeof (Best));

  if (records->groups == NULL)
    return;
  for (guint i = 0; i < pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);
      Best best = seen_from (records, pair->a, pair->b, pair->bits);

      g_array_append_val (bests, best);
      best = seen_from (records, pair->b, pair->a, pair->bits);
      g_array_append_val (bests, best);
    }
  g_array_sort (bests, compare_best);
  for (guint i = 0; i < pairs->len; i++)
    {
      AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);

      pair->outdone = pair->bits + BETTER_BITS <= best_of (bests, records, pair->a, pair->b) &&
                      pair->bits + BETTER_BITS <= best_of (bests, records, pair->b, pair->a);
    }
}
