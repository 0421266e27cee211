/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/assay-model-words.h"

#include "models/assay-model-json.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define TRIED_IN_VAIN 0.2

const char *
assay_model_words_algorithm (JsonObject *model)
{
  return g_strcmp0 (assay_model_json_get_text (model, "algorithm"), "trees") == 0
           ? _("Boosted trees") : _("Logistic regression");
}

static int
percent (double share)
{
  return isnan (share) ? 0 : (int) round (share * 100);
}

/**
 * assay_model_words_verdict:
 *
 * Returns: (transfer full): what the model is good for, beside what guessing would reach
 */
char *
assay_model_words_verdict (JsonObject *model)
{
  JsonObject *metrics = assay_model_json_get_object (model, "metrics");
  const char *verdict = assay_model_json_get_text (model, "verdict");
  double right = 100 * assay_model_json_get_number (metrics, "accuracy");
  double common = 100 * assay_model_json_get_number (metrics, "majority_accuracy");
  const char *gate
    = assay_model_json_get_boolean (metrics, "below_gate") ? _(" Below 80 %, the gate.") : "";

  if (g_strcmp0 (verdict, "no_signal") == 0)
    return g_strdup (_("No signal: it tells no more than the average does, so it is never used."));
  if (g_strcmp0 (verdict, "weak") == 0)
    return g_strdup_printf (_("Weak: better than the average, but not by much. It is right for %.1f %% of the "
                              "leads; always guessing the more common outcome, %.1f %%.%s"),
                            right, common, gate);
  return g_strdup_printf (_("Useful: it ranks leads well enough to work by. It is right for %.1f %% of the leads; "
                            "always guessing the more common outcome, %.1f %%.%s"),
                          right, common, gate);
}

static double
get_count (JsonObject *cutoffs,
           const char *name,
           guint       i)
{
  return (double) json_array_get_int_element (json_object_get_array_member (cutoffs, name), i);
}

/* How much of what converts is found when a share of the lost leads is called in vain. */
static double
find_found (JsonObject *metrics,
            double      in_vain)
{
  JsonObject *cutoffs = assay_model_json_get_object (metrics, "cutoffs");
  double positives = (double) assay_model_json_get_int (metrics, "positives");
  double negatives = (double) assay_model_json_get_int (metrics, "rows") - positives;
  guint n = assay_model_json_get_length (assay_model_json_get_list (cutoffs, "threshold"));
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < n; i++)
    {
      double x = get_count (cutoffs, "false_positives", i) / MAX (negatives, 1);
      double y = get_count (cutoffs, "true_positives", i) / MAX (positives, 1);

      if (x >= in_vain)
        return x > last_x ? last_y + (y - last_y) * (in_vain - last_x) / (x - last_x) : y;
      last_x = x;
      last_y = y;
    }
  return last_y;
}

static char *
say_nothing (void)
{
  return g_strdup (_("This model is older than this picture: train again to see it."));
}

/**
 * assay_model_words_roc:
 * @name: of the model, as in “the challenger finds”
 */
char *
assay_model_words_roc (JsonObject *metrics,
                       const char *name)
{
  if (assay_model_json_get_object (metrics, "cutoffs") == NULL)
    return say_nothing ();
  /* Translators: %s is “the challenger” or “the champion” */
  return g_strdup_printf (_("Calling one lost lead in five in vain, %s finds %d %% of those who convert."), name,
                          percent (find_found (metrics, TRIED_IN_VAIN)));
}

/**
 * assay_model_words_precision:
 * @name: of the model
 */
char *
assay_model_words_precision (JsonObject *metrics,
                             const char *name)
{
  JsonObject *cutoffs = assay_model_json_get_object (metrics, "cutoffs");
  double positives = (double) assay_model_json_get_int (metrics, "positives");
  double rows = (double) assay_model_json_get_int (metrics, "rows");
  guint n = assay_model_json_get_length (assay_model_json_get_list (cutoffs, "threshold"));

  for (guint i = 0; i < n; i++)
    {
      double found = get_count (cutoffs, "true_positives", i);
      double called = found + get_count (cutoffs, "false_positives", i);

      if (found * 2 >= positives && called > 0)
        /* Translators: %s is “the challenger” or “the champion” */
        return g_strdup_printf (_("To find half of those who convert, %s makes %d calls in 100 count; calling "
                                  "anybody, %d would."),
                                name, percent (found / called), percent (positives / MAX (rows, 1)));
    }
  return say_nothing ();
}

