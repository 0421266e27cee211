/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-points-bar.h"

#include "assay-format.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT 20

typedef struct
{
  char *label;
  double points;
  AssayColor color;
} Part;

/**
 * AssayPointsBar:
 *
 * What a score is made of, in one line: a piece for each group and for what its band adds.
 */
struct _AssayPointsBar
{
  AssayChart parent_instance;

  GArray *parts; /* (element-type Part) */
  double maximum;
};

G_DEFINE_FINAL_TYPE (AssayPointsBar, assay_points_bar, ASSAY_TYPE_CHART)

static void
part_clear (gpointer data)
{
  g_free (((Part *) data)->label);
}

static const Part *
get_part (AssayPointsBar *self,
          guint           i)
{
  return &g_array_index (self->parts, Part, i);
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_POINTS_BAR (chart)->parts->len;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  AssayPointsBar *self = ASSAY_POINTS_BAR (chart);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  double from = 0;

  for (guint i = 0; i < mark; i++)
    from += MAX (get_part (self, i)->points, 0);
  *out_area = GRAPHENE_RECT_INIT (
    width * (float) (from / self->maximum), (height - HEIGHT) / 2,
    MAX (0, width * (float) (MAX (get_part (self, mark)->points, 0) / self->maximum) - 1), HEIGHT);
  return get_part (self, mark)->points > 0;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  const Part *part = get_part (ASSAY_POINTS_BAR (chart), mark);
  g_autofree char *points = assay_format_score (part->points);

  return g_strdup_printf ("%s %s", part->label, points);
}

static char *
describe (AssayChart *chart)
{
  return assay_chart_join_marks (chart, ", ");
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayPointsBar *self = ASSAY_POINTS_BAR (chart);

  g_string_append (csv, "part,points\r\n");
  for (guint i = 0; i < self->parts->len; i++)
    {
      assay_chart_append_csv_cell (csv, get_part (self, i)->label, FALSE);
      assay_chart_append_csv_number (csv, get_part (self, i)->points, TRUE);
    }
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayPointsBar *self = ASSAY_POINTS_BAR (chart);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = get_part (self, i);
      g_autofree char *text = assay_format_score (part->points);
      g_autoptr (PangoLayout) layout = NULL;
      graphene_rect_t area;
      GdkRGBA color, ink;
      int width, height;

      if (!get_mark_area (chart, i, &area))
        continue;
      assay_theme_get_color (part->color, &color);
      assay_chart_append_bar (snapshot, &area, 3, &color);
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_get_pixel_size (layout, &width, &height);
      if ((float) width > area.size.width - 4)
        continue;
      /* Dark on light pieces, white on dark ones. */
      ink = color.red * 0.3f + color.green * 0.59f + color.blue * 0.11f > 0.55f
              ? (GdkRGBA) { 0, 0, 0, 0.87f }
              : (GdkRGBA) { 1, 1, 1, 1 };
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
        snapshot, &GRAPHENE_POINT_INIT (area.origin.x + (area.size.width - (float) width) / 2,
                                        area.origin.y + (HEIGHT - (float) height) / 2));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
}

static void
assay_points_bar_finalize (GObject *object)
{
  g_array_unref (ASSAY_POINTS_BAR (object)->parts);
  G_OBJECT_CLASS (assay_points_bar_parent_class)->finalize (object);
}

static void
assay_points_bar_class_init (AssayPointsBarClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_points_bar_finalize;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  chart_class->min_width = 120;
  chart_class->natural_width = 300;
  chart_class->min_height = chart_class->natural_height = HEIGHT + 4;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pointsbar");
}

static void
assay_points_bar_init (AssayPointsBar *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  self->maximum = 100;
}

GtkWidget *
assay_points_bar_new (void)
{
  return g_object_new (ASSAY_TYPE_POINTS_BAR, NULL);
}

/**
 * assay_points_bar_begin:
 * @maximum: what the whole width stands for
 */
void
assay_points_bar_begin (AssayPointsBar *self,
                        double          maximum)
{
  g_return_if_fail (ASSAY_IS_POINTS_BAR (self));

  g_array_set_size (self->parts, 0);
  self->maximum = MAX (maximum, 1);
  assay_chart_changed (ASSAY_CHART (self));
}

void
assay_points_bar_add (AssayPointsBar *self,
                      const char     *label,
                      double          points,
                      AssayColor      color)
{
  Part part = { g_strdup (label), points, color };

  g_return_if_fail (ASSAY_IS_POINTS_BAR (self));

  g_array_append_val (self->parts, part);
  assay_chart_changed (ASSAY_CHART (self));
}
