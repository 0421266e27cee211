/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-trial.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/assay-clock.h"
#include "learn/assay-learn-error.h"
#include "learn/assay-model-store.h"
#include "stats/assay-random.h"

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

/**
 * assay_trial_start:
 * @model: the model to try
 * @share: of new leads that get its score, 0–1; 0 watches silently
 *
 * Begins a trial; the one that went on ends.
 */
gboolean
assay_trial_start (AssayTrial       *self,
                   AssayTransaction *transaction,
                   gint64            model,
                   double            share,
                   gint64            seed,
                   GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) insert = NULL;
  gint64 champion;

  if (!check_models (connection, model, &champion, error) || !assay_trial_stop (transaction, error))
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
  return assay_statement_run (insert, error) && assay_trial_find (self, connection, error);
}

/**
 * assay_trial_stop:
 *
 * Ends the trial that goes on, if any. Leads that the challenger scored are the champion's again, with the next
 * prediction.
 */
gboolean
assay_trial_stop (AssayTransaction *transaction,
                  GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (AssayStatement) update = assay_connection_prepare (
    connection, "UPDATE model_trial SET ended_at = ?1 WHERE ended_at IS NULL", error);

  if (update == NULL)
    return FALSE;
  assay_statement_bind_int64 (update, 1, assay_clock_now ());
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return assay_statement_run (update, error)
         && assay_connection_execute (connection, "DELETE FROM prediction_mark", error);
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
