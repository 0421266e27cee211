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
  AssayPlotChart parent_instance;

  GArray *series; /* (element-type Series) */
  guint n_groups;
  double reference;
  gboolean has_before; /* the first series is how it was */
};

G_DEFINE_FINAL_TYPE (AssayColumnChart, assay_column_chart, ASSAY_TYPE_PLOT_CHART)

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

/* Where the group of a mark is, and the mark in it. */
static graphene_rect_t
get_column (AssayColumnChart *self,
            const AssayPlot  *plot,
            guint             mark)
{
  float group = plot->area.size.width / (float) MAX (self->n_groups, 1);
  float width = group * GROUP_SHARE / (float) self->series->len;
  float top = assay_plot_get_y (plot, get_value (self, mark));
  float bottom = assay_plot_get_y (plot, plot->y.min);

  return GRAPHENE_RECT_INIT (plot->area.origin.x + group * (float) (mark / self->series->len)
                               + group * (1 - GROUP_SHARE) / 2 + width * (float) (mark % self->series->len),
                             MIN (top, bottom - 2), MAX (width - 1, 1), MAX (bottom - top, 2));
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  if (mark >= get_n_marks (chart))
    return FALSE;
  *out_area
    = get_column (ASSAY_COLUMN_CHART (chart), assay_plot_chart_get_plot (ASSAY_PLOT_CHART (chart)), mark);
  return TRUE;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);
  const AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));
  g_autofree char *value = assay_plot_format (&plot->y, get_value (self, mark));

  /* Translators: a model, what is counted, its number, and its value: “champion, tenth of leads 1: 3.4×” */
  return g_strdup_printf (_("%s, %s %u: %s"), get_series (self, mark % self->series->len)->label,
                          plot->x.label != NULL ? plot->x.label : "", mark / self->series->len + 1, value);
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
        assay_chart_append_csv_cell (csv, get_series (self, i)->label, FALSE);
        assay_chart_append_csv_number (csv, g + 1, FALSE);
        assay_chart_append_csv_number (csv, get_series (self, i)->values[g], TRUE);
      }
}

static AssayColor
get_color (AssayColumnChart *self,
           guint             series)
{
  if (!self->has_before)
    return colors[series % G_N_ELEMENTS (colors)];
  return series == 0 ? ASSAY_COLOR_BEFORE_FILL : colors[(series - 1) % G_N_ELEMENTS (colors)];
}

static void
draw_marks (AssayPlotChart  *chart,
            const AssayPlot *plot,
            GtkSnapshot     *snapshot)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (chart);
  GdkRGBA color;
  float y;

  for (guint g = 0; g < self->n_groups; g++)
    {
      g_autofree char *text = g_strdup_printf ("%u", g + 1);

      assay_plot_draw_label (plot, ASSAY_CHART (self), snapshot, text,
                             plot->area.origin.x
                               + plot->area.size.width * ((float) g + 0.5f) / (float) self->n_groups);
    }
  for (guint i = 0; i < get_n_marks (ASSAY_CHART (self)); i++)
    {
      graphene_rect_t area = get_column (self, plot, i);

      assay_theme_get_color (get_color (self, i % self->series->len), &color);
      gtk_snapshot_append_color (snapshot, &color, &area);
    }
  if (isnan (self->reference))
    return;
  y = assay_plot_get_y (plot, self->reference);
  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.6f;
  gtk_snapshot_append_color (
    snapshot, &color, &GRAPHENE_RECT_INIT (plot->area.origin.x, roundf (y) - 0.5f, plot->area.size.width, 1));
}

static void
assay_column_chart_finalize (GObject *object)
{
  AssayColumnChart *self = ASSAY_COLUMN_CHART (object);

  g_array_unref (self->series);
  G_OBJECT_CLASS (assay_column_chart_parent_class)->finalize (object);
}

static void
assay_column_chart_class_init (AssayColumnChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_column_chart_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->append_csv = append_csv;
  ASSAY_PLOT_CHART_CLASS (klass)->draw_marks = draw_marks;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "columnchart");
}

static void
assay_column_chart_init (AssayColumnChart *self)
{
  self->series = g_array_new (FALSE, FALSE, sizeof (Series));
  g_array_set_clear_func (self->series, series_clear);
  self->reference = NAN;
  assay_column_chart_set_labels (self, NULL, NULL, ASSAY_PLOT_PLAIN);
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

  assay_plot_chart_set_x (ASSAY_PLOT_CHART (self), x_label, ASSAY_PLOT_PLAIN, 0, 1);
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (self), y_label, unit, 0, 1);
  assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self))->x.n_steps = 0;
}

/**
 * assay_column_chart_set_has_before:
 * @has_before: whether the first series is how it was, and stands back
 */
void
assay_column_chart_set_has_before (AssayColumnChart *self,
                                   gboolean          has_before)
{
  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));
  self->has_before = has_before;
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
  AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));
  double most = isnan (self->reference) ? 0 : self->reference;

  g_return_if_fail (ASSAY_IS_COLUMN_CHART (self));

  for (guint i = 0; i < get_n_marks (ASSAY_CHART (self)); i++)
    most = MAX (most, get_value (self, i));
  plot->y.max = plot->compact ? MAX (most, 1.2) : assay_plot_round_up (most, plot->y.unit);
  assay_chart_changed (ASSAY_CHART (self));
}
