/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-reader.h"

typedef struct
{
  GArray *leads;
  GStrv keys;
} Reading;

static void
free_reading (Reading *reading)
{
  g_array_unref (reading->leads);
  g_strfreev (reading->keys);
  g_free (reading);
}

typedef struct
{
  GPtrArray *columns;
  GPtrArray *rows;
} Collector;

static gboolean
collect_row (gint64             lead,
             const AssayValue  *values,
             guint              n_values,
             gpointer           user_data,
             GError           **error)
{
  Collector *collector = user_data;

  g_ptr_array_add (collector->rows, assay_lead_values_new (lead, collector->columns, values));
  return TRUE;
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) rows
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_lead_values_free);
  GError *error = NULL;

  columns = assay_lead_query_columns (source, (const char *const *) reading->keys, &error);
  if (columns == NULL
      || !assay_lead_query_rows (source, (gint64 *) (void *) reading->leads->data,
                                 reading->leads->len, columns, collect_row,
                                 &(Collector) { columns, rows }, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * assay_lead_reader_async:
 * @leads: (element-type gint64): which; copied
 * @keys: (array zero-terminated=1): what
 *
 * Reads columns of leads on a worker.
 */
void
assay_lead_reader_async (AssayWorkspace      *workspace,
                         GArray              *leads,
                         const char *const   *keys,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->leads = g_array_copy (leads);
  reading->keys = g_strdupv ((char **) keys);
  g_task_set_source_tag (task, assay_lead_reader_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) free_reading);
  g_task_run_in_thread (task, read_worker);
}

/**
 * assay_lead_reader_finish:
 *
 * Returns: (transfer full) (element-type AssayLeadValues): those of the leads that exist
 */
GPtrArray *
assay_lead_reader_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
