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

static char *
upsert_sql (const AssaySignal *const *signals,
            guint                     n)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO signal (lead, version");
  g_autoptr (GString) marks = g_string_new (") VALUES (?1, ?2");
  g_autoptr (GString) sets = g_string_new (") ON CONFLICT (lead) DO UPDATE SET version = ?2");

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (sql, ", \"%s\"", signals[i]->key);
      g_string_append_printf (marks, ", ?%u", i + 3);
      g_string_append_printf (sets, ", \"%s\" = ?%u", signals[i]->key, i + 3);
    }
  g_string_append_printf (sql, "%s%s", marks->str, sets->str);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * assay_signal_store_write:
 * @version: version of the rules that derived the values
 * @signals: (array length=n_values): which
 * @values: (array length=n_values): their values; text stays with the caller
 *
 * Sets signals of a lead.
 */
gboolean
assay_signal_store_write (AssayTransaction         *transaction,
                          gint64                    lead,
                          gint64                    version,
                          const AssaySignal *const *signals,
                          const AssayValue         *values,
                          guint                     n_values,
                          GError                  **error)
{
  g_autofree char *sql = upsert_sql (signals, n_values);
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (assay_transaction_get_connection (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, version);
  for (guint i = 0; i < n_values; i++)
    assay_statement_bind_value (statement, (int) i + 3, &values[i]);
  assay_transaction_touch (transaction, ASSAY_TOPIC_SIGNALS);
  return assay_statement_run (statement, error);
}
