/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-activity-row.h"

#include "activity/assay-activity-words.h"
#include "assay-theme.h"
#include "widgets/assay-job-progress.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-progress-ring.h"
#include "widgets/assay-tooltip.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * AssayActivityRow:
 *
 * A job: how far it is or how it ended, and the one thing there is to do about it.
 */
struct _AssayActivityRow
{
  GtkListBoxRow parent_instance;

  AssaySession *session; /* (owned) */
  AssayJobItem *item;    /* (owned) (nullable): while it runs here */
  char *name;            /* (owned) */
  gint64 job;            /* its number; 0 before it has one */
  gint64 undo_job;       /* what the undo button takes back */

  GtkWidget *ring;
  GtkWidget *mark;
  GtkWidget *title;
  GtkWidget *progress;
  GtkWidget *subtitle;
  GtkWidget *time;
  GtkWidget *undo_button;
  GtkWidget *undo_content;
  GtkWidget *leads_button;
  GtkWidget *see_button;
  GtkWidget *see_text;
  GtkWidget *final_box;
  GtkWidget *cancel_button;
};

G_DEFINE_FINAL_TYPE (AssayActivityRow, assay_activity_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_running (AssayActivityRow *self)
{
  double fraction = assay_job_item_get_fraction (self->item);
  const char *phrase = assay_job_item_get_phrase (self->item);

  gtk_label_set_text (GTK_LABEL (self->subtitle), *phrase != '\0' ? phrase : _("Runs"));
  assay_progress_ring_set_fraction (ASSAY_PROGRESS_RING (self->ring), fraction);
}

static void
undo_clicked_cb (AssayActivityRow *self)
{
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  assay_session_undo (self->session, self->undo_job);
}

static void
leads_clicked_cb (AssayActivityRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job-leads", "x", self->job);
}

static void
cancel_clicked_cb (AssayActivityRow *self)
{
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  assay_job_item_cancel (self->item);
}

static void
assay_activity_row_dispose (GObject *object)
{
  AssayActivityRow *self = ASSAY_ACTIVITY_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ACTIVITY_ROW);
  G_OBJECT_CLASS (assay_activity_row_parent_class)->dispose (object);
}

static void
assay_activity_row_finalize (GObject *object)
{
  g_free (ASSAY_ACTIVITY_ROW (object)->name);
  G_OBJECT_CLASS (assay_activity_row_parent_class)->finalize (object);
}

