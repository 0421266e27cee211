/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-cluster.h"

#include <stdlib.h>

#include "match/assay-union-find.h"

/* How many members of a group speak for it. */
#define SPEAKERS 12

/* A pair of which both have better partners is worth a look at most. */
#define MOST_OUTDONE 0.45f

/* A person's word outweighs any comparison. */
#define VERDICT_BITS 1000

/* One pair's say among many is limited, so that a single typo or a single coincidence does not
 * decide. */
#define MAX_SAY 12

/* All pairs of a cluster are listed up to this size; of larger ones only those that hold it
 * together. */
#define MAX_LISTED_CLUSTER 500

typedef struct
{
  const AssayMatchModel *model;
  const AssayMatchRecords *records;
  AssayUnionFind *sets;
  GHashTable *apart; /* (element-type gint64): pairs that a person has called different */
} Joiner;

static guint64
pair_number (guint32 a, guint32 b)
{
  return (guint64) MIN (a, b) << 32 | MAX (a, b);
}

/* Members evenly spread over a set, in the order of their numbers' circle. */
static guint
choose_speakers (const Joiner *joiner, guint32 member, guint32 *out)
{
  guint32 size = assay_union_find_size (joiner->sets, member);
  guint32 step = (size + SPEAKERS - 1) / SPEAKERS, at = member;
  guint n = 0;

  for (guint32 i = 0; i < size; i++)
    {
      if (i % step == 0)
        out[n++] = at;
      at = assay_union_find_next (joiner->sets, at);
    }
  return n;
}

static gboolean
is_forbidden (const Joiner *joiner, guint32 a, guint32 b)
{
  guint32 size_a = assay_union_find_size (joiner->sets, a),
          size_b = assay_union_find_size (joiner->sets, b);
  guint32 first = a;

  if (g_hash_table_size (joiner->apart) == 0)
    return FALSE;
  for (guint32 i = 0; i < size_a; i++, first = assay_union_find_next (joiner->sets, first))
    {
      guint32 second = b;
      for (guint32 j = 0; j < size_b; j++, second = assay_union_find_next (joiner->sets, second))
        {
          gint64 number = (gint64) pair_number (first, second);
          if (g_hash_table_contains (joiner->apart, &number))
            return TRUE;
        }
    }
  return FALSE;
}

/* What the members of two groups say of each other, in bits on average. The sum being positive is
 * what makes joining them more likely than not. */
static double
mean_say (const Joiner *joiner, guint32 a, guint32 b)
{
  guint32 first[SPEAKERS], second[SPEAKERS];
  guint n = choose_speakers (joiner, a, first), m = choose_speakers (joiner, b, second);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < m; j++)
      sum += CLAMP (assay_match_model_pair_bits (joiner->model,
                                                 joiner->records,
                                                 MIN (first[i], second[j]),
                                                 MAX (first[i], second[j]),
                                                 NULL,
                                                 NULL),
                    -MAX_SAY,
                    MAX_SAY);
  return sum / (n * m);
}

static int
compare_by_bits (gconstpointer a, gconstpointer b)
{
  const AssayMatchPair *first = a, *second = b;
  float bits_a = first->bits + VERDICT_BITS * (float) first->verdict;
  float bits_b = second->bits + VERDICT_BITS * (float) second->verdict;

  if (bits_a != bits_b)
    return bits_a > bits_b ? -1 : 1;
  return assay_match_pair_compare (a, b);
}

/**
 * assay_match_pair_compare:
 *
 * Orders pairs by their records.
 */
int
assay_match_pair_compare (gconstpointer a, gconstpointer b)
{
  const AssayMatchPair *first = a, *second = b;
  guint64 number_a = pair_number (first->a, first->b),
          number_b = pair_number (second->a, second->b);

  return number_a < number_b ? -1 : number_a > number_b;
}

static void
note_verdicts (Joiner *joiner, GArray *pairs)
{
  joiner->apart = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);
      gint64 number = (gint64) pair_number (pair->a, pair->b);

      if (pair->verdict < 0)
        g_hash_table_add (joiner->apart, g_memdup2 (&number, sizeof number));
    }
}

/* Joins what the pair links unless their groups object; the pair then knows what the groups think
 * of it. */
static void
try_join (Joiner *joiner, AssayMatchPair *pair)
{
  gboolean alone = assay_union_find_size (joiner->sets, pair->a) == 1 &&
                   assay_union_find_size (joiner->sets, pair->b) == 1;
  double say = pair->bits;

  if (assay_union_find_root (joiner->sets, pair->a) ==
      assay_union_find_root (joiner->sets, pair->b))
    return;
  if (pair->verdict == 0 && pair->outdone)
    {
      pair->probability = MIN (pair->probability, MOST_OUTDONE);
      return;
    }
  if (pair->verdict == 0 && !alone)
    say = mean_say (joiner, pair->a, pair->b);
  if (pair->verdict < 0 || (pair->verdict == 0 && say < 0) ||
      is_forbidden (joiner, pair->a, pair->b))
    pair->probability =
        MIN (pair->probability, (float) assay_match_bits_to_probability (MIN (say, -0.1)));
  else
    assay_union_find_join (joiner->sets, pair->a, pair->b);
}

static void
name_clusters (AssayMatchClusters *self, AssayUnionFind *sets)
{
  for (guint32 i = 0; i < self->n; i++)
    self->cluster[i] = self->n;
  for (guint32 i = 0; i < self->n; i++)
    {
      guint32 root = assay_union_find_root (sets, i);
      if (self->cluster[root] == self->n)
        self->cluster[root] = i;
    }
  /* A root may have a smaller member than itself, so names are handed on only now. */
  {
    g_autofree guint32 *firsts = g_memdup2 (self->cluster, self->n * sizeof *self->cluster);
    for (guint32 i = 0; i < self->n; i++)
      self->cluster[i] = firsts[assay_union_find_root (sets, i)];
  }
}

