/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/assay-probability.h"
#include "stats/assay-ranking.h"

G_BEGIN_DECLS

#define ASSAY_EVALUATION_BINS 10
/* Accuracy that a model has to reach not to be labelled as below it, and the goal. */
#define ASSAY_ACCURACY_GATE 0.80
#define ASSAY_ACCURACY_GOAL 0.85

/**
 * AssayVerdict:
 * @ASSAY_VERDICT_NO_SIGNAL: no better than telling everybody the base rate
 * @ASSAY_VERDICT_WEAK: better than that, but not by much
 * @ASSAY_VERDICT_USEFUL: ranks leads well enough to work by
 */
typedef enum
{
  ASSAY_VERDICT_NO_SIGNAL,
  ASSAY_VERDICT_WEAK,
  ASSAY_VERDICT_USEFUL,
} AssayVerdict;

/**
 * AssayEvaluation:
 * @n: leads
 * @positives: how many of them converted
 * @gain: log-loss of the base rate less that of the predictions, in nats per lead
 * @confusion: true positives, false positives, false negatives, true negatives at @threshold
 * @cutoffs: what is found wherever the ranked list is cut
 *
 * How good predictions for leads that a model had not seen were. Intervals are of 95 %.
 */
typedef struct
{
  gsize n;
  gsize positives;
  double auc, auc_low, auc_high;
  double pr_auc;
  double log_loss;
  double gain, gain_low, gain_high;
  double brier;
  double accuracy, majority_accuracy;
  double calibration_error;
  double threshold;
  gsize confusion[4];
  AssayLiftRow lift[ASSAY_EVALUATION_BINS];
  AssayReliabilityBin reliability[ASSAY_EVALUATION_BINS];
  AssayCutoff cutoffs[ASSAY_RANKING_CUTOFFS];
  guint n_cutoffs;
} AssayEvaluation;

void assay_evaluation_make (AssayEvaluation *self,
                            const double *probabilities,
                            const double *base_rates,
                            const guint8 *outcomes,
                            gsize n);
AssayVerdict assay_evaluation_judge (const AssayEvaluation *self);
const char *assay_verdict_to_nick (AssayVerdict verdict);
void assay_evaluation_append_json (const AssayEvaluation *self, GString *to);

G_END_DECLS
