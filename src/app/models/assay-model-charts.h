/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart-card.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_MAX_COMPARED 3

/**
 * AssayCompared:
 * @n: how many models
 * @names: as in a legend: “champion”
 * @the: as in a sentence: “the champion”
 * @metrics: their figures
 * @leading: which one sentences are about
 *
 * Models side by side, in the order of their colours.
 */
typedef struct
{
  guint n;
  const char *names[ASSAY_MAX_COMPARED + 1];
  const char *the[ASSAY_MAX_COMPARED];
  JsonObject *metrics[ASSAY_MAX_COMPARED];
  guint leading;
} AssayCompared;

GtkWidget *assay_model_charts_new_roc         (void);
GtkWidget *assay_model_charts_new_precision   (void);
GtkWidget *assay_model_charts_new_calibration (void);
GtkWidget *assay_model_charts_new_lift        (void);
GtkWidget *assay_model_charts_new_learning    (void);
GtkWidget *assay_model_charts_new_ranks       (const char          *title);
void       assay_model_charts_show_roc        (AssayChartCard      *card,
                                               const AssayCompared *compared);
void       assay_model_charts_show_precision  (AssayChartCard      *card,
                                               const AssayCompared *compared);
void       assay_model_charts_show_calibration (AssayChartCard     *card,
                                               const AssayCompared *compared);
void       assay_model_charts_show_lift       (AssayChartCard      *card,
                                               const AssayCompared *compared);
void       assay_model_charts_show_learning   (AssayChartCard      *card,
                                               JsonObject          *model);
void       assay_model_charts_show_importance (AssayChartCard      *card,
                                               JsonObject          *model,
                                               guint                series);
void       assay_model_charts_show_interactions (AssayChartCard      *card,
                                               JsonObject          *model);
void       assay_model_charts_show_dependence (AssayChartCard     *card,
                                               JsonObject          *model,
                                               const char          *field);
void       assay_model_charts_show_realised   (AssayChartCard      *card,
                                               JsonObject          *model);
GtkWidget *assay_model_charts_new_realised    (void);
void       assay_model_charts_show_drift      (AssayChartCard      *card,
                                               JsonObject          *model);

G_END_DECLS
