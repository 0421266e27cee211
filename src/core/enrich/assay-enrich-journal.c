/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-enrich-journal-private.h"

#include "enrich/assay-enrich-settings.h"
#include "enrich/assay-enricher.h"
#include "store/assay-signal-store.h"

/**
 * assay_enrich_journal_pack:
 *
 * Appends one signal to what assay_enrich_journal_signals() records.
 */
void
assay_enrich_journal_pack (GByteArray       *packed,
                           const char       *signal,
                           const AssayValue *old_value,
                           const AssayValue *new_value)
{
  AssayValue key = assay_value_from_text (signal, strlen (signal));

  assay_value_pack (&key, packed);
  assay_value_pack (old_value, packed);
  assay_value_pack (new_value, packed);
}

/**
 * assay_enrich_journal_signals:
 * @packed: signals of a lead that had some
 */
gboolean
assay_enrich_journal_signals (AssayTransaction *transaction,
                              gint64            job,
                              gint64            lead,
                              GByteArray       *packed,
                              guint             n_signals,
                              GError          **error)
{
  g_autoptr (GBytes) data = NULL;

  if (n_signals == 0)
    return TRUE;
  data = g_bytes_new_static (packed->data, packed->len);
  return assay_journal_record (transaction, job, ASSAY_ENRICH_PART_SIGNALS, lead, data, error);
}

static gboolean
record_range (AssayTransaction *transaction,
              gint64            job,
              const gint64      range[4],
              GError          **error)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autoptr (GBytes) data = NULL;

  for (guint i = 0; i < 4; i++)
    assay_varint_append ((guint64) range[i], packed);
  data = g_byte_array_free_to_bytes (g_steal_pointer (&packed));
  return assay_journal_record (transaction, job, ASSAY_ENRICH_PART_FIRST, range[0], data, error);
}

/**
 * assay_enrich_journal_first:
 *
 * Notes that the job gave leads from @first to @last their first signals: one row for many leads.
 */
gboolean
assay_enrich_journal_first (AssayTransaction *transaction,
                            gint64            job,
                            gint64            first,
                            gint64            last,
                            GError          **error)
{
  return record_range (transaction, job, (gint64[]) { first, last, job, FALSE }, error);
}

/* Whether the signal of a lead still is what the job made of it. */
static gboolean
is_present (AssayConnection   *connection,
            gint64             lead,
            const AssaySignal *signal,
            const AssayValue  *expected,
            gboolean          *out_equal,
            GError           **error)
{
  g_autofree char *sql
    = g_strconcat ("SELECT \"", signal->key, "\" FROM signal WHERE lead = ?1", NULL);
  g_autoptr (AssayStatement) select = assay_connection_prepare (connection, sql, error);
  AssayValue value;
  gboolean row;

  if (select == NULL)
    return FALSE;
  assay_statement_bind_int64 (select, 1, lead);
  if (!assay_statement_step (select, &row, error))
    return FALSE;
  if (row)
    assay_statement_get_value (select, 0, &value);
  *out_equal = row && assay_value_equal (&value, expected);
  return TRUE;
}

static gboolean
put_back (AssayTransaction  *transaction,
          gint64             lead,
          const AssaySignal *signal,
          const AssayValue  *value,
          GError           **error)
{
  g_autoptr (AssaySignalWriter) writer = assay_signal_writer_new (&signal, 1);

  return assay_signal_writer_set_transaction (writer, transaction, error)
         && assay_signal_writer_update (writer, lead, value, error);
}

/* Only what still is as the job made it goes back; what was derived since is about newer values. */
static gboolean
undo_signals (AssayTransaction *transaction,
              gint64            undo_job,
              gint64            lead,
              GBytes           *data,
              GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  AssayValue key, old_value, new_value;
  gsize length;
  const guint8 *p = g_bytes_get_data (data, &length);
  const guint8 *end = p + length;
  guint n = 0;

  while (assay_value_unpack (&key, &p, end) && assay_value_unpack (&old_value, &p, end)
         && assay_value_unpack (&new_value, &p, end))
    {
      g_autofree char *name
        = key.kind == ASSAY_VALUE_TEXT ? g_strndup (key.text, key.length) : g_strdup ("");
      const AssaySignal *signal = assay_signal_find (name);
      gboolean equal;

      if (signal == NULL)
        continue;
      if (!is_present (connection, lead, signal, &new_value, &equal, error)
          || (equal && !put_back (transaction, lead, signal, &old_value, error)))
        return FALSE;
      if (!equal)
        continue;
      assay_enrich_journal_pack (packed, signal->key, &new_value, &old_value);
      n++;
    }
  return undo_job == 0
         || assay_enrich_journal_signals (transaction, undo_job, lead, packed, n, error);
}

