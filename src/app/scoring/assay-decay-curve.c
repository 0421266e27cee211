/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-decay-curve.h"

#include "assay-theme.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <math.h>

#define WIDTH  42
#define HEIGHT 20

/**
 * AssayDecayCurve:
 *
 * How a factor's points wear down: a curve that halves, or a step where its window ends.
 */
struct _AssayDecayCurve
{
  GtkWidget parent_instance;

  double half_life;
  double window;
};

G_DEFINE_FINAL_TYPE (AssayDecayCurve, assay_decay_curve, GTK_TYPE_WIDGET)

/* Three half-lives, or one and a half windows, across. */
static double
height_at (AssayDecayCurve *self,
           double           share)
{
  if (self->half_life > 0)
    return exp2 (-3 * share);
  return share < 2.0 / 3 ? 1 : 0;
}

static void
assay_decay_curve_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  AssayDecayCurve *self = ASSAY_DECAY_CURVE (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GdkRGBA color;

  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &color);
  for (int pass = 0; pass < 2; pass++)
    {
      if (pass == 0)
        cairo_move_to (cr, 0, height - 2);
      for (int x = 0; x <= (int) width; x++)
        cairo_line_to (cr, x, 2 + (height - 5) * (1 - height_at (self, x / width)));
      if (pass == 0)
        cairo_line_to (cr, width, height - 2);
      cairo_set_source_rgba (cr, color.red, color.green, color.blue, pass == 0 ? 0.15 : 1);
      cairo_set_line_width (cr, 2);
      if (pass == 0)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
assay_decay_curve_class_init (AssayDecayCurveClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = assay_decay_curve_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
assay_decay_curve_init (AssayDecayCurve *self)
{
}

/**
 * assay_decay_curve_new:
 * @half_life: in days; 0 for none
 * @window: in days; 0 for none
 */
GtkWidget *
assay_decay_curve_new (double half_life,
                       double window)
{
  AssayDecayCurve *self = g_object_new (ASSAY_TYPE_DECAY_CURVE, "valign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *text
    = half_life > 0 ? g_strdup_printf (_("Halves every %g days"), half_life)
                    : g_strdup_printf (_("Counts for %g days"), window);

  self->half_life = half_life;
  self->window = window;
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, HEIGHT);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  assay_set_accessible_name (GTK_WIDGET (self), text);
  return GTK_WIDGET (self);
}
