/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-merge.h"

#include <string.h>

#include "store/assay-change-private.h"
#include "store/assay-event-store-private.h"
#include "store/assay-journal-private.h"

/* A merge marks both leads in the journal, so that a later one that builds on it is found; moves
 * the rows that belong to the lead that goes; and removes it. Undo takes that back in the opposite
 * order. */

static gboolean
events_moved (AssayTransaction *transaction, gint64 lead, GError **error)
{
  assay_transaction_touch (transaction, ASSAY_TOPIC_EVENTS);
  return assay_event_store_recount (assay_transaction_get_connection (transaction), lead, error);
}

static const AssayLeadRows event_rows = { "events", "event", "rowid", events_moved };

static GPtrArray *
get_rows (void)
{
  static gsize once;
  static GPtrArray *all; /* (element-type AssayLeadRows) (not owned) */

  if (g_once_init_enter (&once))
    {
      all = g_ptr_array_new ();
      g_ptr_array_add (all, (gpointer) &event_rows);
      g_once_init_leave (&once, 1);
    }
  return all;
}

/**
 * assay_lead_merge_register_rows:
 * @rows: (transfer none): static data
 *
 * Makes a module's rows follow merged leads. Called by the engine at start-up; twice does nothing.
 */
void
assay_lead_merge_register_rows (const AssayLeadRows *rows)
{
  if (!g_ptr_array_find (get_rows (), rows, NULL))
    g_ptr_array_add (get_rows (), (gpointer) rows);
}

static const AssayLeadRows *
find_rows (const AssayValue *name)
{
  for (guint i = 0; i < get_rows ()->len; i++)
    {
      const AssayLeadRows *rows = g_ptr_array_index (get_rows (), i);
      if (name->kind == ASSAY_VALUE_TEXT && strlen (rows->name) == name->length &&
          memcmp (rows->name, name->text, name->length) == 0)
        return rows;
    }
  return NULL;
}

/* The keys of a lead's rows, packed one after the other. */
static gboolean
pack_keys (AssayConnection *connection,
           const AssayLeadRows *rows,
           gint64 lead,
           GByteArray *keys,
           GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM %s WHERE lead = ?1 ORDER BY 1", rows->key, rows->table);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  while (assay_statement_step (statement, &row, error))
    {
      AssayValue key;

      if (!row)
        return TRUE;
      assay_statement_get_value (statement, 0, &key);
      assay_value_pack (&key, keys);
    }
  return FALSE;
}

/* Moves rows unless the other lead has the same; appends to @moved the keys of those that moved. */
static gboolean
move_rows (AssayConnection *connection,
           const AssayLeadRows *rows,
           const guint8 *p,
           const guint8 *end,
           gint64 from,
           gint64 to,
           GByteArray *moved,
           GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE OR IGNORE %s SET lead = ?3 WHERE %s = ?1 AND lead = ?2", rows->table, rows->key);
  g_autoptr (AssayStatement) update = assay_connection_prepare (connection, sql, error);
  AssayValue key;

  if (update == NULL)
    return FALSE;
  while (p < end && assay_value_unpack (&key, &p, end))
    {
      assay_statement_bind_value (update, 1, &key);
      assay_statement_bind_int64 (update, 2, from);
      assay_statement_bind_int64 (update, 3, to);
      if (!assay_statement_run (update, error))
        return FALSE;
      if (assay_connection_changes (connection) > 0)
        assay_value_pack (&key, moved);
    }
  return TRUE;
}

static gboolean
record (AssayTransaction *transaction,
        gint64 job,
        const char *part,
        gint64 lead,
        GByteArray *data,
        GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data->data, data->len);

  return job == 0 || assay_journal_record (transaction, job, part, lead, bytes, error);
}

static void
pack_name (const AssayLeadRows *rows, GByteArray *data)
{
  AssayValue name = assay_value_from_text (rows->name, strlen (rows->name));

  assay_value_pack (&name, data);
}

static gboolean
tell_moved (AssayTransaction *transaction, const AssayLeadRows *rows, gint64 lead, GError **error)
{
  return rows->moved == NULL || rows->moved (transaction, lead, error);
}

/* Moves the rows of packed @keys; the journal keeps whose they were and which. */
static gboolean
move (AssayTransaction *transaction,
      gint64 job,
      const AssayLeadRows *rows,
      const guint8 *keys,
      const guint8 *end,
      gint64 from,
      gint64 to,
      GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint head;

  assay_varint_append ((guint64) from, data);
  pack_name (rows, data);
  head = data->len;
  if (!move_rows (
          assay_transaction_get_connection (transaction), rows, keys, end, from, to, data, error))
    return FALSE;
  return data->len == head ||
         (tell_moved (transaction, rows, from, error) &&
          tell_moved (transaction, rows, to, error) &&
          record (transaction, job, assay_merge_rows_journal_part.name, to, data, error));
}

static const AssayLeadRows *
read_rows (const guint8 **p, const guint8 *end, GError **error)
{
  const AssayLeadRows *rows = NULL;
  AssayValue name;

  if (assay_value_unpack (&name, p, end))
    rows = find_rows (&name);
  if (rows == NULL)
    g_set_error (error,
                 ASSAY_STORE_ERROR,
                 ASSAY_STORE_ERROR_NOT_UNDOABLE,
                 "This Assay does not know some of the rows that a merge moved");
  return rows;
}

