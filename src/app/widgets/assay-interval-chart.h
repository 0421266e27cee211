/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-row-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_INTERVAL_CHART (assay_interval_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayIntervalChart, assay_interval_chart, ASSAY, INTERVAL_CHART, AssayRowChart)

GtkWidget *assay_interval_chart_new   (void);
void       assay_interval_chart_clear (AssayIntervalChart *self);
void       assay_interval_chart_add   (AssayIntervalChart *self,
                                       const char         *label,
                                       double              value,
                                       double              low,
                                       double              high,
                                       AssayColor          color);

G_END_DECLS
