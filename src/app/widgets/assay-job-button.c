/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/assay-job-button.h"

#include "assay-view-registry.h"
#include "widgets/assay-job-row.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-progress-ring.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_DONE 4

/**
 * AssayJobButton:
 *
 * The right end of every header: a tick when nothing runs, else a ring with the mean progress of
 * the running jobs. Its popover lists them, and the last few finished ones with what can be done
 * about them.
 */
struct _AssayJobButton
{
  AdwBin parent_instance;

  AssaySession *session; /* (owned) (nullable) */
  GtkWidget *button;
  GtkWidget *stack;
  GtkWidget *ring;
  GtkWidget *running_title;
  GtkWidget *running_count;
  GtkWidget *running_list;
  GtkWidget *done_title;
  GtkWidget *done_list;
  GtkWidget *idle_label;
  GtkWidget *all_button;
  guint rebuild_source;
};

G_DEFINE_FINAL_TYPE (AssayJobButton, assay_job_button, ADW_TYPE_BIN)

static void
update_ring (AssayJobButton *self)
{
  guint running = assay_job_button_get_running (self);
  g_autofree char *label = NULL;

  assay_progress_ring_set_fraction (ASSAY_PROGRESS_RING (self->ring),
                                    assay_job_button_get_fraction (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), running > 0 ? "ring" : "idle");
  if (running == 0)
    label = g_strdup (_("Jobs: nothing is running"));
  else
    label = g_strdup_printf (ngettext ("Jobs: %u running, %d %%", "Jobs: %u running, %d %%", running),
                             running, (int) (100 * assay_job_button_get_fraction (self)));
  assay_set_accessible_name (self->button, label);
  gtk_widget_set_tooltip_text (self->button, label);
}

static void
rebuild (AssayJobButton *self)
{
  GListModel *jobs = self->session != NULL ? assay_session_get_jobs (self->session) : NULL;
  guint n = jobs != NULL ? g_list_model_get_n_items (jobs) : 0, running = 0, done = 0;
  g_autofree char *count = NULL;

  assay_remove_all (self->running_list);
  assay_remove_all (self->done_list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (jobs, i);
      gboolean runs = assay_job_item_get_state (item) == ASSAY_JOB_STATE_RUNNING;
      gboolean failed = assay_job_item_get_state (item) == ASSAY_JOB_STATE_FAILED;

      if (runs)
        running++;
      else if (!failed && done >= MAX_DONE)
        continue;
      else
        done++;
      gtk_list_box_append (GTK_LIST_BOX (runs ? self->running_list : self->done_list),
                           assay_job_row_new (self->session, item));
    }
  count = g_strdup_printf ("%u", running);
  gtk_label_set_text (GTK_LABEL (self->running_count), count);
  gtk_widget_set_visible (self->running_title, running > 0);
  gtk_widget_set_visible (self->running_list, running > 0);
  gtk_widget_set_visible (self->done_title, done > 0);
  gtk_widget_set_visible (self->done_list, done > 0);
  gtk_widget_set_visible (self->idle_label, running + done == 0);
  gtk_widget_set_visible (self->all_button, assay_view_registry_find ("activity") != NULL);
  update_ring (self);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  AssayJobButton *self = user_data;

  self->rebuild_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (AssayJobButton *self)
{
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (rebuild_cb, self);
}

static void
items_changed_cb (AssayJobButton *self,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GListModel     *jobs)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (jobs, i);

      g_signal_connect_object (item, "notify::state", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "notify::fraction", G_CALLBACK (update_ring), self,
                               G_CONNECT_SWAPPED);
    }
  queue_rebuild (self);
}

static void
all_clicked_cb (AssayJobButton *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s", "activity");
}

static void
assay_job_button_dispose (GObject *object)
{
  AssayJobButton *self = ASSAY_JOB_BUTTON (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (assay_job_button_parent_class)->dispose (object);
}

static void
assay_job_button_class_init (AssayJobButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_PROGRESS_RING);
  G_OBJECT_CLASS (klass)->dispose = assay_job_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-job-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, button);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, ring);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, running_title);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, running_count);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, running_list);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, done_title);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, done_list);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, idle_label);
  gtk_widget_class_bind_template_child (widget_class, AssayJobButton, all_button);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
assay_job_button_init (AssayJobButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rebuild (self);
}

void
assay_job_button_set_session (AssayJobButton *self,
                              AssaySession   *session)
{
  GListModel *jobs;

  g_return_if_fail (ASSAY_IS_JOB_BUTTON (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  jobs = assay_session_get_jobs (session);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (jobs), jobs);
}

void
assay_job_button_popup (AssayJobButton *self)
{
  g_return_if_fail (ASSAY_IS_JOB_BUTTON (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}

/**
 * assay_job_button_get_running:
 *
 * Returns: how many jobs run
 */
guint
assay_job_button_get_running (AssayJobButton *self)
{
  GListModel *jobs;
  guint running = 0;

  g_return_val_if_fail (ASSAY_IS_JOB_BUTTON (self), 0);

  if (self->session == NULL)
    return 0;
  jobs = assay_session_get_jobs (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (jobs, i);

      running += assay_job_item_get_state (item) == ASSAY_JOB_STATE_RUNNING;
    }
  return running;
}

/**
 * assay_job_button_get_fraction:
 *
 * Returns: mean progress of the running jobs, 0 to 1; those of unknown length count as 0
 */
double
assay_job_button_get_fraction (AssayJobButton *self)
{
  GListModel *jobs;
  double sum = 0;
  guint running = 0;

  g_return_val_if_fail (ASSAY_IS_JOB_BUTTON (self), 0);

  if (self->session == NULL)
    return 0;
  jobs = assay_session_get_jobs (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (jobs, i);
      double fraction = assay_job_item_get_fraction (item);

      if (assay_job_item_get_state (item) != ASSAY_JOB_STATE_RUNNING)
        continue;
      running++;
      sum += isnan (fraction) ? 0 : fraction;
    }
  return running > 0 ? sum / running : 0;
}
