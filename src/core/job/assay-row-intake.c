/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-row-intake.h"

/* No write transaction is longer than 250 ms: what is begun at this age still ends in time. */
#define TRANSACTION_ROWS 5000
#define TRANSACTION_MS 150
#define AGE_EVERY 64

struct _AssayRowIntake
{
  AssayJob *job; /* (not owned) */
  AssayRowIntakeOptions options;
  gpointer sink; /* (not owned) (nullable) */
  GCancellable *cancellable; /* (not owned) (nullable) */
  AssayConnection *reader; /* (owned) */
  AssayTransaction *transaction; /* (owned) (nullable) */
  guint in_transaction;
  guint64 counts[ASSAY_N_ROW_EFFECTS];
};

/**
 * assay_row_intake_new:
 * @job: whose work it is; outlives the intake
 *
 * Returns: (transfer full) (nullable): an intake
 */
AssayRowIntake *
assay_row_intake_new (AssayJob                    *job,
                      const AssayRowIntakeOptions *options,
                      GCancellable                *cancellable,
                      GError                     **error)
{
  AssayConnection *reader = assay_workspace_borrow_reader (assay_job_get_workspace (job), error);
  AssayRowIntake *self;

  if (reader == NULL)
    return NULL;
  self = g_new0 (AssayRowIntake, 1);
  self->job = job;
  self->options = *options;
  self->cancellable = cancellable;
  self->reader = reader;
  return self;
}

/* What was not committed is gone. */
void
assay_row_intake_free (AssayRowIntake *self)
{
  g_clear_pointer (&self->transaction, assay_transaction_free);
  g_clear_pointer (&self->reader, assay_connection_release);
  g_free (self);
}

/**
 * assay_row_intake_set_sink:
 * @sink: (nullable): what the flush function gets
 */
void
assay_row_intake_set_sink (AssayRowIntake *self,
                           gpointer        sink)
{
  self->sink = sink;
}

AssayWorkspace *
assay_row_intake_get_workspace (AssayRowIntake *self)
{
  return assay_job_get_workspace (self->job);
}

/**
 * assay_row_intake_get_job:
 *
 * Returns: the number that changes are journalled under
 */
gint64
assay_row_intake_get_job (AssayRowIntake *self)
{
  return assay_job_get_id (self->job);
}

gboolean
assay_row_intake_is_dry (AssayRowIntake *self)
{
  return self->options.dry;
}

guint64
assay_row_intake_get_expected (AssayRowIntake *self)
{
  return self->options.expected;
}

/**
 * assay_row_intake_get_connection:
 *
 * Returns: (transfer none): what sees all that was written so far
 */
AssayConnection *
assay_row_intake_get_connection (AssayRowIntake *self)
{
  return self->transaction != NULL ? assay_transaction_get_connection (self->transaction)
                                   : self->reader;
}

void
assay_row_intake_count (AssayRowIntake *self,
                        AssayRowEffect  effect)
{
  self->counts[effect]++;
}

guint64
assay_row_intake_get_count (AssayRowIntake *self,
                            AssayRowEffect  effect)
{
  return self->counts[effect];
}

/**
 * assay_row_intake_begin:
 *
 * Not in a dry run.
 *
 * Returns: (transfer none) (nullable): the transaction to write in, until assay_row_intake_wrote()
 */
AssayTransaction *
assay_row_intake_begin (AssayRowIntake *self,
                        GError        **error)
{
  g_return_val_if_fail (!self->options.dry, NULL);

  if (self->transaction == NULL)
    self->transaction = assay_workspace_begin (
      assay_row_intake_get_workspace (self), ASSAY_DURABILITY_NORMAL, self->cancellable, error);
  return self->transaction;
}

/**
 * assay_row_intake_commit:
 *
 * Ends the transaction, if there is one.
 */
gboolean
assay_row_intake_commit (AssayRowIntake *self,
                         GError        **error)
{
  gboolean ok;

  if (self->transaction == NULL)
    return TRUE;
  ok = (self->options.flush == NULL || self->options.flush (self->sink, error))
       && assay_transaction_commit (self->transaction, error);
  g_clear_pointer (&self->transaction, assay_transaction_free);
  self->in_transaction = 0;
  return ok;
}

/**
 * assay_row_intake_wrote:
 *
 * After each row's writing: commits when it is time to.
 */
gboolean
assay_row_intake_wrote (AssayRowIntake *self,
                        GError        **error)
{
  if (++self->in_transaction < TRANSACTION_ROWS
      && (self->in_transaction % AGE_EVERY != 0
          || assay_transaction_get_age (self->transaction) <= TRANSACTION_MS))
    return TRUE;
  return assay_row_intake_commit (self, error);
}
