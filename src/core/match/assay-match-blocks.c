/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-blocks-private.h"

#include <string.h>


/* So few pairs that all of them are compared. */
#define ALL_PAIRS G_GUINT64_CONSTANT (2000000)

/* Pairs that are compared at most, about: what takes some seconds, or tens of pairs for each lead.
 */
#define BUDGET_PAIRS G_GUINT64_CONSTANT (20000000)
#define PAIRS_PER_RECORD 40

#define MAX_LEVEL 3
#define MAX_JOINED_KEYS 7

/* One set of keys gets no more than this part of the budget, unless its blocks are small anyway. */
#define PASS_SHARE 16

static const guint32 caps[] = { 400, 200, 100, 50, 25, 12 };

/* Bits of the records that each smaller set of keys left in too large a block, 64 of them. */
static guint64
left_records (const AssayMatchBlocks *self, const AssayMatchPass *pass, gsize word)
{
  guint64 left = G_MAXUINT64;

  if ((pass->keys & (pass->keys - 1)) == 0)
    return left;
  for (guint i = 0; i < self->passes->len && left != 0; i++)
    {
      const AssayMatchPass *part = &g_array_index (self->passes, AssayMatchPass, i);

      if (part->kind == ASSAY_MATCH_PASS_KEYS && part->keys != pass->keys &&
          (part->keys & ~pass->keys) == 0)
        left &= part->oversize != NULL ? part->oversize[word] : 0;
    }
  return left;
}

static void
add_entry (AssayMatchBlocks *self, guint64 key, guint32 record)
{
  if (key != 0)
    self->entries[self->n_entries++] = (AssayMatchEntry){ key, record };
}

static void
collect_words (AssayMatchBlocks *self, const AssayMatchPass *pass)
{
  const guint32 *list = self->keys->word_lists[pass->word_list];
  guint width = self->keys->word_widths[pass->word_list];

  for (guint32 record = 0; record < self->records->n; record++)
    for (guint i = 0; i < width; i++)
      add_entry (self, list[(gsize) record * width + i], record);
}

static void
collect_sets (AssayMatchBlocks *self, const AssayMatchPass *pass, gboolean planning)
{
  for (gsize word = 0; word <= (self->records->n - 1) / 64; word++)
    {
      guint64 left = left_records (self, pass, word);

      if (!planning && pass->oversize != NULL)
        left &= ~pass->oversize[word];
      for (; left != 0; left &= left - 1)
        {
          guint32 record = (guint32) word * 64 + (guint32) __builtin_ctzll (left);
          if (record < self->records->n)
            add_entry (self, assay_match_keys_hash (self->keys, pass->keys, record), record);
        }
    }
}

/* Fills and sorts the entries of a pass. While planning, records of oversize blocks are there as
 * well. */
void
assay_match_blocks_collect (AssayMatchBlocks *self, const AssayMatchPass *pass, gboolean planning)
{
  self->n_entries = 0;
  if (pass->kind == ASSAY_MATCH_PASS_WORDS)
    collect_words (self, pass);
  else if (pass->kind == ASSAY_MATCH_PASS_KEYS)
    collect_sets (self, pass, planning);
  else
    for (guint32 record = 0; record < self->records->n; record++)
      add_entry (self, self->keys->everything[record], record);
  assay_radix_sort_entries (self->entries, self->room, self->n_entries);
}

static gsize
block_end (const AssayMatchBlocks *self, gsize start)
{
  gsize end = start + 1;

  while (end < self->n_entries && self->entries[end].key == self->entries[start].key)
    end++;
  return end;
}

static guint64
pairs_of (guint64 n)
{
  return n * (n - 1) / 2;
}

static void
choose_cap (AssayMatchBlocks *self, AssayMatchPass *pass, guint64 limit)
{
  guint64 pairs[G_N_ELEMENTS (caps)] = { 0 };
  double squares = 0;
  guint choice = 0;

  for (gsize start = 0; start < self->n_entries;)
    {
      gsize end = block_end (self, start), size = end - start;

      if (size > 1)
        pass->n_blocks++;
      pass->largest = MAX (pass->largest, (guint32) size);
      squares += (double) size * (double) size;
      for (guint i = 0; i < G_N_ELEMENTS (caps) && size <= caps[i]; i++)
        pairs[i] += pairs_of (size);
      start = end;
    }
  while (choice + 1 < G_N_ELEMENTS (caps) && pairs[choice] > limit)
    choice++;
  pass->cap = caps[choice];
  pass->pairs = pairs[choice];
  pass->mean = self->n_entries > 0 ? squares / (double) self->n_entries : 0;
}