/* The bin that most can be said about above the middle of what is predicted. */
static JsonObject *
find_bin (JsonObject *metrics)
{
  JsonArray *bins = assay_model_json_get_list (metrics, "calibration");
  double rate = (double) assay_model_json_get_int (metrics, "positives")
                / (double) MAX (assay_model_json_get_int (metrics, "rows"), 1);
  JsonObject *best = NULL;

  for (guint i = 0; i < assay_model_json_get_length (bins); i++)
    {
      JsonObject *bin = json_array_get_object_element (bins, i);

      if (assay_model_json_get_int (bin, "leads") > 0
          && (best == NULL || assay_model_json_get_number (best, "predicted") < rate
              || assay_model_json_get_int (bin, "leads") > assay_model_json_get_int (best, "leads")))
        best = bin;
    }
  return best;
}

/**
 * assay_model_words_calibration:
 * @name: of the model
 * @other: (nullable): metrics of the one it is compared with
 */
char *
assay_model_words_calibration (JsonObject *metrics,
                               const char *name,
                               JsonObject *other,
                               const char *other_name)
{
  JsonObject *bin = find_bin (metrics);
  double off = 100 * assay_model_json_get_number (metrics, "calibration_error");

  if (bin == NULL)
    return say_nothing ();
  if (other == NULL)
    /* Translators: %s is “the champion” */
    return g_strdup_printf (_("When %s says %d %%, %d %% convert. Calibration error %.1f points."), name,
                            percent (assay_model_json_get_number (bin, "predicted")),
                            percent (assay_model_json_get_number (bin, "observed")), off);
  /* Translators: the first %s is “the challenger”, the second “the champion” */
  return g_strdup_printf (_("When %s says %d %%, %d %% convert. Calibration error %.1f points; %s has %.1f."), name,
                          percent (assay_model_json_get_number (bin, "predicted")),
                          percent (assay_model_json_get_number (bin, "observed")), off, other_name,
                          100 * assay_model_json_get_number (other, "calibration_error"));
}

static int
get_first_gain (JsonObject *metrics)
{
  JsonArray *lift = assay_model_json_get_list (metrics, "lift");

  return assay_model_json_get_length (lift) > 0
           ? percent (assay_model_json_get_number (json_array_get_object_element (lift, 0), "gain"))
           : 0;
}

char *
assay_model_words_lift (JsonObject *metrics,
                        JsonObject *other,
                        const char *other_name)
{
  if (other == NULL)
    return g_strdup_printf (_("The best tenth holds %d %% of all conversions."), get_first_gain (metrics));
  /* Translators: %s is “the champion” */
  return g_strdup_printf (_("The best tenth holds %d %% of all conversions, with %s %d %%."),
                          get_first_gain (metrics), other_name, get_first_gain (other));
}

/**
 * assay_model_words_importance:
 * @n_shown: fields that are shown
 */
char *
assay_model_words_importance (JsonObject *model,
                              guint       n_shown)
{
  JsonArray *features = assay_model_json_get_list (model, "features");
  guint n = assay_model_json_get_length (features);
  double sum = 0;

  for (guint i = 0; i < MIN (n, n_shown); i++)
    sum += assay_model_json_get_number (json_array_get_object_element (features, i), "importance");
  if (n <= n_shown)
    return g_strdup_printf (ngettext ("It looks at %u field.", "It looks at %u fields.", n), n);
  return g_strdup_printf (ngettext ("%u fields carry %d %% of what the model says; the other one has the rest.",
                                    "%u fields carry %d %% of what the model says; the other %u share the rest.",
                                    n - n_shown),
                          n_shown, percent (sum), n - n_shown);
}

/**
 * assay_model_words_sample:
 * @text: (transfer full): what figures say
 * @figures: where they are
 * @one_in: member that tells of how many leads one was looked at
 *
 * Returns: (transfer full): the same, and that not all leads were looked at, where that is so
 */
char *
assay_model_words_sample (char       *text,
                          JsonObject *figures,
                          const char *one_in)
{
  gint64 n = assay_model_json_get_int (figures, one_in);
  g_autofree char *whole = text;

  /* Translators: figures of a sample: of so many leads one was looked at */
  return n > 1 ? g_strdup_printf (_("%s From one lead in %" PRId64 ", evenly spread."), whole, n)
               : g_steal_pointer (&whole);
}

/**
 * assay_model_words_interactions:
 *
 * Returns: (transfer full): which two fields count most together, and where
 */
