/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-blocks.h"
#include "match/assay-match-counts.h"

G_BEGIN_DECLS

/**
 * AssayMatchLabelled:
 *
 * A pair that a person has judged.
 */
typedef struct
{
  guint32 a;
  guint32 b;
  gboolean same;
} AssayMatchLabelled;

/**
 * AssayMatchDrawn:
 *
 * A pair of a sample.
 */
typedef struct
{
  guint32 a;
  guint32 b;
} AssayMatchDrawn;

/**
 * AssayMatchSample:
 * @pairs: of how many pairs there could be
 * @share: which part of the blocks' pairs @candidates are
 * @drawn: (element-type AssayMatchDrawn): pairs of the blocks, in any order
 * @candidates: (element-type AssayMatchCount): their levels
 * @random: (element-type AssayMatchCount): random pairs
 * @agreeing: (element-type AssayMatchCount): for each comparison random ones of the pairs that
 * agree on it exactly
 * @agreed: for each comparison how many pairs agree on it exactly
 * @present: for each comparison how many pairs have a value in both
 * @labelled: (element-type AssayMatchCount): pairs judged as one; @labelled_apart: as two
 *
 * What a model is estimated from.
 */
typedef struct
{
  double pairs;
  double share;
  GArray *drawn;
  GArray *candidates;
  GArray *random;
  GArray *agreeing[ASSAY_MATCH_MAX_COMPARISONS];
  double agreed[ASSAY_MATCH_MAX_COMPARISONS];
  double present[ASSAY_MATCH_MAX_COMPARISONS];
  GArray *labelled;
  GArray *labelled_apart;
} AssayMatchSample;

AssayMatchSample *assay_match_sample_new (const AssayMatchRecords *records,
                                          const AssayMatchBlocks *blocks,
                                          GArray *labels,
                                          guint64 seed,
                                          AssayMatchProgress progress,
                                          gpointer progress_data,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean assay_match_sample_count (AssayMatchSample *self,
                                   const AssayMatchRecords *records,
                                   GArray *labels,
                                   guint64 seed,
                                   GCancellable *cancellable,
                                   GError **error);
void assay_match_sample_free (AssayMatchSample *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayMatchSample, assay_match_sample_free)

G_END_DECLS
