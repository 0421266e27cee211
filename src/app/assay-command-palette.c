/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-command-palette.h"

#include "assay-commands.h"
#include "assay-theme.h"
#include "assay-view-registry.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * AssayCommandPalette:
 *
 * Every view and command by name: type a few letters, Enter does it.
 */
struct _AssayCommandPalette
{
  AdwWindow parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AssayCommandPalette, assay_command_palette, ADW_TYPE_WINDOW)

static const char *
row_text (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "label");
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  AssayCommandPalette *self = user_data;
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return *query == '\0' || g_str_match_string (query, row_text (row), TRUE);
}

static GtkListBoxRow *
first_visible_row (AssayCommandPalette *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      return GTK_LIST_BOX_ROW (child);
  return NULL;
}

static void
search_changed_cb (AssayCommandPalette *self)
{
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  row = first_visible_row (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static void
activate_row (AssayCommandPalette *self,
              GtkListBoxRow       *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *action = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (row == NULL || parent == NULL)
    return;
  action = g_strdup (g_object_get_data (G_OBJECT (row), "action"));
  gtk_window_close (GTK_WINDOW (self));
  if (g_action_parse_detailed_name (action, &name, &target, NULL))
    {
      GtkWidget *focus = gtk_window_get_focus (parent);

      if (target != NULL)
        g_variant_ref_sink (target);
      if (!gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target) && focus != NULL)
        gtk_widget_activate_action_variant (focus, name, target);
    }
}

static void
row_activated_cb (AssayCommandPalette *self,
                  GtkListBoxRow       *row)
{
  activate_row (self, row);
}

static void
entry_activate_cb (AssayCommandPalette *self)
{
  activate_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

static gboolean
key_pressed_cb (AssayCommandPalette   *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  GtkWidget *next;

  if (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return FALSE;
  next = row != NULL ? GTK_WIDGET (row) : NULL;
  do
    next = next == NULL ? GTK_WIDGET (first_visible_row (self))
           : keyval == GDK_KEY_Down ? gtk_widget_get_next_sibling (next)
                                    : gtk_widget_get_prev_sibling (next);
  while (next != NULL && !gtk_widget_get_child_visible (next));
  if (next != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (next));
  return TRUE;
}

static void
add_row (AssayCommandPalette *self,
         const char          *label,
         const char          *action,
         const char          *icon,
         const char          *accel)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = assay_label_new (label, NULL, ASSAY_LABEL_EXPAND);

  assay_append (box, gtk_image_new_from_icon_name (icon), name, NULL);
  if (accel != NULL)
    {
      guint key;
      GdkModifierType modifiers;

      if (gtk_accelerator_parse (accel, &key, &modifiers))
        {
          g_autofree char *text = gtk_accelerator_get_label (key, modifiers);
          GtkWidget *keys = assay_label_new (text, "dim-label caption", ASSAY_LABEL_PLAIN);

          gtk_box_append (GTK_BOX (box), keys);
        }
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (label), g_free);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (action), g_free);
  assay_set_accessible_name (row, label);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
fill (AssayCommandPalette *self)
{
  gsize n;
  const AssayViewInfo *views = assay_view_registry_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-view::%s", views[i].key);
      g_autofree char *label = g_strdup_printf (_("Go to %s"), _(views[i].label));

      add_row (self, label, action, views[i].icon, NULL);
    }

  const AssayCommand *commands = assay_commands_get (&n);
  for (gsize i = 0; i < n; i++)
    if (!commands[i].hidden)
      add_row (self, _(commands[i].label), commands[i].action, "system-run-symbolic",
               commands[i].accels);
}

static void
assay_command_palette_class_init (AssayCommandPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, ASSAY_RESOURCE_PATH "/ui/assay-command-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayCommandPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, AssayCommandPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
assay_command_palette_init (AssayCommandPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_row, self, NULL);
  fill (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

GtkWidget *
assay_command_palette_new (GtkWindow *parent)
{
  return g_object_new (ASSAY_TYPE_COMMAND_PALETTE, "transient-for", parent, NULL);
}
