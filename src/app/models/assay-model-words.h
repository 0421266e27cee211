/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What charts of models say, in words. Metrics are those of a model's document. */

const char *assay_model_words_algorithm   (JsonObject *model);
char       *assay_model_words_verdict     (JsonObject *model);
char       *assay_model_words_roc         (JsonObject *metrics,
                                           const char *name);
char       *assay_model_words_precision   (JsonObject *metrics,
                                           const char *name);
char       *assay_model_words_calibration (JsonObject *metrics,
                                           const char *name,
                                           JsonObject *other,
                                           const char *other_name);
char       *assay_model_words_lift        (JsonObject *metrics,
                                           JsonObject *other,
                                           const char *other_name);
char       *assay_model_words_importance  (JsonObject *model,
                                           guint       n_shown);
char       *assay_model_words_drift       (JsonObject *model,
                                           guint      *out_alerts);
char       *assay_model_words_learning    (JsonObject *model);
char       *assay_model_words_outlook     (JsonObject *model);
char       *assay_model_words_interactions     (JsonObject *model);
char       *assay_model_words_sample      (char       *text,
                                           JsonObject *figures,
                                           const char *one_in);

G_END_DECLS
