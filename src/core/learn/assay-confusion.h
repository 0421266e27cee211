/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AssayConfusion:
 * @threshold: leads of this probability or a higher one are called
 * @true_positives: called, and converted
 * @false_positives: called, and lost
 * @false_negatives: not called, although they converted
 * @true_negatives: not called, and lost
 *
 * What a threshold would have done with leads that a model had not seen.
 */
typedef struct
{
  double threshold;
  gint64 true_positives;
  gint64 false_positives;
  gint64 false_negatives;
  gint64 true_negatives;
} AssayConfusion;

gboolean    assay_confusion_read          (AssayConfusion       *self,
                                           JsonObject           *metrics,
                                           double                threshold);
double      assay_confusion_get_accuracy  (const AssayConfusion *self);
double      assay_confusion_get_precision (const AssayConfusion *self);
double      assay_confusion_get_recall    (const AssayConfusion *self);
JsonObject *assay_confusion_to_json       (const AssayConfusion *self);

G_END_DECLS
