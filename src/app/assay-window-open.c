/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-window-private.h"

#include "assay-first-run.h"
#include "assay-view-registry.h"

#include <glib/gi18n.h>

/* Opening workspaces and files, by name, by hand and by dropping them. */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AssayWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_session_open_finish (ASSAY_SESSION (source), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->pending_file);
  if (assay_session_get_workspace (self->session) == NULL)
    {
      assay_window_show_first_run (self);
      assay_first_run_set_error (ASSAY_FIRST_RUN (self->first_run), error->message);
    }
  else
    assay_window_toast_cb (self, error->message, 0);
}

void
assay_window_open_workspace (AssayWindow *self,
                             const char  *path,
                             gboolean     create)
{
  assay_session_open_async (self->session, path,
                            create ? ASSAY_WORKSPACE_CREATE : ASSAY_WORKSPACE_DEFAULT,
                            self->cancellable, opened_cb, g_object_ref (self));
}

/**
 * assay_window_open_remembered:
 *
 * Opens the workspace of the last time, else the default one if it exists; without either the
 * first-run page stays.
 */
void
assay_window_open_remembered (AssayWindow *self)
{
  g_autoptr (GVariant) value = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (ASSAY_IS_WINDOW (self));

  value = g_settings_get_value (self->settings, "workspace");
  path = g_variant_dup_bytestring (value, NULL);
  if (*path == '\0' || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (path);
      path = assay_workspace_default_path ();
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "opening");
      assay_window_open_workspace (self, path, FALSE);
    }
  else
    assay_window_show_first_run (self);
}

static void
import_file (AssayWindow *self,
             GFile       *file)
{
  const AssayViewInfo *info = assay_view_registry_find_opener ();
  g_autofree char *path = NULL;

  if (info == NULL)
    {
      assay_window_toast_cb (self, _("This is not an Assay workspace"), 0);
      return;
    }
  if (assay_session_get_workspace (self->session) == NULL)
    {
      g_set_object (&self->pending_file, file);
      path = assay_workspace_default_path ();
      assay_window_open_workspace (self, path, TRUE);
      return;
    }
  assay_window_show_view (self, info->key);
  if (!assay_view_open_file (self->view, file))
    assay_window_toast_cb (self, _("This file cannot be imported"), 0);
}

/**
 * assay_window_open_file:
 * @file: a workspace to open, or a file to import
 */
void
assay_window_open_file (AssayWindow *self,
                        GFile       *file)
{
  g_autofree char *path = g_file_get_path (file);

  g_return_if_fail (ASSAY_IS_WINDOW (self));

  if (path == NULL)
    assay_window_toast_cb (self, _("Only files on this computer can be opened"), 0);
  else if (g_str_has_suffix (path, ".assay"))
    assay_window_open_workspace (self, path, FALSE);
  else
    import_file (self, file);
}

static gboolean
drop_cb (AssayWindow   *self,
         const GValue  *value,
         double         x,
         double         y,
         GtkDropTarget *target)
{
  GSList *files = g_value_get_boxed (value);

  gtk_widget_set_visible (self->drop_outline, FALSE);
  if (files == NULL)
    return FALSE;
  assay_window_open_file (self, files->data);
  return TRUE;
}

static GdkDragAction
drop_enter_cb (AssayWindow   *self,
               double         x,
               double         y,
               GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_outline, TRUE);
  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (AssayWindow   *self,
               GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_outline, FALSE);
}

void
assay_window_add_drop_target (AssayWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (drop_enter_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
