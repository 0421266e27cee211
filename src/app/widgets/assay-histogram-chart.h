/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-plot-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HISTOGRAM_CHART (assay_histogram_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayHistogramChart, assay_histogram_chart, ASSAY, HISTOGRAM_CHART, AssayPlotChart)

GtkWidget *assay_histogram_chart_new (void);
void       assay_histogram_chart_set (AssayHistogramChart *self,
                                      double               minimum,
                                      double               maximum,
                                      guint                n_bins,
                                      const gsize         *before,
                                      const gsize         *after,
                                      const AssayTone     *tones);

G_END_DECLS
