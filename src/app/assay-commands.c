/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-commands.h"

#include <glib/gi18n.h>

static const AssayCommand commands[] = {
  { "win.palette", N_("Find a command"), "<Control>k", N_("General"), TRUE },
  { "win.search", N_("Search leads"), "<Control>f", N_("General"), FALSE },
  { "win.open", N_("Open or import a file…"), "<Control>o", N_("General"), FALSE },
  { "win.undo", N_("Undo the last change"), "<Control>z", N_("General"), FALSE },
  { "win.toggle-sidebar", N_("Show or hide the sidebar"), "F9", N_("General"), FALSE },
  { "win.menu", N_("Open the main menu"), "F10", N_("General"), TRUE },
  { "win.jobs", N_("Show running and finished jobs"), "<Control>j", N_("General"), FALSE },
  { "win.sample", N_("Try the sample workspace"), NULL, N_("General"), FALSE },
  { "win.shortcuts", N_("Keyboard shortcuts"), "<Control>question", N_("General"), FALSE },
  { "app.help", N_("Help"), "F1", N_("General"), FALSE },
  { "app.about", N_("About Assay"), NULL, N_("General"), FALSE },
  { "win.close", N_("Close the window"), "<Control>w", N_("General"), TRUE },
  { "app.quit", N_("Quit"), "<Control>q", N_("General"), FALSE },
  { "leads.previous", N_("Previous lead"), "<Alt>Up", N_("Leads"), FALSE },
  { "leads.next", N_("Next lead"), "<Alt>Down", N_("Leads"), FALSE },
  { "leads.filter", N_("Add a filter"), "<Control><Shift>f", N_("Leads"), FALSE },
  { "leads.filter-text", N_("Edit the filter as text"), "<Control>l", N_("Leads"), FALSE },
  { "leads.clear-filter", N_("Clear the filter"), NULL, N_("Leads"), FALSE },
  { "leads.enrich", N_("Enrich the list or the selected leads again"), NULL, N_("Leads"), FALSE },
  { "leads.export", N_("Export the list or the selected leads…"), "<Control><Shift>s", N_("Leads"), FALSE },
  { "leads.set", N_("Set a field of the selected leads…"), "<Control>e", N_("Leads"), FALSE },
  { "leads.tag", N_("Tag the selected leads…"), "<Control>t", N_("Leads"), FALSE },
  { "leads.segments", N_("Choose a saved segment"), "<Control><Shift>o", N_("Leads"), FALSE },
  { "leads.save-segment", N_("Save the filter as a segment…"), "<Control>s", N_("Leads"), FALSE },
  { "leads.columns", N_("Choose columns"), NULL, N_("Leads"), FALSE },
  { "enrichment.industries", N_("Edit your own industries…"), NULL, N_("Enrichment"), FALSE },
};

const AssayCommand *
assay_commands_get (gsize *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

/**
 * assay_commands_install:
 *
 * Gives every command its accelerators.
 */
void
assay_commands_install (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) accels = NULL;

      if (commands[i].accels == NULL)
        continue;
      accels = g_strsplit (commands[i].accels, " ", -1);
      gtk_application_set_accels_for_action (application, commands[i].action,
                                             (const char *const *) accels);
    }
}

static void
append_group (GString    *xml,
              const char *group)
{
  g_autofree char *title = g_markup_escape_text (_(group), -1);

  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>",
                          title);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].accels != NULL && g_str_equal (commands[i].group, group))
      {
        g_autofree char *label = g_markup_escape_text (_(commands[i].label), -1);
        g_autofree char *accels = g_markup_escape_text (commands[i].accels, -1);

        g_string_append_printf (xml,
                                "<child><object class='GtkShortcutsShortcut'>"
                                "<property name='title'>%s</property>"
                                "<property name='accelerator'>%s</property></object></child>",
                                label, accels);
      }
  g_string_append (xml, "</object></child>");
}

/**
 * assay_commands_new_overview:
 *
 * Returns: (transfer full): the shortcuts window, made from the same table as the accelerators
 */
GtkWidget *
assay_commands_new_overview (void)
{
  g_autoptr (GString) xml = g_string_new (
    "<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>1</property>"
    "<child><object class='GtkShortcutsSection'><property name='section-name'>all</property>"
    "<property name='max-height'>14</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  const char *last = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].group, last) != 0)
      append_group (xml, last = commands[i].group);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, -1);
  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, "window")));
}
