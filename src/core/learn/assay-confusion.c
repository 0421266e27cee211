/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-confusion.h"

#include <math.h>

#include "base/assay-json.h"

static gint64
get_int (JsonObject *object,
         const char *list,
         guint       i)
{
  return json_array_get_int_element (json_object_get_array_member (object, list), i);
}

/**
 * assay_confusion_read:
 * @metrics: `metrics` of a model's card, or of one that it was compared with
 * @threshold: a probability; exact at whole percents, and otherwise the next cut-off above it
 *
 * Returns: %FALSE if the card does not tell, because the model was trained before cards did
 */
gboolean
assay_confusion_read (AssayConfusion *self,
                      JsonObject     *metrics,
                      double          threshold)
{
  JsonObject *cutoffs;
  JsonArray *thresholds;
  gint64 positives, negatives;
  guint at = 0;

  *self = (AssayConfusion) { .threshold = threshold };
  if (!json_object_has_member (metrics, "cutoffs"))
    return FALSE;
  cutoffs = json_object_get_object_member (metrics, "cutoffs");
  thresholds = json_object_get_array_member (cutoffs, "threshold");
  while (at + 1 < json_array_get_length (thresholds)
         && json_array_get_double_element (thresholds, at + 1) >= threshold - 1e-12)
    at++;
  positives = json_object_get_int_member (metrics, "positives");
  negatives = json_object_get_int_member (metrics, "rows") - positives;
  self->true_positives = get_int (cutoffs, "true_positives", at);
  self->false_positives = get_int (cutoffs, "false_positives", at);
  self->false_negatives = positives - self->true_positives;
  self->true_negatives = negatives - self->false_positives;
  return TRUE;
}

static double
divide (gint64 part,
        gint64 whole)
{
  return whole > 0 ? (double) part / (double) whole : NAN;
}

/**
 * assay_confusion_get_accuracy:
 *
 * Returns: the share of leads that were judged right
 */
double
assay_confusion_get_accuracy (const AssayConfusion *self)
{
  return divide (self->true_positives + self->true_negatives,
                 self->true_positives + self->false_positives + self->false_negatives
                   + self->true_negatives);
}

/**
 * assay_confusion_get_precision:
 *
 * Returns: of the leads that were called, the share that converted; NaN if none was called
 */
double
assay_confusion_get_precision (const AssayConfusion *self)
{
  return divide (self->true_positives, self->true_positives + self->false_positives);
}

/**
 * assay_confusion_get_recall:
 *
 * Returns: of the leads that converted, the share that was called; NaN if none converted
 */
double
assay_confusion_get_recall (const AssayConfusion *self)
{
  return divide (self->true_positives, self->true_positives + self->false_negatives);
}

/**
 * assay_confusion_to_json:
 *
 * Returns: (transfer full): the four counts with `threshold`, `accuracy`, `precision` and `recall`
 */
JsonObject *
assay_confusion_to_json (const AssayConfusion *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "threshold", self->threshold);
  json_object_set_int_member (object, "true_positives", self->true_positives);
  json_object_set_int_member (object, "false_positives", self->false_positives);
  json_object_set_int_member (object, "false_negatives", self->false_negatives);
  json_object_set_int_member (object, "true_negatives", self->true_negatives);
  assay_json_set_number (object, "accuracy", assay_confusion_get_accuracy (self));
  assay_json_set_number (object, "precision", assay_confusion_get_precision (self));
  assay_json_set_number (object, "recall", assay_confusion_get_recall (self));
  return object;
}
