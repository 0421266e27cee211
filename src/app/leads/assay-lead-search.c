/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads/assay-lead-search.h"

#include <math.h>

/* A query of the lead list on a worker. */

static void
free_search (gpointer data)
{
  AssayLeadSearch *search = data;

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
           AssayLeadSearch *search,
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

static gpointer
read_found (AssayWorkspace *workspace,
            gpointer        data,
            GCancellable   *cancellable,
            GError        **error)
{
  AssayLeadSearch *search = data;
  AssayLeadQuery query = { .scope = search->scope, .sort = search->sort };
  g_autoptr (AssayLeadFound) found = g_new0 (AssayLeadFound, 1);

  found->mean = NAN;
  found->ids = assay_lead_query_ids (workspace, &query, cancellable, error);
  if (found->ids == NULL || !count_all (workspace, search, found, cancellable, error)
      || !assay_lead_query_mean_score (workspace, (gint64 *) (void *) found->ids->data,
                                       found->ids->len, &found->mean, cancellable, error))
    return NULL;
  return g_steal_pointer (&found);
}

/**
 * assay_lead_search_new:
 * @scope: which leads
 * @sort: (nullable): as in #AssayLeadQuery
 * @known_total: leads of the workspace, or -1 to count them
 */
AssayLeadSearch *
assay_lead_search_new (const AssayScope *scope,
                       const char       *sort,
                       gint64            known_total)
{
  AssayLeadSearch *search = g_new0 (AssayLeadSearch, 1);

  assay_scope_init_copy (&search->scope, scope);
  search->sort = g_strdup (sort);
  search->known_total = known_total;
  return search;
}

/* Asks an #AssayLeadSearch, answers with an #AssayLeadFound. */
const AssayReading assay_lead_search_reading
  = { read_found, free_search, (GDestroyNotify) assay_lead_found_free };
