/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-point-chart.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define REACH  9
#define RADIUS 4.5

/* Series are told apart by colour and by shape: hollow squares, filled circles. */
static const AssayColor colors[] = { ASSAY_COLOR_SERIES_1, ASSAY_COLOR_SERIES_2, ASSAY_COLOR_SERIES_4 };

typedef struct
{
  guint series;
  AssayPoint point;
} Mark;

/**
 * AssayPointChart:
 *
 * What was said and what came true, both in percent: points with intervals beside the line on which they are
 * equal. The chart of a calibration.
 */
struct _AssayPointChart
{
  AssayPlotChart parent_instance;

  GPtrArray *labels; /* (element-type utf8): of the series */
  GArray *marks;     /* (element-type Mark) */
};

G_DEFINE_FINAL_TYPE (AssayPointChart, assay_point_chart, ASSAY_TYPE_PLOT_CHART)

static const Mark *
get_mark (AssayPointChart *self,
          guint            i)
{
  return &g_array_index (self->marks, Mark, i);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_POINT_CHART (chart)->marks->len;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);

  if (mark >= self->marks->len)
    return FALSE;
  assay_plot_chart_get_spot (ASSAY_PLOT_CHART (self), get_mark (self, mark)->point.x,
                             get_mark (self, mark)->point.y, out_area);
  return TRUE;
}

static char *
describe_mark (AssayChart *chart,
               guint       i)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);
  const AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));
  const Mark *mark = get_mark (self, i);
  const char *label = self->labels->pdata[mark->series];
  g_autofree char *said = assay_plot_format (&plot->x, mark->point.x);
  g_autofree char *came = assay_plot_format (&plot->y, mark->point.y);
  g_autofree char *low = NULL, *high = NULL;

  if (isnan (mark->point.low))
    /* Translators: of a model: what it said, what came true, and of how many leads */
    return g_strdup_printf (ngettext ("%s: said %s, came true %s (%'" PRId64 " lead)",
                                      "%s: said %s, came true %s (%'" PRId64 " leads)",
                                      (gulong) mark->point.n),
                            label, said, came, mark->point.n);
  low = assay_plot_format (&plot->y, mark->point.low);
  high = assay_plot_format (&plot->y, mark->point.high);
  /* Translators: of a model: what it said, what came true, the interval of that, and of how many leads */
  return g_strdup_printf (ngettext ("%s: said %s, came true %s, between %s and %s (%'" PRId64 " lead)",
                                    "%s: said %s, came true %s, between %s and %s (%'" PRId64 " leads)",
                                    (gulong) mark->point.n),
                          label, said, came, low, high, mark->point.n);
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);

  g_string_append (csv, "series,predicted,observed,low,high,leads\r\n");
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = get_mark (self, i);

      assay_chart_append_csv_cell (csv, self->labels->pdata[mark->series], FALSE);
      assay_chart_append_csv_number (csv, mark->point.x, FALSE);
      assay_chart_append_csv_number (csv, mark->point.y, FALSE);
      assay_chart_append_csv_number (csv, mark->point.low, FALSE);
      assay_chart_append_csv_number (csv, mark->point.high, FALSE);
      assay_chart_append_csv_number (csv, (double) mark->point.n, TRUE);
    }
}

static void
draw_mark (const AssayPlot *plot,
           cairo_t         *cr,
           const Mark      *mark)
{
  double x = assay_plot_get_x (plot, mark->point.x), y = assay_plot_get_y (plot, mark->point.y);
  GdkRGBA color;

  assay_theme_get_color (colors[mark->series % G_N_ELEMENTS (colors)], &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  if (!isnan (mark->point.low))
    {
      cairo_move_to (cr, x, assay_plot_get_y (plot, mark->point.low));
      cairo_line_to (cr, x, assay_plot_get_y (plot, mark->point.high));
      cairo_stroke (cr);
    }
  if (mark->series % 2 == 0)
    {
      GdkRGBA paper = color;

      cairo_rectangle (cr, x - RADIUS + 0.75, y - RADIUS + 0.75, 2 * RADIUS - 1.5, 2 * RADIUS - 1.5);
      paper.alpha = 0.25f;
      gdk_cairo_set_source_rgba (cr, &paper);
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_stroke (cr);
      return;
    }
  cairo_arc (cr, x, y, RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_marks (AssayPlotChart  *chart,
            const AssayPlot *plot,
            GtkSnapshot     *snapshot)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);
  graphene_rect_t inside;
  cairo_t *cr;

  assay_plot_draw_diagonal (plot, snapshot);
  graphene_rect_inset_r (&plot->area, -REACH, -REACH, &inside);
  cr = gtk_snapshot_append_cairo (snapshot, &inside);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (plot, cr, get_mark (self, i));
  cairo_destroy (cr);
}

static void
assay_point_chart_finalize (GObject *object)
{
  AssayPointChart *self = ASSAY_POINT_CHART (object);

  g_ptr_array_unref (self->labels);
  g_array_unref (self->marks);
  G_OBJECT_CLASS (assay_point_chart_parent_class)->finalize (object);
}

static void
assay_point_chart_class_init (AssayPointChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_point_chart_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->append_csv = append_csv;
  ASSAY_PLOT_CHART_CLASS (klass)->draw_marks = draw_marks;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pointchart");
}

static void
assay_point_chart_init (AssayPointChart *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  assay_point_chart_set_labels (self, NULL, NULL);
}

GtkWidget *
assay_point_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_POINT_CHART, NULL);
}

void
assay_point_chart_clear (AssayPointChart *self)
{
  g_return_if_fail (ASSAY_IS_POINT_CHART (self));

  g_ptr_array_set_size (self->labels, 0);
  g_array_set_size (self->marks, 0);
}

void
assay_point_chart_set_labels (AssayPointChart *self,
                              const char      *x_label,
                              const char      *y_label)
{
  g_return_if_fail (ASSAY_IS_POINT_CHART (self));

  assay_plot_chart_set_x (ASSAY_PLOT_CHART (self), x_label, ASSAY_PLOT_PERCENT, 0, 1);
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (self), y_label, ASSAY_PLOT_PERCENT, 0, 1);
}

/**
 * assay_point_chart_add:
 * @label: what the points are of
 * @points: (array length=n_points): shares of 1
 */
void
assay_point_chart_add (AssayPointChart  *self,
                       const char       *label,
                       const AssayPoint *points,
                       guint             n_points)
{
  g_return_if_fail (ASSAY_IS_POINT_CHART (self));

  for (guint i = 0; i < n_points; i++)
    {
      Mark mark = { self->labels->len, points[i] };
      g_array_append_val (self->marks, mark);
    }
  g_ptr_array_add (self->labels, g_strdup (label));
}

/**
 * assay_point_chart_end:
 *
 * Shows what was added; both axes reach as far as the furthest point.
 */
void
assay_point_chart_end (AssayPointChart *self)
{
  AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));
  double furthest = 0;

  g_return_if_fail (ASSAY_IS_POINT_CHART (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const AssayPoint *point = &get_mark (self, i)->point;
      furthest = MAX (furthest, MAX (point->x, isnan (point->high) ? point->y : point->high));
    }
  plot->x.max = plot->y.max = assay_plot_round_up (furthest, ASSAY_PLOT_PERCENT);
  assay_chart_changed (ASSAY_CHART (self));
}
