/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/assay-history-pane.h"

#include "activity/assay-activity-load.h"
#include "activity/assay-audit-foot.h"
#include "activity/assay-history-chips.h"
#include "activity/assay-history-item.h"
#include "activity/assay-history-table.h"
#include "assay-theme.h"
#include "widgets/assay-list-bin.h"
#include "widgets/assay-states.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define PAGE_SIZE 200
#define TYPING_DELAY_MS 120

/**
 * AssayHistoryPane:
 *
 * Which values changed: when, by whom, of which lead, from what to what. All of them, or those of
 * one job; searched as you type. Read page by page while one scrolls.
 */
struct _AssayHistoryPane
{
  AdwBin parent_instance;

  AssaySession *session;     /* (owned) (nullable) */
  AssayWorkspace *workspace; /* (owned) (nullable): what is shown */
  GListStore *items;         /* (owned) (element-type AssayHistoryItem) */
  AssayLoader *loader;       /* (owned) (nullable) */
  guint typing_source;
  gint64 job; /* only its changes; 0 for all */
  gboolean more;

  GtkWidget *head;
  GtkWidget *search_entry;
  GtkWidget *chips;
  GtkWidget *job_chip;
  GtkWidget *job_label;
  GtkWidget *states;
  GtkWidget *scroller;
  GtkWidget *table;
  GtkWidget *nothing_page;
  GtkWidget *foot;
};

G_DEFINE_FINAL_TYPE (AssayHistoryPane, assay_history_pane, ADW_TYPE_BIN)

enum
{
  JOB_CLEARED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_page (AssayHistoryPane *self,
           const char       *page)
{
  assay_states_show (ASSAY_STATES (self->states), page);
}

static void
show_nothing (AssayHistoryPane *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *text = NULL;
  gboolean filtered = assay_history_chips_are_set (ASSAY_HISTORY_CHIPS (self->chips));

  if (*words == '\0' && self->job == 0 && !filtered)
    {
      show_page (self, "empty");
      return;
    }
  if (filtered)
    text = g_strdup (_("No change passes these filters."));
  else if (*words == '\0')
    text = g_strdup (_("This job changed no value of a lead."));
  else if (self->job != 0)
    text = g_strdup_printf (_("No change of this job has “%s” in it. Other jobs may have some."),
                            escaped);
  else
    text = g_strdup_printf (_("No change has “%s” in the name of a lead or person, in the field or "
                              "in the value."),
                            escaped);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing_page), text);
  show_page (self, "nothing");
}

static void
show_history (AssayHistoryPane     *self,
              AssayActivityHistory *history)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autofree char *hint
    = g_strdup_printf (ngettext ("Search %'" PRId64 " change",
                                 "Search %'" PRId64 " changes", (gulong) history->total),
                       history->total);

  for (guint i = 0; i < history->entries->len; i++)
    g_ptr_array_add (added, assay_history_item_new (g_ptr_array_index (history->entries, i)));
  g_list_store_splice (self->items, history->first ? 0 : n, history->first ? n : 0, added->pdata, added->len);
  self->more = history->more;
  g_object_set (self->search_entry, "placeholder-text", hint, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    show_nothing (self);
  else
    show_page (self, "table");
}

static void
loaded_cb (gpointer      owner,
           gpointer      answer,
           const GError *error)
{
  AssayHistoryPane *self = owner;
  g_autoptr (AssayActivityHistory) history = answer;

  if (history != NULL)
    show_history (self, history);
  else
    assay_states_fail (ASSAY_STATES (self->states), error);
}

static void
load (AssayHistoryPane *self,
      gint64            before)
{
  AssayHistoryQuery query = { .job = self->job, .before = before, .limit = PAGE_SIZE };

  g_clear_handle_id (&self->typing_source, g_source_remove);
  query.search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  assay_history_chips_fill_query (ASSAY_HISTORY_CHIPS (self->chips), &query);
  if (before == 0 && self->workspace != NULL)
    assay_states_wait (ASSAY_STATES (self->states));
  assay_loader_load (self->loader, self->workspace, assay_history_query_copy (&query));
}

static void
scrolled_cb (AssayHistoryPane *self)
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  double rest = gtk_adjustment_get_upper (at) - gtk_adjustment_get_value (at)
                - gtk_adjustment_get_page_size (at);
  g_autoptr (AssayHistoryItem) last = NULL;

  if (!self->more || assay_loader_is_loading (self->loader) || n == 0
      || rest > 2 * gtk_adjustment_get_page_size (at))
    return;
  last = g_list_model_get_item (G_LIST_MODEL (self->items), n - 1);
  load (self, assay_history_item_get_entry (last)->row);
}

static gboolean
typed_cb (gpointer user_data)
{
  AssayHistoryPane *self = user_data;

  self->typing_source = 0;
  load (self, 0);
  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (AssayHistoryPane *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_DELAY_MS, typed_cb, self);
}

