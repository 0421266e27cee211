/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-blocks.h"
#include "match/assay-radix.h"

G_BEGIN_DECLS

/**
 * AssayMatchPassKind:
 * @ASSAY_MATCH_PASS_ALL: every pair
 * @ASSAY_MATCH_PASS_KEYS: pairs that share all of @keys
 * @ASSAY_MATCH_PASS_WORDS: pairs that share a rare word
 * @ASSAY_MATCH_PASS_SAME: records that are the same in everything
 */
typedef enum
{
  ASSAY_MATCH_PASS_ALL,
  ASSAY_MATCH_PASS_KEYS,
  ASSAY_MATCH_PASS_WORDS,
  ASSAY_MATCH_PASS_SAME,
} AssayMatchPassKind;

/**
 * AssayMatchPass:
 * @keys: bits of the keys whose values records of one block share
 * @word_list: which list of words
 * @cap: blocks with more records are left to the next sets of keys
 * @oversize: (owned) (nullable): bits of the records in such blocks
 * @n_oversize: how many they are
 * @mean: the block size that a record sees on average
 */
typedef struct
{
  AssayMatchPassKind kind;
  guint32 keys;
  guint word_list;
  guint32 cap;
  guint64 *oversize;
  guint32 n_oversize;
  guint32 n_blocks;
  guint32 largest;
  guint64 pairs;
  double mean;
} AssayMatchPass;

struct _AssayMatchBlocks
{
  const AssayMatchRecords *records; /* (not owned) */
  AssayMatchKeys *keys;             /* (owned) */
  GArray *passes;                   /* (element-type AssayMatchPass) */
  guint64 pairs;
  guint64 left; /* records in blocks that nothing could make smaller */
  guint n_threads;
  AssayMatchEntry *entries; /* (owned): of the pass being looked at, and its scratch */
  AssayMatchEntry *room;
  gsize n_entries;
};

static inline gboolean
assay_match_pass_is_oversize (const AssayMatchPass *pass, guint32 record)
{
  return pass->oversize != NULL && (pass->oversize[record / 64] >> (record % 64) & 1) != 0;
}

void
assay_match_blocks_collect (AssayMatchBlocks *self, const AssayMatchPass *pass, gboolean planning);

gboolean assay_match_blocks_is_compared (const AssayMatchBlocks *self, guint32 record);
void assay_match_blocks_count_left (AssayMatchBlocks *self);

G_END_DECLS
