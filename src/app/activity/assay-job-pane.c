/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-job-pane.h"

#include "activity/assay-activity-load.h"
#include "activity/assay-activity-row.h"
#include "activity/assay-activity-words.h"
#include "assay-theme.h"
#include "base/assay-clock.h"
#include "widgets/assay-parts.h"
#include "widgets/assay-states.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 50

/**
 * AssayJobPane:
 *
 * What was done, by day, the newest first; what runs, on top.
 */
struct _AssayJobPane
{
  AdwBin parent_instance;

  AssaySession *session;     /* (owned) (nullable) */
  AssayWorkspace *workspace; /* (owned) (nullable): what is shown */
  AssayActivityJobs *loaded; /* (owned) (nullable) */
  AssayLoader *loader;       /* (owned) (nullable) */
  GStrv kinds;               /* (owned) (nullable): of the drop-down, after “all” */
  guint rebuild_source;
  guint limit;
  gint64 chosen; /* the job the history shows, 0 for all */
  gboolean filling;

  GtkWidget *running_label;
  GtkWidget *kind_drop_down;
  GtkWidget *history_button;
  GtkWidget *states;
  GtkWidget *days;
  GtkWidget *earlier_button;
};

G_DEFINE_FINAL_TYPE (AssayJobPane, assay_job_pane, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  SHOW_HISTORY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mark_chosen (AssayJobPane *self)
{
  for (GtkWidget *day = gtk_widget_get_first_child (self->days); day != NULL;
       day = gtk_widget_get_next_sibling (day))
    for (GtkWidget *row = gtk_widget_get_first_child (day);
         GTK_IS_LIST_BOX (day) && row != NULL; row = gtk_widget_get_next_sibling (row))
      {
        gint64 job = assay_activity_row_get_job (ASSAY_ACTIVITY_ROW (row));

        assay_activity_row_set_chosen (ASSAY_ACTIVITY_ROW (row), job != 0 && job == self->chosen);
      }
}

/* The same row again lets go of the filter. */
static void
row_activated_cb (AssayJobPane     *self,
                  AssayActivityRow *row,
                  GtkListBox       *list)
{
  gint64 job = assay_activity_row_get_job (row);

  if (job == self->chosen)
    job = 0;
  self->chosen = job;
  mark_chosen (self);
  g_signal_emit (self, signals[CHOSEN], 0, job, assay_activity_row_get_title (row));
}

/* The list of a day, after its heading. */
static GtkWidget *
add_day (AssayJobPane *self,
         const char   *name)
{
  GtkWidget *heading = assay_label_new (name, "assay-day dim-label", ASSAY_LABEL_PLAIN);
  GtkWidget *list = gtk_list_box_new ();

  assay_add_css_classes (list, "card assay-activity-day");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  assay_set_accessible_name (list, name);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  assay_append (self->days, heading, list, NULL);
  return list;
}

static gboolean
runs_here (AssayJobPane *self,
           gint64        job)
{
  GListModel *items = assay_session_get_jobs (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (items, i);

      if (assay_job_item_get_state (item) == ASSAY_JOB_STATE_RUNNING
          && assay_job_item_get_job (item) == job)
        return TRUE;
    }
  return FALSE;
}

static AssayJobRecord *
find_record (GPtrArray *records,
             gint64     job)
{
  for (guint i = 0; i < records->len; i++)
    if (((AssayJobRecord *) g_ptr_array_index (records, i))->id == job)
      return g_ptr_array_index (records, i);
  return NULL;
}

static AssayJobRecord *
find_undo (GPtrArray *records,
           gint64     job)
{
  for (guint i = 0; i < records->len; i++)
    {
      AssayJobRecord *record = g_ptr_array_index (records, i);

      if (record->undoes == job && record->state == ASSAY_JOB_STATE_DONE)
        return record;
    }
  return NULL;
}

static GPtrArray *
list_chain (GPtrArray *records,
            gint64     job)
{
  GPtrArray *chain = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      AssayJobRecord *record = g_ptr_array_index (records, i);

      if (record->parent == job && record->state == ASSAY_JOB_STATE_DONE)
        g_ptr_array_add (chain, record);
    }
  return chain;
}

