/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-private.h"

#include "import/assay-import-apply-private.h"
#include "import/assay-import-plan-private.h"
#include "import/assay-import-targets-private.h"
#include "store/assay-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static AssayRowPump *
start_pump (AssayImportRun          *run,
            const AssayLeadBuilder  *builder,
            AssayImportPlan         *counted,
            AssayRowPumpFlags        flags,
            GError                 **error)
{
  AssayRowReader *reader = assay_import_plan_open (run->plan, run->cancellable, error);
  const char *key = assay_import_plan_get_key (run->plan);
  int key_target = key != NULL ? assay_lead_builder_find_target (builder, key) : -1;

  if (run->strict_key || assay_import_plan_get_mapping (run->plan)->mode == ASSAY_IMPORT_MODE_UPDATE)
    flags |= ASSAY_ROW_PUMP_TEXT;
  if (reader == NULL)
    return NULL;
  return assay_row_pump_new (reader, assay_import_plan_create_builder (run->plan), key_target,
                             counted, flags);
}

static AssayLeadSinkOptions
sink_options (AssayImportRun         *run,
              const AssayLeadBuilder *builder,
              guint64                 known)
{
  const AssayMapping *mapping = assay_import_plan_get_mapping (run->plan);

  return (AssayLeadSinkOptions) {
    .builder = builder,
    .key_field = assay_import_plan_get_key (run->plan),
    .mode = mapping->mode,
    .blank_erases = mapping->blank_erases,
    .strict_key = run->strict_key,
    .seen = run->seen,
    .expected = assay_import_plan_get_rows (run->plan) + known,
  };
}

/* All rows of the file through the sink. */
static gboolean
take_rows (AssayImportRun *run,
           AssayRowPump   *pump,
           AssayLeadSink  *sink,
           double          from,
           double          to,
           GError        **error)
{
  AssayRowBatch *batch;
  GError *failure = NULL;

  while ((batch = assay_row_pump_next (pump, &failure)) != NULL)
    {
      for (guint i = 0; i < batch->n_rows; i++)
        {
          const AssayPumpedRow *row = &batch->rows[i];
          const char *reason = row->reason;
          if (reason != NULL)
            {
              run->counts.read++;
              run->counts.rejected++;
            }
          else if (!assay_lead_sink_take (sink, row, &run->counts, &reason, error))
            return FALSE;
          if (reason != NULL && !assay_import_run_reject (run, row, reason, error))
            return FALSE;
        }
      if (!assay_lead_sink_flush (sink, error))
        return FALSE;
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      assay_job_report (run->job, from + (to - from) * assay_row_pump_get_progress (pump),
                        run->dry ? _("Working out what would change") : _("Importing"));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* The keys that several rows have: known from the first reading, or found in one more. */
static AssayKeyIndex *
find_repeated (AssayImportRun  *run,
               GError         **error)
{
  AssayKeyList *known = assay_import_plan_get_key_list (run->plan);
  g_autoptr (AssayKeyList) read = NULL;

  if (known == NULL)
    known = read = assay_import_plan_read_keys (run->plan, run->cancellable, error);
  return known != NULL ? assay_key_list_find_repeated (known) : NULL;
}

/* The plan that counted all rows takes the place of the one made from the start of the file. Where the
 * two differ, what was done so far has to be done again. */
static gboolean
settle_plan (AssayImportRun   *run,
             AssayImportPlan  *whole,
             gboolean         *out_agreed,
             GError          **error)
{
  if (!assay_import_plan_end_count (whole, run->plan, error)
      || !run->prepare (run->job, whole, error))
    return FALSE;
  *out_agreed = assay_import_plan_agrees (run->plan, whole);
  if (*out_agreed)
    return TRUE;
  run->counts = (AssayImportCounts) { 0 };
  g_clear_object (&run->rejects);
  json_array_unref (run->first_rejects);
  run->first_rejects = json_array_new ();
  return TRUE;
}

static void
replace_plan (AssayImportRun   *run,
              AssayImportPlan **whole)
{
  assay_import_plan_free (run->plan);
  run->plan = g_steal_pointer (whole);
}

static gboolean
write_rows (AssayImportRun    *run,
            AssayTransaction  *transaction,
            AssayImportPlan   *counted,
            GError           **error)
{
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_autoptr (AssayImportStage) stage = assay_import_stage_new (
    assay_workspace_get_path (assay_job_get_workspace (run->job)), error);
  g_autoptr (AssayKeyIndex) repeated = NULL;
  g_auto (AssayImportTargets) targets = { 0 };
  g_autoptr (AssayLeadWriter) writer = NULL;
  g_autoptr (AssayLeadSink) sink = NULL;
  g_autoptr (AssayRowPump) pump = NULL;
  AssayLeadSinkOptions options = sink_options (run, builder, 0);

  options.expected = 0;
  if (stage == NULL)
    return FALSE;
  if (options.key_field != NULL && (repeated = find_repeated (run, error)) == NULL)
    return FALSE;

  if (assay_import_plan_get_rows (run->plan) > ASSAY_IMPORT_BULK_ROWS
      && !assay_search_begin_bulk (transaction, error))
    return FALSE;
  if (!assay_import_targets_make (&targets, run, builder, transaction, error))
    return FALSE;
  writer = assay_lead_writer_new (targets.registry, assay_job_get_id (run->job),
                                  ASSAY_LEAD_WRITER_DEFAULT);
  assay_lead_writer_set_transaction (writer, transaction);
  sink = assay_lead_sink_new_direct (&options, writer, stage, repeated, targets.fields);
  pump = start_pump (run, builder, counted, ASSAY_ROW_PUMP_KEYS, error);
  return pump != NULL
         && take_rows (run, pump, sink,
                       counted != NULL ? ASSAY_IMPORT_KEYS_SHARE : ASSAY_IMPORT_READ_SHARE, 1, error)
         && assay_lead_sink_finish (sink, error);
}

/* Into a workspace without leads: one transaction. */
static gboolean
run_direct (AssayImportRun    *run,
            AssayTransaction  *transaction,
            gboolean          *out_agreed,
            GError           **error)
{
  g_autoptr (AssayImportPlan) whole = NULL;

  *out_agreed = TRUE;
  if (assay_import_plan_is_partial (run->plan))
    whole = assay_import_plan_new_recount (run->plan);
  if (!write_rows (run, transaction, whole, error)
      || (whole != NULL && !settle_plan (run, whole, out_agreed, error)))
    return FALSE;
  if (whole != NULL)
    replace_plan (run, &whole);
  return assay_import_plan_wait_content (run->plan, error);
}

static gboolean
is_empty (AssayConnection *connection,
          gboolean        *out_empty,
          gint64          *out_leads,
          GError         **error)
{
  if (!assay_connection_query_int64 (connection, "SELECT count(*) FROM lead", out_leads, error))
    return FALSE;
  *out_empty = *out_leads == 0;
  return TRUE;
}

/* Works out what would change; that is the dry run. */
static gboolean
stage_rows (AssayImportRun   *run,
            AssayImportStage *stage,
            AssayConnection  *reader,
            AssayImportTally *tally,
            GError          **error)
{
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_autoptr (AssayFieldRegistry) registry = NULL;
  g_autoptr (AssayLeadSink) sink = NULL;
  g_autoptr (AssayRowPump) pump = NULL;
  AssayLeadSinkOptions options = sink_options (run, builder, tally->known);

  if (!assay_connection_begin_read (reader, error))
    return FALSE;
  assay_connection_set_cancellable (reader, run->cancellable);
  registry = assay_field_registry_load (reader, error);
  if (registry == NULL)
    return FALSE;
  sink = assay_lead_sink_new_staged (&options, stage, reader, registry, error);
  pump = sink != NULL ? start_pump (run, builder, NULL, ASSAY_ROW_PUMP_DEFAULT, error) : NULL;
  if (pump == NULL
      || !take_rows (run, pump, sink, ASSAY_IMPORT_READ_SHARE, run->dry ? 1 : ASSAY_IMPORT_STAGE_SHARE, error))
    return FALSE;
  tally->added = assay_lead_sink_count_new (sink);
  tally->found_anew = assay_lead_sink_count_found_anew (sink);
  return TRUE;
}

static gboolean
run_staged (AssayImportRun *run,
            gint64          known,
            GError        **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayImportStage) stage
    = assay_import_stage_new (assay_workspace_get_path (workspace), error);
  AssayImportTally tally = { .known = (guint64) known };
  gboolean ok;

  if (stage == NULL)
    return FALSE;
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
    if (reader == NULL)
      return FALSE;
    ok = assay_connection_set_mapped (reader, FALSE, error)
         && stage_rows (run, stage, reader, &tally, error);
    assay_connection_end_read (reader);
    assay_connection_set_cancellable (reader, NULL);
  }
  return ok && assay_import_plan_wait_content (run->plan, error)
         && (run->dry || assay_import_apply (run, stage, &tally, error));
}

