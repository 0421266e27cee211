/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-band-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#define STRIP  26
#define HANDLE 18
#define TEXT   22

typedef struct
{
  char *label;
  double least;
  AssayTone tone;
  GtkWidget *handle; /* (nullable): where the band starts; the lowest has none */
} Band;

/**
 * AssayBandScale:
 *
 * A classification as a strip: each band in its colour, and a handle where one ends and the next
 * begins. Handles are dragged, or moved by one with the arrow keys.
 */
struct _AssayBandScale
{
  GtkWidget parent_instance;

  GArray *bands; /* (element-type Band): the highest first */
  double minimum;
  double maximum;
  double hysteresis;
  double dragged_from;
};

G_DEFINE_FINAL_TYPE (AssayBandScale, assay_band_scale, GTK_TYPE_WIDGET)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Band *
get_band (AssayBandScale *self,
          guint           i)
{
  return &g_array_index (self->bands, Band, i);
}

static void
band_clear (gpointer data)
{
  Band *band = data;

  g_free (band->label);
  g_clear_pointer (&band->handle, gtk_widget_unparent);
}

static float
get_x (AssayBandScale *self,
       double          value)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));

  return width
         * (float) ((CLAMP (value, self->minimum, self->maximum) - self->minimum)
                    / (self->maximum - self->minimum));
}

/* Between its neighbours, with room for one whole number on each side. */
static double
clamp_least (AssayBandScale *self,
             guint           i,
             double          least)
{
  double low = self->minimum, high = self->maximum;

  if (i + 1 < self->bands->len && get_band (self, i + 1)->handle != NULL)
    low = get_band (self, i + 1)->least + 1;
  else
    low += 1;
  if (i > 0)
    high = get_band (self, i - 1)->least - 1;
  return CLAMP (round (least), low, MAX (low, high));
}

static void
tell_value (AssayBandScale *self,
            guint           i)
{
  Band *band = get_band (self, i);
  g_autofree char *label = NULL;

  if (band->handle == NULL)
    return;
  /* Translators: the lowest value of a band, such as Hot */
  label = g_strdup_printf (_("%s from"), band->label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (band->handle), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
    GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, self->minimum, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
    self->maximum, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, band->least, -1);
}

static void
move (AssayBandScale *self,
      guint           i,
      double          least)
{
  double clamped = clamp_least (self, i, least);

  if (clamped == get_band (self, i)->least)
    return;
  get_band (self, i)->least = clamped;
  tell_value (self, i);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0, i, clamped);
}

static guint
find_handle (AssayBandScale *self,
             GtkWidget      *handle)
{
  for (guint i = 0; i < self->bands->len; i++)
    if (get_band (self, i)->handle == handle)
      return i;
  return 0;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                AssayBandScale        *self)
{
  guint i = find_handle (
    self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  double least = get_band (self, i)->least;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Down:
      move (self, i, least - 1);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_Up:
      move (self, i, least + 1);
      return TRUE;
    case GDK_KEY_Page_Down:
      move (self, i, least - 10);
      return TRUE;
    case GDK_KEY_Page_Up:
      move (self, i, least + 10);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               AssayBandScale *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (handle);
  self->dragged_from = get_band (self, find_handle (self, handle))->least;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The handle moves under the pointer, so the pointer is taken in the scale's own coordinates. */
static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                AssayBandScale *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  double x, y, start_x, start_y, width = gtk_widget_get_width (GTK_WIDGET (self));

  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  gtk_widget_translate_coordinates (
    handle, GTK_WIDGET (self), start_x + dx, start_y + dy, &x, &y);
  move (self, find_handle (self, handle),
        self->minimum + (self->maximum - self->minimum) * x / MAX (width, 1));
}

static GtkWidget *
make_handle (AssayBandScale *self)
{
  GtkWidget *handle = g_object_new (GTK_TYPE_BOX, "focusable", TRUE, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_SLIDER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_add_css_class (handle, "assay-band-handle");
  gtk_widget_set_cursor_from_name (handle, "ew-resize");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (handle, keys);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_parent (handle, GTK_WIDGET (self));
  return handle;
}

static void
assay_band_scale_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AssayBandScale *self = ASSAY_BAND_SCALE (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 180 : STRIP + TEXT + 4;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 440 : STRIP + TEXT + 4;
  for (guint i = 0; i < self->bands->len; i++)
    if (get_band (self, i)->handle != NULL)
      gtk_widget_measure (get_band (self, i)->handle, orientation, -1, NULL, NULL, NULL, NULL);
}

static void
assay_band_scale_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  AssayBandScale *self = ASSAY_BAND_SCALE (widget);

  for (guint i = 0; i < self->bands->len; i++)
    if (get_band (self, i)->handle != NULL)
      gtk_widget_size_allocate (
        get_band (self, i)->handle,
        &(GtkAllocation) { (int) get_x (self, get_band (self, i)->least) - HANDLE / 2,
                           2 + (STRIP - HANDLE) / 2, HANDLE, HANDLE },
        -1);
}

static void
append_text (AssayBandScale *self,
             GtkSnapshot    *snapshot,
             const char     *text,
             float           x,
             float           y,
             float           room,
             const GdkRGBA  *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if ((float) width > room)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (roundf (x - (float) width / 2), roundf (y - (float) height / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_band (AssayBandScale *self,
           GtkSnapshot    *snapshot,
           guint           i)
{
  static const AssayColor fills[] = { ASSAY_COLOR_BEFORE_FILL, ASSAY_COLOR_HOT_PILL,
                                      ASSAY_COLOR_WARM_PILL, ASSAY_COLOR_COLD_PILL };
  static const AssayColor inks[] = { ASSAY_COLOR_BEFORE_LINE, ASSAY_COLOR_HOT_TEXT,
                                     ASSAY_COLOR_WARM_TEXT, ASSAY_COLOR_COLD_TEXT };
  const Band *band = get_band (self, i);
  float from = get_x (self, band->handle != NULL ? band->least : self->minimum);
  float to = get_x (self, i > 0 ? get_band (self, i - 1)->least : self->maximum);
  GdkRGBA fill, ink, shade;

  assay_theme_get_color (fills[band->tone], &fill);
  assay_theme_get_color (inks[band->tone], &ink);
  gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (from, 2, to - from, STRIP));
  if (band->handle != NULL && self->hysteresis > 0)
    {
      float half = get_x (self, self->minimum + self->hysteresis);

      shade = ink;
      shade.alpha = 0.15f;
      gtk_snapshot_append_color (
        snapshot, &shade, &GRAPHENE_RECT_INIT (from - half, 2, 2 * half, STRIP));
    }
  append_text (self, snapshot, band->label, (from + to) / 2, 2 + STRIP / 2.0f, to - from - HANDLE,
               &ink);
}

static void
draw_numbers (AssayBandScale *self,
              GtkSnapshot    *snapshot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)), y = STRIP + 4 + TEXT / 2.0f;
  g_autofree char *low = g_strdup_printf ("%.0f", self->minimum);
  g_autofree char *high = g_strdup_printf ("%.0f", self->maximum);
  GdkRGBA color, dim;

  assay_theme_get_text_color (GTK_WIDGET (self), &color);
  dim = color;
  dim.alpha *= 0.7f;
  append_text (self, snapshot, low, 6, y, 100, &dim);
  append_text (self, snapshot, high, width - 12, y, 100, &dim);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const Band *band = get_band (self, i);
      g_autofree char *text = g_strdup_printf ("%.0f", band->least);

      if (band->handle != NULL)
        append_text (self, snapshot, text, get_x (self, band->least), y, 100, &color);
    }
}

