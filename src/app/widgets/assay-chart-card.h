/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CHART_CARD (assay_chart_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayChartCard, assay_chart_card, ASSAY, CHART_CARD, AdwBin)

GtkWidget  *assay_chart_card_new          (const char        *title,
                                           GtkWidget         *child);
void        assay_chart_card_set_title    (AssayChartCard    *self,
                                           const char        *title);
void        assay_chart_card_set_caption  (AssayChartCard    *self,
                                           const char        *caption);
void        assay_chart_card_set_legend   (AssayChartCard    *self,
                                           const char *const *labels);
void        assay_chart_card_set_tag      (AssayChartCard    *self,
                                           const char        *tag,
                                           const char        *css_class);
void        assay_chart_card_set_reading  (AssayChartCard    *self,
                                           const char        *reading);
const char *assay_chart_card_get_reading  (AssayChartCard    *self);
GtkWidget  *assay_chart_card_get_content  (AssayChartCard    *self);

G_END_DECLS