char *
assay_model_words_interactions (JsonObject *model)
{
  JsonArray *list = assay_model_json_get_list (model, "interactions");
  JsonObject *first;
  JsonArray *where;

  if (list == NULL)
    return g_strdup (_("Models trained by an older version do not tell."));
  if (g_strcmp0 (assay_model_json_get_text (model, "algorithm"), "logistic") == 0)
    return g_strdup (_("A regression adds up what fields say one by one."));
  if (json_array_get_length (list) == 0)
    return g_strdup (_("No two fields say more together than each does alone."));
  first = json_array_get_object_element (list, 0);
  where = assay_model_json_get_list (first, "where");
  if (assay_model_json_get_length (where) < 2)
    return g_strdup_printf (_("Worth %.1f points to a lead on average."),
                            assay_model_json_get_number (first, "points"));
  /* Translators: the two %s are values of the two fields, such as “Referral” and above 200 */
  return g_strdup_printf (_("The first pair: %+.1f points where %s meets %s."),
                          assay_model_json_get_number (first, "adds"), json_array_get_string_element (where, 0),
                          json_array_get_string_element (where, 1));
}

/**
 * assay_model_words_drift:
 * @out_alerts: (out): how many fields have drifted
 */
char *
assay_model_words_drift (JsonObject *model,
                         guint      *out_alerts)
{
  JsonObject *monitoring = assay_model_json_get_object (model, "monitoring");
  JsonArray *drift = assay_model_json_get_list (monitoring, "drift");
  gint64 n = assay_model_json_get_int (monitoring, "new_leads");
  JsonObject *worst = NULL;

  *out_alerts = assay_model_json_get_length (drift);
  for (guint i = 0; i < *out_alerts; i++)
    {
      JsonObject *one = json_array_get_object_element (drift, i);

      if (worst == NULL
          || assay_model_json_get_number (one, "psi") > assay_model_json_get_number (worst, "psi"))
        worst = one;
    }
  if (worst != NULL)
    return assay_model_words_sample (g_strdup_printf ("%s: %s.", assay_model_json_get_text (worst, "label"),
                                                      assay_model_json_get_text (worst, "why")),
                                     monitoring, "drift_one_in");
  if (assay_model_json_get_length (assay_model_json_get_list (monitoring, "stability")) == 0)
    return g_strdup_printf (ngettext ("%'" PRId64 " lead came since it was trained: too few to tell.",
                                      "%'" PRId64 " leads came since it was trained: too few to tell.",
                                      (gulong) n),
                            n);
  return assay_model_words_sample (
    g_strdup_printf (ngettext ("The %'" PRId64 " lead since looks like those it learned from.",
                               "The %'" PRId64 " leads since look like those it learned from.", (gulong) n),
                     n),
    monitoring, "drift_one_in");
}

/**
 * assay_model_words_learning:
 *
 * Returns: (transfer full): whether more outcomes would help
 */
char *
assay_model_words_learning (JsonObject *model)
{
  JsonArray *curve = assay_model_json_get_list (model, "learning_curve");
  double half, all;

  if (assay_model_json_get_length (curve) < 4)
    return say_nothing ();
  half = json_array_get_double_element (curve, 1);
  all = json_array_get_double_element (curve, 3);
  if (half - all > 0.02 * half)
    return g_strdup_printf (_("Twice the leads took the log-loss from %.3f to %.3f: more outcomes will make it "
                              "better still."),
                            half, all);
  return g_strdup_printf (_("Twice the leads took the log-loss from %.3f to %.3f: more outcomes will hardly help."),
                          half, all);
}

/**
 * assay_model_words_outlook:
 *
 * Returns: (transfer full): what came true of what was predicted
 */
char *
assay_model_words_outlook (JsonObject *model)
{
  JsonObject *monitoring = assay_model_json_get_object (model, "monitoring");
  JsonArray *realised = assay_model_json_get_list (monitoring, "realised");
  JsonObject *all;
  gint64 n;

  if (assay_model_json_get_length (realised) == 0)
    return g_strdup (_("None of the leads it predicted has an outcome yet."));
  all = json_array_get_object_element (realised, 0);
  n = assay_model_json_get_int (all, "leads");
  return assay_model_words_sample (
    g_strdup_printf (ngettext ("Of %'" PRId64 " lead it predicted, it said that %d %% convert; %d %% did.",
                               "Of %'" PRId64 " leads it predicted, it said that %d %% convert; %d %% did.",
                               (gulong) n),
                     n, percent (assay_model_json_get_number (all, "predicted")),
                     percent (assay_model_json_get_number (all, "observed"))),
    monitoring, "realised_one_in");
}
