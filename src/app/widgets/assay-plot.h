/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/assay-chart.h"

G_BEGIN_DECLS

/**
 * AssayPlotUnit:
 * @ASSAY_PLOT_PLAIN: the number
 * @ASSAY_PLOT_PERCENT: a share of 1, in percent
 * @ASSAY_PLOT_TIMES: a multiple
 * @ASSAY_PLOT_COUNT: how many, in whole numbers
 * @ASSAY_PLOT_ORDER: a place in an order, which the axis does not write
 *
 * How numbers of an axis are written.
 */
typedef enum
{
  ASSAY_PLOT_PLAIN,
  ASSAY_PLOT_PERCENT,
  ASSAY_PLOT_TIMES,
  ASSAY_PLOT_COUNT,
  ASSAY_PLOT_ORDER,
} AssayPlotUnit;

/**
 * AssayPlotAxis:
 * @min: where it starts
 * @max: where it ends
 * @n_steps: how many steps it is divided into; 0 for an axis of categories
 * @unit: how its numbers are written
 * @label: (owned) (nullable): what it measures
 */
typedef struct
{
  double min;
  double max;
  guint n_steps;
  AssayPlotUnit unit;
  char *label;
} AssayPlotAxis;

/**
 * AssayPlot:
 * @x: the axis below
 * @y: the axis at the side; its label stands above it
 * @compact: whether there is little room: no labels, whole numbers from 0 on at the side
 * @area: the inside, in widget coordinates, once placed
 *
 * Two axes and the room between them, for charts that have them.
 */
typedef struct
{
  AssayPlotAxis x;
  AssayPlotAxis y;
  gboolean compact;
  graphene_rect_t area;
} AssayPlot;

void   assay_plot_set_axis     (AssayPlotAxis       *axis,
                                const char          *label,
                                AssayPlotUnit        unit,
                                double               min,
                                double               max);
void   assay_plot_clear        (AssayPlot           *self);
void   assay_plot_place        (AssayPlot           *self,
                                GtkWidget           *widget);
float  assay_plot_get_x        (const AssayPlot     *self,
                                double               value);
float  assay_plot_get_y        (const AssayPlot     *self,
                                double               value);
char  *assay_plot_format       (const AssayPlotAxis *axis,
                                double               value);
double assay_plot_round_up     (double               value,
                                AssayPlotUnit        unit);
void   assay_plot_draw         (const AssayPlot     *self,
                                AssayChart          *chart,
                                GtkSnapshot         *snapshot);
void   assay_plot_draw_label   (const AssayPlot     *self,
                                AssayChart          *chart,
                                GtkSnapshot         *snapshot,
                                const char          *text,
                                float                x);
void   assay_plot_draw_diagonal (const AssayPlot    *self,
                                GtkSnapshot         *snapshot);

G_END_DECLS
