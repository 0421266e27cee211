/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-row-chart.h"

typedef struct
{
  GArray *rows; /* (owned): of row_size bytes each */
} AssayRowChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayRowChart, assay_row_chart, ASSAY_TYPE_CHART)

static GArray *
get_rows (gpointer self)
{
  return ((AssayRowChartPrivate *) assay_row_chart_get_instance_private (self))->rows;
}

static int
get_row_height (AssayRowChart *self,
                guint          i,
                int            width)
{
  AssayRowChartClass *klass = ASSAY_ROW_CHART_GET_CLASS (self);

  return klass->get_row_height != NULL ? klass->get_row_height (self, i, width) : klass->row_height;
}

static int
get_top (AssayRowChart *self,
         guint          i,
         int            width)
{
  int y = 0;

  for (guint above = 0; above < i; above++)
    y += get_row_height (self, above, width);
  return y;
}

static int
get_height (AssayChart *chart,
            int         width)
{
  return get_top (ASSAY_ROW_CHART (chart), get_rows (chart)->len, width)
         + ASSAY_ROW_CHART_GET_CLASS (chart)->foot_height;
}

static guint
get_n_marks (AssayChart *chart)
{
  return get_rows (chart)->len;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayRowChart *self = ASSAY_ROW_CHART (chart);
  int width = gtk_widget_get_width (GTK_WIDGET (chart));

  if (mark >= get_rows (self)->len)
    return FALSE;
  *out_area = GRAPHENE_RECT_INIT (0, (float) get_top (self, mark, width), (float) width,
                                  (float) get_row_height (self, mark, width));
  return out_area->size.height > 0;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayRowChart *self = ASSAY_ROW_CHART (chart);

  return ASSAY_ROW_CHART_GET_CLASS (self)->describe_row (self, assay_row_chart_get (self, mark));
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayRowChart *self = ASSAY_ROW_CHART (chart);
  AssayRowChartClass *klass = ASSAY_ROW_CHART_GET_CLASS (self);

  g_string_append_printf (csv, "%s\r\n", klass->csv_header);
  for (guint i = 0; i < get_rows (self)->len; i++)
    klass->append_row (self, csv, assay_row_chart_get (self, i));
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayRowChart *self = ASSAY_ROW_CHART (chart);
  AssayRowChartClass *klass = ASSAY_ROW_CHART_GET_CLASS (self);
  guint n = get_rows (self)->len;

  for (guint i = 0; i < n; i++)
    {
      graphene_rect_t area;

      if (get_mark_area (chart, i, &area))
        klass->draw_row (self, snapshot, i, &area);
    }
  if (n > 0 && klass->draw_foot != NULL)
    klass->draw_foot (self, snapshot, (float) get_top (self, n, gtk_widget_get_width (GTK_WIDGET (self))));
}

static void
assay_row_chart_constructed (GObject *object)
{
  AssayRowChartPrivate *priv = assay_row_chart_get_instance_private (ASSAY_ROW_CHART (object));
  AssayRowChartClass *klass = ASSAY_ROW_CHART_GET_CLASS (object);

  G_OBJECT_CLASS (assay_row_chart_parent_class)->constructed (object);
  priv->rows = g_array_new (FALSE, FALSE, (guint) klass->row_size);
  if (klass->clear_row != NULL)
    g_array_set_clear_func (priv->rows, klass->clear_row);
}

static void
assay_row_chart_finalize (GObject *object)
{
  g_array_unref (get_rows (object));
  G_OBJECT_CLASS (assay_row_chart_parent_class)->finalize (object);
}

static void
assay_row_chart_class_init (AssayRowChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = assay_row_chart_constructed;
  G_OBJECT_CLASS (klass)->finalize = assay_row_chart_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  chart_class->get_height = get_height;
}

static void
assay_row_chart_init (AssayRowChart *self)
{
}

/**
 * assay_row_chart_clear:
 *
 * Takes all rows out. assay_chart_changed() shows that, and what is added after it.
 */
void
assay_row_chart_clear (AssayRowChart *self)
{
  g_return_if_fail (ASSAY_IS_ROW_CHART (self));
  g_array_set_size (get_rows (self), 0);
}

/**
 * assay_row_chart_add:
 * @row: what a row is drawn from; copied, and what is in it is taken
 *
 * Returns: (transfer none): the copy, until the next row is added
 */
gpointer
assay_row_chart_add (AssayRowChart *self,
                     gconstpointer  row)
{
  GArray *rows = get_rows (self);

  g_return_val_if_fail (ASSAY_IS_ROW_CHART (self), NULL);

  g_array_append_vals (rows, row, 1);
  return rows->data + (rows->len - 1) * g_array_get_element_size (rows);
}

guint
assay_row_chart_get_n (AssayRowChart *self)
{
  g_return_val_if_fail (ASSAY_IS_ROW_CHART (self), 0);
  return get_rows (self)->len;
}

/**
 * assay_row_chart_get:
 *
 * Returns: (transfer none): what a row is drawn from
 */
gconstpointer
assay_row_chart_get (AssayRowChart *self,
                     guint          i)
{
  GArray *rows = get_rows (self);

  g_return_val_if_fail (i < rows->len, NULL);
  return rows->data + i * g_array_get_element_size (rows);
}
