/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-window.h"

#include "assay-first-run.h"
#include "assay-theme.h"
#include "assay-view-counts.h"
#include "assay-view-registry.h"
#include "assay-window-private.h"
#include "widgets/assay-job-button.h"
#include "widgets/assay-width-bin.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 5

G_DEFINE_FINAL_TYPE (AssayWindow, assay_window, ADW_TYPE_APPLICATION_WINDOW)

static AssayWidth
get_width (AssayWindow *self)
{
  return (AssayWidth) assay_width_bin_get_step (ASSAY_WIDTH_BIN (self->bin));
}

static void
update_frame (AssayWindow *self)
{
  gboolean narrow = get_width (self) < ASSAY_WIDTH_MEDIUM;
  gboolean sidebar = narrow ? self->sidebar_page : self->sidebar_wanted;

  gtk_widget_set_visible (self->sidebar, sidebar);
  gtk_widget_set_visible (self->separator, sidebar && !narrow);
  gtk_widget_set_visible (self->content, !(narrow && sidebar));
  assay_sidebar_set_alone (ASSAY_SIDEBAR (self->sidebar), narrow);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), !sidebar);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->sidebar_button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, sidebar, -1);
}

static void
set_class (AssayWindow *self,
           const char  *name,
           gboolean     set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
step_changed_cb (AssayWindow *self)
{
  GHashTableIter iter;
  gpointer view;

  set_class (self, "narrow", get_width (self) < ASSAY_WIDTH_MEDIUM);
  set_class (self, "phone", get_width (self) == ASSAY_WIDTH_PHONE);
  update_frame (self);
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    assay_view_set_width (view, get_width (self));
}

static void
update_title (AssayWindow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gboolean back = FALSE;

  if (self->view == NULL)
    return;
  g_object_get (self->view, "title", &title, "subtitle", &subtitle, "can-go-back", &back, NULL);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title != NULL ? title : "");
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->back_button, back);
  gtk_widget_set_visible (self->sidebar_button, !back);
}

static void
view_notify_cb (AssayWindow *self,
                GParamSpec  *pspec,
                AssayView   *view)
{
  if (view == self->view)
    update_title (self);
}

static void
add_header_widget (GtkWidget *stack,
                   GtkWidget *widget,
                   const char *key)
{
  if (widget == NULL)
    widget = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_stack_add_named (GTK_STACK (stack), widget, key);
}

static AssayView *
build_view (AssayWindow         *self,
            const AssayViewInfo *info)
{
  AssayView *view = g_object_new (info->get_type (), NULL);
  const char *prefix = NULL;
  GActionGroup *actions = assay_view_get_actions (view, &prefix);

  if (actions != NULL)
    gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, actions);

  gtk_stack_add_named (GTK_STACK (self->view_stack), GTK_WIDGET (view), info->key);
  add_header_widget (self->header_start, assay_view_get_header_start (view), info->key);
  add_header_widget (self->header_end, assay_view_get_header_end (view), info->key);
  g_hash_table_insert (self->views, g_strdup (info->key), view);
  g_signal_connect_object (view, "notify", G_CALLBACK (view_notify_cb), self, G_CONNECT_SWAPPED);
  assay_view_set_width (view, get_width (self));
  assay_view_attach (view, self->session);
  return view;
}

/**
 * assay_window_show_view:
 * @key: a view of the registry
 *
 * Returns: whether there is such a view
 */
gboolean
assay_window_show_view (AssayWindow *self,
                        const char  *key)
{
  const AssayViewInfo *info = assay_view_registry_find (key);

  g_return_val_if_fail (ASSAY_IS_WINDOW (self), FALSE);

  if (info == NULL)
    return FALSE;
  self->view = g_hash_table_lookup (self->views, key);
  if (self->view == NULL)
    self->view = build_view (self, info);
  gtk_stack_set_visible_child_name (GTK_STACK (self->view_stack), key);
  gtk_stack_set_visible_child_name (GTK_STACK (self->header_start), key);
  gtk_stack_set_visible_child_name (GTK_STACK (self->header_end), key);
  assay_sidebar_select (ASSAY_SIDEBAR (self->sidebar), key);
  g_settings_set_string (self->settings, "view", key);
  self->sidebar_page = FALSE;
  update_frame (self);
  update_title (self);
  return TRUE;
}

AssayView *
assay_window_get_view (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);
  return self->view;
}

AssaySession *
assay_window_get_session (AssayWindow *self)
{
  g_return_val_if_fail (ASSAY_IS_WINDOW (self), NULL);
  return self->session;
}

void
assay_window_toggle_sidebar (AssayWindow *self)
{
  if (get_width (self) < ASSAY_WIDTH_MEDIUM)
    self->sidebar_page = !self->sidebar_page;
  else
    {
      self->sidebar_wanted = !self->sidebar_wanted;
      g_settings_set_boolean (self->settings, "sidebar-visible", self->sidebar_wanted);
    }
  update_frame (self);
}

void
assay_window_open_main_menu (AssayWindow *self)
{
  if (!gtk_widget_get_visible (self->sidebar))
    assay_window_toggle_sidebar (self);
  assay_sidebar_open_menu (ASSAY_SIDEBAR (self->sidebar));
}

void
assay_window_popup_jobs (AssayWindow *self)
{
  assay_job_button_popup (ASSAY_JOB_BUTTON (self->job_button));
}

