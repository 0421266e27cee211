/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-leads-view-private.h"

#include "assay-theme.h"
#include "leads/assay-column-chooser.h"
#include "model/assay-condition-text.h"

#include <glib/gi18n.h>

#define TYPING_DELAY_MS 25
#define SMALLEST_PANE 320

G_DEFINE_FINAL_TYPE (AssayLeadsView, assay_leads_view, ASSAY_TYPE_VIEW)

static void
update_layout (AssayLeadsView *self)
{
  gboolean phone = assay_view_get_width (ASSAY_VIEW (self)) == ASSAY_WIDTH_PHONE;

  gtk_widget_set_visible (self->list_side, !(assay_leads_view_is_paged (self) && self->pane_page));
  gtk_widget_set_visible (self->pane, !assay_leads_view_is_paged (self) || self->pane_page);
  gtk_widget_set_size_request (self->pane, assay_leads_view_is_paged (self) ? -1 : SMALLEST_PANE, -1);
  self->placed = FALSE;
  gtk_widget_set_visible (self->sort_button, phone);
  gtk_widget_set_visible (self->header_end, !assay_leads_view_is_paged (self) || self->pane_page);
  assay_lead_table_set_phone (self->table, phone);
  assay_filter_bar_set_phone (ASSAY_FILTER_BAR (self->filter_bar), phone);
  assay_bulk_bar_set_phone (ASSAY_BULK_BAR (self->bulk_bar), phone);
  assay_lead_pane_set_phone (ASSAY_LEAD_PANE (self->pane), phone);
  assay_leads_view_update_subtitle (self);
  assay_view_update_header (ASSAY_VIEW (self));
}

static void
open_pane (AssayLeadsView *self)
{
  self->pane_page = TRUE;
  update_layout (self);
  assay_leads_view_update_steps (self);
}

static void
activated_cb (AssayLeadsView *self,
              guint           position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->list), position, TRUE);
  open_pane (self);
}

void
assay_leads_view_step (AssayLeadsView *self,
                       int             by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint place = assay_lead_list_find (self->list, self->current);
  gint64 next = place == GTK_INVALID_LIST_POSITION ? 0 : (gint64) place + by;

  if (next < 0 || next >= (gint64) n)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->list), (guint) next, TRUE);
  assay_lead_table_scroll_to (self->table, (guint) next);
}

static gboolean
typed_cb (gpointer user_data)
{
  AssayLeadsView *self = user_data;

  self->typing_source = 0;
  self->wanted = 0;
  assay_leads_view_start_search (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (AssayLeadsView *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_DELAY_MS, typed_cb, self);
}

static void
stop_search_cb (AssayLeadsView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
filter_changed_cb (AssayLeadsView *self)
{
  AssayCondition *condition = assay_filter_bar_get_condition (ASSAY_FILTER_BAR (self->filter_bar));
  g_autofree char *text
    = condition != NULL ? assay_condition_to_text (condition) : g_strdup ("");

  assay_segment_menu_set_filter (ASSAY_SEGMENT_MENU (self->segments), condition);
  if (self->settings == NULL)
    return;
  g_settings_set_string (self->settings, "lead-filter", text);
  self->wanted = 0;
  assay_leads_view_start_search (self, FALSE);
}

static void
sort_changed_cb (AssayLeadsView *self)
{
  assay_leads_view_start_search (self, TRUE);
}

/* What the actions call */

void
assay_leads_view_add_filter (AssayLeadsView *self)
{
  assay_filter_bar_add_filter (ASSAY_FILTER_BAR (self->filter_bar));
}

void
assay_leads_view_edit_text (AssayLeadsView *self)
{
  assay_filter_bar_edit_text (ASSAY_FILTER_BAR (self->filter_bar));
}

void
assay_leads_view_clear (AssayLeadsView *self,
                        gboolean        search_too)
{
  if (search_too)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  assay_filter_bar_set_condition (ASSAY_FILTER_BAR (self->filter_bar), NULL);
  assay_leads_view_start_search (self, FALSE);
}

void
assay_leads_view_choose_columns (AssayLeadsView *self)
{
  g_autoptr (AssayFieldRegistry) fields = NULL;

  if (self->workspace == NULL)
    return;
  fields = assay_workspace_get_fields (self->workspace);
  assay_column_chooser_popup (self->table, fields, self->menu_button);
}

void
assay_leads_view_select (AssayLeadsView *self,
                         gboolean        all)
{
  if (all)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->list));
  else
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->list));
}

