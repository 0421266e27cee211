/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-plot-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_COLUMN_CHART (assay_column_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayColumnChart, assay_column_chart, ASSAY, COLUMN_CHART, AssayPlotChart)

GtkWidget *assay_column_chart_new           (void);
void       assay_column_chart_clear         (AssayColumnChart  *self);
void       assay_column_chart_set_labels    (AssayColumnChart  *self,
                                             const char        *x_label,
                                             const char        *y_label,
                                             AssayPlotUnit      unit);
void       assay_column_chart_set_has_before (AssayColumnChart *self,
                                             gboolean           has_before);
void       assay_column_chart_set_reference (AssayColumnChart  *self,
                                             double             value);
void       assay_column_chart_add           (AssayColumnChart  *self,
                                             const char        *label,
                                             const double      *values,
                                             guint              n_values);
void       assay_column_chart_end           (AssayColumnChart  *self);

G_END_DECLS
