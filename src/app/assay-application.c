/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-application.h"

#include "assay-commands.h"
#include "assay-help.h"
#include "assay-theme.h"
#include "assay-window.h"

#include <glib/gi18n.h>

struct _AssayApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AssayApplication, assay_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_show_about_dialog (parent, "program-name", "Assay", "logo-icon-name", ASSAY_APP_ID, "version",
                         ASSAY_VERSION, "comments",
                         _("Tells a sales team what every lead is worth, and why."),
                         "license-type", GTK_LICENSE_GPL_3_0, "copyright",
                         "© 2026 The Assay developers", NULL);
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  assay_help_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows;

  /* Through close, so that each window remembers its state. */
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (user_data))) != NULL)
    {
      GtkWindow *window = windows->data;

      gtk_window_close (window);
      if (gtk_application_get_windows (GTK_APPLICATION (user_data)) == windows)
        break;
    }
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_action },
  { .name = "help", .activate = help_action },
  { .name = "quit", .activate = quit_action },
};

static AssayWindow *
new_window (AssayApplication *self)
{
  g_autoptr (AssaySession) session = assay_session_new ();

  return assay_window_new (GTK_APPLICATION (self), session);
}

static void
assay_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (assay_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (ASSAY_APP_ID);
  assay_theme_init (gdk_display_get_default ());
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  assay_commands_install (GTK_APPLICATION (application));
}

static void
assay_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      AssayWindow *created = new_window (ASSAY_APPLICATION (application));

      window = GTK_WINDOW (created);
      assay_window_open_remembered (created);
    }
  gtk_window_present (window);
}

static void
assay_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      AssayWindow *created = new_window (ASSAY_APPLICATION (application));
      g_autofree char *name = g_file_get_basename (files[0]);

      window = GTK_WINDOW (created);
      if (!g_str_has_suffix (name, ".assay"))
        assay_window_open_remembered (created);
    }
  gtk_window_present (window);
  for (int i = 0; i < n_files; i++)
    assay_window_open_file (ASSAY_WINDOW (window), files[i]);
}

static void
assay_application_class_init (AssayApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = assay_application_startup;
  application_class->activate = assay_application_activate;
  application_class->open = assay_application_open;
}

static void
assay_application_init (AssayApplication *self)
{
}

AssayApplication *
assay_application_new (void)
{
  return g_object_new (ASSAY_TYPE_APPLICATION, "application-id", ASSAY_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", ASSAY_RESOURCE_PATH, NULL);
}
