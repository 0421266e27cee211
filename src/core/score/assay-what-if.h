/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-known-outcomes.h"
#include "score/assay-backtest.h"
#include "score/assay-profile-sum.h"
#include "stats/assay-auc-comparison.h"

G_BEGIN_DECLS

#define ASSAY_WHAT_IF_BINS     20
#define ASSAY_WHAT_IF_EXAMPLES 20
#define ASSAY_WHAT_IF_BANDS    128

/**
 * AssayWhatIfMove:
 * @from: a band of the published version's classification
 * @to: the draft's band
 * @n: leads that move
 */
typedef struct
{
  guint from;
  guint to;
  gsize n;
} AssayWhatIfMove;

/**
 * AssayWhatIfResult:
 * @n: leads
 * @before: (array fixed-size=20): leads by the published score, in equal steps of the scale
 * @after: (array fixed-size=20): by the draft's score
 * @after_bands: of each step, leads by their band of the draft's first classification
 * @mean_before: of the rounded scores
 * @mean_after: of the draft's
 * @bands_before: leads in each band of the first classification; 0 where there is none
 * @bands_after: likewise
 * @moves: (element-type AssayWhatIfMove): the greatest first
 * @n_moved: leads that change band
 * @examples: (element-type gsize): rows that change most, else that score best
 * @test_before: (nullable): the published version on known outcomes
 * @test_after: (nullable): the draft on them
 * @comparison: of the two
 *
 * What a draft would change.
 */
typedef struct
{
  gsize n;
  gsize before[ASSAY_WHAT_IF_BINS];
  gsize after[ASSAY_WHAT_IF_BINS];
  gsize after_bands[ASSAY_WHAT_IF_BINS][ASSAY_WHAT_IF_BANDS];
  double mean_before;
  double mean_after;
  gsize bands_before[ASSAY_WHAT_IF_BANDS];
  gsize bands_after[ASSAY_WHAT_IF_BANDS];
  GArray *moves;
  gsize n_moved;
  GArray *examples;
  AssayBacktest *test_before;
  AssayBacktest *test_after;
  AssayAucComparison comparison;
} AssayWhatIfResult;

/**
 * AssayWhatIf:
 *
 * Factor values of a workspace's leads, kept so that other points, weights, limits and bands are
 * only summed up anew. Used by one thread at a time.
 */
typedef struct _AssayWhatIf AssayWhatIf;

AssayWhatIf       *assay_what_if_new          (AssayConnection          *connection,
                                               AssayFieldRegistry       *fields,
                                               AssayDocument            *published,
                                               AssayDocument            *draft,
                                               const AssayOutcomeRule   *rule,
                                               gsize                     limit,
                                               GCancellable             *cancellable,
                                               GError                  **error);
void               assay_what_if_free         (AssayWhatIf              *self);
gboolean           assay_what_if_covers       (AssayWhatIf              *self,
                                               AssayDocument            *draft);
AssayWhatIfResult *assay_what_if_evaluate     (AssayWhatIf              *self,
                                               AssayDocument            *draft,
                                               GError                  **error);
gsize              assay_what_if_get_n_leads  (AssayWhatIf              *self);
gsize              assay_what_if_get_n_all    (AssayWhatIf              *self);
gsize              assay_what_if_get_n_all_outcomes (AssayWhatIf        *self);
gint64             assay_what_if_get_lead     (AssayWhatIf              *self,
                                               gsize                     row);
AssayProfile      *assay_what_if_get_published (AssayWhatIf             *self);
AssayProfile      *assay_what_if_get_draft    (AssayWhatIf              *self);
const AssayKnownOutcomes *assay_what_if_get_outcomes (AssayWhatIf       *self);
const char *const *assay_what_if_get_warnings (AssayWhatIf              *self);
void               assay_what_if_sum          (AssayWhatIf              *self,
                                               gboolean                  draft,
                                               gsize                     row,
                                               AssayProfileResult       *result);
GArray            *assay_what_if_list_moved   (AssayWhatIf              *self,
                                               int                       from,
                                               int                       to);
void               assay_what_if_result_free  (AssayWhatIfResult        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayWhatIf, assay_what_if_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayWhatIfResult, assay_what_if_result_free)

G_END_DECLS
