/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-parts.h"

#include <adwaita.h>

/* The small parts that the window is put together from, each in one call and alike everywhere. */

/**
 * assay_label_new:
 * @text: (nullable): what it says
 * @classes: (nullable): style classes with spaces between
 */
GtkWidget *
assay_label_new (const char      *text,
                 const char      *classes,
                 AssayLabelFlags  flags)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (flags & ASSAY_LABEL_END) != 0 ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), (flags & ASSAY_LABEL_WRAP) != 0);
  if ((flags & ASSAY_LABEL_ELLIPSIZE) != 0)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if ((flags & ASSAY_LABEL_EXPAND) != 0)
    gtk_widget_set_hexpand (label, TRUE);
  assay_add_css_classes (label, classes);
  return label;
}

/**
 * assay_icon_button_new:
 * @name: what it does: the tooltip, and what assistive technology says
 * @classes: (nullable): style classes with spaces between
 */
GtkWidget *
assay_icon_button_new (const char *icon,
                       const char *name,
                       const char *classes)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  assay_set_accessible_name (button, name);
  assay_add_css_classes (button, classes);
  return button;
}

/**
 * assay_icon_text_button_new:
 * @text: what it says beside its icon
 * @classes: (nullable): style classes with spaces between
 */
GtkWidget *
assay_icon_text_button_new (const char *icon,
                            const char *text,
                            const char *classes)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  assay_append (box, gtk_image_new_from_icon_name (icon), gtk_label_new (text), NULL);
  gtk_button_set_child (GTK_BUTTON (button), box);
  assay_set_accessible_name (button, text);
  assay_add_css_classes (button, classes);
  return button;
}

/* A menu is made when it is asked for: a page may have hundreds of them. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       menu)
{
  gtk_menu_button_set_menu_model (button, menu);
}

/**
 * assay_more_button_new:
 * @name: what assistive technology says
 * @menu: what else can be done
 *
 * The three dots at the end of a row.
 */
GtkWidget *
assay_more_button_new (const char *name,
                       GMenu      *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_menu_cb, g_object_ref (menu),
                                         g_object_unref);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  assay_set_accessible_name (button, name);
  assay_add_css_classes (button, "flat assay-row-menu");
  return button;
}

/**
 * assay_list_box_new:
 * @name: what the list is, for assistive technology
 * @classes: (nullable): style classes with spaces between
 *
 * A list whose rows are not selected.
 */
GtkWidget *
assay_list_box_new (const char *name,
                    const char *classes)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  assay_set_accessible_name (list, name);
  assay_add_css_classes (list, classes);
  return list;
}

/**
 * assay_scrolled_new:
 *
 * Scrolls @child up and down; it takes the width there is.
 */
GtkWidget *
assay_scrolled_new (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  return scrolled;
}

/**
 * assay_grown_new:
 * @most_height: from where on it scrolls
 *
 * As high as @child, up to a limit: what popovers hold.
 */
GtkWidget *
assay_grown_new (GtkWidget *child,
                 int        most_height)
{
  GtkWidget *scrolled = assay_scrolled_new (child);

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), most_height);
  return scrolled;
}

/**
 * assay_lines_new:
 * @first: what something is called
 * @second: what there is to say about it
 *
 * The words of a row, one line above the other, in the middle of its height and as wide as there is room.
 */
GtkWidget *
assay_lines_new (GtkWidget *first,
                 GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  assay_append (box, first, second, NULL);
  return box;
}

/**
 * assay_card_init:
 * @card: a #GtkBox
 * @title: (nullable): its heading
 * @out_title: (out) (optional) (transfer none): the label of the heading
 *
 * Makes a card of a box.
 *
 * Returns: (transfer none): the line of the heading, with room for more behind it
 */
GtkWidget *
assay_card_init (GtkWidget  *card,
                 const char *title,
                 GtkWidget **out_title)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = assay_label_new (title, "heading", ASSAY_LABEL_ELLIPSIZE | ASSAY_LABEL_EXPAND);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (card), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (card), 6);
  assay_add_css_classes (card, "card assay-card");
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (card), head);
  if (out_title != NULL)
    *out_title = label;
  return head;
}

/**
 * assay_add_css_classes:
 * @classes: (nullable): with spaces between
 */
void
assay_add_css_classes (GtkWidget  *widget,
                       const char *classes)
{
  g_auto (GStrv) names = g_strsplit (classes != NULL ? classes : "", " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      gtk_widget_add_css_class (widget, names[i]);
}

/**
 * assay_set_accessible_name:
 * @name: what assistive technology says @widget is
 */
void
assay_set_accessible_name (GtkWidget  *widget,
                           const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * assay_append:
 * @box: a #GtkBox
 * @first: the first of its new children, more and %NULL behind it
 */
void
assay_append (GtkWidget *box,
              GtkWidget *first,
              ...)
{
  va_list children;

  va_start (children, first);
  for (GtkWidget *child = first; child != NULL; child = va_arg (children, GtkWidget *))
    gtk_box_append (GTK_BOX (box), child);
  va_end (children);
}

/**
 * assay_remove_all:
 * @container: a #GtkBox, #GtkListBox or #GtkFlowBox
 */
void
assay_remove_all (GtkWidget *container)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (container)) != NULL)
    if (GTK_IS_BOX (container))
      gtk_box_remove (GTK_BOX (container), child);
    else if (GTK_IS_FLOW_BOX (container))
      gtk_flow_box_remove (GTK_FLOW_BOX (container), child);
    else
      gtk_list_box_remove (GTK_LIST_BOX (container), child);
}

/**
 * assay_window_set_body:
 * @window: an #AdwWindow
 * @body: what stands below its header bar
 *
 * Fills a window that stands on another one. Escape closes it.
 *
 * Returns: (transfer none): its header bar
 */
GtkWidget *
assay_window_set_body (GtkWindow *window,
                       GtkWidget *body)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_widget_add_css_class (header, "flat");
  gtk_widget_set_vexpand (body, TRUE);
  assay_append (box, header, body, NULL);
  adw_window_set_content (ADW_WINDOW (window), box);
  return header;
}
