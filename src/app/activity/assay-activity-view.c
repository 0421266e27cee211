/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-view.h"

#include "activity/assay-history-pane.h"
#include "activity/assay-job-pane.h"
#include "assay-theme.h"
#include "widgets/assay-loading-rows.h"

#include <glib/gi18n.h>

/**
 * AssayActivityView:
 *
 * What was done and what it changed: jobs on the left, the history of values on the right; where
 * there is no room for both, the history is a page of its own.
 */
struct _AssayActivityView
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  AssayWidth width;
  gboolean history_page;

  GtkWidget *job_pane;
  GtkWidget *separator;
  GtkWidget *history_pane;
};

static void assay_activity_view_iface_init (AssayViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayActivityView, assay_activity_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_VIEW,
                                                      assay_activity_view_iface_init))

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_CAN_GO_BACK,
};

static gboolean
is_paged (AssayActivityView *self)
{
  return self->width < ASSAY_WIDTH_WIDE;
}

static void
update_layout (AssayActivityView *self)
{
  gboolean paged = is_paged (self);

  gtk_widget_set_visible (self->job_pane, !paged || !self->history_page);
  gtk_widget_set_visible (self->separator, !paged);
  gtk_widget_set_visible (self->history_pane, !paged || self->history_page);
  gtk_widget_set_size_request (self->job_pane, paged ? -1 : 524, -1);
  gtk_widget_set_hexpand (self->job_pane, paged);
  assay_job_pane_set_paged (ASSAY_JOB_PANE (self->job_pane), paged);
  assay_history_pane_set_room (ASSAY_HISTORY_PANE (self->history_pane), paged,
                               self->width == ASSAY_WIDTH_PHONE);
  g_object_notify (G_OBJECT (self), "title");
  g_object_notify (G_OBJECT (self), "can-go-back");
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
  if (job != 0 && is_paged (self))
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

  self->session = g_object_ref (session);
  assay_job_pane_set_session (ASSAY_JOB_PANE (self->job_pane), session);
  assay_history_pane_set_session (ASSAY_HISTORY_PANE (self->history_pane), session);
  refresh (view);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (view);

  if (self->width == width)
    return;
  self->width = width;
  update_layout (self);
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

static void
assay_activity_view_iface_init (AssayViewInterface *iface)
{
  iface->attach = attach;
  iface->refresh = refresh;
  iface->set_width = set_width;
  iface->start_search = start_search;
  iface->go_back = go_back;
}

static void
assay_activity_view_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  AssayActivityView *self = ASSAY_ACTIVITY_VIEW (object);
  gboolean history = is_paged (self) && self->history_page;

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, history ? _("History") : _("Activity"));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, "");
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, history);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
assay_activity_view_dispose (GObject *object)
{
  g_clear_object (&ASSAY_ACTIVITY_VIEW (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ACTIVITY_VIEW);
  G_OBJECT_CLASS (assay_activity_view_parent_class)->dispose (object);
}

static void
assay_activity_view_class_init (AssayActivityViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_HISTORY_PANE);
  g_type_ensure (ASSAY_TYPE_JOB_PANE);
  g_type_ensure (ASSAY_TYPE_LOADING_ROWS);
  object_class->get_property = assay_activity_view_get_property;
  object_class->dispose = assay_activity_view_dispose;
  g_object_class_override_property (object_class, PROP_TITLE, "title");
  g_object_class_override_property (object_class, PROP_SUBTITLE, "subtitle");
  g_object_class_override_property (object_class, PROP_CAN_GO_BACK, "can-go-back");
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
  self->width = ASSAY_WIDTH_WIDE;
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}
