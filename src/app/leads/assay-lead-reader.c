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

/**
 * assay_lead_values_read:
 * @leads: (array length=n_leads): which
 * @keys: (nullable) (array zero-terminated=1): what; all columns by default
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type AssayLeadValues): those of the leads that exist
 */
GPtrArray *
assay_lead_values_read (AssayWorkspace    *workspace,
                        const gint64      *leads,
                        gsize              n_leads,
                        const char *const *keys,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autoptr (GPtrArray) columns = assay_lead_query_columns (workspace, keys, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_lead_values_free);

  if (columns == NULL
      || !assay_lead_query_rows (workspace, leads, n_leads, columns, collect_row,
                                 &(Collector) { columns, rows }, cancellable, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static gpointer
read_columns (AssayWorkspace *workspace,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  const AssayLeadColumnsQuery *query = data;

  return assay_lead_values_read (workspace, (const gint64 *) (gpointer) query->leads->data, query->leads->len,
                                 (const char *const *) query->keys, cancellable, error);
}

const AssayReading assay_lead_columns_reading
  = { read_columns, free_query, (GDestroyNotify) g_ptr_array_unref };
