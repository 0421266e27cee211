/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-search.h"

#include <math.h>

/* A query of the lead list on a worker. */

typedef struct
{
  AssayScope scope;
  char *sort;
  gint64 known_total;
} Search;

static void
free_search (Search *search)
{
  assay_scope_clear (&search->scope);
  g_free (search->sort);
  g_free (search);
}

void
assay_lead_found_free (AssayLeadFound *found)
{
  if (found == NULL)
    return;
  g_clear_pointer (&found->ids, g_array_unref);
  g_free (found);
}

static gboolean
count_all (AssayWorkspace *workspace,
           Search         *search,
           AssayLeadFound *found,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GArray) all = NULL;

  if (assay_scope_is_all (&search->scope))
    {
      found->total = found->ids->len;
      return TRUE;
    }
  if (search->known_total >= 0)
    {
      found->total = (guint) search->known_total;
      return TRUE;
    }
  all = assay_lead_query_ids (workspace, &(AssayLeadQuery) { .sort = "id" }, cancellable, error);
  if (all == NULL)
    return FALSE;
  found->total = all->len;
  return TRUE;
}

static void
search_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  AssayWorkspace *workspace = source;
  Search *search = task_data;
  AssayLeadQuery query = { .scope = search->scope, .sort = search->sort };
  g_autoptr (AssayLeadFound) found = g_new0 (AssayLeadFound, 1);
  GError *error = NULL;

  found->mean = NAN;
  found->ids = assay_lead_query_ids (workspace, &query, cancellable, &error);
  if (found->ids == NULL || !count_all (workspace, search, found, cancellable, &error)
      || !assay_lead_query_mean_score (workspace, (gint64 *) (void *) found->ids->data,
                                       found->ids->len, &found->mean, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) assay_lead_found_free);
}

/**
 * assay_lead_search_async:
 * @scope: which leads
 * @sort: (nullable): as in #AssayLeadQuery
 * @known_total: leads of the workspace, or -1 to count them
 */
void
assay_lead_search_async (AssayWorkspace      *workspace,
                         const AssayScope    *scope,
                         const char          *sort,
                         gint64               known_total,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  assay_scope_init_copy (&search->scope, scope);
  search->sort = g_strdup (sort);
  search->known_total = known_total;
  g_task_set_source_tag (task, assay_lead_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) free_search);
  g_task_run_in_thread (task, search_worker);
}

AssayLeadFound *
assay_lead_search_finish (AssayWorkspace  *workspace,
                          GAsyncResult    *result,
                          GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
