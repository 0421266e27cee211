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
  AssayRowChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayIntervalChart, assay_interval_chart, ASSAY_TYPE_ROW_CHART)

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->label);
}

/* The axis from a tenth or twentieth below the least end to one above the greatest. */
static void
get_range (AssayRowChart *self,
           double        *out_low,
           double        *out_high)
{
  double low = 1, high = 0, step;

  for (guint i = 0; i < assay_row_chart_get_n (self); i++)
    {
      const Row *row = assay_row_chart_get (self, i);

      low = MIN (low, row->low);
      high = MAX (high, row->high);
    }
  step = high - low > 0.2 ? 0.1 : 0.05;
  *out_low = MAX (0, floor (low / step + 1e-9) * step);
  *out_high = MIN (1, ceil (high / step - 1e-9) * step);
  if (*out_high <= *out_low)
    *out_high = *out_low + step;
}

static float
get_x (AssayRowChart *self,
       double         value)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - 12;
  double low, high;

  get_range (self, &low, &high);
  return 6 + width * (float) ((CLAMP (value, low, high) - low) / (high - low));
}

static char *
describe_row (AssayRowChart *chart,
              gconstpointer  data)
{
  const Row *row = data;

  /* Translators: a version of a profile, a figure, and its 95 % interval */
  return g_strdup_printf (_("%s: %.3f, interval %.3f to %.3f"), row->label, row->value, row->low,
                          row->high);
}

static void
append_row (AssayRowChart *chart,
            GString       *csv,
            gconstpointer  data)
{
  const Row *row = data;

  assay_chart_append_csv_cell (csv, row->label, FALSE);
  assay_chart_append_csv_number (csv, row->value, FALSE);
  assay_chart_append_csv_number (csv, row->low, FALSE);
  assay_chart_append_csv_number (csv, row->high, TRUE);
}

static void
draw_row (AssayRowChart         *self,
          GtkSnapshot           *snapshot,
          guint                  i,
          const graphene_rect_t *area)
{
  const Row *row = assay_row_chart_get (self, i);
  float y = area->origin.y + 26;
  float low = get_x (self, row->low), high = get_x (self, row->high);
  GdkRGBA color;

  assay_theme_get_color (row->color, &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (low, y - 1, high - low, 2));
  assay_chart_append_dot (snapshot, get_x (self, row->value), y, RADIUS, FALSE, &color);
  assay_chart_append_label (ASSAY_CHART (self), snapshot, row->label, 6, y - 16, 0);
}

static void
draw_axis (AssayRowChart *self,
           GtkSnapshot   *snapshot,
           float          y)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low, high;
  GdkRGBA grid;

  get_range (self, &low, &high);
  from = g_strdup_printf ("%.2f", low);
  to = g_strdup_printf ("%.2f", high);
  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (6, y + 4, width - 12, 1));
  assay_chart_append_label (ASSAY_CHART (self), snapshot, from, 6, y + 15, 0);
  assay_chart_append_label (ASSAY_CHART (self), snapshot, to, width - 6, y + 15, 1);
}

static void
assay_interval_chart_class_init (AssayIntervalChartClass *klass)
{
  AssayRowChartClass *row_class = ASSAY_ROW_CHART_CLASS (klass);
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  chart_class->min_width = 110;
  chart_class->natural_width = 140;
  row_class->row_size = sizeof (Row);
  row_class->clear_row = row_clear;
  row_class->row_height = ROW;
  row_class->foot_height = BOTTOM;
  row_class->draw_row = draw_row;
  row_class->draw_foot = draw_axis;
  row_class->describe_row = describe_row;
  row_class->append_row = append_row;
  row_class->csv_header = "version,value,low,high";
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "intervalchart");
}

static void
assay_interval_chart_init (AssayIntervalChart *self)
{
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

  assay_row_chart_clear (ASSAY_ROW_CHART (self));
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

  assay_row_chart_add (ASSAY_ROW_CHART (self), &row);
  assay_chart_changed (ASSAY_CHART (self));
}
