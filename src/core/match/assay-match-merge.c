/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-merge.h"

#include "match/assay-merge.h"

/* One transaction: well under the 250 ms that others may wait. */
#define BATCH_MS 150

typedef struct
{
  AssayWorkspace *workspace;
  AssayFieldRegistry *fields;
  gint64 job;
  gint64 import;
  const AssayMatchRecords *records;
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
add_cluster (
    Merger *merger, AssayStatement *select, const guint32 *members, guint n, GError **error)
{
  guint first = merger->leads->len;
  gint64 end = 0;
  gboolean oldest_is_new = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gint64 lead = merger->records->leads[members[i]];
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

/* The clusters that are held together by sure links alone. Members follow each other by their
 * numbers. */
static gboolean
choose_clusters (Merger *merger, const AssayMatchFinding *finding, GError **error)
{
  const AssayMatchClusters *clusters = finding->clusters;
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (merger->workspace, error);
  g_autoptr (AssayStatement) select =
      reader != NULL
          ? assay_connection_prepare (reader, "SELECT job FROM lead WHERE id = ?1", error)
          : NULL;
  g_autofree guint32 *nexts = g_new (guint32, (gsize) clusters->n + 1);
  g_autofree guint32 *lasts = g_new (guint32, (gsize) clusters->n + 1);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (select == NULL)
    return FALSE;
  for (guint32 i = 0; i < clusters->n; i++)
    {
      guint32 cluster = clusters->cluster[i];

      nexts[i] = G_MAXUINT32;
      if (cluster != i)
        nexts[lasts[cluster]] = i;
      lasts[cluster] = i;
    }
  for (guint32 i = 0; i < clusters->n; i++)
    {
      if (clusters->cluster[i] != i || nexts[i] == G_MAXUINT32 ||
          clusters->weakest[i] < (float) finding->thresholds.sure)
        continue;
      g_array_set_size (members, 0);
      for (guint32 member = i; member != G_MAXUINT32; member = nexts[member])
        g_array_append_val (members, member);
      if (!add_cluster (
              merger, select, (const guint32 *) (gpointer) members->data, members->len, error))
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
 * Merges the clusters that matching is sure of: the oldest lead stays. In short transactions.
 */
gboolean
assay_match_merge_sure (AssayWorkspace *workspace,
                        gint64 job,
                        gint64 import,
                        const AssayMatchRecords *records,
                        const AssayMatchFinding *finding,
                        gint64 *out_merged,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_workspace_get_fields (workspace);
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  Merger merger = { workspace, fields, job, import, records, leads, cancellable };
  guint from = 0;

  *out_merged = 0;
  if (!choose_clusters (&merger, finding, error))
    return FALSE;
  while (from < leads->len)
    if (!merge_batch (&merger, &from, out_merged, error))
      return FALSE;
  return TRUE;
}
