/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-merge.h"

#include "match/assay-match-result.h"
#include "match/assay-match-threshold.h"
#include "match/assay-merge.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_MS 150

typedef struct
{
  AssayWorkspace *workspace;
  AssayFieldRegistry *fields;
  gint64 job;
  gint64 import;
  GArray *leads; /* (element-type gint64): of the clusters to merge, one after the other, each ended
                    by a 0 */
  GCancellable *cancellable;
} Merger;

/* Whether a lead came with the import whose leads are to be attached. */
static gboolean
is_new (AssayStatement *select, gint64 lead, gint64 import, gboolean *out_new, GError **error)
{
  gboolean row;

  *out_new = FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  *out_new = row && assay_statement_get_int64 (select, 0) == import;
  assay_statement_reset (select);
  return TRUE;
}

static gboolean
add_cluster (Merger *merger, AssayStatement *select, const GArray *members, GError **error)
{
  guint first = merger->leads->len;
  gint64 end = 0;
  gboolean oldest_is_new = FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      gint64 lead = g_array_index (members, gint64, i);
      gboolean fresh = TRUE;

      if (merger->import != 0 && !is_new (select, lead, merger->import, &fresh, error))
        return FALSE;
      if (i == 0)
        oldest_is_new = merger->import != 0 && fresh;
      if (i == 0 || fresh)
        g_array_append_val (merger->leads, lead);
    }
  /* Attaching needs a lead that was there before, and one to attach to it. */
  if (oldest_is_new || merger->leads->len - first < 2)
    g_array_set_size (merger->leads, first);
  else
    g_array_append_val (merger->leads, end);
  return TRUE;
}

#define SURE_CLUSTERS                                                                                  \
  "WHERE pair.generation = (SELECT generation FROM match_state) AND pair.cluster IS NOT NULL "          \
  "AND pair.weakest >= ?1 "

/* The clusters that are held together by sure links alone; of an import, those that a lead of it is in: it is newer
 * than some other one, and so the second of a pair. */
static GArray *
list_sure (AssayConnection *connection, gint64 import, GError **error)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (gint64));
  AssayMatchThresholds thresholds;
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
      connection,
      import != 0 ? "SELECT DISTINCT pair.cluster FROM match_pair AS pair CROSS JOIN lead ON lead.id = pair.b "
                    SURE_CLUSTERS "AND lead.job = ?2 ORDER BY 1"
                  : "SELECT DISTINCT pair.cluster FROM match_pair AS pair " SURE_CLUSTERS "ORDER BY 1",
      error);
  gboolean row;

  if (statement == NULL || !assay_match_thresholds_read (connection, &thresholds, error))
    return NULL;
  assay_statement_bind_double (statement, 1, (double) (float) thresholds.sure);
  if (import != 0)
    assay_statement_bind_int64 (statement, 2, import);
  while (assay_statement_step (statement, &row, error))
    {
      gint64 cluster;

      if (!row)
        return g_steal_pointer (&clusters);
      cluster = assay_statement_get_int64 (statement, 0);
      g_array_append_val (clusters, cluster);
    }
  return NULL;
}

static gboolean
choose_clusters (Merger *merger, GError **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (merger->workspace, error);
  g_autoptr (AssayStatement) select =
      reader != NULL
          ? assay_connection_prepare (reader, "SELECT job FROM lead WHERE id = ?1", error)
          : NULL;
  g_autoptr (GArray) clusters = select != NULL ? list_sure (reader, merger->import, error) : NULL;

  if (clusters == NULL)
    return FALSE;
  for (guint i = 0; i < clusters->len; i++)
    {
      g_autoptr (GArray) members =
          assay_match_list_members (reader, g_array_index (clusters, gint64, i), error);

      if (members == NULL || !add_cluster (merger, select, members, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
merge_batch (Merger *merger, guint *from, gint64 *merged, GError **error)
{
  static const AssayMergeRules no_rules = { NULL, NULL, NULL };
  g_autoptr (AssayTransaction) transaction = assay_workspace_begin (
      merger->workspace, ASSAY_DURABILITY_NORMAL, merger->cancellable, error);
  const gint64 *leads = (const gint64 *) (gpointer) merger->leads->data;

  if (transaction == NULL)
    return FALSE;
  while (*from < merger->leads->len && assay_transaction_get_age (transaction) < BATCH_MS)
    {
      guint n = 0;

      while (leads[*from + n] != 0)
        n++;
      if (!assay_merge_leads (
              transaction, merger->fields, merger->job, leads + *from, n, &no_rules, error))
        return FALSE;
      *merged += n - 1;
      *from += n + 1;
    }
  return assay_transaction_commit (transaction, error);
}

/**
 * assay_match_merge_sure:
 * @job: the job whose journal keeps it
 * @import: only leads that this job added go, into one that was there before; 0 for all
 * @out_merged: (out): how many leads went
 *
 * Merges the clusters of the present finding that matching is sure of: the oldest lead stays. In short transactions.
 */
gboolean
assay_match_merge_sure (AssayWorkspace *workspace,
                        gint64 job,
                        gint64 import,
                        gint64 *out_merged,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  Merger merger = { workspace, fields, job, import, leads, cancellable };
  guint from = 0;

  *out_merged = 0;
  if (!choose_clusters (&merger, error))
    return FALSE;
  while (from < leads->len)
    if (!merge_batch (&merger, &from, out_merged, error))
      return FALSE;
  return TRUE;
}
