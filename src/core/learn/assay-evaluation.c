/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-evaluation.h"

#include <math.h>

#include "base/assay-json.h"
#include "stats/assay-distribution.h"

#define LEVEL 0.95
/* A ranking that is surely this good helps to choose whom to call. */
#define USEFUL_AUC 0.6
/* JSON has no infinity; no probability is as high as this. */
#define NOBODY 2.0

static const char *const verdicts[] = { "no_signal", "weak", "useful" };

const char *
assay_verdict_to_nick (AssayVerdict verdict)
{
  return verdicts[verdict];
}

static void
measure_gain (AssayEvaluation *self,
              const double *probabilities,
              const double *base_rates,
              const guint8 *outcomes)
{
  g_autofree double *gains = g_new (double, self->n + 1);

  for (gsize i = 0; i < self->n; i++)
    gains[i] = assay_probability_log_loss_of (base_rates[i], outcomes[i]) -
               assay_probability_log_loss_of (probabilities[i], outcomes[i]);
  assay_mean_interval (gains, self->n, LEVEL, &self->gain, &self->gain_low, &self->gain_high);
}

/**
 * assay_evaluation_make:
 * @probabilities: (array length=n): of leads that the model had not seen
 * @base_rates: (array length=n): what the rate of the leads that it had seen would have said
 * @outcomes: (array length=n): 1 converted, 0 lost
 * @n: leads
 *
 * Measures predictions.
 */
void
assay_evaluation_make (AssayEvaluation *self,
                       const double *probabilities,
                       const double *base_rates,
                       const guint8 *outcomes,
                       gsize n)
{
  *self = (AssayEvaluation){ .n = n, .threshold = 0.5 };
  for (gsize i = 0; i < n; i++)
    {
      gboolean called = probabilities[i] >= self->threshold;
      gboolean converted = outcomes[i] != 0;

      self->positives += converted;
      self->confusion[called ? (converted ? 0 : 1) : (converted ? 2 : 3)]++;
    }
  self->auc = assay_ranking_auc_interval (
      probabilities, outcomes, n, LEVEL, &self->auc_low, &self->auc_high);
  self->pr_auc = assay_ranking_pr_auc (probabilities, outcomes, n);
  self->log_loss = assay_probability_log_loss (probabilities, outcomes, n);
  measure_gain (self, probabilities, base_rates, outcomes);
  self->brier = assay_probability_brier (probabilities, outcomes, n);
  self->accuracy = assay_probability_accuracy (probabilities, outcomes, n, self->threshold);
  self->majority_accuracy =
      (double) MAX (self->positives, n - self->positives) / (double) MAX (n, 1);
  self->calibration_error =
      assay_probability_calibration_error (probabilities, outcomes, n, ASSAY_EVALUATION_BINS);
  assay_ranking_lift (probabilities, outcomes, n, self->lift, ASSAY_EVALUATION_BINS);
  assay_probability_reliability (
      probabilities, outcomes, n, self->reliability, ASSAY_EVALUATION_BINS);
  self->n_cutoffs = assay_ranking_cutoffs (probabilities, outcomes, n, self->cutoffs);
}

/**
 * assay_evaluation_judge:
 *
 * Returns: what the predictions are good for. Where the interval of the gain over the base rate
 * includes 0, there is no signal; useful is a ranking whose AUC is surely above 0.6
 */
AssayVerdict
assay_evaluation_judge (const AssayEvaluation *self)
{
  if (!(self->gain_low > 0))
    return ASSAY_VERDICT_NO_SIGNAL;
  return self->auc_low >= USEFUL_AUC ? ASSAY_VERDICT_USEFUL : ASSAY_VERDICT_WEAK;
}

static void
append_number (GString *to, const char *name, double number)
{
  g_string_append_printf (to, ",\"%s\":", name);
  assay_json_append_number (to, number);
}

static void
append_interval (GString *to, const char *name, double low, double high)
{
  g_string_append_printf (to, ",\"%s\":[", name);
  assay_json_append_number (to, low);
  g_string_append_c (to, ',');
  assay_json_append_number (to, high);
  g_string_append_c (to, ']');
}