static void
stop_search_cb (AssayHistoryPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
clear_job_cb (AssayHistoryPane *self)
{
  assay_history_pane_set_job (self, 0, NULL);
  g_signal_emit (self, signals[JOB_CLEARED], 0);
}

static void
clear_all_cb (AssayHistoryPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  assay_history_chips_clear (ASSAY_HISTORY_CHIPS (self->chips));
  clear_job_cb (self);
  load (self, 0);
}

static void
retry_cb (AssayHistoryPane *self)
{
  load (self, 0);
}

static void
activated_cb (AssayHistoryPane *self,
              guint             position)
{
  g_autoptr (AssayHistoryItem) item
    = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const AssayHistoryEntry *entry = assay_history_item_get_entry (item);

  if (entry->kind == ASSAY_CHANGE_KIND_REMOVED)
    assay_session_toast (self->session, _("This lead is no longer there"), 0);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-lead", "x", entry->lead);
}

static void
assay_history_pane_dispose (GObject *object)
{
  AssayHistoryPane *self = ASSAY_HISTORY_PANE (object);

  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_pointer (&self->loader, assay_loader_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_HISTORY_PANE);
  G_OBJECT_CLASS (assay_history_pane_parent_class)->dispose (object);
}

static void
assay_history_pane_finalize (GObject *object)
{
  g_clear_object (&ASSAY_HISTORY_PANE (object)->items);
  G_OBJECT_CLASS (assay_history_pane_parent_class)->finalize (object);
}

static void
assay_history_pane_class_init (AssayHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_AUDIT_FOOT);
  g_type_ensure (ASSAY_TYPE_HISTORY_CHIPS);
  g_type_ensure (ASSAY_TYPE_LIST_BIN);
  g_type_ensure (ASSAY_TYPE_STATES);
  G_OBJECT_CLASS (klass)->dispose = assay_history_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_history_pane_finalize;
  signals[JOB_CLEARED] = g_signal_new ("job-cleared", ASSAY_TYPE_HISTORY_PANE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, head);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, chips);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, job_chip);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, job_label);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, states);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, table);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AssayHistoryPane, foot);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_job_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
assay_history_pane_init (AssayHistoryPane *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  self->loader = assay_loader_new (&assay_history_reading, loaded_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (ASSAY_TYPE_HISTORY_ITEM);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->table), GTK_SELECTION_MODEL (model));
  assay_history_table_add_columns (GTK_COLUMN_VIEW (self->table));
  g_signal_connect_object (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "value-changed",
    G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
assay_history_pane_set_session (AssayHistoryPane *self,
                                AssaySession     *session)
{
  g_return_if_fail (ASSAY_IS_HISTORY_PANE (self));
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

/**
 * assay_history_pane_refresh:
 *
 * Reads the history again, from the newest on.
 */
void
assay_history_pane_refresh (AssayHistoryPane *self)
{
  AssayWorkspace *workspace;

  g_return_if_fail (ASSAY_IS_HISTORY_PANE (self));

  workspace = assay_session_get_workspace (self->session);
  if (g_set_object (&self->workspace, workspace))
    {
      self->job = 0;
      gtk_widget_set_visible (self->job_chip, FALSE);
      g_list_store_remove_all (self->items);
      show_page (self, "start");
    }
  if (workspace != NULL)
    {
      g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
      assay_history_chips_set_fields (ASSAY_HISTORY_CHIPS (self->chips), fields);
    }
  assay_audit_foot_set_workspace (ASSAY_AUDIT_FOOT (self->foot), workspace);
  load (self, 0);
}

/**
 * assay_history_pane_set_job:
 * @job: only this job's changes; 0 for all
 * @title: (nullable): what it did
 */
void
assay_history_pane_set_job (AssayHistoryPane *self,
                            gint64            job,
                            const char       *title)
{
  g_return_if_fail (ASSAY_IS_HISTORY_PANE (self));

  gtk_widget_set_visible (self->job_chip, job != 0);
  if (job != 0)
    gtk_label_set_text (GTK_LABEL (self->job_label), title);
  if (job == self->job)
    return;
  self->job = job;
  load (self, 0);
}

gboolean
assay_history_pane_start_search (AssayHistoryPane *self)
{
  g_return_val_if_fail (ASSAY_IS_HISTORY_PANE (self), FALSE);
  return gtk_widget_grab_focus (self->search_entry);
}

/**
 * assay_history_pane_set_room:
 * @paged: whether it is a page of its own, whose name stands in the header
 * @phone: whether there is no room for all columns
 */
void
assay_history_pane_set_room (AssayHistoryPane *self,
                             gboolean          paged,
                             gboolean          phone)
{
  g_return_if_fail (ASSAY_IS_HISTORY_PANE (self));
  gtk_widget_set_visible (self->head, !paged);
  assay_history_table_set_phone (GTK_COLUMN_VIEW (self->table), phone);
}
