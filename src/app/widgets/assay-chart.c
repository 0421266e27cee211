/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-chart.h"

#include <glib/gi18n.h>

typedef struct
{
  guint current;
  GtkWidget *menu; /* (nullable), a child of ours */
} AssayChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AssayChart, assay_chart, GTK_TYPE_WIDGET)

enum
{
  MARK_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_marks (AssayChart *self)
{
  return ASSAY_CHART_GET_CLASS (self)->get_n_marks (self);
}

static guint
find_mark (AssayChart *self,
           double      x,
           double      y)
{
  AssayChartClass *klass = ASSAY_CHART_GET_CLASS (self);
  guint n = count_marks (self);

  for (guint i = 0; i < n; i++)
    {
      graphene_rect_t area;

      if (klass->get_mark_area (self, i, &area)
          && graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        return i;
    }
  return ASSAY_CHART_NO_MARK;
}

static gboolean
is_shown (AssayChart *self,
          guint       mark)
{
  graphene_rect_t area;

  return ASSAY_CHART_GET_CLASS (self)->get_mark_area (self, mark, &area);
}

static void
activate (AssayChart *self,
          guint       mark)
{
  if (mark >= count_marks (self))
    return;
  if (!ASSAY_CHART_GET_CLASS (self)->activate_mark (self, mark))
    g_signal_emit (self, signals[MARK_ACTIVATED], 0, mark);
}

static gboolean
move_current (AssayChart *self,
              int         step)
{
  guint n = count_marks (self), current = assay_chart_get_current (self);
  gint64 next = current == ASSAY_CHART_NO_MARK ? (step > 0 ? -1 : (gint64) n) : (gint64) current;

  do
    next += step;
  while (next >= 0 && next < (gint64) n && !is_shown (self, (guint) next));
  if (next < 0 || next >= (gint64) n)
    return FALSE;
  assay_chart_set_current (self, (guint) next);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                AssayChart            *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Left:
      return move_current (self, -1);
    case GDK_KEY_Down:
    case GDK_KEY_Right:
      return move_current (self, 1);
    case GDK_KEY_Home:
      assay_chart_set_current (self, ASSAY_CHART_NO_MARK);
      return move_current (self, 1);
    case GDK_KEY_End:
      assay_chart_set_current (self, ASSAY_CHART_NO_MARK);
      return move_current (self, -1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      activate (self, assay_chart_get_current (self));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            AssayChart      *self)
{
  guint mark = find_mark (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  assay_chart_set_current (self, mark);
  if (mark != ASSAY_CHART_NO_MARK)
    activate (self, mark);
}

static void
show_menu (AssayChart *self,
           double      x,
           double      y)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);

  if (priv->menu == NULL)
    {
      g_autoptr (GMenu) model = g_menu_new ();

      g_menu_append (model, _("Copy as _Picture"), "chart.copy-picture");
      g_menu_append (model, _("Copy as _CSV"), "chart.copy-csv");
      priv->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (priv->menu), FALSE);
      gtk_widget_set_halign (priv->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (priv->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (priv->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (priv->menu));
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 AssayChart      *self)
{
  show_menu (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show_menu (ASSAY_CHART (widget), 12, 12);
}

static void
copy_csv_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autofree char *csv = assay_chart_to_csv (ASSAY_CHART (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
}

static void
copy_picture_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  g_autoptr (GdkTexture) texture = assay_chart_to_texture (ASSAY_CHART (widget));

  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
}

static gboolean
assay_chart_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard,
                           GtkTooltip *tooltip)
{
  AssayChart *self = ASSAY_CHART (widget);
  guint mark = keyboard ? assay_chart_get_current (self) : find_mark (self, x, y);
  graphene_rect_t area;
  g_autofree char *text = NULL;

  if (mark >= count_marks (self)
      || !ASSAY_CHART_GET_CLASS (self)->get_mark_area (self, mark, &area))
    return FALSE;
  text = ASSAY_CHART_GET_CLASS (self)->describe_mark (self, mark);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle) { (int) area.origin.x, (int) area.origin.y,
                                              (int) area.size.width, (int) area.size.height });
  return TRUE;
}

static void
draw_bubble (AssayChart            *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *area,
             const char            *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  float available = (float) gtk_widget_get_width (GTK_WIDGET (self));
  int width, height;
  float x, y;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = area->origin.x + (area->size.width - (float) width) / 2;
  x = CLAMP (x, 6, MAX (6, available - (float) width - 6));
  y = area->origin.y - (float) height - 10;
  if (y < 2)
    y = area->origin.y + area->size.height + 8;
  assay_chart_append_bar (snapshot,
                          &GRAPHENE_RECT_INIT (x - 6, y - 3, (float) width + 12, (float) height + 6),
                          6, &(GdkRGBA) { 0.15f, 0.15f, 0.15f, 0.92f });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
assay_chart_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  AssayChart *self = ASSAY_CHART (widget);
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);
  AssayChartClass *klass = ASSAY_CHART_GET_CLASS (self);
  graphene_rect_t area;

  klass->draw (self, snapshot);
  if (!gtk_widget_has_visible_focus (widget) || priv->current >= count_marks (self)
      || !klass->get_mark_area (self, priv->current, &area))
    return;

  GdkRGBA color;
  GskRoundedRect outline;
  assay_theme_get_color (ASSAY_COLOR_SERIES_1, &color);
  color.alpha = 0.6f;
  gsk_rounded_rect_init_from_rect (&outline, &area, 4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { color, color, color, color });
  if (!klass->shows_values)
    {
      g_autofree char *text = klass->describe_mark (self, priv->current);
      draw_bubble (self, snapshot, &area, text);
    }
}

static gboolean
assay_chart_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  /* Arrow keys move between our marks, not out of the chart, as long as there are any. */
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static GtkSizeRequestMode
assay_chart_get_request_mode (GtkWidget *widget)
{
  return ASSAY_CHART_GET_CLASS (widget)->get_height != NULL ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                                            : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
assay_chart_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  AssayChartClass *klass = ASSAY_CHART_GET_CLASS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = klass->min_width;
      *natural = klass->natural_width;
    }
  else if (klass->get_height != NULL)
    *minimum = *natural
      = klass->get_height (ASSAY_CHART (widget), for_size < 0 ? klass->natural_width : for_size);
  else
    {
      *minimum = klass->min_height;
      *natural = klass->natural_height;
    }
}

