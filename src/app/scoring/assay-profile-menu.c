/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scoring/assay-profile-menu.h"

#include "widgets/assay-parts.h"

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
  return assay_more_button_new (label, menu);
}

static GtkWidget *
make_row (JsonObject *profile,
          gboolean    shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *name = json_object_get_string_member (profile, "name");
  g_autofree char *state = describe (profile);
  GtkWidget *words = assay_lines_new (assay_label_new (name, shown ? "heading" : "assay-plain", ASSAY_LABEL_ELLIPSIZE),
                                      assay_label_new (state, "caption dim-label", ASSAY_LABEL_ELLIPSIZE));

  assay_append (box, words, make_actions (profile), NULL);
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
  GtkWidget *grown;
  GtkWidget *make = gtk_button_new_with_label (_("New Profile…"));

  self->list = assay_list_box_new (_("Profiles"), "assay-profiles");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, 0);
  grown = assay_grown_new (self->list, 420);
  gtk_widget_set_size_request (grown, 320, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (make), "scoring.new");
  gtk_widget_add_css_class (make, "flat");
  assay_append (box, grown, make, NULL);
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
  g_return_if_fail (ASSAY_IS_PROFILE_MENU (self));

  assay_remove_all (self->list);
  for (guint i = 0; i < json_array_get_length (profiles); i++)
    {
      JsonObject *profile = json_array_get_object_element (profiles, i);

      gtk_list_box_append (
        GTK_LIST_BOX (self->list),
        make_row (profile,
                  g_strcmp0 (json_object_get_string_member (profile, "key"), shown) == 0));
    }
}
