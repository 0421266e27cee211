/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assay-view-counts.h"

#include "assay-view-registry.h"

/* What waits in views that nobody has looked at yet. A view that is built tells its number itself. */

typedef struct
{
  AssaySidebar *sidebar; /* (owned) */
  GHashTable *built;     /* (owned): keys of the views that are built; main thread only */
  GArray *wanted;        /* (owned) (element-type AssayViewInfo*) */
} Counting;

static void
counting_free (Counting *counting)
{
  g_object_unref (counting->sidebar);
  g_hash_table_unref (counting->built);
  g_array_unref (counting->wanted);
  g_free (counting);
}

static void
count_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GArray *wanted = task_data;
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (source, &error);

  if (reader != NULL)
    assay_connection_set_cancellable (reader, cancellable);
  for (guint i = 0; reader != NULL && i < wanted->len; i++)
    {
      const AssayViewInfo *info = g_array_index (wanted, const AssayViewInfo *, i);
      gint64 count = info->count (reader, NULL);

      g_array_append_val (counts, count);
    }
  g_task_return_pointer (task, counts, (GDestroyNotify) g_array_unref);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Counting *counting = user_data;
  g_autoptr (GArray) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const AssayViewInfo *info = g_array_index (counting->wanted, const AssayViewInfo *, i);
      gint64 count = g_array_index (counts, gint64, i);

      if (!g_hash_table_contains (counting->built, info->key))
        assay_sidebar_set_count (counting->sidebar, info->key, count > 0 ? count : -1, "waiting");
    }
  counting_free (counting);
}

/**
 * assay_view_counts_update:
 * @built: keys of the views that are built, which tell their numbers themselves
 *
 * Counts on a worker, and shows in the sidebar, what waits in the other views.
 */
void
assay_view_counts_update (AssaySidebar   *sidebar,
                          AssayWorkspace *workspace,
                          GHashTable     *built,
                          GCancellable   *cancellable)
{
  gsize n;
  const AssayViewInfo *views = assay_view_registry_get (&n);
  g_autoptr (GTask) task = NULL;
  Counting *counting;

  g_return_if_fail (ASSAY_IS_SIDEBAR (sidebar));

  if (workspace == NULL)
    return;
  counting = g_new0 (Counting, 1);
  counting->sidebar = g_object_ref (sidebar);
  counting->built = g_hash_table_ref (built);
  counting->wanted = g_array_new (FALSE, FALSE, sizeof (const AssayViewInfo *));
  for (gsize i = 0; i < n; i++)
    {
      const AssayViewInfo *info = &views[i];

      if (info->count != NULL && !g_hash_table_contains (built, info->key))
        g_array_append_val (counting->wanted, info);
    }
  if (counting->wanted->len == 0)
    {
      counting_free (counting);
      return;
    }
  /* The widget goes with the callback: a task's own data may be freed by the worker. */
  task = g_task_new (workspace, cancellable, counted_cb, counting);
  g_task_set_source_tag (task, assay_view_counts_update);
  g_task_set_task_data (task, g_array_ref (counting->wanted), (GDestroyNotify) g_array_unref);
  g_task_run_in_thread (task, count_worker);
}
