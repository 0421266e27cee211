/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_POINTS_BAR (assay_points_bar_get_type ())

G_DECLARE_FINAL_TYPE (AssayPointsBar, assay_points_bar, ASSAY, POINTS_BAR, AssayChart)

GtkWidget *assay_points_bar_new   (void);
void       assay_points_bar_begin (AssayPointsBar *self,
                                   double          maximum);
void       assay_points_bar_add   (AssayPointsBar *self,
                                   const char     *label,
                                   double          points,
                                   AssayColor      color);

G_END_DECLS