void
assay_window_set_count (AssayWindow *self,
                        const char  *view,
                        gint64       count)
{
  gboolean waiting = !g_str_equal (view, "leads");

  /* Leads are a size; everywhere else the number is what waits for somebody. */
  assay_sidebar_set_count (ASSAY_SIDEBAR (self->sidebar), view, waiting && count == 0 ? -1 : count,
                           waiting ? "waiting" : NULL);
}

/**
 * assay_window_set_alert:
 * @count: what somebody should look at, shown beside the view's entry; negative for nothing
 */
void
assay_window_set_alert (AssayWindow *self,
                        const char  *view,
                        gint64       count)
{
  assay_sidebar_set_count (ASSAY_SIDEBAR (self->sidebar), view, count, "alert");
}

static void
back_clicked_cb (AssayWindow *self)
{
  if (self->view != NULL)
    assay_view_go_back (self->view);
}

static void
toast_undo_cb (AdwToast    *toast,
               AssayWindow *self)
{
  gint64 *job = g_object_get_data (G_OBJECT (toast), "job");

  assay_session_undo (self->session, *job);
}

void
assay_window_toast_cb (AssayWindow *self,
                       const char  *text,
                       gint64       undo_job)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (undo_job > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "job", g_memdup2 (&undo_job, sizeof undo_job),
                              g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (toast_undo_cb), self, 0);
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
changed_cb (AssayWindow *self)
{
  GHashTableIter iter;
  gpointer view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view))
    assay_view_refresh (view);
  assay_loader_queue (self->counts, assay_session_get_workspace (self->session),
                      assay_view_counts_list (self->views));
}

static void
counted_cb (gpointer      owner,
            gpointer      answer,
            const GError *error)
{
  AssayWindow *self = owner;
  g_autoptr (GArray) counts = answer;

  if (counts != NULL)
    assay_view_counts_show (counts, ASSAY_SIDEBAR (self->sidebar), self->views);
}

void
assay_window_show_first_run (AssayWindow *self)
{
  if (self->first_run == NULL)
    {
      self->first_run = g_object_new (ASSAY_TYPE_FIRST_RUN, NULL);
      gtk_stack_add_named (GTK_STACK (self->pages), self->first_run, "first-run");
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "first-run");
}

static void
workspace_changed_cb (AssayWindow *self)
{
  AssayWorkspace *workspace = assay_session_get_workspace (self->session);
  g_autofree char *name = NULL;
  g_autofree char *view = NULL;
  const char *path;

  if (workspace == NULL)
    {
      assay_window_show_first_run (self);
      return;
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "frame");
  name = assay_workspace_get_name (workspace);
  path = assay_workspace_get_path (workspace);
  assay_sidebar_set_subtitle (ASSAY_SIDEBAR (self->sidebar), name);
  if (path != NULL)
    g_settings_set_value (self->settings, "workspace", g_variant_new_bytestring (path));
  if (self->view == NULL)
    {
      view = g_settings_get_string (self->settings, "view");
      if (!assay_window_show_view (self, view))
        assay_window_show_view (self, "leads");
    }
  if (self->pending_file != NULL)
    {
      g_autoptr (GFile) file = g_steal_pointer (&self->pending_file);
      assay_window_open_file (self, file);
    }
}

static gboolean
assay_window_close_request (GtkWindow *window)
{
  AssayWindow *self = ASSAY_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (assay_window_parent_class)->close_request (window);
}

static void
assay_window_dispose (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->counts, assay_loader_free);
  self->view = NULL;
  if (self->views != NULL)
    g_hash_table_remove_all (self->views);
  g_clear_object (&self->session);
  g_clear_object (&self->pending_file);
  G_OBJECT_CLASS (assay_window_parent_class)->dispose (object);
}

static void
assay_window_finalize (GObject *object)
{
  AssayWindow *self = ASSAY_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->views, g_hash_table_unref);
  G_OBJECT_CLASS (assay_window_parent_class)->finalize (object);
}

static void
assay_window_class_init (AssayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_JOB_BUTTON);
  g_type_ensure (ASSAY_TYPE_SIDEBAR);
  g_type_ensure (ASSAY_TYPE_WIDTH_BIN);
  G_OBJECT_CLASS (klass)->dispose = assay_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = assay_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, separator);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, content);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, header_start);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, header_end);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, job_button);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, AssayWindow, drop_outline);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  assay_window_install_actions (widget_class);
}

static void
assay_window_init (AssayWindow *self)
{
  self->settings = g_settings_new ("io.github.assay_desktop.Assay");
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->counts = assay_loader_new (&assay_view_counts_reading, counted_cb, self);
  self->sidebar_wanted = g_settings_get_boolean (self->settings, "sidebar-visible");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->bin, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  assay_window_add_drop_target (self);
  update_frame (self);
}

/**
 * assay_window_new:
 * @session: what it shows; each window has its own
 */
AssayWindow *
assay_window_new (GtkApplication *application,
                  AssaySession   *session)
{
  AssayWindow *self = g_object_new (ASSAY_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  assay_job_button_set_session (ASSAY_JOB_BUTTON (self->job_button), session);
  g_signal_connect_object (session, "notify::workspace", G_CALLBACK (workspace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "toast", G_CALLBACK (assay_window_toast_cb), self, G_CONNECT_SWAPPED);
  if (assay_session_get_workspace (session) != NULL)
    workspace_changed_cb (self);
  return self;
}
