/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-column-chooser.h"

#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/* A popover with a check button for everything that can be a column. */

static const char *const derived_keys[] = { "score", "temperature", "grade", "intent" };

static void
toggled_cb (GtkCheckButton *check,
            AssayLeadTable *table)
{
  assay_lead_table_show_column (table, g_object_get_data (G_OBJECT (check), "key"),
                                gtk_check_button_get_active (check));
}

static void
add_check (GtkWidget      *box,
           AssayLeadTable *table,
           const char     *key)
{
  g_autofree char *label = assay_lead_table_dup_label (table, key);
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), assay_lead_table_has_column (table, key));
  /* The lead itself is always there. */
  gtk_widget_set_sensitive (check, !g_str_equal (key, "name"));
  g_object_set_data_full (G_OBJECT (check), "key", g_strdup (key), g_free);
  assay_set_accessible_name (check, label);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), table, 0);
  gtk_box_append (GTK_BOX (box), check);
}

static gboolean
drop_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add (drop_cb, g_object_ref (popover));
}

/**
 * assay_column_chooser_popup:
 * @fields: of the workspace
 * @parent: what it points at
 */
void
assay_column_chooser_popup (AssayLeadTable     *table,
                            AssayFieldRegistry *fields,
                            GtkWidget          *parent)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (gsize i = 0; i < G_N_ELEMENTS (derived_keys); i++)
    add_check (box, table, derived_keys[i]);
  for (guint i = 0; i < assay_field_registry_get_size (fields); i++)
    add_check (box, table, assay_field_registry_get (fields, i)->key);
  gtk_popover_set_child (GTK_POPOVER (popover), assay_grown_new (box, 420));
  gtk_widget_set_parent (popover, parent);
  assay_set_accessible_name (popover, _("Columns"));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