/* An undo shows at the job it took back, what followed by itself at the job it followed. */
static gboolean
has_row (AssayJobPane   *self,
         AssayJobRecord *record)
{
  GPtrArray *records = self->loaded->records;
  gboolean went_well
    = record->state == ASSAY_JOB_STATE_DONE || record->state == ASSAY_JOB_STATE_UNDONE;

  if (runs_here (self, record->id) || (record->parent != 0 && runs_here (self, record->parent)))
    return FALSE;
  if (went_well && record->undoes != 0 && find_record (records, record->undoes) != NULL)
    return FALSE;
  return !(went_well && record->parent != 0 && find_record (records, record->parent) != NULL);
}

static guint
add_running (AssayJobPane *self,
             GtkWidget   **list)
{
  GListModel *items = assay_session_get_jobs (self->session);
  g_autofree char *today = assay_activity_day (assay_clock_now (), assay_clock_now ());
  guint running = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (items, i);

      if (assay_job_item_get_state (item) != ASSAY_JOB_STATE_RUNNING)
        continue;
      if (*list == NULL)
        *list = add_day (self, today);
      gtk_list_box_append (GTK_LIST_BOX (*list),
                           assay_activity_row_new_running (self->session, item));
      running++;
    }
  return running;
}

static void
show_running_count (AssayJobPane *self,
                    guint         running)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("%u running", "%u running", running), running);

  gtk_label_set_text (GTK_LABEL (self->running_label), running > 0 ? text : "");
}

static void
rebuild (AssayJobPane *self)
{
  g_autofree char *day = assay_activity_day (assay_clock_now (), assay_clock_now ());
  GtkWidget *list = NULL;
  guint rows = 0, running;

  if (self->loaded == NULL)
    return;
  assay_remove_all (self->days);
  running = add_running (self, &list);
  for (guint i = 0; i < self->loaded->records->len; i++)
    {
      AssayJobRecord *record = g_ptr_array_index (self->loaded->records, i);
      g_autoptr (GPtrArray) chain = NULL;
      g_autofree char *its_day = NULL;

      if (!has_row (self, record))
        continue;
      its_day = assay_activity_day (record->started, assay_clock_now ());
      if (list == NULL || !g_str_equal (its_day, day))
        {
          list = add_day (self, its_day);
          g_free (day);
          day = g_steal_pointer (&its_day);
        }
      chain = list_chain (self->loaded->records, record->id);
      gtk_list_box_append (GTK_LIST_BOX (list),
                           assay_activity_row_new (self->session, record,
                                                   find_undo (self->loaded->records, record->id),
                                                   chain));
      rows++;
    }
  show_running_count (self, running);
  gtk_widget_set_visible (self->earlier_button, self->loaded->more);
  assay_states_show (ASSAY_STATES (self->states), rows + running > 0 ? "jobs" : "empty");
  mark_chosen (self);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  AssayJobPane *self = user_data;

  self->rebuild_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (AssayJobPane *self)
{
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (rebuild_cb, self);
}

/* Kinds come and go with the jobs; the one chosen stays. */
static void
fill_kinds (AssayJobPane *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind_drop_down));
  g_autofree char *chosen = selected > 0 && selected != GTK_INVALID_LIST_POSITION
                              ? g_strdup (self->kinds[selected - 1])
                              : NULL;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  if (self->kinds != NULL
      && g_strv_equal ((const char *const *) self->kinds, (const char *const *) self->loaded->kinds))
    return;
  g_strfreev (self->kinds);
  self->kinds = g_strdupv (self->loaded->kinds);
  gtk_string_list_append (labels, _("All kinds"));
  selected = 0;
  for (guint i = 0; self->kinds[i] != NULL; i++)
    {
      gtk_string_list_take (labels, assay_activity_kind_label (self->kinds[i]));
      if (g_strcmp0 (chosen, self->kinds[i]) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->kind_drop_down), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind_drop_down), selected);
  self->filling = FALSE;
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayJobPane *self = owner;

  if (answer == NULL)
    {
      assay_states_fail (ASSAY_STATES (self->states), error);
      return;
    }
  g_clear_pointer (&self->loaded, assay_activity_jobs_free);
  self->loaded = answer;
  fill_kinds (self);
  rebuild (self);
}