static void
assay_chart_dispose (GObject *object)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (ASSAY_CHART (object));

  g_clear_pointer (&priv->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (assay_chart_parent_class)->dispose (object);
}

static void
assay_chart_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (ASSAY_CHART (widget));

  if (priv->menu != NULL)
    gtk_popover_present (GTK_POPOVER (priv->menu));
}

static void
assay_chart_class_init (AssayChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_chart_dispose;
  widget_class->query_tooltip = assay_chart_query_tooltip;
  widget_class->snapshot = assay_chart_snapshot;
  widget_class->focus = assay_chart_focus;
  widget_class->size_allocate = assay_chart_size_allocate;
  widget_class->get_request_mode = assay_chart_get_request_mode;
  widget_class->measure = assay_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_install_action (widget_class, "chart.copy-csv", NULL, copy_csv_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy-csv",
                                       NULL);

  /**
   * AssayChart::mark-activated:
   * @mark: which
   *
   * A press, Enter or space on a mark: open the leads or the value behind it.
   */
  signals[MARK_ACTIVATED] = g_signal_new ("mark-activated", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_UINT);
}

static void
assay_chart_init (AssayChart *self)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  priv->current = ASSAY_CHART_NO_MARK;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}

/**
 * assay_chart_changed:
 *
 * For subclasses, after their numbers changed: lays out and draws again, and tells the new reading
 * to assistive technology.
 */
void
assay_chart_changed (AssayChart *self)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);
  g_autofree char *text = assay_chart_describe (self);

  if (priv->current != ASSAY_CHART_NO_MARK && priv->current >= count_marks (self))
    priv->current = ASSAY_CHART_NO_MARK;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
assay_chart_get_current (AssayChart *self)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);

  g_return_val_if_fail (ASSAY_IS_CHART (self), ASSAY_CHART_NO_MARK);
  return priv->current;
}

/**
 * assay_chart_set_current:
 * @mark: the mark that the keyboard is at, or %ASSAY_CHART_NO_MARK
 */
void
assay_chart_set_current (AssayChart *self,
                         guint       mark)
{
  AssayChartPrivate *priv = assay_chart_get_instance_private (self);

  g_return_if_fail (ASSAY_IS_CHART (self));

  if (mark == priv->current)
    return;
  priv->current = mark;
  if (mark < count_marks (self))
    {
      g_autofree char *text = ASSAY_CHART_GET_CLASS (self)->describe_mark (self, mark);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                      text, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * assay_chart_describe:
 *
 * Returns: (transfer full): the chart in words, with its numbers
 */
char *
assay_chart_describe (AssayChart *self)
{
  g_return_val_if_fail (ASSAY_IS_CHART (self), NULL);
  if (ASSAY_CHART_GET_CLASS (self)->describe == NULL)
    return assay_chart_join_marks (self, "; ");
  return ASSAY_CHART_GET_CLASS (self)->describe (self);
}

/**
 * assay_chart_to_csv:
 *
 * Returns: (transfer full): its numbers as CSV (RFC 4180, C locale) with a header line
 */
char *
assay_chart_to_csv (AssayChart *self)
{
  GString *csv = g_string_new (NULL);

  g_return_val_if_fail (ASSAY_IS_CHART (self), g_string_free (csv, FALSE));
  ASSAY_CHART_GET_CLASS (self)->append_csv (self, csv);
  return g_string_free (csv, FALSE);
}

/**
 * assay_chart_to_texture:
 *
 * Returns: (transfer full) (nullable): the chart as drawn, or %NULL when it is not on screen
 */
GdkTexture *
assay_chart_to_texture (AssayChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkNative *native = gtk_widget_get_native (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GdkRGBA text;

  if (native == NULL || gtk_native_get_renderer (native) == NULL || width == 0 || height == 0)
    return NULL;
  snapshot = gtk_snapshot_new ();
  assay_theme_get_text_color (widget, &text);
  /* Readable wherever it is pasted: on the paper that its own text colour belongs to. */
  float paper = text.red + text.green + text.blue > 1.5f ? 0.14f : 1.0f;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { paper, paper, paper, 1 },
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  ASSAY_CHART_GET_CLASS (self)->draw (self, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}
