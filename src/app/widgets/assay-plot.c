/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-plot.h"

#include <math.h>

#define SIDE   40 /* for the numbers of the axis at the side */
#define TOP    22 /* for its label */
#define BOTTOM 36 /* for the numbers below and their label */
#define RIGHT  12
#define COMPACT_SIDE 26
#define BARE_TOP     4
#define BARE_BOTTOM  18
#define DIM    0.65

/* Ends at a step of 1, 2 or 5 times a power of ten, of which there are at most five. */
static void
set_count_steps (AssayPlotAxis *axis)
{
  double step = pow (10, floor (log10 (MAX (axis->max / 5, 1))));

  if (axis->max > 10 * step)
    step *= axis->max > 25 * step ? 10 : 5;
  else if (axis->max > 5 * step)
    step *= 2;
  axis->n_steps = (guint) ceil (axis->max / step - 1e-9);
  axis->max = axis->n_steps * step;
}

/**
 * assay_plot_set_axis:
 * @label: (nullable): what it measures; without one, there is more room for the chart
 *
 * An axis that counts starts at 0 and ends at @max or a little above.
 */
void
assay_plot_set_axis (AssayPlotAxis *axis,
                     const char    *label,
                     AssayPlotUnit  unit,
                     double         min,
                     double         max)
{
  g_free (axis->label);
  axis->label = g_strdup (label);
  axis->unit = unit;
  axis->min = min;
  axis->max = max > min ? max : min + 1;
  axis->n_steps = unit == ASSAY_PLOT_ORDER ? 0 : 4;
  if (unit == ASSAY_PLOT_COUNT)
    set_count_steps (axis);
}

void
assay_plot_clear (AssayPlot *self)
{
  g_clear_pointer (&self->x.label, g_free);
  g_clear_pointer (&self->y.label, g_free);
}

/**
 * assay_plot_place:
 * @widget: takes up all of it
 */
void
assay_plot_place (AssayPlot *self,
                  GtkWidget *widget)
{
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);

  float side = self->compact ? COMPACT_SIDE : SIDE, right = self->compact ? 0 : RIGHT;
  float top = self->compact || self->y.label == NULL ? BARE_TOP : TOP;
  float bottom = self->compact || self->x.label == NULL ? BARE_BOTTOM : BOTTOM;

  self->area = GRAPHENE_RECT_INIT (side, top, MAX (width - side - right, 1), MAX (height - top - bottom, 1));
}

static double
place (const AssayPlotAxis *axis,
       double               value)
{
  return CLAMP ((value - axis->min) / (axis->max - axis->min), 0, 1);
}

float
assay_plot_get_x (const AssayPlot *self,
                  double           value)
{
  return self->area.origin.x + (float) place (&self->x, value) * self->area.size.width;
}

float
assay_plot_get_y (const AssayPlot *self,
                  double           value)
{
  return self->area.origin.y + (float) (1 - place (&self->y, value)) * self->area.size.height;
}

/* As many digits as it takes to tell the ends of the axis apart. */
static int
count_digits (const AssayPlotAxis *axis)
{
  double span = (axis->max - axis->min) * (axis->unit == ASSAY_PLOT_PERCENT ? 100 : 1);

  return span >= 20 ? 0 : span >= 2 ? 1 : span >= 0.2 ? 2 : 3;
}

/**
 * assay_plot_format:
 *
 * Returns: (transfer full): the number with its unit, for people
 */
char *
assay_plot_format (const AssayPlotAxis *axis,
                   double               value)
{
  int digits = count_digits (axis);

  switch (axis->unit)
    {
    case ASSAY_PLOT_PERCENT:
      return g_strdup_printf ("%.*f %%", digits, value * 100);
    case ASSAY_PLOT_TIMES:
      return g_strdup_printf ("%.*f×", MAX (digits, 1), value);
    case ASSAY_PLOT_COUNT:
      return g_strdup_printf ("%'.0f", value);
    case ASSAY_PLOT_ORDER:
      return g_strdup_printf ("%.0f", value);
    case ASSAY_PLOT_PLAIN:
    default:
      return g_strdup_printf ("%'.*f", digits, value);
    }
}

/**
 * assay_plot_round_up:
 *
 * Returns: where an axis that has to show @value ends
 */
