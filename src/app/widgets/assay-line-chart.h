/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-plot-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LINE_CHART (assay_line_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayLineChart, assay_line_chart, ASSAY, LINE_CHART, AssayPlotChart)

GtkWidget *assay_line_chart_new          (void);
void       assay_line_chart_clear        (AssayLineChart *self);
void       assay_line_chart_set_diagonal (AssayLineChart *self,
                                          gboolean        diagonal);
void       assay_line_chart_add          (AssayLineChart *self,
                                          const char     *label,
                                          const double   *xs,
                                          const double   *ys,
                                          guint           n);
void       assay_line_chart_set_spot     (AssayLineChart *self,
                                          guint           series,
                                          double          x,
                                          double          y);
void       assay_line_chart_end          (AssayLineChart *self);

G_END_DECLS
