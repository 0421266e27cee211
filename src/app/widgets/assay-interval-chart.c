/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-interval-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define ROW    36
#define BOTTOM 22
#define RADIUS 4.5

typedef struct
{
  char *label;
  double value;
  double low;
  double high;
  AssayColor color;
} Row;

/**
 * AssayIntervalChart:
 *
 * A few values with their 95 % intervals on one axis.
 */
struct _AssayIntervalChart
{
  AssayChart parent_instance;

  GArray *rows; /* (element-type Row) */
};

G_DEFINE_FINAL_TYPE (AssayIntervalChart, assay_interval_chart, ASSAY_TYPE_CHART)

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->label);
}

static const Row *
get_row (AssayIntervalChart *self,
         guint               i)
{
  return &g_array_index (self->rows, Row, i);
}

/* The axis from a tenth or twentieth below the least end to one above the greatest. */
static void
get_range (AssayIntervalChart *self,
           double             *out_low,
           double             *out_high)
{
  double low = 1, high = 0, step;

  for (guint i = 0; i < self->rows->len; i++)
    {
      low = MIN (low, get_row (self, i)->low);
      high = MAX (high, get_row (self, i)->high);
    }
  step = high - low > 0.2 ? 0.1 : 0.05;
  *out_low = MAX (0, floor (low / step + 1e-9) * step);
  *out_high = MIN (1, ceil (high / step - 1e-9) * step);
  if (*out_high <= *out_low)
    *out_high = *out_low + step;
}

static float
get_x (AssayIntervalChart *self,
       double              value)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - 12;
  double low, high;

  get_range (self, &low, &high);
  return 6 + width * (float) ((CLAMP (value, low, high) - low) / (high - low));
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_INTERVAL_CHART (chart)->rows->len;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  *out_area = GRAPHENE_RECT_INIT (0, (float) (mark * ROW),
                                  (float) gtk_widget_get_width (GTK_WIDGET (chart)), ROW);
  return mark < ASSAY_INTERVAL_CHART (chart)->rows->len;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  const Row *row = get_row (ASSAY_INTERVAL_CHART (chart), mark);

  /* Translators: a version of a profile, a figure, and its 95 % interval */
  return g_strdup_printf (_("%s: %.3f, interval %.3f to %.3f"), row->label, row->value, row->low,
                          row->high);
}

static char *
describe (AssayChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < get_n_marks (chart); i++)
    {
      g_autofree char *mark = describe_mark (chart, i);
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", mark);
    }
  return g_string_free (text, FALSE);
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayIntervalChart *self = ASSAY_INTERVAL_CHART (chart);

  g_string_append (csv, "version,value,low,high\r\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);
      const double numbers[] = { row->value, row->low, row->high };

      assay_chart_append_csv_cell (csv, row->label, FALSE);
      for (int k = 0; k < 3; k++)
        {
          char text[G_ASCII_DTOSTR_BUF_SIZE];
          assay_chart_append_csv_cell (
            csv, g_ascii_dtostr (text, sizeof text, numbers[k]), k == 2);
        }
    }
}

static void
draw_text (AssayIntervalChart *self,
           GtkSnapshot        *snapshot,
           const char         *text,
           float               x,
           float               y,
           float               align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, layout, x - align * (float) width,
                           y - (float) height / 2, 0.7);
}

static void
draw_row (AssayIntervalChart *self,
          GtkSnapshot        *snapshot,
          guint               i)
{
  const Row *row = get_row (self, i);
  float y = (float) (i * ROW) + 26, x = get_x (self, row->value);
  float low = get_x (self, row->low), high = get_x (self, row->high);
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (x - 6, y - 6, 12, 12));
  GdkRGBA color;

  assay_theme_get_color (row->color, &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (low, y - 1, high - low, 2));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, x, y, RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
  draw_text (self, snapshot, row->label, 6, y - 16, 0);
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayIntervalChart *self = ASSAY_INTERVAL_CHART (chart);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float y = (float) (self->rows->len * ROW) + 4;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low, high;
  GdkRGBA grid;

  if (self->rows->len == 0)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    draw_row (self, snapshot, i);
  get_range (self, &low, &high);
  from = g_strdup_printf ("%.2f", low);
  to = g_strdup_printf ("%.2f", high);
  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (6, y, width - 12, 1));
  draw_text (self, snapshot, from, 6, y + 11, 0);
  draw_text (self, snapshot, to, width - 6, y + 11, 1);
}

static void
assay_interval_chart_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  int height = (int) ASSAY_INTERVAL_CHART (widget)->rows->len * ROW + BOTTOM;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 110 : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 140 : height;
}

static void
assay_interval_chart_finalize (GObject *object)
{
  g_array_unref (ASSAY_INTERVAL_CHART (object)->rows);
  G_OBJECT_CLASS (assay_interval_chart_parent_class)->finalize (object);
}

static void
assay_interval_chart_class_init (AssayIntervalChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_interval_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_interval_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "intervalchart");
}

static void
assay_interval_chart_init (AssayIntervalChart *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
}

GtkWidget *
assay_interval_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_INTERVAL_CHART, NULL);
}

void
assay_interval_chart_clear (AssayIntervalChart *self)
{
  g_return_if_fail (ASSAY_IS_INTERVAL_CHART (self));

  g_array_set_size (self->rows, 0);
  assay_chart_changed (ASSAY_CHART (self));
}

/**
 * assay_interval_chart_add:
 * @value: from 0 to 1
 * @low: lower end of its interval
 * @high: upper end
 */
void
assay_interval_chart_add (AssayIntervalChart *self,
                          const char         *label,
                          double              value,
                          double              low,
                          double              high,
                          AssayColor          color)
{
  Row row = { g_strdup (label), value, low, high, color };

  g_return_if_fail (ASSAY_IS_INTERVAL_CHART (self));

  g_array_append_val (self->rows, row);
  assay_chart_changed (ASSAY_CHART (self));
}
