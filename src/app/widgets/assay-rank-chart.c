/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-rank-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define ROW_HEIGHT  30
#define COMPACT_HEIGHT 22
#define BAR_HEIGHT  11
#define LABEL_SHARE 0.36
#define COMPACT_SHARE 0.6
#define VALUE_WIDTH 52
#define FURTHEST    5 /* times the limit that bars reach at most */

typedef struct
{
  char *key;
  char *label;
  char *text;
  double value;
  double limit;
} Row;

/**
 * AssayRankChart:
 *
 * Bars that lie, one below the other: a name, a bar, a number. Values below 0 go to the left. A row may have a
 * limit; beyond it, the bar has another colour and the number is bold.
 */
struct _AssayRankChart
{
  AssayRowChart parent_instance;

  AssayColor color;
  gboolean compact;
  double low;
  double high;
};

G_DEFINE_FINAL_TYPE (AssayRankChart, assay_rank_chart, ASSAY_TYPE_ROW_CHART)

static const Row *
get_row (AssayRankChart *self,
         guint           i)
{
  return assay_row_chart_get (ASSAY_ROW_CHART (self), i);
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->key);
  g_free (row->label);
  g_free (row->text);
}

static int
get_row_height (AssayRowChart *chart,
                guint          i,
                int            width)
{
  return ASSAY_RANK_CHART (chart)->compact ? COMPACT_HEIGHT : ROW_HEIGHT;
}

static gboolean
is_beyond (const Row *row)
{
  return !isnan (row->limit) && row->value > row->limit;
}

static char *
describe_row (AssayRowChart *chart,
              gconstpointer  data)
{
  const Row *row = data;

  if (isnan (row->limit))
    return g_strdup_printf ("%s: %s", row->label, row->text);
  return g_strdup_printf (is_beyond (row) ? _("%s: %s, beyond the limit of %.2f")
                                          : _("%s: %s, within the limit of %.2f"),
                          row->label, row->text, row->limit);
}

static void
append_row (AssayRowChart *chart,
            GString       *csv,
            gconstpointer  data)
{
  const Row *row = data;

  assay_chart_append_csv_cell (csv, row->label, FALSE);
  assay_chart_append_csv_number (csv, row->value, FALSE);
  assay_chart_append_csv_number (csv, row->limit, TRUE);
}

static float
get_place (AssayRankChart *self,
           double          value,
           float           left,
           float           span)
{
  return left + (float) CLAMP ((value - self->low) / (self->high - self->low), 0, 1) * span;
}

static void
draw_row (AssayRowChart         *chart,
          GtkSnapshot           *snapshot,
          guint                  i,
          const graphene_rect_t *area)
{
  AssayRankChart *self = ASSAY_RANK_CHART (chart);
  const Row *row = get_row (self, i);
  float width = area->size.width;
  float left = width * (float) (self->compact ? COMPACT_SHARE : LABEL_SHARE), span = width - left - VALUE_WIDTH;
  float middle = area->origin.y + area->size.height / 2;
  float zero = get_place (self, 0, left, span), end = get_place (self, row->value, left, span);
  GdkRGBA color;

  assay_chart_append_text_in (ASSAY_CHART (self), snapshot, row->label, NULL,
                              &GRAPHENE_RECT_INIT (0, area->origin.y, left - 8, area->size.height),
                              PANGO_ALIGN_LEFT);
  assay_chart_append_text_in (
    ASSAY_CHART (self), snapshot, row->text, "weight='bold'",
    &GRAPHENE_RECT_INIT (width - VALUE_WIDTH, area->origin.y, VALUE_WIDTH, area->size.height),
    PANGO_ALIGN_RIGHT);
  assay_theme_get_color (is_beyond (row) || row->value < 0 ? ASSAY_COLOR_SERIES_2 : self->color, &color);
  assay_chart_append_bar (snapshot,
                          &GRAPHENE_RECT_INIT (MIN (zero, end), middle - BAR_HEIGHT / 2.0f,
                                               MAX (fabsf (end - zero), 2), BAR_HEIGHT),
                          2, &color);
  if (isnan (row->limit))
    return;
  assay_theme_get_color (ASSAY_COLOR_ERROR_TEXT, &color);
  color.alpha = 0.7f;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (get_place (self, row->limit, left, span),
                                                  area->origin.y, 2, area->size.height));
}

