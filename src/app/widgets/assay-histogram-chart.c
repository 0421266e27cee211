/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-histogram-chart.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define HEIGHT 170

/**
 * AssayHistogramChart:
 *
 * How many leads have which score: bars in the colours of the bands, and a dashed outline of how it
 * was before.
 */
struct _AssayHistogramChart
{
  AssayPlotChart parent_instance;

  guint n;
  gsize *before; /* (owned) (nullable) */
  gsize *after;  /* (owned) */
  AssayTone *tones;
};

G_DEFINE_FINAL_TYPE (AssayHistogramChart, assay_histogram_chart, ASSAY_TYPE_PLOT_CHART)

static gsize
most (AssayHistogramChart *self)
{
  gsize n = 1;

  for (guint i = 0; i < self->n; i++)
    n = MAX (n, MAX (self->after[i], self->before != NULL ? self->before[i] : 0));
  return n;
}

static graphene_rect_t
get_bar (AssayHistogramChart *self,
         const AssayPlot     *plot,
         guint                bin,
         gsize                count)
{
  float step = plot->area.size.width / (float) MAX (self->n, 1);
  float top = assay_plot_get_y (plot, (double) count), bottom = assay_plot_get_y (plot, 0);

  return GRAPHENE_RECT_INIT (plot->area.origin.x + step * (float) bin + 1, top, step - 2, bottom - top);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_HISTOGRAM_CHART (chart)->n;
}

/* The whole height, so that low bars can be found too. */
static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayHistogramChart *self = ASSAY_HISTOGRAM_CHART (chart);
  const AssayPlot *plot = assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self));

  if (mark >= self->n)
    return FALSE;
  *out_area = get_bar (self, plot, mark, 0);
  out_area->origin.y = plot->area.origin.y;
  out_area->size.height = plot->area.size.height;
  return TRUE;
}

static double
edge (AssayHistogramChart *self,
      guint                bin)
{
  const AssayPlotAxis *x = &assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self))->x;

  return x->min + (x->max - x->min) * bin / MAX (self->n, 1);
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayHistogramChart *self = ASSAY_HISTOGRAM_CHART (chart);
  double last = edge (self, mark + 1) - (mark + 1 == self->n ? 0 : 1);

  if (self->before == NULL)
    /* Translators: a range of scores, and leads */
    return g_strdup_printf (_("%.0f to %.0f: %'zu leads"), edge (self, mark), last,
                            self->after[mark]);
  /* Translators: a range of scores, leads with the draft, and leads with the published version */
  return g_strdup_printf (_("%.0f to %.0f: %'zu leads, before %'zu"), edge (self, mark), last,
                          self->after[mark], self->before[mark]);
}

static char *
describe (AssayChart *chart)
{
  AssayHistogramChart *self = ASSAY_HISTOGRAM_CHART (chart);
  GString *text = g_string_new (_("Leads by score."));

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *mark = NULL;

      if (self->after[i] == 0 && (self->before == NULL || self->before[i] == 0))
        continue;
      mark = describe_mark (chart, i);
      g_string_append_printf (text, " %s.", mark);
    }
  return g_string_free (text, FALSE);
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayHistogramChart *self = ASSAY_HISTOGRAM_CHART (chart);

  g_string_append (csv, "from,to,leads,before\r\n");
  for (guint i = 0; i < self->n; i++)
    {
      assay_chart_append_csv_number (csv, edge (self, i), FALSE);
      assay_chart_append_csv_number (csv, edge (self, i + 1), FALSE);
      assay_chart_append_csv_number (csv, (double) self->after[i], FALSE);
      assay_chart_append_csv_number (csv, self->before != NULL ? (double) self->before[i] : 0, TRUE);
    }
}