double
assay_plot_round_up (double        value,
                     AssayPlotUnit unit)
{
  double power;

  if (!(value > 0))
    return 1;
  power = pow (10, floor (log10 (value)));
  for (double step = 1; step < 10; step += step < 2 ? 0.2 : 1)
    if (value <= step * power * (1 + 1e-9))
      return unit == ASSAY_PLOT_PERCENT ? MIN (step * power, 1) : step * power;
  return unit == ASSAY_PLOT_PERCENT ? MIN (10 * power, 1) : 10 * power;
}

static PangoLayout *
make_layout (AssayChart *chart,
             const char *text,
             int        *width,
             int        *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (chart), text);

  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static void
draw_side (const AssayPlot *self,
           AssayChart      *chart,
           GtkSnapshot     *snapshot)
{
  guint n = self->compact ? (guint) self->y.max : self->y.n_steps;
  int width, height;
  GdkRGBA grid;

  assay_theme_get_color (ASSAY_COLOR_GRID, &grid);
  for (guint i = 0; i <= n; i++)
    {
      double value = self->compact ? i : self->y.min + (self->y.max - self->y.min) * i / n;
      float y = assay_plot_get_y (self, value);
      g_autofree char *text = self->compact && self->y.unit == ASSAY_PLOT_TIMES
                                ? g_strdup_printf ("%u×", i)
                                : assay_plot_format (&self->y, value);
      g_autoptr (PangoLayout) layout = make_layout (chart, text, &width, &height);

      gtk_snapshot_append_color (snapshot, &grid,
                                 &GRAPHENE_RECT_INIT (self->area.origin.x, roundf (y) - 0.5f,
                                                      self->area.size.width, 1));
      if (self->compact ? i > 0 : i % 2 == 0 || self->y.unit == ASSAY_PLOT_COUNT)
        assay_chart_append_text (chart, snapshot, layout, self->area.origin.x - (float) width - 5,
                                 y - (float) height / 2, DIM);
    }
  if (self->y.label != NULL)
    {
      g_autoptr (PangoLayout) layout = make_layout (chart, self->y.label, &width, &height);
      assay_chart_append_text (chart, snapshot, layout, 0, 0, DIM);
    }
}

/**
 * assay_plot_draw_label:
 * @x: its middle, in widget coordinates
 *
 * Writes a number or a category below the axis.
 */
void
assay_plot_draw_label (const AssayPlot *self,
                       AssayChart      *chart,
                       GtkSnapshot     *snapshot,
                       const char      *text,
                       float            x)
{
  int width, height;
  g_autoptr (PangoLayout) layout = make_layout (chart, text, &width, &height);
  float right = self->area.origin.x + self->area.size.width + (self->compact ? 0 : RIGHT);

  x = MIN (x - (float) width / 2, right - (float) width);
  assay_chart_append_text (chart, snapshot, layout, x,
                           self->area.origin.y + self->area.size.height + 4, DIM);
}

/**
 * assay_plot_draw:
 *
 * Draws grid, numbers and labels.
 */
void
assay_plot_draw (const AssayPlot *self,
                 AssayChart      *chart,
                 GtkSnapshot     *snapshot)
{
  int width, height;

  draw_side (self, chart, snapshot);
  for (guint i = 0; self->x.n_steps > 0 && i <= self->x.n_steps; i += 2)
    {
      double value = self->x.min + (self->x.max - self->x.min) * i / self->x.n_steps;
      g_autofree char *text = assay_plot_format (&self->x, value);

      assay_plot_draw_label (self, chart, snapshot, text, assay_plot_get_x (self, value));
    }
  if (self->x.label != NULL && !self->compact)
    {
      g_autoptr (PangoLayout) layout = make_layout (chart, self->x.label, &width, &height);
      assay_chart_append_text (chart, snapshot, layout,
                               self->area.origin.x + (self->area.size.width - (float) width) / 2,
                               self->area.origin.y + self->area.size.height + 19, DIM);
    }
}

/**
 * assay_plot_draw_diagonal:
 *
 * Draws the line on which both axes have the same value.
 */
void
assay_plot_draw_diagonal (const AssayPlot *self,
                          GtkSnapshot     *snapshot)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &self->area);
  double low = MAX (self->x.min, self->y.min), high = MIN (self->x.max, self->y.max);
  GdkRGBA line;

  assay_theme_get_color (ASSAY_COLOR_BEFORE_LINE, &line);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (double[]) { 3, 3 }, 2, 0);
  cairo_move_to (cr, assay_plot_get_x (self, low), assay_plot_get_y (self, low));
  cairo_line_to (cr, assay_plot_get_x (self, high), assay_plot_get_y (self, high));
  cairo_stroke (cr);
  cairo_destroy (cr);
}