/* Tries the fast way: *@out_done stays FALSE where the workspace has leads, and where the plan did not
 * hold; from then on it does. */
static gboolean
try_direct (AssayImportRun *run,
            gboolean       *out_done,
            gint64         *out_leads,
            GError        **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayTransaction) transaction
    = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, run->cancellable, error);

  *out_done = FALSE;
  if (transaction == NULL
      || !is_empty (assay_transaction_get_connection (transaction), out_done, out_leads, error))
    return FALSE;
  if (!*out_done)
    return TRUE;
  if (!run_direct (run, transaction, out_done, error))
    return FALSE;
  return !*out_done || assay_transaction_commit (transaction, error);
}

/* What is worked out before it is written is worked out from all of the file. */
static gboolean
complete_plan (AssayImportRun *run,
               GError        **error)
{
  g_autoptr (AssayImportPlan) whole = NULL;
  gboolean agreed;

  if (!assay_import_plan_is_partial (run->plan))
    return TRUE;
  whole = assay_import_plan_count_all (run->plan, run->cancellable, error);
  if (whole == NULL || !settle_plan (run, whole, &agreed, error))
    return FALSE;
  replace_plan (run, &whole);
  return TRUE;
}

/**
 * assay_import_run_leads:
 *
 * Imports leads, or works out what that would do.
 */
gboolean
assay_import_run_leads (AssayImportRun *run,
                        GError        **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  gboolean done, empty;
  gint64 known = 0;

  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
    if (reader == NULL || !is_empty (reader, &empty, &known, error))
      return FALSE;
  }
  /* Once more where the start of the file had misled. */
  for (guint attempt = 0; attempt < 2 && empty && !run->dry; attempt++)
    {
      if (!try_direct (run, &done, &known, error))
        return FALSE;
      if (done)
        return TRUE;
      empty = known == 0;
    }
  return complete_plan (run, error) && run_staged (run, known, error);
}
