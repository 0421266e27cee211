/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-width-bin.h"

#define SMALLEST 360

static const int thresholds[] = { 560, 800, 1000 };

/**
 * AssayWidthBin:
 *
 * Holds one child, lets the window become as narrow as a phone whatever the child needs now, and
 * tells by its property `step` how much room there is: 0 below 560 px, 1 below 800, 2 below 1000,
 * else 3. (libadwaita has break points from 1.4 on.)
 */
struct _AssayWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int step;
  int wanted;
  guint idle;
};

static void assay_width_bin_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayWidthBin, assay_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      assay_width_bin_buildable_init))

enum
{
  PROP_STEP = 1,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static GtkBuildableIface *parent_buildable;

static int
step_of_width (int width)
{
  int step = 0;

  while (step < (int) G_N_ELEMENTS (thresholds) && width >= thresholds[step])
    step++;
  return step;
}

/* Children appear and vanish with the step, which must not happen inside an allocation. */
static gboolean
apply_cb (gpointer user_data)
{
  AssayWidthBin *self = user_data;

  self->idle = 0;
  if (self->step != self->wanted)
    {
      self->step = self->wanted;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
    }
  return G_SOURCE_REMOVE;
}

static void
assay_width_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AssayWidthBin *self = ASSAY_WIDTH_BIN (widget);
  int child_minimum = 0;

  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL,
                          NULL);
      for_size = MAX (for_size, child_minimum);
    }
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (*minimum, SMALLEST);
      *natural = MAX (*natural, SMALLEST);
    }
  else
    *minimum = MIN (*minimum, 294);
}

static void
assay_width_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AssayWidthBin *self = ASSAY_WIDTH_BIN (widget);
  int minimum = 0, minimum_height = 0;

  self->wanted = step_of_width (width);
  if (self->wanted != self->step && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_cb, self, NULL);
  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &minimum_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->child, width, MAX (height, minimum_height), baseline, NULL);
}

static void
assay_width_bin_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AssayWidthBin *self = ASSAY_WIDTH_BIN (object);

  if (id == PROP_STEP)
    g_value_set_int (value, self->step);
  else if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_width_bin_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_CHILD)
    assay_width_bin_set_child (ASSAY_WIDTH_BIN (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
assay_width_bin_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    assay_width_bin_set_child (ASSAY_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
assay_width_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = assay_width_bin_add_child;
}

static void
assay_width_bin_dispose (GObject *object)
{
  AssayWidthBin *self = ASSAY_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (assay_width_bin_parent_class)->dispose (object);
}

static void
assay_width_bin_class_init (AssayWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = assay_width_bin_get_property;
  object_class->set_property = assay_width_bin_set_property;
  object_class->dispose = assay_width_bin_dispose;
  widget_class->measure = assay_width_bin_measure;
  widget_class->size_allocate = assay_width_bin_size_allocate;
  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, G_N_ELEMENTS (thresholds),
                                       G_N_ELEMENTS (thresholds),
                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                         | G_PARAM_STATIC_STRINGS);
  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
assay_width_bin_init (AssayWidthBin *self)
{
  self->step = self->wanted = G_N_ELEMENTS (thresholds);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
assay_width_bin_set_child (AssayWidthBin *self,
                           GtkWidget     *child)
{
  g_return_if_fail (ASSAY_IS_WIDTH_BIN (self));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

int
assay_width_bin_get_step (AssayWidthBin *self)
{
  g_return_val_if_fail (ASSAY_IS_WIDTH_BIN (self), 0);
  return self->step;
}
