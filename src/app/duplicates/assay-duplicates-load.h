/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "job/assay-job-record.h"
#include "match/assay-match-groups.h"

G_BEGIN_DECLS

/**
 * AssayDuplicatesPage:
 * @ASSAY_DUPLICATES_REVIEW: groups that somebody has to look at
 * @ASSAY_DUPLICATES_SURE: groups that may be merged without a look
 * @ASSAY_DUPLICATES_TEACH: pairs about which a judgement teaches most
 * @ASSAY_DUPLICATES_SETTLED: what was decided, to take it back
 *
 * The lists of the view.
 */
typedef enum
{
  ASSAY_DUPLICATES_REVIEW,
  ASSAY_DUPLICATES_SURE,
  ASSAY_DUPLICATES_TEACH,
  ASSAY_DUPLICATES_SETTLED,
} AssayDuplicatesPage;

#define ASSAY_DUPLICATES_N_PAGES 4

/**
 * AssayDuplicatesEntry:
 * @leads: (owned) (element-type gint64): those to decide about
 * @title: (owned): the first one's name
 * @subtitle: (owned): where it works, how many leads
 * @search: (owned): what searching looks at, folded
 * @probability: that they are one; negative where that is not the question
 * @job: the merge it tells of, or 0
 *
 * A row of a list.
 */
typedef struct
{
  GArray *leads;
  char *title;
  char *subtitle;
  char *search;
  double probability;
  gint64 job;
} AssayDuplicatesEntry;

/**
 * AssayDuplicatesState:
 * @tally: how many there are
 * @merges: how many merges can be taken back
 * @entries: (element-type AssayDuplicatesEntry): a list a page
 * @run: (nullable): the last run of matching that found what there is
 *
 * What the view shows.
 */
typedef struct
{
  AssayMatchTally tally;
  gint64 merges;
  GPtrArray *entries[ASSAY_DUPLICATES_N_PAGES];
  AssayJobRecord *run;
} AssayDuplicatesState;

void assay_duplicates_state_free (AssayDuplicatesState *state);

extern const AssayReading assay_duplicates_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayDuplicatesState, assay_duplicates_state_free)

G_END_DECLS