void
assay_leads_view_retry (AssayLeadsView *self)
{
  assay_leads_view_start_search (self, FALSE);
}

void
assay_leads_view_sort_menu (AssayLeadsView *self,
                            const char     *sort)
{
  assay_lead_table_set_sort (self->table, sort);
}

/* The view */

static void
attach (AssayView    *view,
        AssaySession *session)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (view);

  assay_lead_pane_set_session (ASSAY_LEAD_PANE (self->pane), session);
  assay_segment_menu_set_session (ASSAY_SEGMENT_MENU (self->segments), session);
}

static void
take_workspace (AssayLeadsView *self,
                AssayWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  self->current = self->wanted = 0;
  self->total = 0;
  assay_states_show (ASSAY_STATES (self->states), "start");
  assay_lead_list_set_workspace (self->list, workspace);
  assay_lead_list_take_ids (self->list, g_array_new (FALSE, FALSE, sizeof (gint64)), FALSE);
  assay_lead_pane_show_lead (ASSAY_LEAD_PANE (self->pane), 0);
}

static void
refresh (AssayView *view)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (view);
  AssayWorkspace *workspace = assay_view_get_workspace (view);

  if (workspace != self->workspace)
    take_workspace (self, workspace);
  self->counted = FALSE;
  if (workspace == NULL)
    return;

  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  assay_lead_table_set_fields (self->table, fields);
  assay_filter_bar_set_workspace (ASSAY_FILTER_BAR (self->filter_bar), workspace);
  assay_bulk_bar_set_fields (ASSAY_BULK_BAR (self->bulk_bar), fields);
  assay_segment_menu_refresh (ASSAY_SEGMENT_MENU (self->segments));
  assay_lead_list_reload (self->list);
  assay_lead_pane_refresh (ASSAY_LEAD_PANE (self->pane));
  assay_leads_view_start_search (self, TRUE);
}

static void
set_width (AssayView  *view,
           AssayWidth  width)
{
  update_layout (ASSAY_LEADS_VIEW (view));
}

static GtkWidget *
get_header_end (AssayView *view)
{
  return ASSAY_LEADS_VIEW (view)->header_end;
}

static gboolean
view_start_search (AssayView *view)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (view);

  self->pane_page = FALSE;
  update_layout (self);
  return gtk_widget_grab_focus (self->search_entry);
}

static void
go_back (AssayView *view)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (view);

  self->pane_page = FALSE;
  update_layout (self);
}

static gboolean
can_go_back (AssayView *view)
{
  return assay_view_is_paged (view) && ASSAY_LEADS_VIEW (view)->pane_page;
}

static char *
dup_title (AssayView *view)
{
  return g_strdup (can_go_back (view) ? _("Lead") : _("Leads"));
}

static char *
dup_subtitle (AssayView *view)
{
  return g_strdup (ASSAY_LEADS_VIEW (view)->subtitle);
}

/* The pane keeps its width from the last time; the list takes the rest. */
static void
place_divider (AssayLeadsView *self)
{
  int width = gtk_widget_get_width (self->paned);
  int pane = g_settings_get_int (self->settings, "lead-pane-width");

  if (self->placed || assay_leads_view_is_paged (self) || width < 2 * SMALLEST_PANE)
    return;
  self->placed = TRUE;
  gtk_paned_set_position (GTK_PANED (self->paned), width - MAX (pane, SMALLEST_PANE));
}

static void
save_pane_width (AssayLeadsView *self)
{
  int width = gtk_widget_get_width (self->pane);

  if (self->placed && !assay_leads_view_is_paged (self) && width >= SMALLEST_PANE)
    g_settings_set_int (self->settings, "lead-pane-width", width);
}

static void
assay_leads_view_unmap (GtkWidget *widget)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (widget);

  save_pane_width (self);
  assay_lead_table_save (self->table);
  GTK_WIDGET_CLASS (assay_leads_view_parent_class)->unmap (widget);
}

static void
assay_leads_view_dispose (GObject *object)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (object);

  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_pointer (&self->search, assay_loader_free);
  g_clear_pointer (&self->summary, assay_loader_free);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  assay_scope_clear (&self->asked);
  assay_scope_clear (&self->shown);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (assay_leads_view_parent_class)->dispose (object);
}