static AssayColor
color_of (AssayTone tone)
{
  switch (tone)
    {
    case ASSAY_TONE_HIGH:
      return ASSAY_COLOR_HOT;
    case ASSAY_TONE_MIDDLE:
      return ASSAY_COLOR_WARM;
    case ASSAY_TONE_LOW:
      return ASSAY_COLOR_COLD;
    case ASSAY_TONE_NONE:
    default:
      return ASSAY_COLOR_BEFORE_LINE;
    }
}

/* The outline of how it was: steps, dashed. */
static void
draw_before (AssayHistogramChart *self,
             const AssayPlot     *plot,
             GtkSnapshot         *snapshot)
{
  graphene_rect_t area = plot->area;
  const double dashes[] = { 3, 2 };
  GdkRGBA color;
  cairo_t *cr;

  graphene_rect_inset (&area, -1, -2);
  cr = gtk_snapshot_append_cairo (snapshot, &area);

  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  color.alpha = 0.75f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < self->n; i++)
    {
      graphene_rect_t bar = get_bar (self, plot, i, self->before[i]);

      if (i == 0)
        cairo_move_to (cr, bar.origin.x - 1, bar.origin.y);
      else
        cairo_line_to (cr, bar.origin.x - 1, bar.origin.y);
      cairo_line_to (cr, bar.origin.x + bar.size.width + 1, bar.origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_marks (AssayPlotChart  *chart,
            const AssayPlot *plot,
            GtkSnapshot     *snapshot)
{
  AssayHistogramChart *self = ASSAY_HISTOGRAM_CHART (chart);

  for (guint i = 0; i < self->n; i++)
    {
      graphene_rect_t bar = get_bar (self, plot, i, self->after[i]);
      GdkRGBA color;

      assay_theme_get_color (color_of (self->tones[i]), &color);
      if (self->after[i] > 0)
        assay_chart_append_bar (snapshot, &bar, 2, &color);
    }
  if (self->before != NULL)
    draw_before (self, plot, snapshot);
}

static void
clear (AssayHistogramChart *self)
{
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
  g_clear_pointer (&self->tones, g_free);
}

static void
assay_histogram_chart_finalize (GObject *object)
{
  clear (ASSAY_HISTOGRAM_CHART (object));
  G_OBJECT_CLASS (assay_histogram_chart_parent_class)->finalize (object);
}

static void
assay_histogram_chart_class_init (AssayHistogramChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_histogram_chart_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  ASSAY_PLOT_CHART_CLASS (klass)->draw_marks = draw_marks;
  chart_class->min_width = 220;
  chart_class->natural_width = 440;
  chart_class->min_height = chart_class->natural_height = HEIGHT;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "histogram");
}

static void
assay_histogram_chart_init (AssayHistogramChart *self)
{
}

GtkWidget *
assay_histogram_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_HISTOGRAM_CHART, NULL);
}

/**
 * assay_histogram_chart_set:
 * @before: (nullable) (array length=n_bins): leads as it was
 * @after: (array length=n_bins): leads
 * @tones: (array length=n_bins): the band of each step
 */
void
assay_histogram_chart_set (AssayHistogramChart *self,
                           double               minimum,
                           double               maximum,
                           guint                n_bins,
                           const gsize         *before,
                           const gsize         *after,
                           const AssayTone     *tones)
{
  g_return_if_fail (ASSAY_IS_HISTOGRAM_CHART (self));

  clear (self);
  self->n = n_bins;
  self->before = before != NULL ? g_memdup2 (before, n_bins * sizeof *before) : NULL;
  self->after = g_memdup2 (after, n_bins * sizeof *after);
  self->tones = g_memdup2 (tones, n_bins * sizeof *tones);
  assay_plot_chart_set_x (ASSAY_PLOT_CHART (self), NULL, ASSAY_PLOT_PLAIN, minimum, maximum);
  assay_plot_chart_get_plot (ASSAY_PLOT_CHART (self))->x.n_steps = 10;
  assay_plot_chart_set_y (ASSAY_PLOT_CHART (self), NULL, ASSAY_PLOT_COUNT, 0, (double) most (self));
  assay_chart_changed (ASSAY_CHART (self));
}
