/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-signal-decision-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "enrich/assay-enrich-journal-private.h"

static const GEnumValue verdicts[] = {
  { ASSAY_SIGNAL_VERDICT_ACCEPT, "ASSAY_SIGNAL_VERDICT_ACCEPT", "accept" },
  { ASSAY_SIGNAL_VERDICT_REJECT, "ASSAY_SIGNAL_VERDICT_REJECT", "reject" },
  { ASSAY_SIGNAL_VERDICT_SET, "ASSAY_SIGNAL_VERDICT_SET", "set" },
  { ASSAY_SIGNAL_VERDICT_CLEAR, "ASSAY_SIGNAL_VERDICT_CLEAR", "clear" },
  { 0, NULL, NULL },
};

GType
assay_signal_verdict_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AssaySignalVerdict", verdicts));
  return type;
}

const char *
assay_signal_verdict_to_nick (AssaySignalVerdict verdict)
{
  return verdicts[verdict].value_nick;
}

/**
 * assay_signal_decision_put:
 * @verdict: nick of what a person said
 * @value: of which value
 * @arena: where text goes
 * @derived: (inout): what the checks derived
 *
 * Puts what a person said of a signal over it.
 */
void
assay_signal_decision_put (const char       *verdict,
                           const AssayValue *value,
                           AssayArena       *arena,
                           AssayValue       *derived)
{
  if (strcmp (verdict, "reject") == 0 && assay_value_equal (derived, value))
    *derived = ASSAY_VALUE_INIT_NULL;
  else if (strcmp (verdict, "set") == 0)
    {
      *derived = *value;
      if (derived->kind == ASSAY_VALUE_TEXT)
        derived->text = assay_arena_strndup (arena, value->text, value->length);
    }
}

static guint
find_signal (AssayEnricher *enricher,
             const char    *key)
{
  guint n;
  const AssaySignal *const *signals = assay_enricher_get_signals (enricher, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (signals[i]->key, key) == 0)
      return i;
  return G_MAXUINT;
}

/**
 * assay_signal_decision_apply:
 *
 * Puts what people said over what the checks derived.
 */
gboolean
assay_signal_decision_apply (AssayConnection  *connection,
                             AssayEnrichBatch *batch,
                             AssayEnricher    *enricher,
                             GError          **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    connection,
    "SELECT lead, signal, decision, value FROM signal_decision WHERE lead BETWEEN ?1 AND ?2 "
    "AND decision IN ('reject', 'set') ORDER BY lead",
    error);
  guint lead = 0, n_signals;
  gboolean row;

  if (select == NULL || batch->n == 0)
    return select != NULL;
  assay_enricher_get_signals (enricher, &n_signals);
  assay_statement_bind_int64 (select, 1, batch->leads[0]);
  assay_statement_bind_int64 (select, 2, batch->leads[batch->n - 1]);
  while (assay_statement_step (select, &row, error))
    {
      guint signal;
      AssayValue value;

      if (!row)
        return TRUE;
      while (lead < batch->n && batch->leads[lead] < assay_statement_get_int64 (select, 0))
        lead++;
      if (lead == batch->n || batch->leads[lead] != assay_statement_get_int64 (select, 0))
        continue;
      signal = find_signal (enricher, assay_statement_get_text (select, 1));
      if (signal == G_MAXUINT)
        continue;
      assay_statement_get_value (select, 3, &value);
      assay_signal_decision_put (assay_statement_get_text (select, 2), &value, batch->arena,
                                 &batch->signals[(gsize) lead * n_signals + signal]);
    }
  return FALSE;
}

static gboolean
journal_present (AssayTransaction *transaction,
                 gint64            job,
                 gint64            lead,
                 const char       *signal,
                 GError          **error)
{
  g_autoptr (AssayStatement) select = assay_connection_prepare (
    assay_transaction_get_connection (transaction),
    "SELECT decision, value, at FROM signal_decision WHERE lead = ?1 AND signal = ?2", error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  AssayValue values[4] = { assay_value_from_text (signal, strlen (signal)) };
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  assay_statement_bind_text (select, 2, signal);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  for (guint i = 0; row && i < 3; i++)
    assay_statement_get_value (select, (int) i, &values[i + 1]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    assay_value_pack (&values[i], data);

  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  return assay_journal_record (transaction, job, ASSAY_ENRICH_PART_DECISION, lead, bytes, error);
}

static gboolean
put (AssayTransaction *transaction,
     gint64            job,
     gint64            lead,
     const AssayValue *values,
     GError          **error)
{
  static const char *const remove
    = "DELETE FROM signal_decision WHERE lead = ?1 AND signal = ?2";
  static const char *const upsert
    = "INSERT OR REPLACE INTO signal_decision (lead, signal, decision, value, at, job) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?1)";
  gboolean present = values[1].kind == ASSAY_VALUE_TEXT;
  g_autoptr (AssayStatement) statement = assay_connection_prepare (
    assay_transaction_get_connection (transaction), present ? upsert : remove, error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_value (statement, 2, &values[0]);
  for (int i = 1; present && i < 4; i++)
    assay_statement_bind_value (statement, i + 2, &values[i]);
  if (present)
    assay_statement_bind_int64 (statement, 6, job);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SIGNALS);
  return assay_statement_run (statement, error);
}

/**
 * assay_signal_decision_write:
 *
 * Notes what a person says of a signal, so that undo can take it back. The signal itself is the caller's.
 */
gboolean
assay_signal_decision_write (AssayTransaction          *transaction,
                             gint64                     job,
                             gint64                     lead,
                             const char                *signal,
                             const AssaySignalDecision *decision,
                             GError                   **error)
{
  const char *nick = assay_signal_verdict_to_nick (decision->verdict);
  AssayValue values[4] = { assay_value_from_text (signal, strlen (signal)) };

  if (decision->verdict != ASSAY_SIGNAL_VERDICT_CLEAR)
    {
      values[1] = assay_value_from_text (nick, strlen (nick));
      values[2] = decision->value;
      values[3] = assay_value_from_integer (assay_clock_now ());
    }
  return journal_present (transaction, job, lead, signal, error)
         && put (transaction, job, lead, values, error);
}

/**
 * assay_signal_decision_undo:
 *
 * Brings back the decision that a journal row holds, or that there was none.
 */
gboolean
assay_signal_decision_undo (AssayTransaction *transaction,
                            gint64            undo_job,
                            gint64            lead,
                            GBytes           *data,
                            GError          **error)
{
  gsize length;
  const guint8 *p = g_bytes_get_data (data, &length);
  const guint8 *end = p + length;
  AssayValue values[4];
  g_autofree char *signal = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (!assay_value_unpack (&values[i], &p, end))
      return TRUE;
  if (values[0].kind != ASSAY_VALUE_TEXT)
    return TRUE;
  signal = g_strndup (values[0].text, values[0].length);
  if (undo_job != 0 && !journal_present (transaction, undo_job, lead, signal, error))
    return FALSE;
  return put (transaction, undo_job, lead, values, error);
}
