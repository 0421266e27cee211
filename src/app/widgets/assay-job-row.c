/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-job-row.h"

#include "assay-theme.h"
#include "widgets/assay-job-progress.h"
#include "widgets/assay-parts.h"

#include <glib/gi18n.h>

/**
 * AssayJobRow:
 *
 * One job of the popover: how far it is with ways to pause and to cancel, or how it ended with Undo.
 */
struct _AssayJobRow
{
  GtkListBoxRow parent_instance;

  AssaySession *session; /* (owned) */
  AssayJobItem *item;    /* (owned) */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *progress;
  GtkWidget *phrase;
  GtkWidget *pause_button;
  GtkWidget *cancel_button;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (AssayJobRow, assay_job_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_pause (AssayJobRow *self,
              gboolean     running)
{
  gboolean paused = assay_job_item_is_paused (self->item);
  const char *title = assay_job_item_get_title (self->item);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->pause_button,
                          running && (paused || assay_job_item_can_pause (self->item)));
  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button),
                            paused ? "media-playback-start-symbolic" : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (self->pause_button, paused ? _("Go On") : _("Pause"));
  /* Translators: %s is a job, e.g. “Import Webinar.csv” */
  label = paused ? g_strdup_printf (_("Go on: %s"), title) : g_strdup_printf (_("Pause: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (AssayJobRow *self)
{
  AssayJobState state = assay_job_item_get_state (self->item);
  gboolean running = state == ASSAY_JOB_STATE_RUNNING;
  gboolean failed = state == ASSAY_JOB_STATE_FAILED;

  gtk_label_set_text (GTK_LABEL (self->phrase), assay_job_item_get_phrase (self->item));
  gtk_widget_set_visible (self->phrase, *assay_job_item_get_phrase (self->item) != '\0');
  gtk_widget_set_visible (self->progress, running);
  gtk_widget_set_visible (self->cancel_button, running);
  update_pause (self, running);
  gtk_widget_set_visible (self->undo_button, state == ASSAY_JOB_STATE_DONE
                                               && assay_job_item_get_undo (self->item) != 0);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                running && assay_job_item_is_paused (self->item)
                                                                   ? "media-playback-pause-symbolic"
                                : running                          ? "system-run-symbolic"
                                : failed                           ? "assay-lost-symbolic"
                                : state == ASSAY_JOB_STATE_UNDONE  ? "edit-undo-symbolic"
                                : state == ASSAY_JOB_STATE_DONE    ? "object-select-symbolic"
                                                                   : "media-playback-pause-symbolic");
  gtk_widget_set_css_classes (self->icon,
                              failed                            ? (const char *[]) { "assay-error", NULL }
                              : state == ASSAY_JOB_STATE_DONE ? (const char *[]) { "assay-ok", NULL }
                                                              : (const char *[]) { NULL });
}

static void
pause_clicked_cb (AssayJobRow *self)
{
  assay_job_item_set_paused (self->item, !assay_job_item_is_paused (self->item));
}

static void
cancel_clicked_cb (AssayJobRow *self)
{
  assay_job_item_cancel (self->item);
}

static void
undo_clicked_cb (AssayJobRow *self)
{
  assay_session_undo (self->session, assay_job_item_get_undo (self->item));
}

static void
assay_job_row_dispose (GObject *object)
{
  AssayJobRow *self = ASSAY_JOB_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (assay_job_row_parent_class)->dispose (object);
}

static void
assay_job_row_class_init (AssayJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_job_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, phrase);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AssayJobRow, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
assay_job_row_init (AssayJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
assay_job_row_new (AssaySession *session,
                   AssayJobItem *item)
{
  AssayJobRow *self = g_object_new (ASSAY_TYPE_JOB_ROW, NULL);
  g_autofree char *cancel = NULL;
  g_autofree char *undo = NULL;

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  gtk_label_set_text (GTK_LABEL (self->title), assay_job_item_get_title (item));
  /* Translators: %s is a job, e.g. “Import Webinar.csv” */
  cancel = g_strdup_printf (_("Cancel: %s"), assay_job_item_get_title (item));
  undo = g_strdup_printf (_("Undo: %s"), assay_job_item_get_title (item));
  assay_set_accessible_name (self->cancel_button, cancel);
  assay_set_accessible_name (self->undo_button, undo);
  assay_set_accessible_name (GTK_WIDGET (self), assay_job_item_get_title (item));
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, item);
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