static void
assay_activity_row_class_init (AssayActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_PROGRESS_RING);
  G_OBJECT_CLASS (klass)->dispose = assay_activity_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_activity_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, ring);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, mark);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, title);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, progress);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, time);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, undo_content);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, leads_button);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, see_button);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, see_text);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, final_box);
  gtk_widget_class_bind_template_child (widget_class, AssayActivityRow, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leads_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
assay_activity_row_init (AssayActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AssayActivityRow *
new_row (AssaySession *session,
         const char   *title)
{
  AssayActivityRow *self = g_object_new (ASSAY_TYPE_ACTIVITY_ROW, NULL);

  self->session = g_object_ref (session);
  self->name = g_strdup (title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  assay_set_tooltip (self->title, title);
  return self;
}

/**
 * assay_activity_row_new_running:
 * @item: a job of this session that runs
 */
GtkWidget *
assay_activity_row_new_running (AssaySession *session,
                                AssayJobItem *item)
{
  AssayActivityRow *self = new_row (session, assay_job_item_get_title (item));
  g_autofree char *cancel = g_strdup_printf (_("Cancel: %s"), self->name);

  self->item = g_object_ref (item);
  gtk_widget_set_visible (self->ring, TRUE);
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_visible (self->cancel_button, TRUE);
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_widget_set_visible (self->time, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  assay_set_accessible_name (self->cancel_button, cancel);
  assay_set_accessible_name (GTK_WIDGET (self), self->name);
  assay_job_progress_follow (GTK_PROGRESS_BAR (self->progress), NULL, item);
  g_signal_connect_object (item, "notify", G_CALLBACK (update_running), self, G_CONNECT_SWAPPED);
  update_running (self);
  return GTK_WIDGET (self);
}

static void
set_mark (AssayActivityRow *self,
          const char       *icon,
          const char       *css_class)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), icon);
  if (css_class != NULL)
    gtk_widget_add_css_class (self->mark, css_class);
}

static void
show_mark (AssayActivityRow *self,
           AssayJobState     state)
{
  switch (state)
    {
    case ASSAY_JOB_STATE_FAILED:
      set_mark (self, "assay-lost-symbolic", "assay-error");
      break;
    case ASSAY_JOB_STATE_CANCELLED:
      set_mark (self, "window-close-symbolic", "dim-label");
      break;
    case ASSAY_JOB_STATE_INTERRUPTED:
      set_mark (self, "dialog-warning-symbolic", "assay-warning");
      break;
    case ASSAY_JOB_STATE_UNDONE:
      set_mark (self, "edit-undo-symbolic", "dim-label");
      break;
    case ASSAY_JOB_STATE_RUNNING:
      set_mark (self, "system-run-symbolic", NULL);
      break;
    case ASSAY_JOB_STATE_NEW:
    case ASSAY_JOB_STATE_DONE:
    default:
      set_mark (self, "object-select-symbolic", "assay-ok");
      break;
    }
}

/* Undo for what can be taken back, Redo for what was; the whole message where it failed. */
static void
show_action (AssayActivityRow     *self,
             const AssayJobRecord *record,
             const AssayJobRecord *undone_by)
{
  g_autofree char *label = NULL;
  gboolean redo = undone_by != NULL && undone_by->can_undo;

  self->undo_job = record->can_undo ? record->id : redo ? undone_by->id : 0;
  gtk_widget_set_visible (self->undo_button, self->undo_job != 0);
  gtk_widget_set_visible (self->final_box,
                          record->state == ASSAY_JOB_STATE_DONE && !record->can_undo);
  gtk_widget_set_visible (self->see_button, record->state == ASSAY_JOB_STATE_FAILED);
  if (record->error != NULL)
    gtk_label_set_text (GTK_LABEL (self->see_text), record->error);
  if (redo)
    {
      adw_button_content_set_label (ADW_BUTTON_CONTENT (self->undo_content), _("Redo"));
      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (self->undo_content),
                                        "edit-redo-symbolic");
    }
  label = g_strdup_printf (redo ? _("Redo: %s") : _("Undo: %s"), self->name);
  assay_set_accessible_name (self->undo_button, label);
  g_clear_pointer (&label, g_free);
  label = g_strdup_printf (_("See why this failed: %s"), self->name);
  assay_set_accessible_name (self->see_button, label);
  g_clear_pointer (&label, g_free);
  label = g_strdup_printf (_("See the leads: %s"), self->name);
  assay_set_accessible_name (self->leads_button, label);
  gtk_widget_set_visible (self->leads_button,
                          record->state == ASSAY_JOB_STATE_DONE && assay_activity_has_leads (record));
}

/**
 * assay_activity_row_new:
 * @undone_by: (nullable): the job that took it back
 * @chain: (nullable) (element-type AssayJobRecord): what followed it by itself
 */
GtkWidget *
assay_activity_row_new (AssaySession         *session,
                        const AssayJobRecord *record,
                        const AssayJobRecord *undone_by,
                        GPtrArray            *chain)
{
  AssayActivityRow *self = new_row (session, record->title);
  g_autofree char *time = assay_activity_time (record->started);
  g_autofree char *subtitle = assay_activity_subtitle (record, undone_by, chain);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", record->title, subtitle, time);

  self->job = record->id;
  gtk_label_set_text (GTK_LABEL (self->time), time);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  assay_set_tooltip (self->subtitle, subtitle);
  if (record->state == ASSAY_JOB_STATE_UNDONE || record->state == ASSAY_JOB_STATE_CANCELLED)
    gtk_widget_add_css_class (self->title, "dim-label");
  show_mark (self, record->state);
  show_action (self, record, undone_by);
  assay_set_accessible_name (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}

gint64
assay_activity_row_get_job (AssayActivityRow *self)
{
  g_return_val_if_fail (ASSAY_IS_ACTIVITY_ROW (self), 0);
  return self->job;
}

const char *
assay_activity_row_get_title (AssayActivityRow *self)
{
  g_return_val_if_fail (ASSAY_IS_ACTIVITY_ROW (self), NULL);
  return self->name;
}

/**
 * assay_activity_row_set_chosen:
 * @chosen: whether the history shows this job alone
 */
void
assay_activity_row_set_chosen (AssayActivityRow *self,
                               gboolean          chosen)
{
  g_return_if_fail (ASSAY_IS_ACTIVITY_ROW (self));

  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}
