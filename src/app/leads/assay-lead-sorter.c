/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-sorter.h"

/**
 * AssayLeadSorter:
 *
 * Sorts nothing: SQL does. It makes a column's header clickable, and tells which column the view
 * asks first.
 */
struct _AssayLeadSorter
{
  GtkSorter parent_instance;

  char *key; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AssayLeadSorter, assay_lead_sorter, GTK_TYPE_SORTER)

static AssayLeadSorter *asked; /* the one asked first; main thread */

static GtkOrdering
assay_lead_sorter_compare (GtkSorter *sorter,
                           gpointer   a,
                           gpointer   b)
{
  if (asked == NULL)
    asked = ASSAY_LEAD_SORTER (sorter);
  return GTK_ORDERING_SMALLER;
}

static GtkSorterOrder
assay_lead_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
assay_lead_sorter_finalize (GObject *object)
{
  g_free (ASSAY_LEAD_SORTER (object)->key);
  G_OBJECT_CLASS (assay_lead_sorter_parent_class)->finalize (object);
}

static void
assay_lead_sorter_class_init (AssayLeadSorterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_lead_sorter_finalize;
  GTK_SORTER_CLASS (klass)->compare = assay_lead_sorter_compare;
  GTK_SORTER_CLASS (klass)->get_order = assay_lead_sorter_get_order;
}

static void
assay_lead_sorter_init (AssayLeadSorter *self)
{
}

/**
 * assay_lead_sorter_new:
 * @key: what the column sorts by
 */
GtkSorter *
assay_lead_sorter_new (const char *key)
{
  AssayLeadSorter *self = g_object_new (ASSAY_TYPE_LEAD_SORTER, NULL);

  self->key = g_strdup (key);
  return GTK_SORTER (self);
}

/**
 * assay_lead_sorter_ask:
 * @view_sorter: of a #GtkColumnView
 * @out_descending: (out): which way
 *
 * GTK tells a view's sort column only from 4.10 on. Its sorter asks the columns' sorters in order
 * and turns the answer of a descending one around, so two items that differ reveal both.
 *
 * Returns: (transfer none) (nullable): the key sorted by first
 */
const char *
assay_lead_sorter_ask (GtkSorter *view_sorter,
                       gboolean  *out_descending)
{
  g_autoptr (GObject) a = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) b = g_object_new (G_TYPE_OBJECT, NULL);

  asked = NULL;
  *out_descending = gtk_sorter_compare (view_sorter, a, b) == GTK_ORDERING_LARGER;
  return asked != NULL ? asked->key : NULL;
}
