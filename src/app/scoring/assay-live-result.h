/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-what-if.h"

G_BEGIN_DECLS

/**
 * AssayLiveExample:
 * @lead: its number
 * @name: what it is called
 * @before: its rounded score with the version in use; NaN for none
 * @after: with the draft
 * @band_before: of the first classification, or −1
 * @band_after: likewise
 * @groups_before: (array): points of each group of the version in use
 * @groups_after: (array): of the draft
 * @base_after: before what bands add
 * @bonus_after: what bands of the draft add
 *
 * One lead as an example.
 */
typedef struct
{
  gint64 lead;
  char *name;
  double before;
  double after;
  double base_after;
  int band_before;
  int band_after;
  double *groups_before;
  double *groups_after;
  double bonus_after;
} AssayLiveExample;

/* As many as a filter can name. */
#define ASSAY_LIVE_MOVED 5000

/**
 * AssayLiveResult:
 * @what_if: what a draft would change
 * @published: the version in use
 * @draft: the draft that it is of
 * @examples: (element-type AssayLiveExample)
 * @moved: (element-type gint64): leads that change band, the first 5,000
 * @n_all_outcomes: leads whose outcome is known; more than were tested on where they are many
 * @n_all: leads that there are; more than were looked at where they are many
 * @has_rule: whether an outcome was named
 * @outcome: (nullable): the outcome as text
 * @problem: (nullable): why there is no backtest although an outcome was named
 * @dated: whether leads of known outcome were looked at from before it
 * @warnings: (array zero-terminated=1): factors that are inactive
 *
 * What the right half of the scoring view shows.
 */
typedef struct
{
  AssayWhatIfResult *what_if;
  AssayProfile *published;
  AssayProfile *draft;
  GPtrArray *examples;
  GArray *moved;
  gsize n_all_outcomes;
  gsize n_all;
  gboolean has_rule;
  char *outcome;
  char *problem;
  gboolean dated;
  char **warnings;
} AssayLiveResult;

void assay_live_result_free (AssayLiveResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLiveResult, assay_live_result_free)

G_END_DECLS
