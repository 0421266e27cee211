/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-model.h"

G_BEGIN_DECLS

/**
 * AssayMatchPair:
 * @a: a record; below @b
 * @bits: log2 of the odds that they are one, from their own comparison
 * @probability: the same as a probability, after the others of the cluster were asked
 * @together: whether they are in one cluster
 * @vouched: whether no comparison of blocks brought it, but its cluster or a person
 * @outdone: whether both have a better partner in the other's import
 * @verdict: what a person said: 1 same, −1 different, 0 nothing
 *
 * Two records that may be one.
 */
typedef struct
{
  guint32 a;
  guint32 b;
  float bits;
  float probability;
  guint8 together;
  guint8 vouched;
  guint8 outdone;
  gint8 verdict;
} AssayMatchPair;

/**
 * AssayMatchClusters:
 * @cluster: (array length=n) (owned): for each record the first one of its cluster
 * @weakest: (array length=n) (owned): of a cluster's first record: the least probability that held
 * it together
 *
 * Records that are one, as connected components with a guard: a link that would join two groups
 * whose members do not fit each other on average does not.
 */
typedef struct
{
  guint32 n;
  guint32 *cluster;
  float *weakest;
} AssayMatchClusters;

AssayMatchClusters *assay_match_clusters_new (const AssayMatchModel *model,
                                              const AssayMatchRecords *records,
                                              GArray *pairs,
                                              double threshold);
void assay_match_clusters_free (AssayMatchClusters *self);
void assay_match_clusters_fill (AssayMatchClusters *self,
                                const AssayMatchModel *model,
                                const AssayMatchRecords *records,
                                GArray *pairs);
int assay_match_pair_compare (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchClusters, assay_match_clusters_free)

G_END_DECLS
