/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-coverage-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define ROW_HEIGHT  41
#define LABEL_SHARE 0.30 /* of the width; the figures get the same */
#define DOT_RADIUS  5

typedef struct
{
  char *label;
  double before;
  double after;
} Row;

/**
 * AssayCoverageChart:
 *
 * What was known before a run and after it, a row a check: a hollow mark, a line, a filled mark, and the two
 * shares in figures.
 */
struct _AssayCoverageChart
{
  AssayChart parent_instance;

  GArray *rows; /* (element-type Row) */
};

G_DEFINE_FINAL_TYPE (AssayCoverageChart, assay_coverage_chart, ASSAY_TYPE_CHART)

static const Row *
get_row (AssayCoverageChart *self,
         guint               i)
{
  return &g_array_index (self->rows, Row, i);
}

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->label);
}

static int
percent (double share)
{
  return (int) round (share * 100);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_COVERAGE_CHART (chart)->rows->len;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  *out_area = GRAPHENE_RECT_INIT (0, (float) (mark * ROW_HEIGHT),
                                  (float) gtk_widget_get_width (GTK_WIDGET (chart)), ROW_HEIGHT);
  return mark < ASSAY_COVERAGE_CHART (chart)->rows->len;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  const Row *row = get_row (ASSAY_COVERAGE_CHART (chart), mark);

  /* Translators: a check and the shares of leads it knew before and after a run */
  return g_strdup_printf (_("%s: known of %d %% before, %d %% after"), row->label,
                          percent (row->before), percent (row->after));
}

static char *
describe (AssayChart *chart)
{
  AssayCoverageChart *self = ASSAY_COVERAGE_CHART (chart);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
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
  AssayCoverageChart *self = ASSAY_COVERAGE_CHART (chart);

  g_string_append (csv, "check,before,after\r\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);
      char before[G_ASCII_DTOSTR_BUF_SIZE], after[G_ASCII_DTOSTR_BUF_SIZE];

      assay_chart_append_csv_cell (csv, row->label, FALSE);
      assay_chart_append_csv_cell (csv, g_ascii_dtostr (before, sizeof before, row->before), FALSE);
      assay_chart_append_csv_cell (csv, g_ascii_dtostr (after, sizeof after, row->after), TRUE);
    }
}

static void
append_dot (GtkSnapshot   *snapshot,
            float          x,
            float          y,
            const GdkRGBA *color,
            gboolean       hollow)
{
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (x - DOT_RADIUS - 1, y - DOT_RADIUS - 1, 2 * DOT_RADIUS + 2,
                                   2 * DOT_RADIUS + 2));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, x, y, hollow ? DOT_RADIUS - 1 : DOT_RADIUS, 0, 2 * G_PI);
  if (hollow)
    {
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
  else
    cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_row (AssayCoverageChart *self,
          GtkSnapshot        *snapshot,
          const Row          *row,
          float               y)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float left = (float) (width * LABEL_SHARE), span = (float) (width * (1 - 2 * LABEL_SHARE)) - 24;
  float before = left + 12 + (float) row->before * span;
  float after = left + 12 + (float) row->after * span;
  float middle = y + ROW_HEIGHT / 2.0f;
  g_autofree char *figures = g_strdup_printf (_("%d → %d %%"), percent (row->before),
                                              percent (row->after));
  g_autoptr (PangoLayout) label = gtk_widget_create_pango_layout (GTK_WIDGET (self), row->label);
  g_autoptr (PangoLayout) numbers = gtk_widget_create_pango_layout (GTK_WIDGET (self), figures);
  GdkRGBA line, grid, series;
  int text_width, text_height;

  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  assay_theme_get_color (ASSAY_COLOR_BEFORE_LINE, &line);
  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &series);
  pango_layout_set_width (label, (int) (left * PANGO_SCALE));
  pango_layout_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (label, NULL, &text_height);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, label, 0,
                           middle - (float) text_height / 2, 1);
  pango_layout_get_pixel_size (numbers, &text_width, &text_height);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, numbers, width - (float) text_width,
                           middle - (float) text_height / 2, 1);
  gtk_snapshot_append_color (snapshot, &grid,
                             &GRAPHENE_RECT_INIT (left + 12, middle - 0.5f, span, 1));
  gtk_snapshot_append_color (snapshot, &series,
                             &GRAPHENE_RECT_INIT (MIN (before, after), middle - 1.5f,
                                                  fabsf (after - before), 3));
  append_dot (snapshot, before, middle, &line, TRUE);
  append_dot (snapshot, after, middle, &series, FALSE);
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayCoverageChart *self = ASSAY_COVERAGE_CHART (chart);

  for (guint i = 0; i < self->rows->len; i++)
    draw_row (self, snapshot, get_row (self, i), (float) (i * ROW_HEIGHT));
}

static void
assay_coverage_chart_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 220;
      *natural = 300;
    }
  else
    *minimum = *natural = (int) ASSAY_COVERAGE_CHART (widget)->rows->len * ROW_HEIGHT;
}

static void
assay_coverage_chart_finalize (GObject *object)
{
  g_array_unref (ASSAY_COVERAGE_CHART (object)->rows);
  G_OBJECT_CLASS (assay_coverage_chart_parent_class)->finalize (object);
}

static void
assay_coverage_chart_class_init (AssayCoverageChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_coverage_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_coverage_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  chart_class->shows_values = TRUE;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "coveragechart");
}

static void
assay_coverage_chart_init (AssayCoverageChart *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
}

GtkWidget *
assay_coverage_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_COVERAGE_CHART, NULL);
}

void
assay_coverage_chart_clear (AssayCoverageChart *self)
{
  g_return_if_fail (ASSAY_IS_COVERAGE_CHART (self));

  g_array_set_size (self->rows, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  assay_chart_changed (ASSAY_CHART (self));
}

/**
 * assay_coverage_chart_add:
 * @before: share of leads, 0–1
 * @after: share of leads, 0–1
 */
void
assay_coverage_chart_add (AssayCoverageChart *self,
                          const char         *label,
                          double              before,
                          double              after)
{
  Row row = { g_strdup (label), CLAMP (before, 0, 1), CLAMP (after, 0, 1) };

  g_return_if_fail (ASSAY_IS_COVERAGE_CHART (self));

  g_array_append_val (self->rows, row);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  assay_chart_changed (ASSAY_CHART (self));
}

/**
 * assay_coverage_chart_say:
 *
 * Returns: (transfer full): what the chart tells, in a sentence
 */
char *
assay_coverage_chart_say (AssayCoverageChart *self)
{
  const Row *best = NULL;

  g_return_val_if_fail (ASSAY_IS_COVERAGE_CHART (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);
      if (best == NULL || row->after - row->before > best->after - best->before)
        best = row;
    }
  if (best == NULL || percent (best->after) == percent (best->before))
    return g_strdup (_("Nothing more is known than before."));
  /* Translators: a check, and shares of leads before and after a run */
  return g_strdup_printf (_("%s gained most, from %d to %d %%."), best->label,
                          percent (best->before), percent (best->after));
}
