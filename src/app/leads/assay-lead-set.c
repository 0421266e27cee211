/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-set.h"

void
assay_lead_set_init (AssayLeadSet *self)
{
  self->leads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->all_but = FALSE;
}

void
assay_lead_set_finish (AssayLeadSet *self)
{
  g_clear_pointer (&self->leads, g_hash_table_unref);
}

/**
 * assay_lead_set_fill:
 * @all: every lead, or none
 */
void
assay_lead_set_fill (AssayLeadSet *self,
                     gboolean      all)
{
  g_hash_table_remove_all (self->leads);
  self->all_but = all;
}

void
assay_lead_set_change (AssayLeadSet *self,
                       gint64        lead,
                       gboolean      in)
{
  if (in != self->all_but)
    g_hash_table_add (self->leads, g_memdup2 (&lead, sizeof lead));
  else
    g_hash_table_remove (self->leads, &lead);
}

/**
 * assay_lead_set_keep:
 * @leads: (array length=n_leads): the leads there are now
 *
 * Takes leads that are gone out of the set. Not for a set of all but some.
 */
void
assay_lead_set_keep (AssayLeadSet *self,
                     const gint64 *leads,
                     guint         n_leads)
{
  AssayLeadSet kept;

  if (g_hash_table_size (self->leads) == 0)
    return;
  assay_lead_set_init (&kept);
  for (guint i = 0; i < n_leads; i++)
    if (g_hash_table_contains (self->leads, &leads[i]))
      assay_lead_set_change (&kept, leads[i], TRUE);
  assay_lead_set_finish (self);
  *self = kept;
}

gboolean
assay_lead_set_contains (const AssayLeadSet *self,
                         gint64              lead)
{
  return g_hash_table_contains (self->leads, &lead) != self->all_but;
}

/**
 * assay_lead_set_count:
 * @n_leads: how many leads there are
 *
 * Returns: how many of them are in the set
 */
guint
assay_lead_set_count (const AssayLeadSet *self,
                      guint               n_leads)
{
  guint n = g_hash_table_size (self->leads);

  if (!self->all_but)
    return n;
  return n_leads > n ? n_leads - n : 0;
}

/**
 * assay_lead_set_get:
 * @out_ids: (out) (transfer full) (nullable) (element-type gint64): the leads in it; %NULL where they
 *   are all there are
 * @out_except: (out) (transfer full) (nullable) (element-type gint64): but for these
 */
void
assay_lead_set_get (const AssayLeadSet *self,
                    GArray            **out_ids,
                    GArray            **out_except)
{
  GArray *leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer lead;

  g_hash_table_iter_init (&iter, self->leads);
  while (g_hash_table_iter_next (&iter, &lead, NULL))
    g_array_append_val (leads, *(gint64 *) lead);
  *out_ids = self->all_but ? NULL : leads;
  *out_except = self->all_but ? leads : NULL;
}
