/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-cluster.h"
#include "match/assay-match-sample.h"
#include "match/assay-match-threshold.h"

G_BEGIN_DECLS

/**
 * AssayMatchOptions:
 * @seed: of the random pairs
 * @n_threads: how many threads compare; 0 for one a processor
 * @labels: (nullable) (element-type AssayMatchLabelled): what people have judged
 * @progress: (nullable): called with the share done
 */
typedef struct
{
  guint64 seed;
  guint n_threads;
  GArray *labels;
  AssayMatchProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} AssayMatchOptions;

/**
 * AssayMatchFinding:
 * @model: what the pairs were weighed by
 * @pairs: (element-type AssayMatchPair): those that may be one, in the order of their records
 * @clusters: which records are one
 * @compared: how many pairs were compared
 * @left: leads that share all they have with too many others, see assay_match_blocks_get_left()
 * @blocks: (nullable): what all of them were blocked by
 * @thresholds: where the bands begin
 * @rounds: of expectation–maximisation; 0 with the model of another run
 *
 * What was found.
 */
typedef struct
{
  AssayMatchModel model;
  GArray *pairs;
  AssayMatchClusters *clusters;
  guint64 compared;
  guint64 left;
  AssayMatchBlocks *blocks;
  AssayMatchThresholds thresholds;
  guint rounds;
} AssayMatchFinding;

#define ASSAY_MATCH_LINK_PROBABILITY 0.5
#define ASSAY_MATCH_LISTED_PROBABILITY 0.1
#define ASSAY_MATCH_SURE_PROBABILITY 0.99

AssayMatchFinding *assay_match_find (AssayMatchRecords *records,
                                     const AssayMatchOptions *options,
                                     GError **error);
AssayMatchFinding *assay_match_finding_new (void);
void assay_match_finding_take (AssayMatchFinding *self, const AssayMatchRecords *records, guint32 a, guint32 b);
void assay_match_finding_conclude (AssayMatchFinding *self,
                                   const AssayMatchRecords *records,
                                   const GArray *labels);
void assay_match_finding_free (AssayMatchFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchFinding, assay_match_finding_free)

G_END_DECLS
