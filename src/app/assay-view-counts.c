/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-view-counts.h"

#include "assay-view-registry.h"

/* What waits in views that nobody has looked at yet. A view that is built tells its number itself. */

typedef struct
{
  const AssayViewInfo *info;
  gint64 n;
} Count;

static gpointer
read_counts (AssayWorkspace *workspace,
             gpointer        query,
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (GArray) counts = g_array_copy (query);

  if (reader == NULL)
    return NULL;
  assay_connection_set_cancellable (reader, cancellable);
  for (guint i = 0; i < counts->len; i++)
    {
      Count *count = &g_array_index (counts, Count, i);

      count->n = count->info->count (reader, NULL);
    }
  return g_steal_pointer (&counts);
}

/* Asks for what assay_view_counts_list() gives, and answers with the same and the numbers in it. */
const AssayReading assay_view_counts_reading
  = { read_counts, (GDestroyNotify) g_array_unref, (GDestroyNotify) g_array_unref };

/**
 * assay_view_counts_list:
 * @built: keys of the views that are built, which tell their numbers themselves
 *
 * Returns: (transfer full): the views of which there is something to count
 */
GArray *
assay_view_counts_list (GHashTable *built)
{
  gsize n;
  const AssayViewInfo *views = assay_view_registry_get (&n);
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (Count));

  for (gsize i = 0; i < n; i++)
    {
      Count count = { &views[i], 0 };

      if (views[i].count != NULL && !g_hash_table_contains (built, views[i].key))
        g_array_append_val (counts, count);
    }
  return counts;
}

/**
 * assay_view_counts_show:
 * @counts: what was read
 * @built: keys of the views that are built by now
 */
void
assay_view_counts_show (const GArray *counts,
                        AssaySidebar *sidebar,
                        GHashTable   *built)
{
  g_return_if_fail (ASSAY_IS_SIDEBAR (sidebar));

  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      if (!g_hash_table_contains (built, count->info->key))
        assay_sidebar_set_count (sidebar, count->info->key, count->n > 0 ? count->n : -1, "waiting");
    }
}
