/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-view.h"

#include "activity/assay-history-pane.h"
#include "activity/assay-job-pane.h"
#include "assay-theme.h"

#include <glib/gi18n.h>

/**
 * AssayActivityView:
 *
 * What was done and what it changed: jobs on the left, the history of values on the right; where
 * there is no room for both, the history is a page of its own.
 */
struct _AssayActivityView
{
  AssayView parent_instance;

  gboolean history_page;

  GtkWidget *job_pane;
  GtkWidget *separator;
  GtkWidget *history_pane;
};

G_DEFINE_FINAL_TYPE (AssayActivityView, assay_activity_view, ASSAY_TYPE_VIEW)

static void
update_layout (AssayActivityView *self)
{
  gboolean paged = assay_view_is_paged (ASSAY_VIEW (self));

  gtk_widget_set_visible (self->job_pane, !paged || !self->history_page);
  gtk_widget_set_visible (self->separator, !paged);
  gtk_widget_set_visible (self->history_pane, !paged || self->history_page);
  gtk_widget_set_size_request (self->job_pane, paged ? -1 : 524, -1);
  gtk_widget_set_hexpand (self->job_pane, paged);
  assay_job_pane_set_paged (ASSAY_JOB_PANE (self->job_pane), paged);
  assay_history_pane_set_room (ASSAY_HISTORY_PANE (self->history_pane), paged,
                               assay_view_get_width (ASSAY_VIEW (self)) == ASSAY_WIDTH_PHONE);
  assay_view_update_header (ASSAY_VIEW (self));
}

static void
show_history_cb (AssayActivityView *self)
{
  self->history_page = TRUE;
  update_layout (self);
}

static void
chosen_cb (AssayActivityView *self,
           gint64             job,
           const char        *title)
{
  assay_history_pane_set_job (ASSAY_HISTORY_PANE (self->history_pane), job, title);
  if (job != 0 && assay_view_is_paged (ASSAY_VIEW (self)))
    show_history_cb (self);
}

static void
job_cleared_cb (AssayActivityView *self)
{
  assay_job_pane_choose (ASSAY_JOB_PANE (self->job_pane), 0);
}

static void
refresh (AssayView *view)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (view);

  assay_job_pane_refresh (ASSAY_JOB_PANE (self->job_pane));
  assay_history_pane_refresh (ASSAY_HISTORY_PANE (self->history_pane));
}

static void
attach (AssayView    *view,
        AssaySession *session)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (view);

  assay_job_pane_set_session (ASSAY_JOB_PANE (self->job_pane), session);
  assay_history_pane_set_session (ASSAY_HISTORY_PANE (self->history_pane), session);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  update_layout (ASSAY_ACTIVITY_VIEW (view));
}

static gboolean
start_search (AssayView *view)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (view);

  show_history_cb (self);
  return assay_history_pane_start_search (ASSAY_HISTORY_PANE (self->history_pane));
}

static void
go_back (AssayView *view)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (view);

  self->history_page = FALSE;
  update_layout (self);
}

static gboolean
can_go_back (AssayView *view)
{
  return assay_view_is_paged (view) && ASSAY_ACTIVITY_VIEW (view)->history_page;
}

static char *
dup_title (AssayView *view)
{
  return g_strdup (can_go_back (view) ? _("History") : _("Activity"));
}

static void
assay_activity_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ACTIVITY_VIEW);
  G_OBJECT_CLASS (assay_activity_view_parent_class)->dispose (object);
}

static void
assay_activity_view_class_init (AssayActivityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_HISTORY_PANE);
  g_type_ensure (ASSAY_TYPE_JOB_PANE);
  G_OBJECT_CLASS (klass)->dispose = assay_activity_view_dispose;
  view_class->dup_title = dup_title;
  view_class->can_go_back = can_go_back;
  view_class->attach = attach;
  view_class->refresh = refresh;
  view_class->set_width = set_width;
  view_class->start_search = start_search;
  view_class->go_back = go_back;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-activity-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayActivityView, job_pane);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityView, separator);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityView, history_pane);
  gtk_widget_class_bind_template_callback (widget_class, show_history_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, job_cleared_cb);
}

static void
assay_activity_view_init (AssayActivityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}