static gboolean
undo_rows (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  const AssayLeadRows *rows;
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;
  guint64 from;

  if (!assay_varint_read (&from, &p, end))
    return TRUE;
  rows = read_rows (&p, end, error);
  return rows != NULL && move (transaction, undo_job, rows, p, end, lead, (gint64) from, error);
}

/* Rows that could not move, because the survivor has the same, go with the lead: the journal keeps
 * all of them. */
static gboolean
keep_left (AssayTransaction *transaction,
           gint64 job,
           const AssayLeadRows *rows,
           gint64 lead,
           GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE lead = ?1", rows->table);
  g_autoptr (AssayStatement) statement =
      assay_connection_prepare (assay_transaction_get_connection (transaction), sql, error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  gboolean row, any = FALSE;

  if (statement == NULL)
    return FALSE;
  pack_name (rows, data);
  assay_statement_bind_int64 (statement, 1, lead);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return !any ||
               record (transaction, job, assay_merge_left_journal_part.name, lead, data, error);
      any = TRUE;
      for (int i = 0; i < assay_statement_column_count (statement); i++)
        {
          AssayValue value;
          assay_statement_get_value (statement, i, &value);
          assay_value_pack (&value, data);
        }
    }
  return FALSE;
}

static char *
insert_sql (const AssayLeadRows *rows, int columns)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO %s VALUES (", rows->table);
  for (int i = 1; i <= columns; i++)
    g_string_append_printf (sql, "%s?%d", i > 1 ? ", " : "", i);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static gboolean
restore_left (AssayConnection *connection,
              const AssayLeadRows *rows,
              const guint8 *p,
              const guint8 *end,
              GError **error)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM %s LIMIT 0", rows->table);
  g_autoptr (AssayStatement) shape = assay_connection_prepare (connection, select, error);
  int columns = shape != NULL ? assay_statement_column_count (shape) : 0;
  g_autofree char *sql = insert_sql (rows, columns);
  g_autoptr (AssayStatement) insert =
      columns > 0 ? assay_connection_prepare (connection, sql, error) : NULL;

  if (insert == NULL)
    return FALSE;
  while (p < end)
    {
      for (int i = 1; i <= columns; i++)
        {
          AssayValue value;
          if (!assay_value_unpack (&value, &p, end))
            return TRUE;
          assay_statement_bind_value (insert, i, &value);
        }
      if (!assay_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_left (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;
  const AssayLeadRows *rows = read_rows (&p, end, error);

  return rows != NULL &&
         restore_left (assay_transaction_get_connection (transaction), rows, p, end, error) &&
         tell_moved (transaction, rows, lead, error) &&
         (undo_job == 0 ||
          assay_journal_record (
              transaction, undo_job, assay_merge_left_back_journal_part.name, lead, data, error));
}

/* Merging again: the rows go with the lead once more. */
static gboolean
undo_left_back (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const AssayLeadRows *rows = read_rows (&p, p + size, error);

  return rows != NULL && keep_left (transaction, undo_job, rows, lead, error);
}

static gboolean
mark (AssayTransaction *transaction, gint64 job, gint64 lead, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  return job == 0 ||
         assay_journal_record (transaction, job, ASSAY_CHANGE_MERGE, lead, nothing, error);
}

static gboolean
undo_mark (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  return mark (transaction, undo_job, lead, error);
}

const AssayJournalPart assay_merge_journal_part = {
  .name = ASSAY_CHANGE_MERGE,
  .undo = undo_mark,
};

const AssayJournalPart assay_merge_rows_journal_part = {
  .name = "merge-rows",
  .undo = undo_rows,
};

const AssayJournalPart assay_merge_left_journal_part = {
  .name = "merge-left",
  .undo = undo_left,
};

const AssayJournalPart assay_merge_left_back_journal_part = {
  .name = "merge-left-back",
  .undo = undo_left_back,
};

/**
 * assay_lead_merge_into:
 * @writer: of the same transaction and job
 * @survivor: the lead that stays
 * @lead: the lead that goes
 *
 * Moves what belongs to @lead to @survivor and removes @lead. The values of @survivor are the
 * caller's to set, before.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_lead_merge_into (AssayTransaction *transaction,
                       AssayLeadWriter *writer,
                       gint64 job,
                       gint64 survivor,
                       gint64 lead,
                       GError **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);

  g_return_val_if_fail (survivor != lead, FALSE);

  if (!mark (transaction, job, survivor, error) || !mark (transaction, job, lead, error))
    return FALSE;
  for (guint i = 0; i < get_rows ()->len; i++)
    {
      const AssayLeadRows *rows = g_ptr_array_index (get_rows (), i);
      g_autoptr (GByteArray) keys = g_byte_array_new ();

      /* The writer keeps the events that stay. */
      if (!pack_keys (connection, rows, lead, keys, error) ||
          !move (
              transaction, job, rows, keys->data, keys->data + keys->len, lead, survivor, error) ||
          (rows != &event_rows && !keep_left (transaction, job, rows, lead, error)))
        return FALSE;
    }
  return assay_lead_writer_delete (writer, lead, error);
}
