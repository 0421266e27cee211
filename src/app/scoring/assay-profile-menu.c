/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-profile-menu.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/**
 * AssayProfileMenu:
 *
 * The list of profiles: which is shown, which leads are scored with, and what can be done with each.
 */
struct _AssayProfileMenu
{
  GtkPopover parent_instance;

  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssayProfileMenu, assay_profile_menu, GTK_TYPE_POPOVER)

static gboolean
is (JsonObject *profile,
    const char *member)
{
  return json_object_get_boolean_member_with_default (profile, member, FALSE);
}

static char *
describe (JsonObject *profile)
{
  gint64 version = json_object_get_int_member (profile, "version");
  g_autofree char *text = NULL;
  const char *state = is (profile, "primary")  ? _("primary")
                      : is (profile, "active") ? _("active")
                                               : _("not in use");

  if (version > 0)
    text = g_strdup_printf (_("version %" PRId64 ", %s"), version, state);
  else
    text = g_strdup (state);
  return is (profile, "draft") ? g_strdup_printf (_("%s, has a draft"), text)
                               : g_steal_pointer (&text);
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", key);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_actions (JsonObject *profile)
{
  const char *key = json_object_get_string_member (profile, "key");
  const char *name = json_object_get_string_member (profile, "name");
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *label = g_strdup_printf (_("More for %s"), name);

  if (!is (profile, "active"))
    add_item (menu, _("Bring into Use"), "scoring.activate", key);
  else
    add_item (menu, _("Take out of Use"), "scoring.deactivate", key);
  if (!is (profile, "primary"))
    add_item (menu, _("Make Primary"), "scoring.make-primary", key);
  add_item (menu, _("Duplicate…"), "scoring.duplicate", key);
  if (json_object_get_int_member (profile, "version") > 0 || is (profile, "draft"))
    add_item (menu, _("Delete"), "scoring.delete", key);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "assay-row-menu");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (JsonObject *profile,
          gboolean    shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *name = json_object_get_string_member (profile, "name");
  g_autofree char *state = describe (profile);
  GtkWidget *caption = make_label (state, "caption");

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (words), make_label (name, shown ? "heading" : "assay-plain"));
  gtk_box_append (GTK_BOX (words), caption);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_actions (profile));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, json_object_get_string_member (profile, "description"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state, -1);
  g_object_set_data_full (G_OBJECT (row), "key",
                          g_strdup (json_object_get_string_member (profile, "key")), g_free);
  return row;
}

static void
activated_cb (GtkListBox       *list,
              GtkListBoxRow    *row,
              AssayProfileMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (
    GTK_WIDGET (self), "scoring.show", "s", g_object_get_data (G_OBJECT (row), "key"));
}

static void
assay_profile_menu_class_init (AssayProfileMenuClass *klass)
{
}

static void
assay_profile_menu_init (AssayProfileMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *make = gtk_button_new_with_label (_("New Profile…"));

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "assay-profiles");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Profiles"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_widget_set_size_request (scrolled, 320, -1);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (make), "scoring.new");
  gtk_widget_add_css_class (make, "flat");
  gtk_box_append (GTK_BOX (box), make);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
assay_profile_menu_new (void)
{
  return g_object_new (ASSAY_TYPE_PROFILE_MENU, NULL);
}

/**
 * assay_profile_menu_show:
 * @profiles: result of the job `profiles`
 * @shown: (nullable): key of the one that is shown
 */
void
assay_profile_menu_show (AssayProfileMenu *self,
                         JsonArray        *profiles,
                         const char       *shown)
{
  GtkListBoxRow *row;

  g_return_if_fail (ASSAY_IS_PROFILE_MENU (self));

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; i < json_array_get_length (profiles); i++)
    {
      JsonObject *profile = json_array_get_object_element (profiles, i);

      gtk_list_box_append (
        GTK_LIST_BOX (self->list),
        make_row (profile,
                  g_strcmp0 (json_object_get_string_member (profile, "key"), shown) == 0));
    }
}