static void
assay_leads_view_finalize (GObject *object)
{
  AssayLeadsView *self = ASSAY_LEADS_VIEW (object);

  g_clear_object (&self->settings);
  g_free (self->subtitle);
  G_OBJECT_CLASS (assay_leads_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, header_end);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, paned);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, list_side);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, tools);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, states);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, table_bin);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, unfilter_button);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, foot);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, count_label);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, mean_label);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, selected_label);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, segments);
  gtk_widget_class_bind_template_child (widget_class, AssayLeadsView, pane);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, assay_leads_view_set_filter);
  gtk_widget_class_bind_template_callback (widget_class, assay_leads_view_save_segment);
  gtk_widget_class_bind_template_callback (widget_class, assay_leads_view_set_field);
  gtk_widget_class_bind_template_callback (widget_class, assay_leads_view_tag);
}

static void
assay_leads_view_class_init (AssayLeadsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayViewClass *view_class = ASSAY_VIEW_CLASS (klass);

  g_type_ensure (ASSAY_TYPE_BULK_BAR);
  g_type_ensure (ASSAY_TYPE_FILTER_BAR);
  g_type_ensure (ASSAY_TYPE_LEAD_PANE);
  g_type_ensure (ASSAY_TYPE_SEGMENT_MENU);
  g_type_ensure (ASSAY_TYPE_STATES);
  G_OBJECT_CLASS (klass)->dispose = assay_leads_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = assay_leads_view_finalize;
  widget_class->unmap = assay_leads_view_unmap;
  view_class->action_prefix = "leads";
  view_class->dup_title = dup_title;
  view_class->dup_subtitle = dup_subtitle;
  view_class->can_go_back = can_go_back;
  view_class->attach = attach;
  view_class->refresh = refresh;
  view_class->set_width = set_width;
  view_class->get_header_end = get_header_end;
  view_class->start_search = view_start_search;
  view_class->go_back = go_back;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               ASSAY_RESOURCE_PATH "/ui/assay-leads-view.ui");
  bind_children (widget_class);
}

static void
assay_leads_view_init (AssayLeadsView *self)
{
  g_autofree char *filter = NULL;
  GActionGroup *actions;
  const char *prefix;

  assay_leads_view_add_actions (self);
  actions = assay_view_get_actions (ASSAY_VIEW (self), &prefix);
  gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, actions);
  assay_leads_view_init_search (self);
  assay_leads_view_init_selection (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new ("io.github.assay_desktop.Assay");
  self->table = ASSAY_LEAD_TABLE (assay_lead_table_new (self->settings));
  self->list = g_object_ref (assay_lead_table_get_list (self->table));
  adw_bin_set_child (ADW_BIN (self->table_bin), GTK_WIDGET (self->table));
  filter = g_settings_get_string (self->settings, "lead-filter");
  assay_filter_bar_set_text (ASSAY_FILTER_BAR (self->filter_bar), filter);
  g_signal_connect_object (self->table, "notify::sort", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (place_divider), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "selection-changed", G_CALLBACK (assay_leads_view_selection_changed), self,
                           G_CONNECT_SWAPPED);
  update_layout (self);
  assay_leads_view_update_steps (self);
}

/**
 * assay_leads_view_show_lead:
 * @lead: a lead
 *
 * Selects a lead and shows it in the pane; one that the filter hides is shown all the same, and one that the
 * list does not have yet is selected once it has.
 */
void
assay_leads_view_show_lead (AssayLeadsView *self,
                            gint64          lead)
{
  guint place;

  g_return_if_fail (ASSAY_IS_LEADS_VIEW (self));

  place = assay_lead_list_find (self->list, lead);
  if (place != GTK_INVALID_LIST_POSITION)
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->list), place, TRUE);
      assay_lead_table_scroll_to (self->table, place);
    }
  else
    {
      self->selecting = TRUE;
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->list));
      self->selecting = FALSE;
      self->wanted = self->current = lead;
      assay_lead_pane_show_lead (ASSAY_LEAD_PANE (self->pane), lead);
    }
  open_pane (self);
}

/**
 * assay_leads_view_set_filter:
 * @text: a condition's text form; empty for none
 */
void
assay_leads_view_set_filter (AssayLeadsView *self,
                             const char     *text)
{
  g_return_if_fail (ASSAY_IS_LEADS_VIEW (self));
  assay_filter_bar_set_text (ASSAY_FILTER_BAR (self->filter_bar), text);
}

void
assay_leads_view_set_search (AssayLeadsView *self,
                             const char     *words)
{
  g_return_if_fail (ASSAY_IS_LEADS_VIEW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
}
