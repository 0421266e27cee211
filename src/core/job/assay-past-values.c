/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-past-values.h"

typedef struct
{
  GHashTable *rows;    /* lead → row + 1 */
  GHashTable *started; /* job → when */
  const gint64 *as_of;
  AssayPastValueFunc func;
  gpointer user_data;
} Walk;

static gboolean
read_job_times (AssayConnection *connection,
                GHashTable      *started,
                GError         **error)
{
  g_autoptr (AssayStatement) select
    = assay_connection_prepare (connection, "SELECT id, started_at FROM job", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  while (assay_statement_step (select, &row, error))
    {
      gint64 numbers[2];

      if (!row)
        return TRUE;
      numbers[0] = assay_statement_get_int64 (select, 0);
      numbers[1] = assay_statement_get_int64 (select, 1);
      g_hash_table_insert (started, g_memdup2 (&numbers[0], sizeof (gint64)),
                           g_memdup2 (&numbers[1], sizeof (gint64)));
    }
  return FALSE;
}

static gboolean
visit (const AssayChange *change,
       gpointer           data)
{
  const Walk *walk = data;
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (walk->rows, &change->lead));
  const gint64 *at = g_hash_table_lookup (walk->started, &change->job);

  if (change->kind == ASSAY_CHANGE_KIND_VALUE && row > 0 && at != NULL
      && *at > walk->as_of[row - 1])
    walk->func (&(AssayPastValue) { .row = row - 1,
                                    .field = change->field,
                                    .at = *at,
                                    .old_value = change->old_value,
                                    .new_value = change->new_value },
                walk->user_data);
  return TRUE;
}

/**
 * assay_past_values_foreach:
 * @leads: (array length=n): ids
 * @as_of: (array length=n): the instant that each is looked at from
 * @func: (scope call): called for each value that changed later, the newest change first: the last call for a
 *   field has what it was then
 *
 * What fields were once, as far as the journal knows. Leads that an import brought later than they are
 * looked at from have the values that it brought.
 */
gboolean
assay_past_values_foreach (AssayConnection    *connection,
                           AssayFieldRegistry *fields,
                           const gint64       *leads,
                           const gint64       *as_of,
                           gsize               n,
                           AssayPastValueFunc  func,
                           gpointer            user_data,
                           GError            **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) started
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  AssayJournalQuery everything = { 0 };
  Walk walk = {
    .rows = rows, .started = started, .as_of = as_of, .func = func, .user_data = user_data
  };

  for (gsize row = 0; row < n; row++)
    g_hash_table_insert (rows, (gpointer) &leads[row], GUINT_TO_POINTER ((guint) row + 1));
  return n == 0
         || (read_job_times (connection, started, error)
             && assay_journal_foreach_entry (connection, fields, &everything, visit, &walk, error));
}
