/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-plot-chart.h"

#define REACH          9 /* how near the pointer has to be to a point */
#define COMPACT_WIDTH  160
#define COMPACT_HEIGHT 136

typedef struct
{
  AssayPlot plot;
} AssayPlotChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayPlotChart, assay_plot_chart, ASSAY_TYPE_CHART)

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayPlotChart *self = ASSAY_PLOT_CHART (chart);
  const AssayPlot *plot = assay_plot_chart_get_plot (self);

  assay_plot_draw (plot, chart, snapshot);
  ASSAY_PLOT_CHART_GET_CLASS (self)->draw_marks (self, plot, snapshot);
}

static void
assay_plot_chart_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (ASSAY_PLOT_CHART (widget));

  GTK_WIDGET_CLASS (assay_plot_chart_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (priv->plot.compact && orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = COMPACT_WIDTH;
  else if (priv->plot.compact)
    *minimum = *natural = COMPACT_HEIGHT;
}

static void
assay_plot_chart_finalize (GObject *object)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (ASSAY_PLOT_CHART (object));

  assay_plot_clear (&priv->plot);
  G_OBJECT_CLASS (assay_plot_chart_parent_class)->finalize (object);
}

static void
assay_plot_chart_class_init (AssayPlotChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_plot_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_plot_chart_measure;
  chart_class->draw = draw;
  chart_class->min_width = 200;
  chart_class->natural_width = 300;
  chart_class->min_height = 180;
  chart_class->natural_height = 240;
}

static void
assay_plot_chart_init (AssayPlotChart *self)
{
  assay_plot_chart_set_x (self, NULL, ASSAY_PLOT_PLAIN, 0, 1);
  assay_plot_chart_set_y (self, NULL, ASSAY_PLOT_PLAIN, 0, 1);
}

/**
 * assay_plot_chart_get_plot:
 *
 * Returns: (transfer none): the axes, where they are now
 */
AssayPlot *
assay_plot_chart_get_plot (AssayPlotChart *self)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (self);

  assay_plot_place (&priv->plot, GTK_WIDGET (self));
  return &priv->plot;
}

/**
 * assay_plot_chart_set_compact:
 * @compact: whether there is little room: no labels, whole numbers from 0 on at the side
 */
void
assay_plot_chart_set_compact (AssayPlotChart *self,
                              gboolean        compact)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (self);

  g_return_if_fail (ASSAY_IS_PLOT_CHART (self));

  priv->plot.compact = compact;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
assay_plot_chart_set_x (AssayPlotChart *self,
                        const char     *label,
                        AssayPlotUnit   unit,
                        double          min,
                        double          max)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (self);

  g_return_if_fail (ASSAY_IS_PLOT_CHART (self));
  assay_plot_set_axis (&priv->plot.x, label, unit, min, max);
}

void
assay_plot_chart_set_y (AssayPlotChart *self,
                        const char     *label,
                        AssayPlotUnit   unit,
                        double          min,
                        double          max)
{
  AssayPlotChartPrivate *priv = assay_plot_chart_get_instance_private (self);

  g_return_if_fail (ASSAY_IS_PLOT_CHART (self));
  assay_plot_set_axis (&priv->plot.y, label, unit, min, max);
}

/**
 * assay_plot_chart_get_spot:
 *
 * Finds where a mark is looked at that is drawn at a point.
 */
void
assay_plot_chart_get_spot (AssayPlotChart  *self,
                           double           x,
                           double           y,
                           graphene_rect_t *out_area)
{
  const AssayPlot *plot = assay_plot_chart_get_plot (self);

  *out_area = GRAPHENE_RECT_INIT (assay_plot_get_x (plot, x) - REACH, assay_plot_get_y (plot, y) - REACH,
                                  2 * REACH, 2 * REACH);
}