static void
append_bin_interval (const AssayReliabilityBin *bin, GString *to)
{
  double n = (double) bin->count, low, high;

  if (bin->count == 0)
    return;
  assay_wilson_interval (bin->observed * n, n, LEVEL, &low, &high);
  append_interval (to, "interval", low, high);
}

static void
append_tables (const AssayEvaluation *self, GString *to)
{
  g_string_append (to, ",\"lift\":[");
  for (guint i = 0; i < ASSAY_EVALUATION_BINS; i++)
    {
      g_string_append_printf (to, "%s{\"decile\":%u", i > 0 ? "," : "", i + 1);
      append_number (to, "rate", self->lift[i].rate);
      append_number (to, "lift", self->lift[i].lift);
      append_number (to, "gain", self->lift[i].gain);
      g_string_append_c (to, '}');
    }
  g_string_append (to, "],\"calibration\":[");
  for (guint i = 0; i < ASSAY_EVALUATION_BINS; i++)
    {
      g_string_append_printf (
          to, "%s{\"leads\":%" G_GSIZE_FORMAT, i > 0 ? "," : "", self->reliability[i].count);
      append_number (to, "predicted", self->reliability[i].predicted);
      append_number (to, "observed", self->reliability[i].observed);
      append_bin_interval (&self->reliability[i], to);
      g_string_append_c (to, '}');
    }
  g_string_append_c (to, ']');
}

/* Three lists of one length: objects would take four times the room. */
static void
append_cutoffs (const AssayEvaluation *self, GString *to)
{
  g_string_append (to, ",\"cutoffs\":{\"threshold\":[");
  for (guint i = 0; i < self->n_cutoffs; i++)
    {
      g_string_append (to, i > 0 ? "," : "");
      assay_json_append_number (to, MIN (self->cutoffs[i].threshold, NOBODY));
    }
  g_string_append (to, "],\"true_positives\":[");
  for (guint i = 0; i < self->n_cutoffs; i++)
    g_string_append_printf (
        to, "%s%" G_GSIZE_FORMAT, i > 0 ? "," : "", self->cutoffs[i].true_positives);
  g_string_append (to, "],\"false_positives\":[");
  for (guint i = 0; i < self->n_cutoffs; i++)
    g_string_append_printf (
        to, "%s%" G_GSIZE_FORMAT, i > 0 ? "," : "", self->cutoffs[i].false_positives);
  g_string_append (to, "]}");
}

/**
 * assay_evaluation_append_json:
 * @to: gets the figures as a JSON object
 */
void
assay_evaluation_append_json (const AssayEvaluation *self, GString *to)
{
  g_string_append_printf (
      to, "{\"rows\":%" G_GSIZE_FORMAT ",\"positives\":%" G_GSIZE_FORMAT, self->n, self->positives);
  append_number (to, "auc", self->auc);
  append_interval (to, "auc_interval", self->auc_low, self->auc_high);
  append_number (to, "pr_auc", self->pr_auc);
  append_number (to, "log_loss", self->log_loss);
  append_number (to, "log_loss_gain", self->gain);
  append_interval (to, "log_loss_gain_interval", self->gain_low, self->gain_high);
  append_number (to, "brier", self->brier);
  append_number (to, "accuracy", self->accuracy);
  append_number (to, "majority_accuracy", self->majority_accuracy);
  g_string_append_printf (to,
                          ",\"accuracy_gate\":%.2f,\"accuracy_goal\":%.2f,\"below_gate\":%s",
                          ASSAY_ACCURACY_GATE,
                          ASSAY_ACCURACY_GOAL,
                          self->accuracy < ASSAY_ACCURACY_GATE ? "true" : "false");
  append_number (to, "calibration_error", self->calibration_error);
  append_number (to, "lift_top_decile", self->lift[0].lift);
  append_number (to, "threshold", self->threshold);
  g_string_append_printf (
      to,
      ",\"confusion\":{\"true_positives\":%" G_GSIZE_FORMAT ",\"false_positives\":%" G_GSIZE_FORMAT
      ",\"false_negatives\":%" G_GSIZE_FORMAT ",\"true_negatives\":%" G_GSIZE_FORMAT "}",
      self->confusion[0],
      self->confusion[1],
      self->confusion[2],
      self->confusion[3]);
  append_tables (self, to);
  append_cutoffs (self, to);
  g_string_append_c (to, '}');
}
