/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-candidates.h"

/* More pairs than these are no longer few: what came shares one thing, and all leads have to be blocked
 * anew. */
#define MOST_PAIRS_EACH 1000
#define MOST_PAIRS 2000000

typedef struct
{
  const AssayMatchRecipe *recipe;
  AssayMatchIndex *index;
  const AssayMatchRecords *fresh;
  AssayMatchKeys *keys;
  guint8 *crowded; /* (owned): by pass, then by record: whether its block is too large */
  GArray *entries; /* (element-type AssayMatchEntry): hashes of the pass looked at, and who has them */
  AssayMatchCandidates *out;
} Finder;

static void
add_entry (Finder *self, guint32 hash, guint32 record)
{
  AssayMatchEntry entry = { hash, record };

  if (hash != 0)
    g_array_append_val (self->entries, entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AssayMatchEntry *first = a, *second = b;

  return first->key != second->key ? (first->key < second->key ? -1 : 1)
                                   : (first->record > second->record) - (first->record < second->record);
}

static const AssayMatchPass *
get_pass (const Finder *self, guint i)
{
  return &g_array_index (self->recipe->passes, AssayMatchPass, i);
}

static guint8 *
crowding (const Finder *self, guint pass)
{
  return self->crowded + (gsize) pass * self->fresh->n;
}

/* Whether each smaller set of keys left too many: only then this one was tried. */
static gboolean
is_tried (const Finder *self, guint number, guint32 record)
{
  const AssayMatchPass *pass = get_pass (self, number);

  for (guint i = 0; i < number; i++)
    {
      const AssayMatchPass *part = get_pass (self, i);

      if (part->kind == ASSAY_MATCH_PASS_KEYS && part->keys != pass->keys &&
          (part->keys & ~pass->keys) == 0 && !crowding (self, i)[record])
        return FALSE;
    }
  return TRUE;
}

/* Words that nobody had are no reason to leave others out. */
static void
collect_words (Finder *self, const AssayMatchPass *pass)
{
  guint comparison = self->keys->word_comparisons[pass->word_list];
  const AssayMatchColumn *column = assay_match_records_get (self->fresh, comparison)->column;
  const guint32 *ids = assay_match_column_get_ids (column);
  guint width = self->keys->word_widths[pass->word_list];

  for (guint32 record = 0; record < self->fresh->n; record++)
    {
      const guint32 *list = self->keys->word_lists[pass->word_list] + (gsize) record * width;
      guint n;
      const guint32 *words = assay_match_column_get_words (column, ids[record], &n);

      for (guint i = 0; i < width; i++)
        add_entry (self, list[i], record);
      for (guint i = 0; i < n; i++)
        if (assay_match_column_get_word_count (column, words[i]) < 2)
          add_entry (self, assay_match_keys_hash_word (column, words[i]), record);
    }
}

static void
collect (Finder *self, guint number)
{
  const AssayMatchPass *pass = get_pass (self, number);

  g_array_set_size (self->entries, 0);
  if (pass->kind == ASSAY_MATCH_PASS_WORDS)
    collect_words (self, pass);
  else
    for (guint32 record = 0; record < self->fresh->n; record++)
      if (pass->kind == ASSAY_MATCH_PASS_SAME)
        add_entry (self, self->keys->everything[record], record);
      else if (is_tried (self, number, record))
        {
          guint64 key = assay_match_keys_hash (self->keys, pass->keys, record);
          add_entry (self, key != 0 ? assay_match_index_hash (pass, key) : 0, record);
        }
  g_array_sort (self->entries, compare_entries);
}

/* How many leads are in the block of a record, where they are too many. */
static gboolean
find_crowd (Finder *self,
            guint number,
            const AssayMatchEntry *entry,
            GArray *numbers,
            gboolean *out_crowded,
            GError **error)
{
  const AssayMatchPass *pass = get_pass (self, number);
  guint comparison;
  const AssayMatchColumn *column;

  g_array_set_size (numbers, 0);
  *out_crowded = FALSE;
  if (pass->kind == ASSAY_MATCH_PASS_SAME)
    return TRUE;
  if (pass->kind == ASSAY_MATCH_PASS_KEYS && !assay_match_index_is_whole (self->keys, pass))
    {
      if (!assay_match_index_find (
              self->index, ASSAY_MATCH_SECTION_CROWDED, number, (guint32) entry->key, numbers, error))
        return FALSE;
      *out_crowded = numbers->len > 0;
      return TRUE;
    }
  if (pass->kind == ASSAY_MATCH_PASS_WORDS)
    {
      comparison = self->keys->word_comparisons[pass->word_list];
      if (!assay_match_index_find (
              self->index, ASSAY_MATCH_SECTION_WORDS, comparison, (guint32) entry->key, numbers, error))
        return FALSE;
    }
  else
    {
      comparison = self->keys->keys[__builtin_ctz (pass->keys)].comparison;
      column = assay_match_records_get (self->fresh, comparison)->column;
      if (!assay_match_index_find (
              self->index,
              ASSAY_MATCH_SECTION_VALUES,
              comparison,
              assay_match_index_hash_value (column, assay_match_column_get_ids (column)[entry->record]),
              numbers,
              error))
        return FALSE;
    }
  *out_crowded = numbers->len > 0 && g_array_index (numbers, gint64, 0) > pass->cap;
  return TRUE;
}

static gsize
block_end (const Finder *self, gsize start)
{
  gsize end = start + 1;

  while (end < self->entries->len && g_array_index (self->entries, AssayMatchEntry, end).key ==
                                         g_array_index (self->entries, AssayMatchEntry, start).key)
    end++;
  return end;
}

static void
add_pair (Finder *self, guint32 fresh, gint64 lead)
{
  AssayMatchCandidate candidate = { fresh, lead };

  if (self->fresh->leads[fresh] != lead)
    g_array_append_val (self->out->pairs, candidate);
}

/* All that share a hash: leads of the index, leads that came since, and those that come now. */
static gboolean
take_block (Finder *self,
            guint number,
            gsize start,
            gsize end,
            gboolean crowded,
            GArray *leads,
            GError **error)
{
  const AssayMatchEntry *entries = (const AssayMatchEntry *) (gpointer) self->entries->data;
  const AssayMatchPass *pass = get_pass (self, number);
  guint32 hash = (guint32) entries[start].key;

  g_array_set_size (leads, 0);
  if (!assay_match_index_find (self->index, ASSAY_MATCH_SECTION_LEADS, number, hash, leads, error))
    return FALSE;
  /* A word of many leads that no lead is found by is one that too many have. */
  if (crowded && leads->len == 0)
    {
      for (gsize i = start; i < end; i++)
        crowding (self, number)[entries[i].record] = TRUE;
      return TRUE;
    }
  if (!assay_match_index_find_arrivals (self->index, number, hash, leads, error))
    return FALSE;
  /* The same in everything: one of them speaks for all. */
  if (pass->kind == ASSAY_MATCH_PASS_SAME && leads->len > pass->cap)
    g_array_remove_range (leads, 0, leads->len - 1);
  for (gsize i = start; i < end; i++)
    {
      for (guint k = 0; k < leads->len; k++)
        add_pair (self, entries[i].record, g_array_index (leads, gint64, k));
      for (gsize k = start; k < i; k++)
        if (pass->kind != ASSAY_MATCH_PASS_SAME || end - start <= pass->cap || k + 1 == i)
          add_pair (self, entries[i].record, self->fresh->leads[entries[k].record]);
      if (self->out->pairs->len > MOST_PAIRS + (guint64) self->fresh->n * MOST_PAIRS_EACH)
        {
          self->out->crowded = TRUE;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
find_pass (Finder *self, guint number, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean by_words = get_pass (self, number)->kind == ASSAY_MATCH_PASS_WORDS;
  g_autofree guint8 *crowds = NULL;

  collect (self, number);
  crowds = g_new0 (guint8, (gsize) self->entries->len + 1);
  /* Two walks, as each reads pages of its own in their order. */
  for (gsize start = 0, end; start < self->entries->len; start = end)
    {
      const AssayMatchEntry *entry = &g_array_index (self->entries, AssayMatchEntry, start);
      gboolean crowded;

      end = block_end (self, start);
      if (!find_crowd (self, number, entry, numbers, &crowded, error))
        return FALSE;
      crowds[start] = crowded;
      for (gsize i = start; i < end && crowded && !by_words; i++)
        crowding (self, number)[g_array_index (self->entries, AssayMatchEntry, i).record] = TRUE;
    }
  for (gsize start = 0, end; start < self->entries->len && !self->out->crowded; start = end)
    {
      end = block_end (self, start);
      if ((!crowds[start] || by_words) &&
          !take_block (self, number, start, end, crowds[start], numbers, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether a record is found by a wider key of the same comparison. */
static gboolean
is_covered (const Finder *self, guint number, guint32 record)
{
  const AssayMatchPass *pass = get_pass (self, number);

  if (!assay_match_index_is_whole (self->keys, pass))
    return FALSE;
  for (guint i = 0; i < self->recipe->passes->len; i++)
    {
      const AssayMatchPass *other = get_pass (self, i);

      if (i != number && other->kind == ASSAY_MATCH_PASS_KEYS && (other->keys & (other->keys - 1)) == 0 &&
          self->keys->keys[__builtin_ctz (other->keys)].comparison ==
              self->keys->keys[__builtin_ctz (pass->keys)].comparison &&
          assay_match_keys_hash (self->keys, other->keys, record) != 0 && !crowding (self, i)[record])
        return TRUE;
    }
  return FALSE;
}

static void
keep_keys (Finder *self, guint number)
{
  const AssayMatchPass *pass = get_pass (self, number);

  collect (self, number);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const AssayMatchEntry *entry = &g_array_index (self->entries, AssayMatchEntry, i);
      AssayMatchArrivalKey key = { assay_match_arrival_key (number, (guint32) entry->key),
                                   self->fresh->leads[entry->record] };

      if ((pass->kind != ASSAY_MATCH_PASS_KEYS || !crowding (self, number)[entry->record]) &&
          !is_covered (self, number, entry->record))
        g_array_append_val (self->out->keys, key);
    }
}

/* Whether what the file says of passes is about these keys. */
static gboolean
is_sound (const Finder *self)
{
  for (guint i = 0; i < self->recipe->passes->len; i++)
    {
      const AssayMatchPass *pass = get_pass (self, i);

      if (pass->kind == ASSAY_MATCH_PASS_ALL || pass->kind > ASSAY_MATCH_PASS_SAME ||
          (pass->kind == ASSAY_MATCH_PASS_KEYS && (pass->keys == 0 || pass->keys >> self->keys->n != 0)) ||
          (pass->kind == ASSAY_MATCH_PASS_WORDS && pass->word_list >= self->keys->n_word_lists))
        return FALSE;
    }
  return self->recipe->passes->len <= G_MAXUINT8;
}

static gboolean
find_all (Finder *self, GCancellable *cancellable, GError **error)
{
  guint n = self->recipe->passes->len;

  for (guint i = 0; i < n && !self->out->crowded; i++)
    if (!find_pass (self, i, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  for (guint i = 0; i < n && !self->out->crowded; i++)
    keep_keys (self, i);
  return TRUE;
}

/**
 * assay_match_candidates_new:
 * @fresh: the leads that came or changed, with the frequencies of all
 *
 * Which leads are to be compared with the new ones: those that a run over all leads would compare with
 * them, in blocks as it left them.
 */
AssayMatchCandidates *
assay_match_candidates_new (const AssayMatchRecipe *recipe,
                            AssayMatchIndex *index,
                            const AssayMatchRecords *fresh,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (AssayMatchCandidates) self = g_new0 (AssayMatchCandidates, 1);
  Finder finder = { recipe, index, fresh, NULL, NULL, NULL, self };
  gboolean ok;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (AssayMatchCandidate));
  self->keys = g_array_new (FALSE, FALSE, sizeof (AssayMatchArrivalKey));
  if (fresh->n == 0)
    return g_steal_pointer (&self);
  finder.keys = assay_match_keys_new (fresh, recipe->widths);
  finder.entries = g_array_new (FALSE, FALSE, sizeof (AssayMatchEntry));
  finder.crowded = g_new0 (guint8, (gsize) recipe->passes->len * fresh->n + 1);
  self->crowded = !is_sound (&finder);
  ok = find_all (&finder, cancellable, error);
  assay_match_keys_free (finder.keys);
  g_array_unref (finder.entries);
  g_free (finder.crowded);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
assay_match_candidates_free (AssayMatchCandidates *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pairs);
  g_array_unref (self->keys);
  g_free (self);
}
