/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-list-private.h"

#include "leads/assay-lead-set.h"

/* What is selected in the list of leads. */

void
assay_lead_list_emit_selection (AssayLeadList *self)
{
  if (self->ids->len > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->ids->len);
}

static gboolean
assay_lead_list_is_selected (GtkSelectionModel *model,
                             guint              position)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  return position < self->ids->len && assay_lead_set_contains (&self->chosen, assay_lead_list_id_at (self, position));
}

static GtkBitset *
assay_lead_list_get_selection_in_range (GtkSelectionModel *model,
                                        guint              position,
                                        guint              n_items)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);
  GtkBitset *set = gtk_bitset_new_empty ();

  guint selected = assay_lead_set_count (&self->chosen, self->ids->len);

  if (selected > 0 && selected == self->ids->len)
    gtk_bitset_add_range (set, position, n_items);
  if (selected == 0 || selected == self->ids->len)
    return set;
  for (guint i = position; i < position + n_items && i < self->ids->len; i++)
    if (assay_lead_set_contains (&self->chosen, assay_lead_list_id_at (self, i)))
      gtk_bitset_add (set, i);
  return set;
}

static gboolean
assay_lead_list_select_item (GtkSelectionModel *model,
                             guint              position,
                             gboolean           unselect_rest)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  if (position >= self->ids->len)
    return FALSE;
  if (unselect_rest)
    assay_lead_set_fill (&self->chosen, FALSE);
  assay_lead_set_change (&self->chosen, assay_lead_list_id_at (self, position), TRUE);
  if (unselect_rest)
    assay_lead_list_emit_selection (self);
  else
    gtk_selection_model_selection_changed (model, position, 1);
  return TRUE;
}

static gboolean
assay_lead_list_unselect_item (GtkSelectionModel *model,
                               guint              position)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  if (position >= self->ids->len)
    return FALSE;
  assay_lead_set_change (&self->chosen, assay_lead_list_id_at (self, position), FALSE);
  gtk_selection_model_selection_changed (model, position, 1);
  return TRUE;
}

static gboolean
assay_lead_list_select_range (GtkSelectionModel *model,
                              guint              position,
                              guint              n_items,
                              gboolean           unselect_rest)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  if (unselect_rest)
    assay_lead_set_fill (&self->chosen, FALSE);
  for (guint i = position; i < position + n_items && i < self->ids->len; i++)
    assay_lead_set_change (&self->chosen, assay_lead_list_id_at (self, i), TRUE);
  assay_lead_list_emit_selection (self);
  return TRUE;
}

static gboolean
assay_lead_list_unselect_range (GtkSelectionModel *model,
                                guint              position,
                                guint              n_items)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  for (guint i = position; i < position + n_items && i < self->ids->len; i++)
    assay_lead_set_change (&self->chosen, assay_lead_list_id_at (self, i), FALSE);
  assay_lead_list_emit_selection (self);
  return TRUE;
}

static gboolean
assay_lead_list_select_all (GtkSelectionModel *model)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  assay_lead_set_fill (&self->chosen, TRUE);
  assay_lead_list_emit_selection (self);
  return TRUE;
}

static gboolean
assay_lead_list_unselect_all (GtkSelectionModel *model)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);

  assay_lead_set_fill (&self->chosen, FALSE);
  assay_lead_list_emit_selection (self);
  return TRUE;
}

static gboolean
assay_lead_list_set_selection (GtkSelectionModel *model,
                               GtkBitset         *selected,
                               GtkBitset         *mask)
{
  AssayLeadList *self = ASSAY_LEAD_LIST (model);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, mask, &position))
    do
      if (position < self->ids->len)
        assay_lead_set_change (&self->chosen, assay_lead_list_id_at (self, position), gtk_bitset_contains (selected, position));
    while (gtk_bitset_iter_next (&iter, &position));
  assay_lead_list_emit_selection (self);
  return TRUE;
}

void
assay_lead_list_selection_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = assay_lead_list_is_selected;
  iface->get_selection_in_range = assay_lead_list_get_selection_in_range;
  iface->select_item = assay_lead_list_select_item;
  iface->unselect_item = assay_lead_list_unselect_item;
  iface->select_range = assay_lead_list_select_range;
  iface->unselect_range = assay_lead_list_unselect_range;
  iface->select_all = assay_lead_list_select_all;
  iface->unselect_all = assay_lead_list_unselect_all;
  iface->set_selection = assay_lead_list_set_selection;
}

guint
assay_lead_list_get_n_selected (AssayLeadList *self)
{
  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), 0);
  return assay_lead_set_count (&self->chosen, self->ids->len);
}

/**
 * assay_lead_list_dup_selected:
 *
 * Returns: (transfer full) (element-type gint64): the selected leads in the order of the list
 */
GArray *
assay_lead_list_dup_selected (AssayLeadList *self)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (ASSAY_IS_LEAD_LIST (self), selected);

  for (guint i = 0; i < self->ids->len; i++)
    {
      gint64 lead = assay_lead_list_id_at (self, i);

      if (assay_lead_set_contains (&self->chosen, lead))
        g_array_append_val (selected, lead);
    }
  return selected;
}

/**
 * assay_lead_list_get_selection:
 *
 * The selection as it was made, as assay_lead_set_get() tells it.
 */
void
assay_lead_list_get_selection (AssayLeadList *self,
                               GArray       **out_ids,
                               GArray       **out_except)
{
  g_return_if_fail (ASSAY_IS_LEAD_LIST (self));
  assay_lead_set_get (&self->chosen, out_ids, out_except);
}
