/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrichment/assay-enrichment-load.h"

#include "enrich/assay-coverage-job.h"
#include "enrich/assay-industry-preview.h"
#include "enrich/assay-review-job.h"

#define REVIEW_LIMIT 200
#define RUNS_LIMIT   50

/* Reading how enrichment stands, on a worker. */

void
assay_enrichment_state_free (AssayEnrichmentState *state)
{
  g_clear_pointer (&state->coverage, json_node_unref);
  g_clear_pointer (&state->review, json_node_unref);
  g_clear_pointer (&state->run, assay_job_record_free);
  g_clear_pointer (&state->industries, g_strfreev);
  g_free (state);
}

static gint64
count_checked (const AssayJobRecord *record)
{
  JsonObject *result = record->result != NULL ? json_node_get_object (record->result) : NULL;

  if (record->state != ASSAY_JOB_STATE_DONE || result == NULL)
    return 0;
  return json_object_get_int_member_with_default (result, "checked", 0);
}

/* Runs that follow an edit look at one lead; a run to tell of is one over many. */
static AssayJobRecord *
find_run (AssayWorkspace *workspace,
          GError        **error)
{
  g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
  g_autoptr (GPtrArray) records = NULL;
  const AssayJobRecord *best = NULL;

  if (reader == NULL)
    return NULL;
  records = assay_job_record_list_kind (reader, "enrich", 0, RUNS_LIMIT, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const AssayJobRecord *record = g_ptr_array_index (records, i);
      gint64 checked = count_checked (record);

      if (checked > 0 && (best == NULL || checked > 2 * count_checked (best)))
        best = record;
    }
  return best != NULL ? assay_job_record_copy (best) : NULL;
}

static gpointer
read_state (AssayWorkspace *workspace,
            gpointer        query,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (AssayEnrichmentState) state = g_new0 (AssayEnrichmentState, 1);
  g_autoptr (GError) local = NULL;

  state->coverage
    = assay_read_job (g_object_new (ASSAY_TYPE_COVERAGE_JOB, "workspace", workspace, NULL), cancellable, error);
  if (state->coverage == NULL)
    return NULL;
  state->review = assay_read_job (
    g_object_new (ASSAY_TYPE_REVIEW_JOB, "workspace", workspace, "limit", (gint64) REVIEW_LIMIT, NULL),
    cancellable, error);
  if (state->review == NULL)
    return NULL;
  state->industries = assay_industry_lines_get (workspace, error);
  if (state->industries == NULL)
    return NULL;
  state->run = find_run (workspace, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&state);
}

/* Reads coverage, the queue and the last run: an #AssayEnrichmentState. */
const AssayReading assay_enrichment_reading
  = { read_state, NULL, (GDestroyNotify) assay_enrichment_state_free };