static void
assay_rank_chart_class_init (AssayRankChartClass *klass)
{
  AssayRowChartClass *row_class = ASSAY_ROW_CHART_CLASS (klass);
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  chart_class->shows_values = TRUE;
  chart_class->min_width = 200;
  chart_class->natural_width = 300;
  row_class->row_size = sizeof (Row);
  row_class->clear_row = row_clear;
  row_class->get_row_height = get_row_height;
  row_class->draw_row = draw_row;
  row_class->describe_row = describe_row;
  row_class->append_row = append_row;
  row_class->csv_header = "name,value,limit";
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rankchart");
}

static void
assay_rank_chart_init (AssayRankChart *self)
{
  self->color = ASSAY_COLOR_SERIES_1;
  self->high = 1;
}

GtkWidget *
assay_rank_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_RANK_CHART, NULL);
}

/**
 * assay_rank_chart_set_compact:
 * @compact: whether rows are lower and names may be sentences
 */
void
assay_rank_chart_set_compact (AssayRankChart *self,
                              gboolean        compact)
{
  g_return_if_fail (ASSAY_IS_RANK_CHART (self));

  self->compact = compact;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
assay_rank_chart_clear (AssayRankChart *self)
{
  g_return_if_fail (ASSAY_IS_RANK_CHART (self));
  assay_row_chart_clear (ASSAY_ROW_CHART (self));
}

/**
 * assay_rank_chart_add:
 * @key: (nullable): what the row is, for assay_rank_chart_get_key()
 * @label: the same for people
 * @value: how long its bar is
 * @limit: what it should stay below; NaN for none
 * @text: the number as it is written
 */
void
assay_rank_chart_add (AssayRankChart *self,
                      const char     *key,
                      const char     *label,
                      double          value,
                      double          limit,
                      const char     *text)
{
  Row row = { g_strdup (key), g_strdup (label), g_strdup (text), value, limit };

  g_return_if_fail (ASSAY_IS_RANK_CHART (self));
  assay_row_chart_add (ASSAY_ROW_CHART (self), &row);
}

/**
 * assay_rank_chart_end:
 * @color: of the bars
 *
 * Shows what was added.
 */
void
assay_rank_chart_end (AssayRankChart *self,
                      AssayColor      color)
{
  double most_limit = 0;

  g_return_if_fail (ASSAY_IS_RANK_CHART (self));

  self->color = color;
  self->low = 0;
  self->high = 1e-9;
  for (guint i = 0; i < assay_row_chart_get_n (ASSAY_ROW_CHART (self)); i++)
    {
      const Row *row = get_row (self, i);

      self->low = MIN (self->low, row->value);
      self->high = MAX (self->high, row->value);
      if (!isnan (row->limit))
        {
          self->high = MAX (self->high, row->limit * 1.3);
          most_limit = MAX (most_limit, row->limit);
        }
    }
  /* One that is far beyond must not make the others look alike. */
  if (most_limit > 0)
    self->high = MIN (self->high, FURTHEST * most_limit);
  assay_chart_changed (ASSAY_CHART (self));
}

/**
 * assay_rank_chart_get_key:
 *
 * Returns: (transfer none) (nullable): what a row is
 */
const char *
assay_rank_chart_get_key (AssayRankChart *self,
                          guint           mark)
{
  g_return_val_if_fail (ASSAY_IS_RANK_CHART (self), NULL);
  return mark < assay_row_chart_get_n (ASSAY_ROW_CHART (self)) ? get_row (self, mark)->key : NULL;
}
