/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-reader.h"

typedef struct
{
  GPtrArray *columns;
  GPtrArray *rows;
} Collector;

/**
 * assay_lead_columns_query_new:
 * @leads: (element-type gint64): which; copied
 * @keys: (array zero-terminated=1): what
 */
AssayLeadColumnsQuery *
assay_lead_columns_query_new (GArray            *leads,
                              const char *const *keys)
{
  AssayLeadColumnsQuery *query = g_new0 (AssayLeadColumnsQuery, 1);

  query->leads = g_array_copy (leads);
  query->keys = g_strdupv ((char **) keys);
  return query;
}

static void
free_query (gpointer data)
{
  AssayLeadColumnsQuery *query = data;

  g_array_unref (query->leads);
  g_strfreev (query->keys);
  g_free (query);
}

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

static gpointer
read_columns (AssayWorkspace *workspace,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  const AssayLeadColumnsQuery *query = data;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) rows
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_lead_values_free);

  columns = assay_lead_query_columns (workspace, (const char *const *) query->keys, error);
  if (columns == NULL
      || !assay_lead_query_rows (workspace, (gint64 *) (void *) query->leads->data, query->leads->len,
                                 columns, collect_row, &(Collector) { columns, rows }, cancellable, error))
    return NULL;
  return g_steal_pointer (&rows);
}

const AssayReading assay_lead_columns_reading
  = { read_columns, free_query, (GDestroyNotify) g_ptr_array_unref };
