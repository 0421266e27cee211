/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-plot.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PLOT_CHART (assay_plot_chart_get_type ())

G_DECLARE_DERIVABLE_TYPE (AssayPlotChart, assay_plot_chart, ASSAY, PLOT_CHART, AssayChart)

/**
 * AssayPlotChartClass:
 * @draw_marks: draws what is between the axes
 *
 * The base of charts with two axes.
 */
struct _AssayPlotChartClass
{
  AssayChartClass parent_class;

  void (*draw_marks) (AssayPlotChart  *self,
                      const AssayPlot *plot,
                      GtkSnapshot     *snapshot);
};

AssayPlot *assay_plot_chart_get_plot (AssayPlotChart  *self);
void       assay_plot_chart_set_compact (AssayPlotChart *self,
                                      gboolean         compact);
void       assay_plot_chart_set_x    (AssayPlotChart  *self,
                                      const char      *label,
                                      AssayPlotUnit    unit,
                                      double           min,
                                      double           max);
void       assay_plot_chart_set_y    (AssayPlotChart  *self,
                                      const char      *label,
                                      AssayPlotUnit    unit,
                                      double           min,
                                      double           max);
void       assay_plot_chart_get_spot (AssayPlotChart  *self,
                                      double           x,
                                      double           y,
                                      graphene_rect_t *out_area);

G_END_DECLS