static void
assay_band_scale_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AssayBandScale *self = ASSAY_BAND_SCALE (widget);
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (
    &rounded, &GRAPHENE_RECT_INIT (0, 2, (float) gtk_widget_get_width (widget), STRIP), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  for (guint i = 0; i < self->bands->len; i++)
    draw_band (self, snapshot, i);
  gtk_snapshot_pop (snapshot);
  draw_numbers (self, snapshot);
  for (guint i = 0; i < self->bands->len; i++)
    if (get_band (self, i)->handle != NULL)
      gtk_widget_snapshot_child (widget, get_band (self, i)->handle, snapshot);
}

static void
assay_band_scale_dispose (GObject *object)
{
  g_array_set_size (ASSAY_BAND_SCALE (object)->bands, 0);
  G_OBJECT_CLASS (assay_band_scale_parent_class)->dispose (object);
}

static void
assay_band_scale_finalize (GObject *object)
{
  g_array_unref (ASSAY_BAND_SCALE (object)->bands);
  G_OBJECT_CLASS (assay_band_scale_parent_class)->finalize (object);
}

static void
assay_band_scale_class_init (AssayBandScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_band_scale_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_band_scale_finalize;
  widget_class->measure = assay_band_scale_measure;
  widget_class->size_allocate = assay_band_scale_size_allocate;
  widget_class->snapshot = assay_band_scale_snapshot;
  gtk_widget_class_set_css_name (widget_class, "bandscale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * AssayBandScale::moved:
   * @band: which, 0 for the highest
   * @least: its least value now
   *
   * A person moved a handle.
   */
  signals[MOVED]
    = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
}

static void
assay_band_scale_init (AssayBandScale *self)
{
  self->bands = g_array_new (FALSE, FALSE, sizeof (Band));
  g_array_set_clear_func (self->bands, band_clear);
}

/**
 * assay_band_scale_new:
 * @hysteresis: a band is left when the value is more than this beyond its edge
 */
GtkWidget *
assay_band_scale_new (double minimum,
                      double maximum,
                      double hysteresis)
{
  AssayBandScale *self = g_object_new (ASSAY_TYPE_BAND_SCALE, NULL);

  self->minimum = minimum;
  self->maximum = MAX (maximum, minimum + 1);
  self->hysteresis = hysteresis;
  return GTK_WIDGET (self);
}

/**
 * assay_band_scale_add:
 * @least: where it starts; −infinity for the lowest
 *
 * Adds the band below those that are there.
 */
void
assay_band_scale_add (AssayBandScale *self,
                      const char     *label,
                      double          least,
                      AssayTone       tone)
{
  Band band = { g_strdup (label), least, tone, NULL };

  g_return_if_fail (ASSAY_IS_BAND_SCALE (self));

  if (isfinite (least))
    band.handle = make_handle (self);
  g_array_append_val (self->bands, band);
  tell_value (self, self->bands->len - 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
assay_band_scale_set_least (AssayBandScale *self,
                            guint           band,
                            double          least)
{
  g_return_if_fail (ASSAY_IS_BAND_SCALE (self));

  if (band >= self->bands->len || get_band (self, band)->least == least)
    return;
  get_band (self, band)->least = least;
  tell_value (self, band);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
assay_band_scale_get_least (AssayBandScale *self,
                            guint           band)
{
  g_return_val_if_fail (ASSAY_IS_BAND_SCALE (self) && band < self->bands->len, 0);
  return get_band (self, band)->least;
}

guint
assay_band_scale_get_n (AssayBandScale *self)
{
  g_return_val_if_fail (ASSAY_IS_BAND_SCALE (self), 0);
  return self->bands->len;
}
