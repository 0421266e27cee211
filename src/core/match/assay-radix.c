/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-radix.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS (1 << DIGIT_BITS)

static inline guint
digit_of (guint64 key, guint shift)
{
  return (guint) (key >> shift) & (N_DIGITS - 1);
}

static void
to_starts (gsize *counts)
{
  gsize start = 0;

  for (guint i = 0; i < N_DIGITS; i++)
    {
      gsize n = counts[i];
      counts[i] = start;
      start += n;
    }
}

/**
 * assay_radix_sort_entries:
 * @entries: (array length=n): sorted by their keys' low %ASSAY_MATCH_KEY_BITS bits when done; equal
 * keys keep their order
 * @room: (array length=n): scratch
 */
void
assay_radix_sort_entries (AssayMatchEntry *entries, AssayMatchEntry *room, gsize n)
{
  gsize counts[N_DIGITS];

  G_STATIC_ASSERT (ASSAY_MATCH_KEY_BITS == 4 * DIGIT_BITS);
  for (guint shift = 0; shift < ASSAY_MATCH_KEY_BITS; shift += DIGIT_BITS)
    {
      AssayMatchEntry *from = shift / DIGIT_BITS % 2 == 0 ? entries : room;
      AssayMatchEntry *to = from == entries ? room : entries;

      memset (counts, 0, sizeof counts);
      for (gsize i = 0; i < n; i++)
        counts[digit_of (from[i].key, shift)]++;
      to_starts (counts);
      for (gsize i = 0; i < n; i++)
        to[counts[digit_of (from[i].key, shift)]++] = from[i];
    }
}

/**
 * assay_radix_sort_unique:
 * @numbers: (array length=n): sorted, each once, when done
 * @room: (array length=n): scratch
 *
 * Returns: how many are left
 */
gsize
assay_radix_sort_unique (guint64 *numbers, guint64 *room, gsize n)
{
  guint64 *from = numbers, *to = room;
  gsize counts[N_DIGITS], kept = 0;

  for (guint shift = 0; shift < 64; shift += DIGIT_BITS)
    {
      memset (counts, 0, sizeof counts);
      for (gsize i = 0; i < n; i++)
        counts[digit_of (from[i], shift)]++;
      /* Small workspaces leave most digits of their pairs alone. */
      if (n == 0 || counts[digit_of (from[0], shift)] == n)
        continue;
      to_starts (counts);
      for (gsize i = 0; i < n; i++)
        to[counts[digit_of (from[i], shift)]++] = from[i];
      guint64 *swap = from;
      from = to;
      to = swap;
    }
  for (gsize i = 0; i < n; i++)
    if (kept == 0 || from[i] != numbers[kept - 1])
      numbers[kept++] = from[i];
  return kept;
}
