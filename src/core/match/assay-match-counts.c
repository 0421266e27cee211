/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-counts.h"

#include "base/assay-hash.h"

#define FIRST_SLOTS 4096

/* No pair has it: all comparisons would be in state 7 and beyond the last one. */
#define FREE_SLOT G_MAXUINT64

static AssayMatchCount *
make_slots (gsize n)
{
  AssayMatchCount *slots = g_new (AssayMatchCount, n);

  for (gsize i = 0; i < n; i++)
    slots[i] = (AssayMatchCount){ FREE_SLOT, 0 };
  return slots;
}

void
assay_match_counts_init (AssayMatchCounts *counts)
{
  counts->n_slots = FIRST_SLOTS;
  counts->slots = make_slots (FIRST_SLOTS);
  counts->n = 0;
}

void
assay_match_counts_clear (AssayMatchCounts *counts)
{
  g_clear_pointer (&counts->slots, g_free);
}

static AssayMatchCount *
find_slot (AssayMatchCounts *counts, AssayMatchVector vector)
{
  gsize slot =
      assay_hash_mix (vector + 1, G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) & (counts->n_slots - 1);

  while (counts->slots[slot].vector != vector && counts->slots[slot].vector != FREE_SLOT)
    slot = (slot + 1) & (counts->n_slots - 1);
  return &counts->slots[slot];
}

static void
grow (AssayMatchCounts *counts)
{
  g_autofree AssayMatchCount *old = counts->slots;
  gsize n = counts->n_slots;

  counts->n_slots *= 2;
  counts->slots = make_slots (counts->n_slots);
  for (gsize i = 0; i < n; i++)
    if (old[i].vector != FREE_SLOT)
      *find_slot (counts, old[i].vector) = old[i];
}

void
assay_match_counts_add (AssayMatchCounts *counts, AssayMatchVector vector, double count)
{
  AssayMatchCount *slot = find_slot (counts, vector);

  slot->count += count;
  if (slot->vector == vector)
    return;
  slot->vector = vector;
  if (++counts->n > counts->n_slots / 2)
    grow (counts);
}

static int
compare_vectors (gconstpointer a, gconstpointer b)
{
  AssayMatchVector first = ((const AssayMatchCount *) a)->vector;
  AssayMatchVector second = ((const AssayMatchCount *) b)->vector;

  return first < second ? -1 : first > second;
}

/**
 * assay_match_counts_sort:
 *
 * Returns: (transfer full) (element-type AssayMatchCount): the vectors in a fixed order, however
 * many threads counted them
 */
GArray *
assay_match_counts_sort (AssayMatchCounts *counts)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (AssayMatchCount));

  for (gsize i = 0; i < counts->n_slots; i++)
    if (counts->slots[i].vector != FREE_SLOT)
      g_array_append_val (sorted, counts->slots[i]);
  g_array_sort (sorted, compare_vectors);
  return sorted;
}
