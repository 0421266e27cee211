/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-line-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define SPOT_RADIUS 5
/* Points of a curve that are looked at one by one; nobody walks through hundreds. */
#define MAX_STOPS 13
/* Curves of so few points show them. */
#define MAX_DOTS 12

/* Curves are told apart by colour and by dashes. */
static const AssayColor colors[] = { ASSAY_COLOR_SERIES_1, ASSAY_COLOR_SERIES_2, ASSAY_COLOR_SERIES_4,
                                     ASSAY_COLOR_SERIES_3 };
static const double dashes[][2] = { { 0, 0 }, { 7, 4 }, { 2, 3 }, { 9, 3 } };

typedef struct
{
  char *label;
  double *xs;
  double *ys;
  guint n;
} Series;

typedef struct
{
  guint series;
  guint point;
} Stop;

/**
 * AssayLineChart:
 *
 * Curves over two axes: ROC, precision and recall, learning, dependence. A spot may mark where somebody stands
 * on a curve.
 */
struct _AssayLineChart
{
  AssayPlotChart parent_instance;

  gboolean diagonal;
  GArray *series; /* (element-type Series) */
  GArray *stops;  /* (element-type Stop) */
  guint spot_series;
  double spot_x;
  double spot_y;
};

G_DEFINE_FINAL_TYPE (AssayLineChart, assay_line_chart, ASSAY_TYPE_PLOT_CHART)

static const Series *
get_series (AssayLineChart *self,
            guint           i)
{
  return &g_array_index (self->series, Series, i);
}

static void
series_clear (gpointer data)
{
  Series *series = data;

  g_free (series->label);
  g_free (series->xs);
  g_free (series->ys);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_LINE_CHART (chart)->stops->len;
}

static const Series *
get_stop (AssayLineChart *self,
          guint           mark,
          double         *x,
          double         *y)
{
  const Stop *stop = &g_array_index (self->stops, Stop, mark);
  const Series *series = get_series (self, stop->series);

  *x = series->xs[stop->point];
  *y = series->ys[stop->point];
  return series;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayLineChart *self = ASSAY_LINE_CHART (chart);
  double x, y;

  if (mark >= self->stops->len)
    return FALSE;
  get_stop (self, mark, &x, &y);
  assay_plot_chart_get_spot (ASSAY_PLOT_CHART (self), x, y, out_area);
  return TRUE;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayLineChart *self = ASSAY_LINE_CHART (chart);
  const AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));
  double x, y;
  const Series *series = get_stop (self, mark, &x, &y);
  g_autofree char *across = assay_plot_format (&plot->x, x);
  g_autofree char *up = assay_plot_format (&plot->y, y);

  /* Translators: a curve, what an axis measures and its value, twice: “champion: found 68 %, in vain 20 %” */
  return g_strdup_printf (_("%s: %s %s, %s %s"), series->label,
                          plot->y.label != NULL ? plot->y.label : "", up,
                          plot->x.label != NULL ? plot->x.label : "", across);
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayLineChart *self = ASSAY_LINE_CHART (chart);

  g_string_append (csv, "curve,x,y\r\n");
  for (guint i = 0; i < self->series->len; i++)
    for (guint p = 0; p < get_series (self, i)->n; p++)
      {
        assay_chart_append_csv_cell (csv, get_series (self, i)->label, FALSE);
        assay_chart_append_csv_number (csv, get_series (self, i)->xs[p], FALSE);
        assay_chart_append_csv_number (csv, get_series (self, i)->ys[p], TRUE);
      }
}

