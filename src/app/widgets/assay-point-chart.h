/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-plot-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_POINT_CHART (assay_point_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayPointChart, assay_point_chart, ASSAY, POINT_CHART, AssayPlotChart)

/**
 * AssayPoint:
 * @x: place across
 * @y: place up
 * @low: lower end of the interval of @y; NaN for none
 * @high: upper end
 * @n: how many it stands for
 */
typedef struct
{
  double x;
  double y;
  double low;
  double high;
  gint64 n;
} AssayPoint;

GtkWidget *assay_point_chart_new    (void);
void       assay_point_chart_clear  (AssayPointChart  *self);
void       assay_point_chart_set_labels (AssayPointChart *self,
                                     const char       *x_label,
                                     const char       *y_label);
void       assay_point_chart_add    (AssayPointChart  *self,
                                     const char       *label,
                                     const AssayPoint *points,
                                     guint             n_points);
void       assay_point_chart_end    (AssayPointChart  *self);

G_END_DECLS
