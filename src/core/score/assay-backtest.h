/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "score/assay-factor-matrix.h"
#include "score/assay-profile.h"
#include "stats/assay-isotonic.h"
#include "stats/assay-ranking.h"

G_BEGIN_DECLS

/* Leads that scores are told for in steps of this share of the scale. */
#define ASSAY_BACKTEST_BUCKETS 10
#define ASSAY_BACKTEST_SLICES  10

/**
 * AssayScoredLeads:
 * @n: leads
 * @n_sets: classifications
 * @scores: (array length=n): unrounded; NaN where there is none
 * @bands: (array): of each lead the band of each classification, or −1
 *
 * What a profile makes of many leads.
 */
typedef struct
{
  gsize n;
  guint n_sets;
  double *scores;
  gint8 *bands;
} AssayScoredLeads;

/**
 * AssayBacktestCell:
 * @name: a band's label, or a bucket such as `40–49`
 * @key: (nullable): the band's key
 * @min: the least rounded value that is in it; −infinity of a lowest band
 * @count: leads in it
 * @converted: how many of them converted
 * @rate: their share; NaN of an empty one
 * @low: lower end of the share's 95 % interval
 * @high: its upper end
 *
 * The leads of a band or of a range of scores, and what became of them.
 */
typedef struct
{
  char *name;
  char *key;
  double min;
  gsize count;
  gsize converted;
  double rate;
  double low;
  double high;
} AssayBacktestCell;

/**
 * AssayBacktestLadder:
 * @key: a classification, or `score`
 * @label: for people
 * @cells: (element-type AssayBacktestCell): the highest first
 *
 * Steps of a value that should convert the better the higher they are.
 */
typedef struct
{
  char *key;
  char *label;
  GArray *cells;
} AssayBacktestLadder;

/**
 * AssayBacktestViolation:
 * @ladder: where
 * @higher: the step that should convert better
 * @lower: the one below it that does
 * @p: probability of such a difference by chance, one-sided
 *
 * Two steps in the wrong order.
 */
typedef struct
{
  guint ladder;
  guint higher;
  guint lower;
  double p;
} AssayBacktestViolation;

/**
 * AssayBacktest:
 * @n: leads of known outcome that have a score
 * @n_converted: how many of them converted
 * @n_unscored: leads of known outcome without a score
 * @auc: area under the ROC curve, with its 95 % interval; NaN unless both outcomes occur
 * @pr_auc: average precision
 * @brier: NaN of a quick one; else of the probabilities that the isotonic fit gives leads which it was not fitted on
 * @brier_base: of the share that converts, for all
 * @lift: tenths of the leads, best scores first
 * @ladders: (element-type AssayBacktestLadder): ranges of scores, then each classification
 * @violations: (element-type AssayBacktestViolation)
 * @isotonic: score → probability; (nullable) without leads
 *
 * How well scores tell converted leads from lost ones. Immutable and reference counted.
 */
typedef struct
{
  gatomicrefcount refs;
  gsize n;
  gsize n_converted;
  gsize n_unscored;
  double auc;
  double auc_low;
  double auc_high;
  double pr_auc;
  double brier;
  double brier_base;
  AssayLiftRow lift[ASSAY_BACKTEST_SLICES];
  GArray *ladders;
  GArray *violations;
  AssayIsotonic *isotonic;
} AssayBacktest;

AssayScoredLeads *assay_scored_leads_new  (const AssayProfile      *profile,
                                           const AssayFactorMatrix *matrix);
void              assay_scored_leads_free (AssayScoredLeads        *self);
AssayBacktest    *assay_backtest_new      (const AssayProfile      *profile,
                                           const AssayScoredLeads  *leads,
                                           const guint8            *outcomes,
                                           gboolean                 quick);
AssayBacktest    *assay_backtest_ref      (AssayBacktest           *self);
void              assay_backtest_unref    (AssayBacktest           *self);
void              assay_backtest_to_json  (const AssayBacktest     *self,
                                           JsonObject              *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayScoredLeads, assay_scored_leads_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayBacktest, assay_backtest_unref)

G_END_DECLS
