/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LIFT_CHART (assay_lift_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayLiftChart, assay_lift_chart, ASSAY, LIFT_CHART, AssayChart)

GtkWidget *assay_lift_chart_new (void);
void       assay_lift_chart_set (AssayLiftChart *self,
                                 const double   *before,
                                 const double   *after,
                                 guint           n);

G_END_DECLS
