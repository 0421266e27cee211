/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-window-private.h"

#include "assay-command-palette.h"
#include "assay-commands.h"
#include "assay-file-dialog.h"
#include "assay-sample.h"
#include "duplicates/assay-duplicates-view.h"
#include "leads/assay-leads-view.h"

#include "store/assay-condition-sql.h"

#include <glib/gi18n.h>

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  assay_window_show_view (ASSAY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
palette_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (assay_command_palette_new (GTK_WINDOW (widget))));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);
  AssayView *view = assay_window_get_view (self);

  if (view != NULL && assay_view_start_search (view))
    return;
  if (view != NULL && assay_window_show_view (self, "leads"))
    assay_view_start_search (assay_window_get_view (self));
}

static void
file_chosen_cb (GFile    *file,
                gpointer  user_data)
{
  assay_window_open_file (ASSAY_WINDOW (user_data), file);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  assay_file_dialog_open (GTK_WINDOW (widget), file_chosen_cb, widget);
}

static void
new_file_chosen_cb (GFile    *file,
                    gpointer  user_data)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *full = NULL;

  if (path == NULL)
    return;
  full = g_str_has_suffix (path, ".assay") ? g_strdup (path) : g_strconcat (path, ".assay", NULL);
  assay_window_open_workspace (ASSAY_WINDOW (user_data), full, TRUE);
}

static void
new_workspace_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  assay_file_dialog_save (GTK_WINDOW (widget), _("New Workspace"), _("leads.assay"),
                          new_file_chosen_cb, widget);
}

static void
sample_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  assay_sample_open (assay_window_get_session (ASSAY_WINDOW (widget)));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  assay_session_undo_last (assay_window_get_session (ASSAY_WINDOW (widget)));
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  assay_window_toggle_sidebar (ASSAY_WINDOW (widget));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  assay_window_open_main_menu (ASSAY_WINDOW (widget));
}

static void
jobs_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  assay_window_popup_jobs (ASSAY_WINDOW (widget));
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  GtkWidget *overview = assay_commands_new_overview ();

  gtk_window_set_transient_for (GTK_WINDOW (overview), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (overview));
  g_object_unref (overview);
}

/* A view tells its size: the sidebar shows it. */
static void
set_count_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *view;
  gint64 count;

  g_variant_get (parameter, "(&sx)", &view, &count);
  assay_window_set_count (ASSAY_WINDOW (widget), view, count);
}

static void
set_alert_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *view;
  gint64 count;

  g_variant_get (parameter, "(&sx)", &view, &count);
  assay_window_set_alert (ASSAY_WINDOW (widget), view, count);
}

static void
show_lead_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  if (assay_window_show_view (self, "leads"))
    assay_leads_view_show_lead (ASSAY_LEADS_VIEW (assay_window_get_view (self)),
                                g_variant_get_int64 (parameter));
}

/* The group of leads that may be the same person as a lead. */
static void
show_duplicates_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  AssayWindow *self = ASSAY_WINDOW (widget);

  if (assay_window_show_view (self, "duplicates"))
    assay_duplicates_view_show_lead (ASSAY_DUPLICATES_VIEW (assay_window_get_view (self)),
                                     g_variant_get_int64 (parameter));
}

static void
show_leads (AssayWindow *self,
            const char  *filter)
{
  AssayLeadsView *view;

  if (!assay_window_show_view (self, "leads"))
    return;
  view = ASSAY_LEADS_VIEW (assay_window_get_view (self));
  assay_leads_view_set_search (view, "");
  assay_leads_view_set_filter (view, filter);
}

/* The leads that a job added or changed. */
static void
show_job_leads_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  g_autofree char *filter = g_strdup_printf (ASSAY_CHANGED_BY_JOB " = %" G_GINT64_FORMAT,
                                             g_variant_get_int64 (parameter));

  show_leads (ASSAY_WINDOW (widget), filter);
}

/* The leads that a condition holds of. */
static void
show_leads_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  show_leads (ASSAY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

void
assay_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.show-view", "s", show_view_action },
    { "win.palette", NULL, palette_action },
    { "win.search", NULL, search_action },
    { "win.open", NULL, open_action },
    { "win.new-workspace", NULL, new_workspace_action },
    { "win.sample", NULL, sample_action },
    { "win.undo", NULL, undo_action },
    { "win.toggle-sidebar", NULL, toggle_sidebar_action },
    { "win.menu", NULL, menu_action },
    { "win.jobs", NULL, jobs_action },
    { "win.shortcuts", NULL, shortcuts_action },
    { "win.set-count", "(sx)", set_count_action },
    { "win.set-alert", "(sx)", set_alert_action },
    { "win.show-lead", "x", show_lead_action },
    { "win.show-duplicates", "x", show_duplicates_action },
    { "win.show-job-leads", "x", show_job_leads_action },
    { "win.show-leads", "s", show_leads_action },
    { "win.close", NULL, close_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].func);
}
