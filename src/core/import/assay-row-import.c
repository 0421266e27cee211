/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-run-private.h"

#include "job/assay-row-sink.h"

#include <glib/gi18n-lib.h>

#define READ_SHARE 0.3

/* Rows that are no leads, on their way to whoever knows what they are. */
typedef struct
{
  AssayImportRun *run;
  const AssayRowSinkClass *klass;
  AssayRowIntake *intake; /* (not owned) */
  gpointer sink;
  guint n_values;
} Delivery;

static gboolean
take_rows (Delivery     *self,
           AssayRowPump *pump,
           GError      **error)
{
  AssayImportRun *run = self->run;
  GError *failure = NULL;
  AssayRowBatch *batch;

  while ((batch = assay_row_pump_next (pump, &failure)) != NULL)
    {
      for (guint i = 0; i < batch->n_rows; i++)
        {
          const AssayPumpedRow *row = &batch->rows[i];
          const char *reason = row->reason;
          run->counts.read++;
          if (reason == NULL
              && !self->klass->take (self->sink, &batch->values[(gsize) i * self->n_values],
                                     &reason, error))
            return FALSE;
          if (reason == NULL)
            continue;
          run->counts.rejected++;
          if (!assay_import_run_reject (run, row, reason, error))
            return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      assay_job_report (run->job,
                        READ_SHARE + (1 - READ_SHARE) * assay_row_pump_get_progress (pump),
                        _ (self->klass->phrase));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
deliver (Delivery *self,
         GError  **error)
{
  AssayImportPlan *plan = self->run->plan;
  AssayRowReader *reader = assay_import_plan_open (plan, self->run->cancellable, error);
  g_autoptr (AssayRowPump) pump = NULL;

  if (reader == NULL)
    return FALSE;
  pump = assay_row_pump_new (reader, assay_import_plan_create_builder (plan), -1, NULL,
                             ASSAY_ROW_PUMP_TEXT);
  return take_rows (self, pump, error)
         && (self->klass->finish == NULL || self->klass->finish (self->sink, error))
         && assay_row_intake_commit (self->intake, error);
}

static void
copy_counts (AssayImportCounts *counts,
             AssayRowIntake    *intake)
{
  counts->added = assay_row_intake_get_count (intake, ASSAY_ROW_EFFECT_ADDED);
  counts->updated = assay_row_intake_get_count (intake, ASSAY_ROW_EFFECT_UPDATED);
  counts->unchanged = assay_row_intake_get_count (intake, ASSAY_ROW_EFFECT_UNCHANGED);
}

/**
 * assay_import_run_rows:
 *
 * Imports rows that are no leads, or works out what that would do, through the sink that was
 * registered for their kind.
 */
gboolean
assay_import_run_rows (AssayImportRun *run,
                       GError        **error)
{
  const AssayRowSinkClass *klass
    = assay_import_kind_sink (assay_import_plan_get_mapping (run->plan)->kind);
  const AssayRowIntakeOptions options = {
    .dry = run->dry,
    .expected = assay_import_plan_get_rows (run->plan),
    .flush = klass->flush,
  };
  g_autoptr (AssayRowIntake) intake
    = assay_row_intake_new (run->job, &options, run->cancellable, error);
  g_autoptr (AssayLeadBuilder) shape = assay_import_plan_create_builder (run->plan);
  g_autofree int *columns = g_new (int, klass->n_targets);
  Delivery self = { .run = run, .klass = klass, .intake = intake };
  gboolean ok;

  if (intake == NULL)
    return FALSE;
  self.n_values = assay_lead_builder_get_n_targets (shape);
  for (gsize i = 0; i < klass->n_targets; i++)
    columns[i] = assay_lead_builder_find_target (shape, klass->targets[i].key);
  self.sink = klass->open (intake, columns, error);
  if (self.sink == NULL)
    return FALSE;
  assay_row_intake_set_sink (intake, self.sink);
  ok = deliver (&self, error);
  copy_counts (&run->counts, intake);
  klass->close (self.sink);
  return ok;
}
