/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-blocks-private.h"

#include "base/assay-hash.h"

/* The pairs of all blocks, each once, dealt out to threads. What a pair is skipped for depends on
 * the pair alone, so threads change nothing but the order. */

#define CANCEL_BLOCKS 256
#define CHAIN_LENGTH 2

typedef struct
{
  const AssayMatchBlocks *blocks;
  const AssayMatchPass *pass;
  guint pass_number;
  guint thread;
  gsize from;
  gsize to;
  guint64 threshold; /* pairs whose hash is above are left out; G_MAXUINT64 for none */
  AssayMatchPairFunc func;
  gpointer user_data;
  GCancellable *cancellable;
} Slice;

static guint32
equal_keys (const AssayMatchBlocks *blocks, guint32 a, guint32 b)
{
  const guint32 *first = blocks->keys->hashes + (gsize) a * blocks->keys->n;
  const guint32 *second = blocks->keys->hashes + (gsize) b * blocks->keys->n;
  guint32 equal = 0;

  for (guint k = 0; k < blocks->keys->n; k++)
    equal |= (guint32) (first[k] == second[k] && first[k] != 0) << k;
  return equal;
}

/* Whether an earlier pass has brought the pair. */
static gboolean
was_before (const Slice *slice, guint32 a, guint32 b)
{
  guint32 equal = equal_keys (slice->blocks, a, b);

  for (guint i = 0; i < slice->pass_number; i++)
    {
      const AssayMatchPass *pass = &g_array_index (slice->blocks->passes, AssayMatchPass, i);

      if (pass->kind == ASSAY_MATCH_PASS_SAME
              ? slice->blocks->keys->everything[a] == slice->blocks->keys->everything[b]
              : pass->kind == ASSAY_MATCH_PASS_KEYS && (pass->keys & ~equal) == 0 &&
                    !assay_match_pass_is_oversize (pass, a))
        return TRUE;
    }
  return FALSE;
}

/* Of the words that two records share, the first one brings the pair. */
static gboolean
is_first_word (const Slice *slice, guint64 key, guint32 a, guint32 b)
{
  const guint32 *list = slice->blocks->keys->word_lists[slice->pass->word_list];
  guint width = slice->blocks->keys->word_widths[slice->pass->word_list];
  const guint32 *first = list + (gsize) a * width;
  const guint32 *second = list + (gsize) b * width;

  for (guint i = 0; i < width; i++)
    for (guint j = 0; j < width; j++)
      if (first[i] != 0 && first[i] == second[j])
        return first[i] == key;
  return FALSE;
}

static inline gboolean
is_drawn (const Slice *slice, guint32 a, guint32 b)
{
  return slice->threshold == G_MAXUINT64 ||
         assay_hash_mix (((guint64) a << 32 | b) ^ G_GUINT64_CONSTANT (0x94d049bb133111eb),
                         G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9)) < slice->threshold;
}

static void
visit_pair (const Slice *slice, guint64 key, guint32 a, guint32 b)
{
  if (!assay_match_records_may (slice->blocks->records, a, b) || !is_drawn (slice, a, b))
    return;
  if (slice->pass->kind != ASSAY_MATCH_PASS_ALL && slice->pass->kind != ASSAY_MATCH_PASS_SAME &&
      was_before (slice, a, b))
    return;
  if (slice->pass->kind == ASSAY_MATCH_PASS_WORDS && !is_first_word (slice, key, a, b))
    return;
  slice->func (slice->thread, a, b, slice->user_data);
}

static void
visit_block (const Slice *slice, const AssayMatchEntry *entries, gsize n)
{
  gsize reach = n;

  if (n > slice->pass->cap)
    {
      /* Records that are the same in everything: a chain joins them as well as each pair would. */
      if (slice->pass->kind != ASSAY_MATCH_PASS_SAME)
        return;
      reach = CHAIN_LENGTH;
    }
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < MIN (n, i + reach); j++)
      visit_pair (slice, entries[i].key, entries[i].record, entries[j].record);
}

