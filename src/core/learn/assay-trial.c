/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trial.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-model-store.h"
#include "stats/assay-random.h"

/* For undo: the trial that went on before, and after. */
#define CHANGE_TYPE G_VARIANT_TYPE ("(xx)")

/**
 * assay_trial_find:
 * @self: (out caller-allocates): the trial that goes on; its id is 0 if there is none
 *
 * A trial goes on until it is stopped, or another model is in use.
 */
gboolean
assay_trial_find (AssayTrial      *self,
                  AssayConnection *connection,
                  GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT id, champion, challenger, share, seed, after_lead, started_at FROM model_trial "
    "WHERE ended_at IS NULL AND champion = (SELECT id FROM model WHERE state = 'champion') "
    "AND challenger IN (SELECT id FROM model) ORDER BY id DESC LIMIT 1",
    error);
  gboolean row;

  *self = (AssayTrial) { 0 };
  if (select == NULL || !assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    *self = (AssayTrial) { .id = assay_statement_get_int64 (select, 0),
                           .champion = assay_statement_get_int64 (select, 1),
                           .challenger = assay_statement_get_int64 (select, 2),
                           .share = assay_statement_get_double (select, 3),
                           .seed = assay_statement_get_int64 (select, 4),
                           .after_lead = assay_statement_get_int64 (select, 5),
                           .started_at = assay_statement_get_int64 (select, 6) };
  return TRUE;
}

static gboolean
check_models (AssayConnection *connection,
              gint64           model,
              gint64          *out_champion,
              GError         **error)
{
  g_autoptr (AssayModelRecord) record = assay_model_store_get (connection, model, error);

  if (record == NULL || !assay_model_store_find_champion (connection, out_champion, error))
    return FALSE;
  if (*out_champion == 0 || *out_champion == model)
    g_set_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_REFUSED,
                 _("Model %" PRId64 " has no other model in use to be tried beside"), model);
  else if (strcmp (record->verdict, "no_signal") == 0)
    g_set_error (error, ASSAY_LEARN_ERROR, ASSAY_LEARN_ERROR_REFUSED,
                 _("Model %" PRId64 " is no better than the base rate and cannot be used"), model);
  else
    return TRUE;
  return FALSE;
}

/* The trial that has not ended, or 0. */
static gboolean
find_open (AssayConnection *connection,
           gint64          *out_id,
           GError         **error)
{
  return assay_connection_query_int64 (
    connection, "SELECT coalesce(max(id), 0) FROM model_trial WHERE ended_at IS NULL", out_id, error);
}

/* Ends all trials but one, which goes on. */
static gboolean
put_open (AssayTransaction *transaction,
          gint64            id,
          GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) update = assay_connection_prepare (
    connection,
    "UPDATE model_trial SET ended_at = CASE WHEN id <> ?2 THEN ?1 END WHERE ended_at IS NULL OR id = ?2",
    error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, assay_clock_now ());
  assay_statement_bind_int64 (update, 2, id);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return assay_statement_run (update, error)
         && assay_connection_execute (connection, "DELETE FROM prediction_mark", error);
}

static gboolean
record (AssayTransaction *transaction,
        gint64            job,
        gint64            before,
        gint64            after,
        GError          **error)
{
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new ("(xx)", before, after));
  g_autoptr (GBytes) data = g_variant_get_data_as_bytes (change);

  return assay_journal_record (transaction, job, assay_trial_journal_part.name, 0, data, error);
}

/**
 * assay_trial_start:
 * @model: the model to try
 * @share: of new leads that get its score, 0–1; 0 watches silently
 * @job: whose undo takes it back
 *
 * Begins a trial; the one that went on ends.
 */
gboolean
assay_trial_start (AssayTrial       *self,
                   AssayTransaction *transaction,
                   gint64            model,
                   double            share,
                   gint64            seed,
                   gint64            job,
                   GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) insert = NULL;
  gint64 champion, before;

  if (!check_models (connection, model, &champion, error) || !find_open (connection, &before, error)
      || !put_open (transaction, 0, error))
    return FALSE;
  insert = assay_connection_prepare (
    connection,
    "INSERT INTO model_trial (champion, challenger, share, seed, after_lead, started_at) "
    "VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(id), 0) FROM lead), ?5)",
    error);
  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, champion);
  assay_statement_bind_int64 (insert, 2, model);
  assay_statement_bind_double (insert, 3, share);
  assay_statement_bind_int64 (insert, 4, seed);
  assay_statement_bind_int64 (insert, 5, assay_clock_now ());
  return assay_statement_run (insert, error) && assay_trial_find (self, connection, error)
         && record (transaction, job, before, self->id, error);
}

/**
 * assay_trial_stop:
 * @job: whose undo takes it back
 *
 * Ends the trial that goes on, if any. Leads that the challenger scored are the champion's again, with the next
 * prediction.
 */
gboolean
assay_trial_stop (AssayTransaction *transaction,
                  gint64            job,
                  GError          **error)
{
  gint64 before;

  return find_open (assay_transaction_get_connection (transaction), &before, error)
         && put_open (transaction, 0, error) && record (transaction, job, before, 0, error);
}

/* Where another trial was begun or ended since, nothing changes. */
static gboolean
undo_trial (AssayTransaction *transaction,
            gint64            undo_job,
            gint64            lead,
            GBytes           *data,
            GError          **error)
{
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new_from_bytes (CHANGE_TYPE, data, FALSE));
  gint64 before, after, now;

  g_variant_get (change, "(xx)", &before, &after);
  if (!find_open (assay_transaction_get_connection (transaction), &now, error))
    return FALSE;
  return now != after
         || (put_open (transaction, before, error) && record (transaction, undo_job, after, before, error));
}

const AssayJournalPart assay_trial_journal_part = {
  .name = "trial",
  .undo = undo_trial,
};

/**
 * assay_trial_get_model:
 *
 * Returns: (transfer full) (nullable): the model that a lead's score is from: the one in use, or the one that is
 *   tried; %NULL with %ASSAY_LEARN_ERROR_NO_MODEL
 */
AssayModelRecord *
assay_trial_get_model (AssayConnection *connection,
                       gint64           lead,
                       GError         **error)
{
  AssayTrial trial;

  if (!assay_trial_find (&trial, connection, error))
    return NULL;
  return assay_model_store_get_or_champion (
    connection, assay_trial_takes (&trial, lead) ? trial.challenger : 0, error);
}

/**
 * assay_trial_splits:
 *
 * Returns: whether a lot decides which model a lead's score is from
 */
gboolean
assay_trial_splits (const AssayTrial *self,
                    gint64            lead)
{
  return self->id != 0 && self->share > 0 && lead > self->after_lead;
}

/**
 * assay_trial_takes:
 *
 * Returns: whether a lead's score is the challenger's: by a lot that is the same whenever it is drawn
 */
gboolean
assay_trial_takes (const AssayTrial *self,
                   gint64            lead)
{
  AssayRandom random;

  if (!assay_trial_splits (self, lead))
    return FALSE;
  assay_random_init (&random, (guint64) self->seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (guint64) lead);
  return assay_random_uniform (&random) < self->share;
}
