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
  AssayChart parent_instance;

  GArray *rows; /* (element-type Row) */
  AssayColor color;
  gboolean compact;
  double low;
  double high;
};

G_DEFINE_FINAL_TYPE (AssayRankChart, assay_rank_chart, ASSAY_TYPE_CHART)

static const Row *
get_row (AssayRankChart *self,
         guint           i)
{
  return &g_array_index (self->rows, Row, i);
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->key);
  g_free (row->label);
  g_free (row->text);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_RANK_CHART (chart)->rows->len;
}

static float
get_row_height (AssayRankChart *self)
{
  return self->compact ? COMPACT_HEIGHT : ROW_HEIGHT;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  float height = get_row_height (ASSAY_RANK_CHART (chart));

  *out_area = GRAPHENE_RECT_INIT (0, (float) mark * height, (float) gtk_widget_get_width (GTK_WIDGET (chart)),
                                  height);
  return mark < ASSAY_RANK_CHART (chart)->rows->len;
}

static gboolean
is_beyond (const Row *row)
{
  return !isnan (row->limit) && row->value > row->limit;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  const Row *row = get_row (ASSAY_RANK_CHART (chart), mark);

  if (isnan (row->limit))
    return g_strdup_printf ("%s: %s", row->label, row->text);
  return g_strdup_printf (is_beyond (row) ? _("%s: %s, beyond the limit of %.2f")
                                          : _("%s: %s, within the limit of %.2f"),
                          row->label, row->text, row->limit);
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
  AssayRankChart *self = ASSAY_RANK_CHART (chart);

  g_string_append (csv, "name,value,limit\r\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);
      char value[G_ASCII_DTOSTR_BUF_SIZE], limit[G_ASCII_DTOSTR_BUF_SIZE];

      assay_chart_append_csv_cell (csv, row->label, FALSE);
      assay_chart_append_csv_cell (csv, g_ascii_dtostr (value, sizeof value, row->value), FALSE);
      assay_chart_append_csv_cell (
        csv, isnan (row->limit) ? "" : g_ascii_dtostr (limit, sizeof limit, row->limit), TRUE);
    }
}

static void
draw_text (AssayRankChart *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           float           x,
           float           width,
           float           middle,
           gboolean        right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int text_width, text_height;

  pango_layout_set_width (layout, (int) width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (right)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    }
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, layout, x, middle - (float) text_height / 2, 1);
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
draw_row (AssayRankChart *self,
          GtkSnapshot    *snapshot,
          guint           i)
{
  const Row *row = get_row (self, i);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float left = width * (float) (self->compact ? COMPACT_SHARE : LABEL_SHARE), span = width - left - VALUE_WIDTH;
  float middle = ((float) i + 0.5f) * get_row_height (self);
  float zero = get_place (self, 0, left, span), end = get_place (self, row->value, left, span);
  GdkRGBA color;

  draw_text (self, snapshot, row->label, 0, left - 8, middle, FALSE);
  draw_text (self, snapshot, row->text, width - VALUE_WIDTH, VALUE_WIDTH, middle, TRUE);
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
                                                  middle - get_row_height (self) / 2, 2, get_row_height (self)));
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  for (guint i = 0; i < get_n_marks (chart); i++)
    draw_row (ASSAY_RANK_CHART (chart), snapshot, i);
}

static void
assay_rank_chart_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 300;
    }
  else
    *minimum = *natural
      = (int) ((float) ASSAY_RANK_CHART (widget)->rows->len * get_row_height (ASSAY_RANK_CHART (widget)));
}

static void
assay_rank_chart_finalize (GObject *object)
{
  g_array_unref (ASSAY_RANK_CHART (object)->rows);
  G_OBJECT_CLASS (assay_rank_chart_parent_class)->finalize (object);
}

static void
assay_rank_chart_class_init (AssayRankChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_rank_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_rank_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  chart_class->shows_values = TRUE;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rankchart");
}

static void
assay_rank_chart_init (AssayRankChart *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
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
  g_array_set_size (self->rows, 0);
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
  g_array_append_val (self->rows, row);
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
  for (guint i = 0; i < self->rows->len; i++)
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
  return mark < self->rows->len ? get_row (self, mark)->key : NULL;
}
