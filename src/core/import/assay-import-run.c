/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"
#include "import/assay-import-run-private.h"

#include "store/assay-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of the progress bar reading, working out and writing take. */
#define READ_SHARE 0.3
#define STAGE_SHARE 0.6
/* architecture.md: no write transaction longer than 250 ms or 10,000 rows. */
#define TRANSACTION_ROWS 10000
#define TRANSACTION_MS 150
#define AGE_EVERY 64
#define REPORT_EVERY 500
/* From so many leads on, or this share of those there are, the search index is made afterwards. */
#define BULK_ROWS 5000
#define BULK_SHARE 0.2

/* Fields of the targets; those that are new are made in the first transaction. */
typedef struct
{
  AssayFieldRegistry *registry; /* (owned) */
  const AssayField **fields;    /* (owned) */
} Targets;

static void
targets_clear (Targets *self)
{
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  g_clear_pointer (&self->fields, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Targets, targets_clear)

static gboolean
make_fields (AssayImportRun         *run,
             const AssayLeadBuilder *builder,
             AssayTransaction       *transaction,
             Targets                *targets,
             GError                **error)
{
  guint n = assay_lead_builder_get_n_targets (builder);

  targets->registry
    = assay_field_registry_load (assay_transaction_get_connection (transaction), error);
  if (targets->registry == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const AssayLeadTarget *target = assay_lead_builder_get_target (builder, i);
      if (assay_field_registry_find (targets->registry, target->key) != NULL)
        continue;
      const AssayField wanted = {
        .key = (char *) target->key,
        .label = (char *) (target->label != NULL ? target->label : target->key),
        .type = target->type,
      };
      AssayFieldRegistry *more = assay_field_registry_add (
        targets->registry, transaction, &wanted, assay_job_get_id (run->job), NULL, error);
      if (more == NULL)
        {
          if (target->column >= 0)
            g_prefix_error (error, "Column %d: ", target->column + 1);
          return FALSE;
        }
      assay_field_registry_unref (targets->registry);
      targets->registry = more;
    }
  targets->fields = g_new0 (const AssayField *, n + 1);
  for (guint i = 0; i < n; i++)
    targets->fields[i] = assay_field_registry_find (
      targets->registry, assay_lead_builder_get_target (builder, i)->key);
  return TRUE;
}

static AssayRowPump *
start_pump (AssayImportRun          *run,
            const AssayLeadBuilder  *builder,
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
                             flags);
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
find_repeated (AssayImportRun         *run,
               const AssayLeadBuilder *builder,
               GError                **error)
{
  AssayKeyList *known = assay_import_plan_get_key_list (run->plan);
  g_autoptr (AssayKeyList) list = NULL;
  g_autoptr (AssayRowPump) pump = NULL;
  AssayRowBatch *batch;
  GError *failure = NULL;

  if (known != NULL)
    return assay_key_list_find_repeated (known);
  list = assay_key_list_new ("");
  pump = start_pump (run, builder, ASSAY_ROW_PUMP_DEFAULT, error);
  if (pump == NULL)
    return NULL;
  while ((batch = assay_row_pump_next (pump, &failure)) != NULL)
    for (guint i = 0; i < batch->n_rows; i++)
      if (batch->rows[i].reason == NULL && batch->rows[i].key_state == ASSAY_KEY_OK)
        assay_key_list_add_hash (list, batch->rows[i].key);
  if (failure == NULL)
    return assay_key_list_find_repeated (list);
  g_propagate_error (error, failure);
  return NULL;
}

/* Into a workspace without leads: one transaction. */
static gboolean
run_direct (AssayImportRun   *run,
            AssayTransaction *transaction,
            GError          **error)
{
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_autoptr (AssayImportStage) stage = assay_import_stage_new (
    assay_workspace_get_path (assay_job_get_workspace (run->job)), error);
  g_autoptr (AssayKeyIndex) repeated = NULL;
  g_auto (Targets) targets = { 0 };
  g_autoptr (AssayLeadWriter) writer = NULL;
  g_autoptr (AssayLeadSink) sink = NULL;
  g_autoptr (AssayRowPump) pump = NULL;
  AssayLeadSinkOptions options = sink_options (run, builder, 0);

  options.expected = 0;
  if (stage == NULL)
    return FALSE;
  if (options.key_field != NULL && (repeated = find_repeated (run, builder, error)) == NULL)
    return FALSE;

  if (assay_import_plan_get_rows (run->plan) > BULK_ROWS
      && !assay_search_begin_bulk (transaction, error))
    return FALSE;
  if (!make_fields (run, builder, transaction, &targets, error))
    return FALSE;
  writer = assay_lead_writer_new (targets.registry, assay_job_get_id (run->job),
                                  ASSAY_LEAD_WRITER_DEFAULT);
  assay_lead_writer_set_transaction (writer, transaction);
  sink = assay_lead_sink_new_direct (&options, writer, stage, repeated, targets.fields);
  pump = start_pump (run, builder, ASSAY_ROW_PUMP_KEYS, error);
  return pump != NULL && take_rows (run, pump, sink, READ_SHARE, 1, error)
         && assay_lead_sink_finish (sink, error);
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

/* One staged record written. */
static gboolean
write_record (AssayLeadWriter         *writer,
              gint64                   lead,
              const AssayField *const *fields,
              AssayValue              *values,
              const guint8            *given,
              guint                    n,
              GError                 **error)
{
  g_autofree const AssayField **changed = NULL;
  guint n_changed = 0;
  g_autoptr (GError) failure = NULL;

  if (lead == 0)
    {
      for (guint i = 0; i < n; i++)
        if (!given[i])
          values[i] = ASSAY_VALUE_INIT_NULL;
      return assay_lead_writer_insert (writer, fields, values, n, error) != 0;
    }
  changed = g_new (const AssayField *, n + 1);
  for (guint i = 0; i < n; i++)
    if (given[i])
      {
        changed[n_changed] = fields[i];
        values[n_changed++] = values[i];
      }
  if (assay_lead_writer_update (writer, lead, changed, values, n_changed, NULL, &failure))
    return TRUE;
  /* Somebody deleted the lead meanwhile: there is nothing to update any more. */
  if (g_error_matches (failure, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* As many records as one transaction may take. */
static gboolean
write_some (AssayImportRun   *run,
            AssayImportStage *stage,
            AssayLeadWriter  *writer,
            AssayTransaction *transaction,
            const Targets    *targets,
            guint             n,
            guint64          *next,
            GError          **error)
{
  guint64 size = assay_import_stage_get_size (stage);
  g_autofree AssayValue *values = g_new0 (AssayValue, n + 1);
  g_autofree guint8 *given = g_new0 (guint8, n + 1);

  assay_lead_writer_set_transaction (writer, transaction);
  for (guint rows = 0; *next < size && rows < TRANSACTION_ROWS; rows++)
    {
      gint64 lead;
      if (rows % AGE_EVERY == AGE_EVERY - 1
          && assay_transaction_get_age (transaction) > TRANSACTION_MS)
        break;
      if (!assay_import_stage_read (stage, (gint64) *next, &lead, values, given, n, error)
          || !write_record (writer, lead, targets->fields, values, given, n, error))
        return FALSE;
      (*next)++;
      if (*next % REPORT_EVERY == 0)
        assay_job_report (run->job, STAGE_SHARE + (1 - STAGE_SHARE) * (double) *next / (double) size,
                          _("Writing leads"));
    }
  assay_lead_writer_set_transaction (writer, NULL);
  return assay_transaction_commit (transaction, error);
}

/* Writes what was staged, in transactions that let others between. */
static gboolean
apply (AssayImportRun   *run,
       AssayImportStage *stage,
       guint64           n_new,
       gint64            known,
       GError          **error)
{
  AssayWorkspace *workspace = assay_job_get_workspace (run->job);
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_auto (Targets) targets = { 0 };
  g_autoptr (AssayLeadWriter) writer = NULL;
  guint64 next = 0, size = assay_import_stage_get_size (stage);

  while (next < size)
    {
      g_autoptr (AssayTransaction) transaction
        = assay_workspace_begin (workspace, ASSAY_DURABILITY_NORMAL, run->cancellable, error);
      if (transaction == NULL)
        return FALSE;
      if (writer == NULL)
        {
          if (n_new > BULK_ROWS && (double) n_new > BULK_SHARE * (double) known
              && !assay_search_begin_bulk (transaction, error))
            return FALSE;
          if (!make_fields (run, builder, transaction, &targets, error))
            return FALSE;
          writer = assay_lead_writer_new (targets.registry, assay_job_get_id (run->job),
                                          ASSAY_LEAD_WRITER_DEFAULT);
        }
      if (!write_some (run, stage, writer, transaction, &targets,
                       assay_lead_builder_get_n_targets (builder), &next, error))
        return FALSE;
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Works out what would change; that is the dry run. */
static gboolean
stage_rows (AssayImportRun   *run,
            AssayImportStage *stage,
            AssayConnection  *reader,
            gint64            known,
            guint64          *n_new,
            GError          **error)
{
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (run->plan);
  g_autoptr (AssayFieldRegistry) registry = NULL;
  g_autoptr (AssayLeadSink) sink = NULL;
  g_autoptr (AssayRowPump) pump = NULL;
  AssayLeadSinkOptions options = sink_options (run, builder, (guint64) known);

  if (!assay_connection_begin_read (reader, error))
    return FALSE;
  assay_connection_set_cancellable (reader, run->cancellable);
  registry = assay_field_registry_load (reader, error);
  if (registry == NULL)
    return FALSE;
  sink = assay_lead_sink_new_staged (&options, stage, reader, registry, error);
  pump = sink != NULL ? start_pump (run, builder, ASSAY_ROW_PUMP_DEFAULT, error) : NULL;
  if (pump == NULL
      || !take_rows (run, pump, sink, READ_SHARE, run->dry ? 1 : STAGE_SHARE, error))
    return FALSE;
  *n_new = assay_lead_sink_count_new (sink);
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
  guint64 n_new = 0;
  gboolean ok;

  if (stage == NULL)
    return FALSE;
  {
    g_autoptr (AssayConnection) reader = assay_workspace_borrow_reader (workspace, error);
    if (reader == NULL)
      return FALSE;
    ok = stage_rows (run, stage, reader, known, &n_new, error);
    assay_connection_end_read (reader);
    assay_connection_set_cancellable (reader, NULL);
  }
  return ok && (run->dry || apply (run, stage, n_new, known, error));
}

/* Tries the fast way: *@out_done stays FALSE where the workspace has leads. */
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
  return !*out_done
         || (run_direct (run, transaction, error) && assay_transaction_commit (transaction, error));
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
  if (empty && !run->dry)
    {
      if (!try_direct (run, &done, &known, error))
        return FALSE;
      if (done)
        return TRUE;
    }
  return run_staged (run, known, error);
}