static void
mark_oversize (AssayMatchBlocks *self, AssayMatchPass *pass)
{
  for (gsize start = 0; start < self->n_entries;)
    {
      gsize end = block_end (self, start);

      if (end - start > pass->cap)
        {
          if (pass->oversize == NULL)
            pass->oversize = g_new0 (guint64, self->records->n / 64 + 1);
          for (gsize i = start; i < end; i++)
            pass->oversize[self->entries[i].record / 64] |= G_GUINT64_CONSTANT (1)
                                                            << (self->entries[i].record % 64);
          pass->n_oversize += (guint32) (end - start);
        }
      start = end;
    }
}

/* Words that too many share find nobody: they are taken out of the lists. */
static void
drop_words (AssayMatchBlocks *self, const AssayMatchPass *pass)
{
  guint32 *list = self->keys->word_lists[pass->word_list];
  guint width = self->keys->word_widths[pass->word_list];

  for (gsize start = 0; start < self->n_entries;)
    {
      gsize end = block_end (self, start);

      for (gsize i = start; i < end && end - start > pass->cap; i++)
        {
          guint32 *words = list + (gsize) self->entries[i].record * width;
          for (guint w = 0; w < width; w++)
            if (words[w] == self->entries[i].key)
              words[w] = 0;
        }
      start = end;
    }
}

static void
plan_pass (AssayMatchBlocks *self, AssayMatchPass pass, guint64 limit)
{
  assay_match_blocks_collect (self, &pass, TRUE);
  if (self->n_entries < 2)
    return;
  choose_cap (self, &pass, limit);
  if (pass.kind == ASSAY_MATCH_PASS_KEYS)
    mark_oversize (self, &pass);
  else if (pass.kind == ASSAY_MATCH_PASS_WORDS)
    drop_words (self, &pass);
  self->pairs += pass.pairs;
  g_array_append_val (self->passes, pass);
}

static const AssayMatchPass *
find_pass (const AssayMatchBlocks *self, guint32 keys)
{
  for (guint i = 0; i < self->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (self->passes, AssayMatchPass, i);
      if (pass->kind == ASSAY_MATCH_PASS_KEYS && pass->keys == keys)
        return pass;
    }
  return NULL;
}

/* Two keys of one comparison say the same twice. */
static guint32
keys_beside (const AssayMatchBlocks *self, guint32 keys)
{
  guint32 beside = 0;

  for (guint k = 0; k < self->keys->n; k++)
    {
      gboolean free = TRUE;

      for (guint32 left = keys; left != 0; left &= left - 1)
        free &= self->keys->keys[__builtin_ctz (left)].comparison != self->keys->keys[k].comparison;
      if (free)
        beside |= 1u << k;
    }
  return beside;
}

static gboolean
all_parts_left (const AssayMatchBlocks *self, guint32 keys)
{
  for (guint32 left = keys; left != 0; left &= left - 1)
    {
      const AssayMatchPass *part = find_pass (self, keys & ~(left & -left));
      if (part == NULL || part->n_oversize == 0)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  guint32 keys;
  double mean;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->mean != second->mean)
    return first->mean < second->mean ? -1 : 1;
  return first->keys < second->keys ? -1 : first->keys > second->keys;
}

/* The sets of one key more, the most telling first. What is expected of a set: blocks as large as
 * its parts' sizes would make them were they independent. */
static GArray *
next_sets (const AssayMatchBlocks *self, guint32 joined, guint level)
{
  GArray *sets = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < self->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (self->passes, AssayMatchPass, i);
      guint32 more;

      if (pass->kind != ASSAY_MATCH_PASS_KEYS || pass->n_oversize == 0 ||
          __builtin_popcount (pass->keys) != (int) level - 1 || (pass->keys & ~joined) != 0)
        continue;
      more = joined & keys_beside (self, pass->keys);
      for (; more != 0; more &= more - 1)
        {
          guint32 key = more & -more;
          Candidate set = { pass->keys | key, 0 };

          /* Each set from its part without the highest key only. */
          if (key < pass->keys || !all_parts_left (self, set.keys))
            continue;
          set.mean = pass->mean * find_pass (self, key)->mean;
          g_array_append_val (sets, set);
        }
    }
  g_array_sort (sets, compare_candidates);
  return sets;
}

/* The comparisons that tell most of those that leave too large blocks, each by the key that
 * forgives most; one that halves nothing is no help. */