static void
load (AssayJobPane *self)
{
  guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind_drop_down));
  gboolean all = kind == 0 || kind == GTK_INVALID_LIST_POSITION || self->kinds == NULL;

  if (self->loaded == NULL && self->workspace != NULL)
    assay_states_wait (ASSAY_STATES (self->states));
  assay_loader_load (self->loader, self->workspace,
                     assay_jobs_query_new (all ? NULL : self->kinds[kind - 1], self->limit));
}

static void
kind_selected_cb (AssayJobPane *self)
{
  if (self->filling)
    return;
  self->limit = PAGE_SIZE;
  load (self);
}

static void
earlier_clicked_cb (AssayJobPane *self)
{
  self->limit += PAGE_SIZE;
  load (self);
}

static void
history_clicked_cb (AssayJobPane *self)
{
  g_signal_emit (self, signals[SHOW_HISTORY], 0);
}

static void
items_changed_cb (AssayJobPane *self,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GListModel   *items)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AssayJobItem) item = g_list_model_get_item (items, i);

      g_signal_connect_object (item, "notify::state", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
    }
  queue_rebuild (self);
}

static void
assay_job_pane_dispose (GObject *object)
{
  AssayJobPane *self = ASSAY_JOB_PANE (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_JOB_PANE);
  G_OBJECT_CLASS (assay_job_pane_parent_class)->dispose (object);
}

static void
assay_job_pane_finalize (GObject *object)
{
  AssayJobPane *self = ASSAY_JOB_PANE (object);

  g_clear_pointer (&self->loaded, assay_activity_jobs_free);
  g_strfreev (self->kinds);
  G_OBJECT_CLASS (assay_job_pane_parent_class)->finalize (object);
}

static void
assay_job_pane_class_init (AssayJobPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_STATES);
  G_OBJECT_CLASS (klass)->dispose = assay_job_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_job_pane_finalize;

  /**
   * AssayJobPane::chosen:
   * @job: the job to show the changes of, 0 for all jobs
   * @title: what it did
   */
  signals[CHOSEN] = g_signal_new ("chosen", ASSAY_TYPE_JOB_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[SHOW_HISTORY] = g_signal_new ("show-history", ASSAY_TYPE_JOB_PANE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-job-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, running_label);
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, history_button);
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, states);
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, days);
  gtk_widget_class_bind_template_child (widget_class, AssayJobPane, earlier_button);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_job_pane_refresh);
}

static void
assay_job_pane_init (AssayJobPane *self)
{
  self->limit = PAGE_SIZE;
  self->loader = assay_loader_new (&assay_jobs_reading, loaded_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
assay_job_pane_set_session (AssayJobPane *self,
                            AssaySession *session)
{
  GListModel *items;

  g_return_if_fail (ASSAY_IS_JOB_PANE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  items = assay_session_get_jobs (session);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (items), items);
}

/**
 * assay_job_pane_refresh:
 *
 * Reads the jobs again.
 */
void
assay_job_pane_refresh (AssayJobPane *self)
{
  g_return_if_fail (ASSAY_IS_JOB_PANE (self));

  if (g_set_object (&self->workspace, assay_session_get_workspace (self->session)))
    {
      g_clear_pointer (&self->loaded, assay_activity_jobs_free);
      self->limit = PAGE_SIZE;
      self->chosen = 0;
      assay_states_show (ASSAY_STATES (self->states), "start");
    }
  load (self);
}

/**
 * assay_job_pane_choose:
 * @job: the job whose changes the history shows, 0 for all
 */
void
assay_job_pane_choose (AssayJobPane *self,
                       gint64        job)
{
  g_return_if_fail (ASSAY_IS_JOB_PANE (self));
  self->chosen = job;
  mark_chosen (self);
}

/**
 * assay_job_pane_set_paged:
 * @paged: whether the history is a page of its own
 */
void
assay_job_pane_set_paged (AssayJobPane *self,
                          gboolean      paged)
{
  g_return_if_fail (ASSAY_IS_JOB_PANE (self));
  gtk_widget_set_visible (self->history_button, paged);
}
