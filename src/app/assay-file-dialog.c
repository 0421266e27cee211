/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-file-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkFileChooserNative *dialog; /* (owned) */
  AssayFileChosen chosen;
  gpointer user_data;
} Choice;

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  Choice *choice = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        choice->chosen (file, choice->user_data);
    }
  g_object_unref (choice->dialog);
  g_free (choice);
}

static void
add_filter (GtkFileChooser    *chooser,
            const char        *name,
            const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *suffixes != NULL; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  gtk_file_chooser_add_filter (chooser, filter);
}

static Choice *
new_choice (GtkWindow            *parent,
            const char           *title,
            GtkFileChooserAction  action,
            AssayFileChosen       chosen,
            gpointer              user_data)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  choice->chosen = chosen;
  choice->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->dialog), TRUE);
  g_signal_connect (choice->dialog, "response", G_CALLBACK (response_cb), choice);
  return choice;
}

/**
 * assay_file_dialog_open:
 * @chosen: called with the file; not called when the person changes their mind
 * @user_data: kept alive by @parent, which the dialog is modal to
 */
void
assay_file_dialog_open (GtkWindow       *parent,
                        AssayFileChosen  chosen,
                        gpointer         user_data)
{
  static const char *const all[] = { "assay", "csv", "tsv", "txt", "xlsx", NULL };
  static const char *const tables[] = { "csv", "tsv", "txt", "xlsx", NULL };
  static const char *const workspaces[] = { "assay", NULL };
  Choice *choice
    = new_choice (parent, _("Open or Import"), GTK_FILE_CHOOSER_ACTION_OPEN, chosen, user_data);

  add_filter (GTK_FILE_CHOOSER (choice->dialog), _("Leads and workspaces"), all);
  add_filter (GTK_FILE_CHOOSER (choice->dialog), _("Tables (CSV, Excel)"), tables);
  add_filter (GTK_FILE_CHOOSER (choice->dialog), _("Assay workspaces"), workspaces);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->dialog));
}

void
assay_file_dialog_save (GtkWindow       *parent,
                        const char      *title,
                        const char      *name,
                        AssayFileChosen  chosen,
                        gpointer         user_data)
{
  Choice *choice
    = new_choice (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, chosen, user_data);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (choice->dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->dialog));
}
