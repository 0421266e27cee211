/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-row-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_COVERAGE_CHART (assay_coverage_chart_get_type ())

G_DECLARE_FINAL_TYPE (AssayCoverageChart, assay_coverage_chart, ASSAY, COVERAGE_CHART, AssayRowChart)

GtkWidget *assay_coverage_chart_new     (void);
void       assay_coverage_chart_clear   (AssayCoverageChart *self);
void       assay_coverage_chart_add     (AssayCoverageChart *self,
                                         const char         *label,
                                         double              before,
                                         double              after);
char      *assay_coverage_chart_say     (AssayCoverageChart *self);

G_END_DECLS