static void
draw_series (AssayLineChart  *self,
             const AssayPlot *plot,
             cairo_t         *cr,
             guint            i)
{
  const Series *series = get_series (self, i);
  const double *dash = dashes[i % G_N_ELEMENTS (dashes)];
  GdkRGBA color;

  assay_theme_get_color (colors[i % G_N_ELEMENTS (colors)], &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dash, dash[0] > 0 ? 2 : 0, 0);
  for (guint p = 0; p < series->n; p++)
    {
      double x = assay_plot_get_x (plot, series->xs[p]);
      double y = assay_plot_get_y (plot, series->ys[p]);

      if (p == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  for (guint p = 0; series->n <= MAX_DOTS && p < series->n; p++)
    {
      cairo_arc (cr, assay_plot_get_x (plot, series->xs[p]),
                 assay_plot_get_y (plot, series->ys[p]), 3.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
draw_spot (AssayLineChart  *self,
           const AssayPlot *plot,
           cairo_t         *cr)
{
  GdkRGBA color;

  if (isnan (self->spot_x))
    return;
  assay_theme_get_color (colors[self->spot_series % G_N_ELEMENTS (colors)], &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, assay_plot_get_x (plot, self->spot_x), assay_plot_get_y (plot, self->spot_y),
             SPOT_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_marks (AssayPlotChart  *chart,
            const AssayPlot *plot,
            GtkSnapshot     *snapshot)
{
  AssayLineChart *self = ASSAY_LINE_CHART (chart);
  graphene_rect_t inside;
  cairo_t *cr;

  if (self->diagonal)
    assay_plot_draw_diagonal (plot, snapshot);
  graphene_rect_inset_r (&plot->area, -SPOT_RADIUS - 1, -SPOT_RADIUS - 1, &inside);
  cr = gtk_snapshot_append_cairo (snapshot, &inside);
  for (guint i = self->series->len; i-- > 0;)
    draw_series (self, plot, cr, i);
  draw_spot (self, plot, cr);
  cairo_destroy (cr);
}

static void
assay_line_chart_finalize (GObject *object)
{
  AssayLineChart *self = ASSAY_LINE_CHART (object);

  g_array_unref (self->series);
  g_array_unref (self->stops);
  G_OBJECT_CLASS (assay_line_chart_parent_class)->finalize (object);
}

static void
assay_line_chart_class_init (AssayLineChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_line_chart_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->append_csv = append_csv;
  ASSAY_PLOT_CHART_CLASS (klass)->draw_marks = draw_marks;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "linechart");
}

static void
assay_line_chart_init (AssayLineChart *self)
{
  self->series = g_array_new (FALSE, FALSE, sizeof (Series));
  g_array_set_clear_func (self->series, series_clear);
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  self->spot_x = NAN;
}

GtkWidget *
assay_line_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_LINE_CHART, NULL);
}

/**
 * assay_line_chart_clear:
 *
 * Takes all curves and the spot out. Axes stay. After what follows, assay_line_chart_end() shows it.
 */
void
assay_line_chart_clear (AssayLineChart *self)
{
  g_return_if_fail (ASSAY_IS_LINE_CHART (self));

  g_array_set_size (self->series, 0);
  g_array_set_size (self->stops, 0);
  self->spot_x = NAN;
}

/**
 * assay_line_chart_set_diagonal:
 * @diagonal: whether to draw what chance alone gives
 */
void
assay_line_chart_set_diagonal (AssayLineChart *self,
                               gboolean        diagonal)
{
  g_return_if_fail (ASSAY_IS_LINE_CHART (self));
  self->diagonal = diagonal;
}

/**
 * assay_line_chart_add:
 * @label: what the curve is of
 * @xs: (array length=n): ascending
 * @ys: (array length=n): one for each
 */
void
assay_line_chart_add (AssayLineChart *self,
                      const char     *label,
                      const double   *xs,
                      const double   *ys,
                      guint           n)
{
  Series series = { g_strdup (label), g_memdup2 (xs, n * sizeof *xs), g_memdup2 (ys, n * sizeof *ys), n };
  guint n_stops = MIN (n, MAX_STOPS);

  g_return_if_fail (ASSAY_IS_LINE_CHART (self));

  for (guint i = 0; i < n_stops; i++)
    {
      Stop stop = { self->series->len, n_stops > 1 ? i * (n - 1) / (n_stops - 1) : 0 };
      g_array_append_val (self->stops, stop);
    }
  g_array_append_val (self->series, series);
}

/**
 * assay_line_chart_set_spot:
 * @series: whose colour it has
 *
 * Marks a place.
 */
void
assay_line_chart_set_spot (AssayLineChart *self,
                           guint           series,
                           double          x,
                           double          y)
{
  g_return_if_fail (ASSAY_IS_LINE_CHART (self));

  self->spot_series = series;
  self->spot_x = x;
  self->spot_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * assay_line_chart_end:
 *
 * Shows what was added.
 */
void
assay_line_chart_end (AssayLineChart *self)
{
  g_return_if_fail (ASSAY_IS_LINE_CHART (self));
  assay_chart_changed (ASSAY_CHART (self));
}
