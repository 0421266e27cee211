/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-signal-store.h"

#include <string.h>

/**
 * assay_signal_key_is_plain:
 *
 * Whether a signal's key may be part of a statement: letters, digits, dots and underscores. Keys that a
 * workspace file brings have to pass as well: somebody else may have made the file.
 */
gboolean
assay_signal_key_is_plain (const char *key)
{
  return *key != '\0'
         && strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789._") == strlen (key);
}

/**
 * assay_signal_store_add_column:
 * @signal: static data of a check
 *
 * Makes the signal's column of table `signal` where it is missing.
 */
gboolean
assay_signal_store_add_column (AssayConnection   *connection,
                               const AssaySignal *signal,
                               GError           **error)
{
  g_autoptr (AssayStatement) find = NULL;
  g_autofree char *alter = NULL;
  gboolean row;

  g_return_val_if_fail (assay_signal_key_is_plain (signal->key), FALSE);

  find = assay_connection_prepare (connection,
                                   "SELECT 1 FROM pragma_table_info('signal') WHERE name = ?1",
                                   error);
  if (find == NULL)
    return FALSE;
  assay_statement_bind_text (find, 1, signal->key);
  if (!assay_statement_step (find, &row, error))
    return FALSE;
  if (row)
    return TRUE;
  alter = g_strdup_printf ("ALTER TABLE signal ADD COLUMN \"%s\" ANY", signal->key);
  return assay_connection_execute (connection, alter, error);
}

/**
 * assay_signal_store_get_generation:
 * @out_generation: (out): grows when signals of leads changed that had not changed themselves, as new
 *   rules do it: whoever builds on signals has to look at all leads again
 */
gboolean
assay_signal_store_get_generation (AssayConnection *connection,
                                   gint64          *out_generation,
                                   GError         **error)
{
  return assay_connection_query_int64 (connection, "SELECT generation FROM signal_state",
                                       out_generation, error);
}

/**
 * assay_signal_store_next_generation:
 *
 * See assay_signal_store_get_generation().
 */
gboolean
assay_signal_store_next_generation (AssayTransaction *transaction,
                                    GError          **error)
{
  assay_transaction_touch (transaction, ASSAY_TOPIC_SIGNALS);
  return assay_connection_execute (assay_transaction_get_connection (transaction),
                                   "UPDATE signal_state SET generation = generation + 1", error);
}

struct _AssaySignalWriter
{
  char *insert_sql;
  char *update_sql;
  guint n_signals;
  AssayTransaction *transaction; /* (nullable) (not owned) */
  AssayStatement *insert;
  AssayStatement *update;
};

/* A lead may be gone by the time its signals are there. */
static char *
make_insert (const AssaySignal *const *signals,
             guint                     n)
{
  g_autoptr (GString) sql = g_string_new ("INSERT OR IGNORE INTO signal (lead, job");
  g_autoptr (GString) marks = g_string_new (") SELECT ?1, ?2");

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (sql, ", \"%s\"", signals[i]->key);
      g_string_append_printf (marks, ", ?%u", i + 3);
    }
  g_string_append_printf (sql, "%s WHERE EXISTS (SELECT 1 FROM lead WHERE id = ?1)", marks->str);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
make_update (const AssaySignal *const *signals,
             guint                     n)
{
  g_autoptr (GString) sql = g_string_new ("UPDATE signal SET ");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s\"%s\" = ?%u", i > 0 ? ", " : "", signals[i]->key, i + 2);
  g_string_append (sql, " WHERE lead = ?1");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * assay_signal_writer_new:
 * @signals: (array length=n_signals): which, in the order of the values to come; at least one
 *
 * Returns: (transfer full): a writer without a transaction
 */
AssaySignalWriter *
assay_signal_writer_new (const AssaySignal *const *signals,
                         guint                     n_signals)
{
  AssaySignalWriter *self = g_new0 (AssaySignalWriter, 1);

  for (guint i = 0; i < n_signals; i++)
    g_assert (assay_signal_key_is_plain (signals[i]->key));
  self->n_signals = n_signals;
  self->insert_sql = make_insert (signals, n_signals);
  self->update_sql = make_update (signals, n_signals);
  return self;
}

/**
 * assay_signal_writer_set_transaction:
 * @transaction: (nullable): where to write from now on; %NULL before it ends
 */
gboolean
assay_signal_writer_set_transaction (AssaySignalWriter *self,
                                     AssayTransaction  *transaction,
                                     GError           **error)
{
  AssayConnection *connection;

  g_clear_pointer (&self->insert, assay_statement_release);
  g_clear_pointer (&self->update, assay_statement_release);
  self->transaction = transaction;
  if (transaction == NULL)
    return TRUE;
  connection = assay_transaction_get_connection (transaction);
  self->insert = assay_connection_prepare (connection, self->insert_sql, error);
  if (self->insert == NULL)
    return FALSE;
  self->update = assay_connection_prepare (connection, self->update_sql, error);
  return self->update != NULL;
}

void
assay_signal_writer_free (AssaySignalWriter *self)
{
  assay_signal_writer_set_transaction (self, NULL, NULL);
  g_free (self->insert_sql);
  g_free (self->update_sql);
  g_free (self);
}

static gboolean
run (AssaySignalWriter *self,
     AssayStatement    *statement,
     int                first,
     const AssayValue  *values,
     GError           **error)
{
  for (guint i = 0; i < self->n_signals; i++)
    assay_statement_bind_value (statement, first + (int) i, &values[i]);
  assay_transaction_touch (self->transaction, ASSAY_TOPIC_SIGNALS);
  return assay_statement_run (statement, error);
}

/**
 * assay_signal_writer_insert:
 * @job: the job that derived them
 * @values: (array): as many as there are signals
 *
 * Writes the signals of a lead that has none. One that is gone, or has signals by now, is passed over.
 */
gboolean
assay_signal_writer_insert (AssaySignalWriter *self,
                            gint64             lead,
                            gint64             job,
                            const AssayValue  *values,
                            GError           **error)
{
  assay_statement_bind_int64 (self->insert, 1, lead);
  assay_statement_bind_int64 (self->insert, 2, job);
  return run (self, self->insert, 3, values, error);
}

/**
 * assay_signal_writer_update:
 * @values: (array): as many as there are signals
 *
 * Sets the signals of a lead that has some.
 */
gboolean
assay_signal_writer_update (AssaySignalWriter *self,
                            gint64             lead,
                            const AssayValue  *values,
                            GError           **error)
{
  assay_statement_bind_int64 (self->update, 1, lead);
  return run (self, self->update, 2, values, error);
}
