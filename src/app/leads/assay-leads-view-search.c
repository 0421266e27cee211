/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-leads-view-private.h"

#include "assay-format.h"
#include "leads/assay-lead-search.h"

#include <glib/gi18n.h>

/* Asking for leads, and showing what was found. */

static void
show_nothing (AssayLeadsView *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  gboolean filtered
    = assay_filter_bar_get_condition (ASSAY_FILTER_BAR (self->filter_bar)) != NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  if (*words == '\0')
    text = g_strdup_printf (_("None of the %'u leads passes the filter."), self->total);
  else if (filtered)
    text = g_strdup_printf (_("No lead that passes the filter has “%s” in name, company, email, "
                              "role or bio. Without the filter there may be some."),
                            escaped);
  else
    text = g_strdup_printf (_("None of the %'u leads has “%s” in name, company, email, role or bio."),
                            self->total, escaped);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing_page), text);
  gtk_widget_set_visible (self->unfilter_button, filtered && *words != '\0');
  assay_states_show (ASSAY_STATES (self->states), "nothing");
}

static void
show_counts (AssayLeadsView *self,
             double          mean)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u lead", "%'u leads", n), n);
  g_autofree char *score = assay_format_score (mean);
  g_autofree char *text = *score != '\0' ? g_strdup_printf (_("mean score %s"), score) : NULL;
  g_autofree char *hint = NULL;

  gtk_label_set_text (GTK_LABEL (self->count_label), count);
  gtk_label_set_text (GTK_LABEL (self->mean_label), text != NULL ? text : "");
  hint = g_strdup_printf (ngettext ("Search %'u lead", "Search %'u leads", self->total),
                          self->total);
  g_object_set (self->search_entry, "placeholder-text", hint, NULL);
}

/* Until a person chooses a lead, the pane shows the one that was asked for, or the best one. */
static void
select_first (AssayLeadsView *self)
{
  if (self->wanted != 0)
    {
      if (assay_lead_list_find (self->list, self->wanted) != GTK_INVALID_LIST_POSITION)
        assay_leads_view_show_lead (self, self->wanted);
      return;
    }
  if (assay_leads_view_is_paged (self) || self->by_hand)
    return;
  self->selecting = TRUE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->list), 0, TRUE);
  self->selecting = FALSE;
}

static void
show_found (AssayLeadsView *self,
            AssayLeadFound *found)
{
  guint n = found->ids->len;

  self->total = found->total;
  self->counted = TRUE;
  assay_scope_clear (&self->shown);
  assay_scope_init_copy (&self->shown, &self->asked);
  self->selecting = !self->by_hand;
  assay_lead_list_take_ids (self->list, g_steal_pointer (&found->ids), self->same_leads);
  self->selecting = FALSE;
  if (self->total == 0)
    assay_states_show (ASSAY_STATES (self->states), "empty");
  else if (n == 0)
    show_nothing (self);
  else
    assay_states_show (ASSAY_STATES (self->states), "table");
  gtk_widget_set_visible (self->tools, self->total > 0);
  gtk_widget_set_visible (self->foot, self->total > 0);
  show_counts (self, found->mean);
  if (n > 0)
    select_first (self);
  else if (n == 0)
    assay_leads_view_selection_changed (self);
  assay_leads_view_update_subtitle (self);
  assay_leads_view_update_steps (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-count", "(sx)", "leads",
                              (gint64) self->total);
}

static void
found_cb (gpointer      owner,
          gpointer      answer,
          const GError *error)
{
  AssayLeadsView *self = owner;
  g_autoptr (AssayLeadFound) found = answer;

  if (found != NULL)
    show_found (self, found);
  else
    assay_states_fail (ASSAY_STATES (self->states), error);
}

void
assay_leads_view_init_search (AssayLeadsView *self)
{
  self->search = assay_loader_new (&assay_lead_search_reading, found_cb, self);
}

void
assay_leads_view_start_search (AssayLeadsView *self,
                               gboolean        same_leads)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (self->workspace == NULL)
    return;
  self->same_leads = same_leads && (self->same_leads || !assay_loader_is_loading (self->search));
  assay_states_wait (ASSAY_STATES (self->states));
  assay_scope_clear (&self->asked);
  assay_scope_init_copy (
    &self->asked,
    &(AssayScope) {
      .where = assay_filter_bar_get_condition (ASSAY_FILTER_BAR (self->filter_bar)),
      .search = *words != '\0' ? (char *) words : NULL });
  assay_loader_load (self->search, self->workspace,
                     assay_lead_search_new (&self->asked, assay_lead_table_get_sort (self->table),
                                            self->counted ? (gint64) self->total : -1));
}
