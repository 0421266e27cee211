/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-model-states.h"

#include "learn/assay-predictive-scorer.h"

/* Which model is in use, as a snapshot that can be put back: whether predictions show among scores, and the
 * state of each model with the instant it was put to use. */
#define STATES_TYPE "(ba(xsx))"
#define CHANGE_TYPE G_VARIANT_TYPE ("(" STATES_TYPE STATES_TYPE ")")

/**
 * assay_model_states_read:
 *
 * Returns: (transfer full) (nullable): the states of all models
 */
GVariant *
assay_model_states_read (AssayConnection *connection,
                         GError         **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection, "SELECT id, state, coalesce(promoted_at, 0) FROM model ORDER BY id", error);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xsx)"));
  gint64 active;
  gboolean row;

  if (select == NULL
      || !assay_connection_query_int64 (
        connection,
        "SELECT coalesce(max(active), 0) FROM scorer WHERE key = '" ASSAY_PREDICTIVE_KEY "'",
        &active, error))
    return NULL;
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return g_variant_ref_sink (
          g_variant_new ("(b@a(xsx))", active != 0, g_variant_builder_end (&builder)));
      g_variant_builder_add (&builder, "(xsx)", assay_statement_get_int64 (select, 0),
                             assay_statement_get_text (select, 1),
                             assay_statement_get_int64 (select, 2));
    }
  return NULL;
}

/**
 * assay_model_states_record:
 * @job: whose undo puts the states back
 * @before: what assay_model_states_read() gave before they changed
 */
gboolean
assay_model_states_record (AssayTransaction *transaction,
                           gint64            job,
                           GVariant         *before,
                           GError          **error)
{
  g_autoptr (GVariant) after
    = assay_model_states_read (assay_transaction_get_connection (transaction), error);
  g_autoptr (GVariant) change = NULL;
  g_autoptr (GBytes) data = NULL;

  if (after == NULL)
    return FALSE;
  change = g_variant_ref_sink (g_variant_new ("(@" STATES_TYPE "@" STATES_TYPE ")", before, after));
  data = g_variant_get_data_as_bytes (change);
  return assay_journal_record (transaction, job, assay_model_journal_part.name, 0, data, error);
}

/* One champion at a time: it steps down before another one steps up. */
static gboolean
put_back (AssayConnection *connection,
          GVariant        *states,
          GError         **error)
{
  g_autoptr (AssayStatement) update = NULL;
  g_autoptr (GVariant) list = NULL;
  GVariantIter iter;
  const char *state;
  gint64 id, promoted_at;
  gboolean active;

  g_variant_get (states, "(b@a(xsx))", &active, &list);
  if (!assay_connection_execute (
        connection, "UPDATE model SET state = 'retired' WHERE state = 'champion'", error)
      || !assay_connection_execute (
        connection,
        active
          ? "UPDATE scorer SET active = 1 WHERE key = '" ASSAY_PREDICTIVE_KEY "'"
          : "UPDATE scorer SET active = 0 WHERE key = '" ASSAY_PREDICTIVE_KEY "'",
        error))
    return FALSE;
  update = assay_connection_prepare (
    connection, "UPDATE model SET state = ?2, promoted_at = nullif(?3, 0) WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(x&sx)", &id, &state, &promoted_at))
    {
      assay_statement_bind_int64 (update, 1, id);
      assay_statement_bind_text (update, 2, state);
      assay_statement_bind_int64 (update, 3, promoted_at);
      if (!assay_statement_run (update, error))
        return FALSE;
    }
  /* Who predicts now has not seen what changed meanwhile. */
  return assay_connection_execute (connection, "DELETE FROM prediction_mark", error);
}

/* Models that were trained since stay; where another one was put to use since, nothing changes. */
static gboolean
is_as_left (GVariant *now,
            GVariant *after)
{
  g_autoptr (GVariant) present = g_variant_get_child_value (now, 1);
  g_autoptr (GVariant) left = g_variant_get_child_value (after, 1);

  if (g_variant_n_children (present) < g_variant_n_children (left))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (left); i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (present, i);
      g_autoptr (GVariant) other = g_variant_get_child_value (left, i);

      if (!g_variant_equal (one, other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_states (AssayTransaction *transaction,
             gint64            undo_job,
             gint64            lead,
             GBytes           *data,
             GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GVariant) change
    = g_variant_ref_sink (g_variant_new_from_bytes (CHANGE_TYPE, data, FALSE));
  g_autoptr (GVariant) before = g_variant_get_child_value (change, 0);
  g_autoptr (GVariant) after = g_variant_get_child_value (change, 1);
  g_autoptr (GVariant) now = assay_model_states_read (connection, error);

  if (now == NULL)
    return FALSE;
  if (!is_as_left (now, after))
    return TRUE;
  assay_transaction_touch (transaction, ASSAY_TOPIC_SCORES);
  return put_back (connection, before, error)
         && assay_model_states_record (transaction, undo_job, now, error);
}

const AssayJournalPart assay_model_journal_part = {
  .name = "model",
  .undo = undo_states,
};