static void
visit_all (const Slice *slice)
{
  for (gsize a = slice->from; a < slice->to; a++)
    {
      if (g_cancellable_is_cancelled (slice->cancellable))
        return;
      for (guint32 b = (guint32) a + 1; b < slice->blocks->records->n; b++)
        visit_pair (slice, 0, (guint32) a, b);
    }
}

static gpointer
run_slice (gpointer data)
{
  const Slice *slice = data;
  const AssayMatchEntry *entries = slice->blocks->entries;
  guint n = 0;

  if (slice->pass->kind == ASSAY_MATCH_PASS_ALL)
    {
      visit_all (slice);
      return NULL;
    }
  for (gsize start = slice->from; start < slice->to;)
    {
      gsize end = start + 1;

      while (end < slice->to && entries[end].key == entries[start].key)
        end++;
      visit_block (slice, entries + start, end - start);
      start = end;
      if (++n % CANCEL_BLOCKS == 0 && g_cancellable_is_cancelled (slice->cancellable))
        return NULL;
    }
  return NULL;
}

/* Where a thread's part ends: at the border of a block. */
static gsize
slice_end (const AssayMatchBlocks *blocks, gsize n, guint thread)
{
  gsize end = n * (thread + 1) / blocks->n_threads;

  if (blocks->n_entries == n && blocks->entries != NULL)
    while (end > 0 && end < n && blocks->entries[end].key == blocks->entries[end - 1].key)
      end++;
  return MIN (end, n);
}

/* Of all pairs the first records have most. */
static gsize
all_end (const AssayMatchBlocks *blocks, guint thread)
{
  gsize n = blocks->records->n;
  guint64 wanted = blocks->pairs * (thread + 1) / blocks->n_threads, seen = 0;
  gsize end = 0;

  while (end < n && (seen < wanted || thread + 1 == blocks->n_threads))
    seen += n - 1 - end++;
  return end;
}

static void
run_pass (const Slice *common)
{
  const AssayMatchBlocks *blocks = common->blocks;
  g_autofree Slice *slices = g_new (Slice, blocks->n_threads);
  g_autofree GThread **threads = g_new0 (GThread *, blocks->n_threads);
  gsize from = 0;

  for (guint i = 0; i < blocks->n_threads; i++)
    {
      slices[i] = *common;
      slices[i].thread = i;
      slices[i].from = from;
      slices[i].to = common->pass->kind == ASSAY_MATCH_PASS_ALL
                         ? all_end (blocks, i)
                         : slice_end (blocks, blocks->n_entries, i);
      from = slices[i].to = MAX (from, slices[i].to);
      if (i + 1 < blocks->n_threads)
        threads[i] = g_thread_new ("match", run_slice, &slices[i]);
    }
  run_slice (&slices[blocks->n_threads - 1]);
  for (guint i = 0; i + 1 < blocks->n_threads; i++)
    g_thread_join (threads[i]);
}

/**
 * assay_match_blocks_foreach:
 * @share: which part of the pairs, 0–1; always the same ones for the same share
 * @func: (scope call): called for each pair once, by several threads
 * @progress: (nullable) (scope call): called by this thread
 *
 * Visits the pairs of all blocks.
 */
gboolean
assay_match_blocks_foreach (const AssayMatchBlocks *self,
                            double share,
                            AssayMatchPairFunc func,
                            gpointer user_data,
                            AssayMatchProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error)
{
  Slice common = { .blocks = self,
                   .func = func,
                   .user_data = user_data,
                   .threshold =
                       share >= 1 ? G_MAXUINT64 : (guint64) (share * 18446744073709549568.0),
                   .cancellable = cancellable };

  for (guint i = 0; i < self->passes->len; i++)
    {
      common.pass = &g_array_index (self->passes, AssayMatchPass, i);
      common.pass_number = i;
      if (common.pass->kind != ASSAY_MATCH_PASS_ALL)
        assay_match_blocks_collect ((AssayMatchBlocks *) self, common.pass, FALSE);
      run_pass (&common);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((double) (i + 1) / self->passes->len, progress_data);
    }
  return TRUE;
}
