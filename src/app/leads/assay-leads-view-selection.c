/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-leads-view-private.h"

#include "leads/assay-lead-summary.h"

#include <glib/gi18n.h>
#include <math.h>

gboolean
assay_leads_view_is_paged (AssayLeadsView *self)
{
  return assay_view_is_paged (ASSAY_VIEW (self));
}

void
assay_leads_view_update_subtitle (AssayLeadsView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint place;

  g_free (self->subtitle);
  place = self->current != 0 ? assay_lead_list_find (self->list, self->current)
                             : GTK_INVALID_LIST_POSITION;
  if (assay_leads_view_is_paged (self) && self->pane_page)
    self->subtitle = place == GTK_INVALID_LIST_POSITION
                       ? g_strdup ("")
                       /* Translators: place of a lead in the list, e.g. “5 of 412” */
                       : g_strdup_printf (_("%'u of %'u"), place + 1, n);
  else if (self->total == 0)
    self->subtitle = g_strdup (_("no leads"));
  else if (n != self->total)
    self->subtitle = g_strdup_printf (_("%'u of %'u"), n, self->total);
  else
    self->subtitle = g_strdup_printf ("%'u", n);
  assay_view_update_header (ASSAY_VIEW (self));
}

void
assay_leads_view_update_steps (AssayLeadsView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean single = assay_lead_list_get_n_selected (self->list) <= 1;
  guint place = self->current != 0 && single ? assay_lead_list_find (self->list, self->current)
                                             : GTK_INVALID_LIST_POSITION;

  assay_view_enable (ASSAY_VIEW (self), "previous", single && n > 0 && place != 0);
  assay_view_enable (ASSAY_VIEW (self), "next", single && n > 0 && place + 1 != n);
}

static void
summarized_cb (gpointer      owner,
               gpointer      answer,
               const GError *error)
{
  AssayLeadsView *self = owner;
  g_autoptr (AssayLeadSummary) summary = answer;

  if (summary == NULL)
    return;
  assay_bulk_bar_set_mean (ASSAY_BULK_BAR (self->bulk_bar), summary->mean);
  assay_lead_pane_show_selection (ASSAY_LEAD_PANE (self->pane),
                                  assay_lead_list_get_n_selected (self->list), summary);
}

void
assay_leads_view_init_selection (AssayLeadsView *self)
{
  self->summary = assay_loader_new (&assay_lead_summary_reading, summarized_cb, self);
}

static gint64
only_selected (AssayLeadsView *self)
{
  g_autoptr (GtkBitset) set = NULL;

  if (assay_lead_list_get_n_selected (self->list) != 1)
    return 0;
  set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->list));
  if (gtk_bitset_is_empty (set))
    return 0;
  return assay_lead_list_get_lead (self->list, gtk_bitset_get_minimum (set));
}

void
assay_leads_view_selection_changed (AssayLeadsView *self)
{
  guint n = assay_lead_list_get_n_selected (self->list);
  g_autofree char *text
    = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);
  gint64 lead = only_selected (self);

  self->by_hand = !self->selecting && n > 0;
  if (self->by_hand)
    self->wanted = 0;
  gtk_label_set_text (GTK_LABEL (self->selected_label), n > 0 ? text : "");
  assay_bulk_bar_set_count (ASSAY_BULK_BAR (self->bulk_bar), n);
  assay_view_enable (ASSAY_VIEW (self), "set", n > 1);
  assay_view_enable (ASSAY_VIEW (self), "tag", n > 1);
  gtk_stack_set_visible_child_name (GTK_STACK (self->foot), n > 1 ? "bulk" : "counts");
  if (n > 1)
    {
      self->current = 0;
      assay_bulk_bar_set_mean (ASSAY_BULK_BAR (self->bulk_bar), NAN);
      assay_lead_pane_show_selection (ASSAY_LEAD_PANE (self->pane), n, NULL);
      assay_loader_load (self->summary, self->workspace, assay_lead_list_dup_selected (self->list));
    }
  else if (lead != self->current && self->wanted == 0)
    {
      self->current = lead;
      assay_lead_pane_show_lead (ASSAY_LEAD_PANE (self->pane), lead);
    }
  assay_leads_view_update_subtitle (self);
  assay_leads_view_update_steps (self);
}