/* In the order of joining, so the last link of a cluster is its weakest. */
static void
note_weakest (AssayMatchClusters *self, GArray *pairs)
{
  g_autoptr (AssayUnionFind) sets = assay_union_find_new (self->n);

  for (guint32 i = 0; i < self->n; i++)
    self->weakest[i] = 1;
  for (guint i = 0; i < pairs->len; i++)
    {
      AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);
      guint32 cluster = self->cluster[pair->a];

      pair->together = cluster == self->cluster[pair->b];
      if (pair->together && assay_union_find_join (sets, pair->a, pair->b))
        self->weakest[cluster] = MIN (self->weakest[cluster], pair->probability);
    }
}

/**
 * assay_match_clusters_new:
 * @pairs: (element-type AssayMatchPair): what is known of pairs; sorted by how sure they are when
 * done, and their probabilities lowered where the others of a cluster object
 * @threshold: bits from which on a pair links
 *
 * Makes clusters of pairs, the surest links first.
 */
AssayMatchClusters *
assay_match_clusters_new (const AssayMatchModel *model,
                          const AssayMatchRecords *records,
                          GArray *pairs,
                          double threshold)
{
  AssayMatchClusters *self = g_new0 (AssayMatchClusters, 1);
  Joiner joiner = { model, records, assay_union_find_new (records->n), NULL };

  self->n = records->n;
  self->cluster = g_new (guint32, (gsize) self->n + 1);
  self->weakest = g_new (float, (gsize) self->n + 1);
  note_verdicts (&joiner, pairs);
  g_array_sort (pairs, compare_by_bits);
  for (guint i = 0; i < pairs->len; i++)
    {
      AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);

      if (pair->verdict > 0 || pair->bits >= (float) threshold)
        try_join (&joiner, pair);
    }
  name_clusters (self, joiner.sets);
  note_weakest (self, pairs);
  g_hash_table_unref (joiner.apart);
  assay_union_find_free (joiner.sets);
  return self;
}

void
assay_match_clusters_free (AssayMatchClusters *self)
{
  g_free (self->cluster);
  g_free (self->weakest);
  g_free (self);
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint32 *cluster = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (cluster[first] != cluster[second])
    return cluster[first] < cluster[second] ? -1 : 1;
  return first < second ? -1 : first > second;
}

static GArray *
clustered_records (const AssayMatchClusters *self)
{
  g_autofree guint8 *shared = g_new0 (guint8, (gsize) self->n + 1);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->n; i++)
    if (self->cluster[i] != i)
      shared[i] = shared[self->cluster[i]] = 1;
  for (guint32 i = 0; i < self->n; i++)
    if (shared[i])
      g_array_append_val (members, i);
  g_array_sort_with_data (members, compare_members, self->cluster);
  return members;
}

/* Pairs of one cluster that no block brought, or that alone would not do: their cluster vouches for
 * them. */
static void
fill_cluster (AssayMatchClusters *self,
              const AssayMatchModel *model,
              const AssayMatchRecords *records,
              const guint32 *members,
              guint32 n,
              GHashTable *known,
              GArray *pairs)
{
  for (guint32 i = 0; i < n; i++)
    for (guint32 j = i + 1; j < n; j++)
      {
        AssayMatchPair pair = { .a = members[i], .b = members[j], .together = TRUE, .vouched = TRUE };
        gint64 number = (gint64) pair_number (pair.a, pair.b);

        if (g_hash_table_contains (known, &number) ||
            (records->groups != NULL && records->groups[pair.a] == records->groups[pair.b]))
          continue;
        pair.bits =
            (float) assay_match_model_pair_bits (model, records, pair.a, pair.b, NULL, NULL);
        pair.probability = (float) assay_match_bits_to_probability (pair.bits);
        g_array_append_val (pairs, pair);
      }
}

/**
 * assay_match_clusters_fill:
 * @pairs: (element-type AssayMatchPair): gets the other pairs of each cluster appended
 *
 * Adds the pairs that follow from the clusters.
 */
void
assay_match_clusters_fill (AssayMatchClusters *self,
                           const AssayMatchModel *model,
                           const AssayMatchRecords *records,
                           GArray *pairs)
{
  g_autoptr (GArray) members = clustered_records (self);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const guint32 *all = (const guint32 *) (gpointer) members->data;

  for (guint i = 0; i < pairs->len; i++)
    {
      AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);
      gint64 number = (gint64) pair_number (pair->a, pair->b);

      if (pair->together)
        g_hash_table_add (known, g_memdup2 (&number, sizeof number));
    }
  for (guint start = 0; start < members->len;)
    {
      guint end = start + 1;

      while (end < members->len && self->cluster[all[end]] == self->cluster[all[start]])
        end++;
      if (end - start <= MAX_LISTED_CLUSTER)
        fill_cluster (self, model, records, all + start, end - start, known, pairs);
      start = end;
    }
  /* With all links known, what holds a cluster together may be stronger than it seemed. */
  g_array_sort (pairs, compare_by_bits);
  note_weakest (self, pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      AssayMatchPair *pair = &g_array_index (pairs, AssayMatchPair, i);
      if (pair->together)
        pair->probability = MAX (pair->probability, self->weakest[self->cluster[pair->a]]);
    }
}