static gboolean
remove_range (AssayTransaction *transaction,
              const gint64      range[4],
              GError          **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "DELETE FROM signal WHERE lead BETWEEN ?1 AND ?2 AND job = ?3", error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < 3; i++)
    assay_statement_bind_int64 (statement, i + 1, range[i]);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SIGNALS);
  return assay_statement_run (statement, error);
}

/* Leads of the range that have no signals, with the fields that the checks read. */
static AssayStatement *
prepare_select (AssayConnection *connection,
                AssayEnricher   *enricher,
                GError         **error)
{
  g_autoptr (AssayFieldRegistry) fields = assay_field_registry_load (connection, error);
  g_autoptr (GString) sql = g_string_new ("SELECT id");

  if (fields == NULL)
    return NULL;
  for (const char *const *key = assay_enricher_get_fields (enricher); *key != NULL; key++)
    g_string_append_printf (sql, ", lead.\"%s\"", assay_field_registry_find (fields, *key)->column);
  g_string_append (sql, " FROM lead WHERE id BETWEEN ?1 AND ?2 AND id NOT IN (SELECT lead FROM signal "
                        "WHERE lead BETWEEN ?1 AND ?2)");
  return assay_connection_prepare (connection, sql->str, error);
}

/* Signals follow from fields, so doing them again needs no copy of them. */
static gboolean
derive_range (AssayTransaction *transaction,
              const gint64      range[4],
              GError          **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autofree char *settings = assay_enrich_settings_get (connection);
  g_autoptr (AssayEnricher) enricher = assay_enricher_new (NULL, settings, NULL, error);
  g_autoptr (AssayStatement) select = NULL;
  g_autoptr (AssaySignalWriter) writer = NULL;
  g_autoptr (AssayArena) arena = assay_arena_new ();
  g_autofree AssayValue *fields = NULL, *values = NULL;
  const AssaySignal *const *signals;
  guint n_signals;
  gboolean row;

  if (enricher == NULL || (select = prepare_select (connection, enricher, error)) == NULL)
    return FALSE;
  signals = assay_enricher_get_signals (enricher, &n_signals);
  writer = assay_signal_writer_new (signals, n_signals);
  fields = g_new0 (AssayValue, assay_enricher_get_n_fields (enricher) + 1);
  values = g_new0 (AssayValue, n_signals + 1);
  if (!assay_signal_writer_set_transaction (writer, transaction, error))
    return FALSE;
  assay_statement_bind_int64 (select, 1, range[0]);
  assay_statement_bind_int64 (select, 2, range[1]);
  while (assay_statement_step (select, &row, error))
    {
      if (!row)
        return TRUE;
      for (guint i = 0; i < assay_enricher_get_n_fields (enricher); i++)
        assay_statement_get_value (select, (int) i + 1, &fields[i]);
      assay_arena_reset (arena);
      assay_enricher_run (enricher, arena, fields, values);
      if (!assay_signal_writer_insert (writer, assay_statement_get_int64 (select, 0), range[2], values,
                                       error))
        return FALSE;
    }
  return FALSE;
}

/* The rows go; undone once more, they are derived again. */
static gboolean
undo_first (AssayTransaction *transaction,
            gint64            undo_job,
            gint64            lead,
            GBytes           *data,
            GError          **error)
{
  gint64 range[4];
  gsize length;
  const guint8 *p = g_bytes_get_data (data, &length);
  const guint8 *end = p + length;

  for (guint i = 0; i < G_N_ELEMENTS (range); i++)
    {
      guint64 number;

      if (!assay_varint_read (&number, &p, end))
        return TRUE;
      range[i] = (gint64) number;
    }
  if (!(range[3] != 0 ? derive_range (transaction, range, error)
                      : remove_range (transaction, range, error))
      || !assay_signal_store_next_generation (transaction, error))
    return FALSE;
  range[3] = range[3] == 0;
  return undo_job == 0 || record_range (transaction, undo_job, range, error);
}

const AssayJournalPart assay_enrich_journal_parts[3] = {
  { ASSAY_ENRICH_PART_SIGNALS, undo_signals },
  { ASSAY_ENRICH_PART_FIRST, undo_first },
  { ASSAY_ENRICH_PART_DECISION, assay_signal_decision_undo },
};