static guint32
joined_keys (const AssayMatchBlocks *self)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Candidate best[ASSAY_MATCH_MAX_COMPARISONS] = { { 0, 0 } };
  guint32 joined = 0;

  for (guint i = 0; i < self->passes->len; i++)
    {
      const AssayMatchPass *pass = &g_array_index (self->passes, AssayMatchPass, i);
      Candidate key = { pass->keys, pass->mean }, *known;

      if (pass->kind != ASSAY_MATCH_PASS_KEYS || pass->n_oversize == 0 ||
          pass->mean >= self->records->n / 3.0)
        continue;
      known = &best[self->keys->keys[__builtin_ctz (pass->keys)].comparison];
      if (known->keys == 0 || key.mean > known->mean)
        *known = key;
    }
  for (guint i = 0; i < ASSAY_MATCH_MAX_COMPARISONS; i++)
    if (best[i].keys != 0)
      g_array_append_val (candidates, best[i]);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (candidates->len, MAX_JOINED_KEYS); i++)
    joined |= g_array_index (candidates, Candidate, i).keys;
  return joined;
}

static gboolean
plan_passes (AssayMatchBlocks *self, GCancellable *cancellable, GError **error)
{
  guint64 budget = MAX (BUDGET_PAIRS, (guint64) self->records->n * PAIRS_PER_RECORD);
  guint64 limit = budget / PASS_SHARE;
  guint32 joined;

  plan_pass (self, (AssayMatchPass){ .kind = ASSAY_MATCH_PASS_SAME }, limit);
  for (guint k = 0; k < self->keys->n; k++)
    plan_pass (self, (AssayMatchPass){ .kind = ASSAY_MATCH_PASS_KEYS, .keys = 1u << k }, limit);
  joined = joined_keys (self);
  for (guint level = 2; level <= MAX_LEVEL; level++)
    {
      g_autoptr (GArray) sets = next_sets (self, joined, level);

      for (guint i = 0; i < sets->len && self->pairs < budget; i++)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          plan_pass (self,
                     (AssayMatchPass){ .kind = ASSAY_MATCH_PASS_KEYS,
                                       .keys = g_array_index (sets, Candidate, i).keys },
                     limit);
        }
    }
  for (guint i = 0; i < self->keys->n_word_lists; i++)
    plan_pass (self, (AssayMatchPass){ .kind = ASSAY_MATCH_PASS_WORDS, .word_list = i }, limit);
  assay_match_blocks_count_left (self);
  return TRUE;
}

/**
 * assay_match_blocks_new:
 * @records: (transfer none): has to outlive the result
 * @n_threads: how many threads look at pairs
 *
 * Finds out which keys make blocks of a bearable size. Worker thread.
 */
AssayMatchBlocks *
assay_match_blocks_new (const AssayMatchRecords *records,
                        guint n_threads,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AssayMatchBlocks) self = g_new0 (AssayMatchBlocks, 1);
  guint widest = 1;

  self->records = records;
  self->n_threads = MAX (1, n_threads);
  self->passes = g_array_new (FALSE, FALSE, sizeof (AssayMatchPass));
  if (records->n < 2 || pairs_of (records->n) <= ALL_PAIRS)
    {
      AssayMatchPass pass = { .kind = ASSAY_MATCH_PASS_ALL,
                              .n_blocks = records->n > 1,
                              .largest = records->n,
                              .pairs = records->n > 1 ? pairs_of (records->n) : 0 };
      self->pairs = pass.pairs;
      g_array_append_val (self->passes, pass);
      return g_steal_pointer (&self);
    }
  self->keys = assay_match_keys_new (records, NULL);
  for (guint i = 0; i < self->keys->n_word_lists; i++)
    widest = MAX (widest, self->keys->word_widths[i]);
  self->entries = g_new (AssayMatchEntry, (gsize) records->n * widest + 1);
  self->room = g_new (AssayMatchEntry, (gsize) records->n * widest + 1);
  return plan_passes (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
assay_match_blocks_free (AssayMatchBlocks *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->passes->len; i++)
    g_free (g_array_index (self->passes, AssayMatchPass, i).oversize);
  g_array_unref (self->passes);
  assay_match_keys_free (self->keys);
  g_free (self->entries);
  g_free (self->room);
  g_free (self);
}

guint64
assay_match_blocks_get_pairs (const AssayMatchBlocks *self)
{
  return self->pairs;
}

/**
 * assay_match_blocks_get_left:
 *
 * Returns: leads that share all that they have with too many others to compare each with each
 */
guint64
assay_match_blocks_get_left (const AssayMatchBlocks *self)
{
  return self->left;
}

guint
assay_match_blocks_get_threads (const AssayMatchBlocks *self)
{
  return self->n_threads;
}
