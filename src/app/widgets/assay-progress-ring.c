/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-progress-ring.h"

/**
 * AssayProgressRing:
 *
 * A ring that fills clockwise from the top: progress in the header, coverage of a check. The size
 * is what it is given; the stroke is an eighth of it.
 */
struct _AssayProgressRing
{
  GtkWidget parent_instance;

  double fraction;
  AssayColor color;
};

G_DEFINE_FINAL_TYPE (AssayProgressRing, assay_progress_ring, GTK_TYPE_WIDGET)

enum
{
  PROP_FRACTION = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
assay_progress_ring_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = *natural = 16;
}

static void
assay_progress_ring_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  AssayProgressRing *self = ASSAY_PROGRESS_RING (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double size = MIN (width, height), stroke = MAX (2.0, size / 8);
  GdkRGBA trough, bar;
  cairo_t *cr;

  if (size <= stroke)
    return;
  assay_theme_get_color (ASSAY_COLOR_BEFORE_FILL, &trough);
  assay_theme_get_color (self->color, &bar);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_set_line_width (cr, stroke);
  gdk_cairo_set_source_rgba (cr, &trough);
  cairo_arc (cr, width / 2, height / 2, (size - stroke) / 2, 0, 2 * G_PI);
  cairo_stroke (cr);
  if (self->fraction > 0)
    {
      gdk_cairo_set_source_rgba (cr, &bar);
      cairo_arc (cr, width / 2, height / 2, (size - stroke) / 2, -G_PI / 2,
                 -G_PI / 2 + 2 * G_PI * self->fraction);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
assay_progress_ring_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_FRACTION)
    g_value_set_double (value, ASSAY_PROGRESS_RING (object)->fraction);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_progress_ring_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (id == PROP_FRACTION)
    assay_progress_ring_set_fraction (ASSAY_PROGRESS_RING (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_progress_ring_class_init (AssayProgressRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = assay_progress_ring_get_property;
  object_class->set_property = assay_progress_ring_set_property;
  widget_class->measure = assay_progress_ring_measure;
  widget_class->snapshot = assay_progress_ring_snapshot;
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "progressring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
assay_progress_ring_init (AssayProgressRing *self)
{
  self->color = ASSAY_COLOR_SERIES_1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);
}

GtkWidget *
assay_progress_ring_new (void)
{
  return g_object_new (ASSAY_TYPE_PROGRESS_RING, NULL);
}

/**
 * assay_progress_ring_set_fraction:
 * @fraction: 0 to 1; values outside, and NaN, are brought inside
 */
void
assay_progress_ring_set_fraction (AssayProgressRing *self,
                                  double             fraction)
{
  g_return_if_fail (ASSAY_IS_PROGRESS_RING (self));

  fraction = fraction > 0 ? MIN (fraction, 1.0) : 0.0;
  if (fraction == self->fraction)
    return;
  self->fraction = fraction;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  fraction, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
}

/**
 * assay_progress_ring_set_color:
 * @color: of the part that is filled
 */
void
assay_progress_ring_set_color (AssayProgressRing *self,
                               AssayColor         color)
{
  g_return_if_fail (ASSAY_IS_PROGRESS_RING (self));

  self->color = color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
assay_progress_ring_get_fraction (AssayProgressRing *self)
{
  g_return_val_if_fail (ASSAY_IS_PROGRESS_RING (self), 0);
  return self->fraction;
}
