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
  AssayChart parent_instance;

  AssayPlot plot;
  GPtrArray *labels; /* (element-type utf8): of the series */
  GArray *marks;     /* (element-type Mark) */
};

G_DEFINE_FINAL_TYPE (AssayPointChart, assay_point_chart, ASSAY_TYPE_CHART)

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
  assay_plot_place (&self->plot, GTK_WIDGET (self));
  *out_area = GRAPHENE_RECT_INIT (assay_plot_get_x (&self->plot, get_mark (self, mark)->point.x) - REACH,
                                  assay_plot_get_y (&self->plot, get_mark (self, mark)->point.y) - REACH,
                                  2 * REACH, 2 * REACH);
  return TRUE;
}

static char *
describe_mark (AssayChart *chart,
               guint       i)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);
  const Mark *mark = get_mark (self, i);
  const char *label = self->labels->pdata[mark->series];
  g_autofree char *said = assay_plot_format (&self->plot.x, mark->point.x);
  g_autofree char *came = assay_plot_format (&self->plot.y, mark->point.y);
  g_autofree char *low = NULL, *high = NULL;

  if (isnan (mark->point.low))
    /* Translators: of a model: what it said, what came true, and of how many leads */
    return g_strdup_printf (ngettext ("%s: said %s, came true %s (%'" PRId64 " lead)",
                                      "%s: said %s, came true %s (%'" PRId64 " leads)",
                                      (gulong) mark->point.n),
                            label, said, came, mark->point.n);
  low = assay_plot_format (&self->plot.y, mark->point.low);
  high = assay_plot_format (&self->plot.y, mark->point.high);
  /* Translators: of a model: what it said, what came true, the interval of that, and of how many leads */
  return g_strdup_printf (ngettext ("%s: said %s, came true %s, between %s and %s (%'" PRId64 " lead)",
                                    "%s: said %s, came true %s, between %s and %s (%'" PRId64 " leads)",
                                    (gulong) mark->point.n),
                          label, said, came, low, high, mark->point.n);
}

static char *
describe (AssayChart *chart)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < get_n_marks (chart); i++)
    {
      g_autofree char *mark = describe_mark (chart, i);
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", mark);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_number (GString *csv,
               double   number,
               gboolean last)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  assay_chart_append_csv_cell (csv, isnan (number) ? "" : g_ascii_dtostr (text, sizeof text, number), last);
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
      append_number (csv, mark->point.x, FALSE);
      append_number (csv, mark->point.y, FALSE);
      append_number (csv, mark->point.low, FALSE);
      append_number (csv, mark->point.high, FALSE);
      append_number (csv, (double) mark->point.n, TRUE);
    }
}

static void
draw_mark (AssayPointChart *self,
           cairo_t         *cr,
           const Mark      *mark)
{
  double x = assay_plot_get_x (&self->plot, mark->point.x), y = assay_plot_get_y (&self->plot, mark->point.y);
  GdkRGBA color;

  assay_theme_get_color (colors[mark->series % G_N_ELEMENTS (colors)], &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  if (!isnan (mark->point.low))
    {
      cairo_move_to (cr, x, assay_plot_get_y (&self->plot, mark->point.low));
      cairo_line_to (cr, x, assay_plot_get_y (&self->plot, mark->point.high));
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
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayPointChart *self = ASSAY_POINT_CHART (chart);
  graphene_rect_t inside;
  cairo_t *cr;

  assay_plot_place (&self->plot, GTK_WIDGET (self));
  assay_plot_draw (&self->plot, chart, snapshot);
  assay_plot_draw_diagonal (&self->plot, snapshot);
  graphene_rect_inset_r (&self->plot.area, -REACH, -REACH, &inside);
  cr = gtk_snapshot_append_cairo (snapshot, &inside);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, cr, get_mark (self, i));
  cairo_destroy (cr);
}

static void
assay_point_chart_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : 240;
}

static void
assay_point_chart_finalize (GObject *object)
{
  AssayPointChart *self = ASSAY_POINT_CHART (object);

  assay_plot_clear (&self->plot);
  g_ptr_array_unref (self->labels);
  g_array_unref (self->marks);
  G_OBJECT_CLASS (assay_point_chart_parent_class)->finalize (object);
}

static void
assay_point_chart_class_init (AssayPointChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_point_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_point_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pointchart");
}

static void
assay_point_chart_init (AssayPointChart *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  assay_plot_set_axis (&self->plot.x, NULL, ASSAY_PLOT_PERCENT, 0, 1);
  assay_plot_set_axis (&self->plot.y, NULL, ASSAY_PLOT_PERCENT, 0, 1);
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

  assay_plot_set_axis (&self->plot.x, x_label, ASSAY_PLOT_PERCENT, 0, self->plot.x.max);
  assay_plot_set_axis (&self->plot.y, y_label, ASSAY_PLOT_PERCENT, 0, self->plot.y.max);
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
  double furthest = 0;

  g_return_if_fail (ASSAY_IS_POINT_CHART (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const AssayPoint *point = &get_mark (self, i)->point;
      furthest = MAX (furthest, MAX (point->x, isnan (point->high) ? point->y : point->high));
    }
  self->plot.x.max = self->plot.y.max = assay_plot_round_up (furthest, ASSAY_PLOT_PERCENT);
  assay_chart_changed (ASSAY_CHART (self));
}
