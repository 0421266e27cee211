/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-column-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define GROUP_SHARE 0.82f /* of the room of a group that its columns take */

static const AssayColor colors[] = { ASSAY_COLOR_SERIES_1, ASSAY_COLOR_SERIES_2, ASSAY_COLOR_SERIES_4 };

typedef struct
{
  char *label;
  double *values;
} Series;

/**
 * AssayColumnChart:
 *
 * Columns side by side, a group for each number from 1 on: what each tenth of the leads brings. A line marks
 * what is neither much nor little.
 */
struct _AssayColumnChart
{
  AssayChart parent_instance;

  AssayPlot plot;
  GArray *series; /* (element-type Series) */
  guint n_groups;
  double reference;
};

G_DEFINE_FINAL_TYPE (AssayColumnChart, assay_column_chart, ASSAY_TYPE_CHART)

static const Series *
get_series (AssayColumnChart *self,
            guint             i)
{
  return &g_array_index (self->series, Series, i);
}

static void
series_clear (gpointer data)
{
  g_free (((Series *) data)->label);
  g_free (((Series *) data)->values);
}

/* Group by group, as the eye goes. */
static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_COLUMN_CHART (chart)->n_groups * ASSAY_COLUMN_CHART (chart)->series->len;
}

static double
get_value (AssayColumnChart *self,
           guint             mark)
{
  return get_series (self, mark % self->series->len)->values[mark / self->series->len];
}

static float
get_group_width (AssayColumnChart *self)
{
  return self->plot.area.size.width / (float) MAX (self->n_groups, 1);
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);
  float group, width, top, bottom;

  if (mark >= get_n_marks (chart))
    return FALSE;
  assay_plot_place (&self->plot, GTK_WIDGET (self));
  group = get_group_width (self);
  width = group * GROUP_SHARE / (float) self->series->len;
  top = assay_plot_get_y (&self->plot, get_value (self, mark));
  bottom = assay_plot_get_y (&self->plot, self->plot.y.min);
  *out_area = GRAPHENE_RECT_INIT (self->plot.area.origin.x + group * (float) (mark / self->series->len)
                                    + group * (1 - GROUP_SHARE) / 2
                                    + width * (float) (mark % self->series->len),
                                  MIN (top, bottom - 2), MAX (width - 1, 1), MAX (bottom - top, 2));
  return TRUE;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);
  g_autofree char *value = assay_plot_format (&self->plot.y, get_value (self, mark));

  /* Translators: a model, what is counted, its number, and its value: “champion, tenth of leads 1: 3.4×” */
  return g_strdup_printf (_("%s, %s %u: %s"), get_series (self, mark % self->series->len)->label,
                          self->plot.x.label != NULL ? self->plot.x.label : "",
                          mark / self->series->len + 1, value);
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
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);

  g_string_append (csv, "series,group,value\r\n");
  for (guint i = 0; i < self->series->len; i++)
    for (guint g = 0; g < self->n_groups; g++)
      {
        char value[G_ASCII_DTOSTR_BUF_SIZE];
        g_autofree char *group = g_strdup_printf ("%u", g + 1);

        assay_chart_append_csv_cell (csv, get_series (self, i)->label, FALSE);
        assay_chart_append_csv_cell (csv, group, FALSE);
        assay_chart_append_csv_cell (csv, g_ascii_dtostr (value, sizeof value, get_series (self, i)->values[g]),
                                     TRUE);
      }
}

static void
draw_groups (AssayColumnChart *self,
             GtkSnapshot      *snapshot)
{
  float group = get_group_width (self);

  for (guint g = 0; g < self->n_groups; g++)
    {
      g_autofree char *text = g_strdup_printf ("%u", g + 1);
      assay_plot_draw_label (&self->plot, ASSAY_CHART (self), snapshot, text,
                             self->plot.area.origin.x + group * ((float) g + 0.5f));
    }
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);
  GdkRGBA color;
  float y;

  assay_plot_place (&self->plot, GTK_WIDGET (self));
  assay_plot_draw (&self->plot, chart, snapshot);
  draw_groups (self, snapshot);
  for (guint i = 0; i < get_n_marks (chart); i++)
    {
      graphene_rect_t area;

      get_mark_area (chart, i, &area);
      assay_theme_get_color (colors[i % self->series->len % G_N_ELEMENTS (colors)], &color);
      gtk_snapshot_append_color (snapshot, &color, &area);
    }
  if (isnan (self->reference))
    return;
  y = assay_plot_get_y (&self->plot, self->reference);
  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.6f;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (self->plot.area.origin.x, roundf (y) - 0.5f,
                                                  self->plot.area.size.width, 1));
}

static void
assay_column_chart_measure (GtkWidget      *widget,
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
assay_column_chart_finalize (GObject *object)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (object);

  assay_plot_clear (&self->plot);
  g_array_unref (self->series);
  G_OBJECT_CLASS (assay_column_chart_parent_class)->finalize (object);
}

static void
assay_column_chart_class_init (AssayColumnChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_column_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_column_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "columnchart");
}

static void
assay_column_chart_init (AssayColumnChart *self)
{
  self->series = g_array_new (FALSE, FALSE, sizeof (Series));
  g_array_set_clear_func (self->series, series_clear);
  self->reference = NAN;
  assay_plot_set_axis (&self->plot.x, NULL, ASSAY_PLOT_PLAIN, 0, 1);
  assay_plot_set_axis (&self->plot.y, NULL, ASSAY_PLOT_PLAIN, 0, 1);
  self->plot.x.n_steps = 0;
}

GtkWidget *
assay_column_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_COLUMN_CHART, NULL);
}

void
assay_column_chart_clear (AssayColumnChart *self)
{
  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));

  g_array_set_size (self->series, 0);
  self->n_groups = 0;
}

void
assay_column_chart_set_labels (AssayColumnChart *self,
                               const char       *x_label,
                               const char       *y_label,
                               AssayPlotUnit     unit)
{
  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));

  assay_plot_set_axis (&self->plot.x, x_label, ASSAY_PLOT_PLAIN, 0, 1);
  assay_plot_set_axis (&self->plot.y, y_label, unit, 0, self->plot.y.max);
  self->plot.x.n_steps = 0;
}

/**
 * assay_column_chart_set_reference:
 * @value: where the line is; NaN for none
 */
void
assay_column_chart_set_reference (AssayColumnChart *self,
                                  double            value)
{
  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));
  self->reference = value;
}

/**
 * assay_column_chart_add:
 * @label: what the columns are of
 * @values: (array length=n_values): a value for each group, at least 0
 * @n_values: as many for each series
 */
void
assay_column_chart_add (AssayColumnChart *self,
                        const char       *label,
                        const double     *values,
                        guint             n_values)
{
  Series series = { g_strdup (label), g_memdup2 (values, n_values * sizeof *values) };

  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));
  g_return_if_fail (self->series->len == 0 || n_values == self->n_groups);

  self->n_groups = n_values;
  g_array_append_val (self->series, series);
}

/**
 * assay_column_chart_end:
 *
 * Shows what was added.
 */
void
assay_column_chart_end (AssayColumnChart *self)
{
  double most = isnan (self->reference) ? 0 : self->reference;

  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));

  for (guint i = 0; i < get_n_marks (ASSAY_CHART (self)); i++)
    most = MAX (most, get_value (self, i));
  self->plot.y.max = assay_plot_round_up (most, self->plot.y.unit);
  assay_chart_changed (ASSAY_CHART (self));
}
