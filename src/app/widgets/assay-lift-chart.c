/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-lift-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEFT   26
#define BOTTOM 18
#define TOP    4
#define HEIGHT 136

/**
 * AssayLiftChart:
 *
 * How many times more often than the average each tenth of the leads converts, best scores first: as
 * it was beside as it is, with a line at the average.
 */
struct _AssayLiftChart
{
  AssayChart parent_instance;

  double *before; /* (owned) (nullable) */
  double *after;  /* (owned) (nullable) */
  guint n;
};

G_DEFINE_FINAL_TYPE (AssayLiftChart, assay_lift_chart, ASSAY_TYPE_CHART)

static double
get_top (AssayLiftChart *self)
{
  double top = 1.2;

  for (guint i = 0; i < self->n; i++)
    top = MAX (top, MAX (self->before[i], self->after[i]));
  return top;
}

static void
get_slot (AssayLiftChart  *self,
          guint            mark,
          graphene_rect_t *out_slot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - LEFT;
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self)) - TOP - BOTTOM;
  float step = width / (float) MAX (self->n, 1);

  *out_slot = GRAPHENE_RECT_INIT (LEFT + step * (float) mark, TOP, step, MAX (1, height));
}

static guint
get_n_marks (AssayChart *chart)
{
  return ASSAY_LIFT_CHART (chart)->n;
}

static gboolean
get_mark_area (AssayChart      *chart,
               guint            mark,
               graphene_rect_t *out_area)
{
  get_slot (ASSAY_LIFT_CHART (chart), mark, out_area);
  return mark < ASSAY_LIFT_CHART (chart)->n;
}

static char *
describe_mark (AssayChart *chart,
               guint       mark)
{
  AssayLiftChart *self = ASSAY_LIFT_CHART (chart);

  /* Translators: place of a tenth of the leads, its lift with the draft and with the published
   * version */
  return g_strdup_printf (_("Tenth %u: %.1f×, before %.1f×"), mark + 1, self->after[mark],
                          self->before[mark]);
}

static char *
describe (AssayChart *chart)
{
  AssayLiftChart *self = ASSAY_LIFT_CHART (chart);
  GString *text = g_string_new (_("Lift by tenth of the leads, best first."));

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *mark = describe_mark (chart, i);
      g_string_append_printf (text, " %s.", mark);
    }
  return g_string_free (text, FALSE);
}

static void
append_csv (AssayChart *chart,
            GString    *csv)
{
  AssayLiftChart *self = ASSAY_LIFT_CHART (chart);

  g_string_append (csv, "tenth,before,after\r\n");
  for (guint i = 0; i < self->n; i++)
    {
      char before[G_ASCII_DTOSTR_BUF_SIZE], after[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (csv, "%u,%s,%s\r\n", i + 1,
                              g_ascii_dtostr (before, sizeof before, self->before[i]),
                              g_ascii_dtostr (after, sizeof after, self->after[i]));
    }
}

static void
draw_text (AssayLiftChart *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           float           x,
           float           y,
           float           align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  assay_chart_append_text (ASSAY_CHART (self), snapshot, layout, x - align * (float) width,
                           y - (float) height / 2, 0.7);
}

static void
draw_grid (AssayLiftChart *self,
           GtkSnapshot    *snapshot,
           double          top)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  graphene_rect_t slot;
  GdkRGBA grid, line;

  get_slot (self, 0, &slot);
  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  assay_theme_get_text_color (GTK_WIDGET (self), &line);
  line.alpha = 0.6f;
  for (int times = 1; times <= (int) top; times++)
    {
      float y = slot.origin.y + slot.size.height * (float) (1 - times / top);
      g_autofree char *text = g_strdup_printf ("%d×", times);

      gtk_snapshot_append_color (snapshot, times == 1 ? &line : &grid,
                                 &GRAPHENE_RECT_INIT (LEFT, roundf (y), width - LEFT, 1));
      draw_text (self, snapshot, text, LEFT - 4, y, 1);
    }
}

static void
draw (AssayChart  *chart,
      GtkSnapshot *snapshot)
{
  AssayLiftChart *self = ASSAY_LIFT_CHART (chart);
  double top = self->n > 0 ? get_top (self) : 1;
  GdkRGBA colors[2];

  if (self->n == 0)
    return;
  assay_theme_get_color (ASSAY_COLOR_BEFORE_FILL, &colors[0]);
  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &colors[1]);
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i + 1);
      graphene_rect_t slot;

      get_slot (self, i, &slot);
      for (int k = 0; k < 2; k++)
        {
          double value = k == 0 ? self->before[i] : self->after[i];
          float height = slot.size.height * (float) (value / top), width = slot.size.width * 0.4f;
          graphene_rect_t bar = GRAPHENE_RECT_INIT (
            slot.origin.x + slot.size.width * 0.08f + (float) k * (width + 1),
            slot.origin.y + slot.size.height - height, width, height);

          assay_chart_append_bar (snapshot, &bar, 1.5f, &colors[k]);
        }
      draw_text (self, snapshot, text, slot.origin.x + slot.size.width / 2,
                 slot.origin.y + slot.size.height + BOTTOM / 2.0f + 1, 0.5f);
    }
  draw_grid (self, snapshot, top);
}

static void
assay_lift_chart_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : HEIGHT;
}

static void
assay_lift_chart_finalize (GObject *object)
{
  g_free (ASSAY_LIFT_CHART (object)->before);
  g_free (ASSAY_LIFT_CHART (object)->after);
  G_OBJECT_CLASS (assay_lift_chart_parent_class)->finalize (object);
}

static void
assay_lift_chart_class_init (AssayLiftChartClass *klass)
{
  AssayChartClass *chart_class = ASSAY_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_lift_chart_finalize;
  GTK_WIDGET_CLASS (klass)->measure = assay_lift_chart_measure;
  chart_class->get_n_marks = get_n_marks;
  chart_class->get_mark_area = get_mark_area;
  chart_class->describe_mark = describe_mark;
  chart_class->describe = describe;
  chart_class->append_csv = append_csv;
  chart_class->draw = draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "liftchart");
}

static void
assay_lift_chart_init (AssayLiftChart *self)
{
}

GtkWidget *
assay_lift_chart_new (void)
{
  return g_object_new (ASSAY_TYPE_LIFT_CHART, NULL);
}

/**
 * assay_lift_chart_set:
 * @before: (array length=n): lift of each slice as it was
 * @after: (array length=n): as it is
 */
void
assay_lift_chart_set (AssayLiftChart *self,
                      const double   *before,
                      const double   *after,
                      guint           n)
{
  g_return_if_fail (ASSAY_IS_LIFT_CHART (self));

  g_free (self->before);
  g_free (self->after);
  self->before = g_memdup2 (before, n * sizeof *before);
  self->after = g_memdup2 (after, n * sizeof *after);
  self->n = n;
  assay_chart_changed (ASSAY_CHART (self));
}
