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
  AssayRowChart parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayCoverageChart, assay_coverage_chart, ASSAY_TYPE_ROW_CHART)

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

static char *
describe_row (AssayRowChart *chart,
              gconstpointer  data)
{
  const Row *row = data;

  /* Translators: a check and the shares of leads it knew before and after a run */
  return g_strdup_printf (_("%s: known of %d %% before, %d %% after"), row->label,
                          percent (row->before), percent (row->after));
}

static void
append_row (AssayRowChart *chart,
            GString       *csv,
            gconstpointer  data)
{
  const Row *row = data;

  assay_chart_append_csv_cell (csv, row->label, FALSE);
  assay_chart_append_csv_number (csv, row->before, FALSE);
  assay_chart_append_csv_number (csv, row->after, TRUE);
}

static void
draw_row (AssayRowChart         *self,
          GtkSnapshot           *snapshot,
          guint                  i,
          const graphene_rect_t *area)
{
  const Row *row = assay_row_chart_get (self, i);
  float width = area->size.width;
  float left = (float) (width * LABEL_SHARE), span = (float) (width * (1 - 2 * LABEL_SHARE)) - 24;
  float before = left + 12 + (float) row->before * span;
  float after = left + 12 + (float) row->after * span;
  float middle = area->origin.y + ROW_HEIGHT / 2.0f;
  g_autofree char *figures = g_strdup_printf (_("%d → %d %%"), percent (row->before),
                                              percent (row->after));
  GdkRGBA line, grid, series;

  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  assay_theme_get_color (ASSAY_COLOR_BEFORE_LINE, &line);
  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &series);
  assay_chart_append_text_in (ASSAY_CHART (self), snapshot, row->label, NULL,
                              &GRAPHENE_RECT_INIT (0, area->origin.y, left, ROW_HEIGHT), PANGO_ALIGN_LEFT);
  assay_chart_append_text_in (ASSAY_CHART (self), snapshot, figures, NULL,
                              &GRAPHENE_RECT_INIT (width - left, area->origin.y, left, ROW_HEIGHT),
                              PANGO_ALIGN_RIGHT);
  gtk_snapshot_append_color (snapshot, &grid,
                             &GRAPHENE_RECT_INIT (left + 12, middle - 0.5f, span, 1));
  gtk_snapshot_append_color (snapshot, &series,
                             &GRAPHENE_RECT_INIT (MIN (before, after), middle - 1.5f,
                                                  fabsf (after - before), 3));
  assay_chart_append_dot (snapshot, before, middle, DOT_RADIUS, TRUE, &line);
  assay_chart_append_dot (snapshot, after, middle, DOT_RADIUS, FALSE, &series);
}

static void
assay_coverage_chart_class_init (AssayCoverageChartClass *klass)
{
  AssayRowChartClass *row_class = ASSAY_ROW_CHART_CLASS (klass);
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  chart_class->shows_values = TRUE;
  chart_class->min_width = 220;
  chart_class->natural_width = 300;
  row_class->row_size = sizeof (Row);
  row_class->clear_row = row_clear;
  row_class->row_height = ROW_HEIGHT;
  row_class->draw_row = draw_row;
  row_class->describe_row = describe_row;
  row_class->append_row = append_row;
  row_class->csv_header = "check,before,after";
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "coveragechart");
}

static void
assay_coverage_chart_init (AssayCoverageChart *self)
{
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

  assay_row_chart_clear (ASSAY_ROW_CHART (self));
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

  assay_row_chart_add (ASSAY_ROW_CHART (self), &row);
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

  for (guint i = 0; i < assay_row_chart_get_n (ASSAY_ROW_CHART (self)); i++)
    {
      const Row *row = assay_row_chart_get (ASSAY_ROW_CHART (self), i);

      if (best == NULL || row->after - row->before > best->after - best->before)
        best = row;
    }
  if (best == NULL || percent (best->after) == percent (best->before))
    return g_strdup (_("Nothing more is known than before."));
  /* Translators: a check, and shares of leads before and after a run */
  return g_strdup_printf (_("%s gained most, from %d to %d %%."), best->label,
                          percent (best->before), percent (best->after));
}
