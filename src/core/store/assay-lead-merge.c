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

static const AssayLeadRows event_rows = { "events", "event", events_moved };

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

static gboolean
list_rows (AssayConnection *connection,
           const AssayLeadRows *rows,
           gint64 lead,
           GArray *out,
           GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT rowid FROM ", rows->table, " WHERE lead = ?1 ORDER BY rowid", NULL);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  while (assay_statement_step (statement, &row, error))
    {
      gint64 id;

      if (!row)
        return TRUE;
      id = assay_statement_get_int64 (statement, 0);
      g_array_append_val (out, id);
    }
  return FALSE;
}

/* Rows that the other lead has as well stay: they go and come back with the lead. Keeps in @ids
 * those that moved. */
static gboolean
move_rows (AssayConnection *connection,
           const AssayLeadRows *rows,
           GArray *ids,
           gint64 from,
           gint64 to,
           GError **error)
{
  g_autofree char *sql = g_strconcat (
      "UPDATE OR IGNORE ", rows->table, " SET lead = ?3 WHERE rowid = ?1 AND lead = ?2", NULL);
  g_autoptr (AssayStatement) update = assay_connection_prepare (connection, sql, error);
  guint kept = 0;

  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      assay_statement_bind_int64 (update, 1, g_array_index (ids, gint64, i));
      assay_statement_bind_int64 (update, 2, from);
      assay_statement_bind_int64 (update, 3, to);
      if (!assay_statement_run (update, error))
        return FALSE;
      if (assay_connection_changes (connection) > 0)
        g_array_index (ids, gint64, kept++) = g_array_index (ids, gint64, i);
    }
  g_array_set_size (ids, kept);
  return TRUE;
}

/* What undo needs: whose rows they were, which, and their numbers. */
static gboolean
record_move (AssayTransaction *transaction,
             gint64 job,
             const AssayLeadRows *rows,
             GArray *ids,
             gint64 from,
             gint64 to,
             GError **error)
{
  g_autoptr (AssayStatement) record =
      assay_change_prepare (assay_transaction_get_connection (transaction), error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  AssayValue name = assay_value_from_text (rows->name, strlen (rows->name));

  if (record == NULL)
    return FALSE;
  assay_varint_append ((guint64) from, data);
  assay_value_pack (&name, data);
  for (guint i = 0; i < ids->len; i++)
    assay_varint_append ((guint64) g_array_index (ids, gint64, i), data);
  return assay_change_write (record, job, to, assay_merge_rows_journal_part.name, data, error);
}

static gboolean
move (AssayTransaction *transaction,
      gint64 job,
      const AssayLeadRows *rows,
      GArray *ids,
      gint64 from,
      gint64 to,
      GError **error)
{
  if (!move_rows (assay_transaction_get_connection (transaction), rows, ids, from, to, error))
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  return (rows->moved == NULL ||
          (rows->moved (transaction, from, error) && rows->moved (transaction, to, error))) &&
         (job == 0 || record_move (transaction, job, rows, ids, from, to, error));
}

static gboolean
undo_rows (
    AssayTransaction *transaction, gint64 undo_job, gint64 lead, GBytes *data, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const AssayLeadRows *rows;
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);
  const guint8 *end = p + size;
  guint64 from, id;
  AssayValue name;

  if (!assay_varint_read (&from, &p, end) || !assay_value_unpack (&name, &p, end))
    return TRUE;
  rows = find_rows (&name);
  if (rows == NULL)
    {
      g_set_error (error,
                   ASSAY_STORE_ERROR,
                   ASSAY_STORE_ERROR_NOT_UNDOABLE,
                   "This Assay does not know the rows “%.*s” that a merge moved",
                   (int) name.length,
                   name.text);
      return FALSE;
    }
  while (p < end && assay_varint_read (&id, &p, end))
    {
      gint64 number = (gint64) id;
      g_array_append_val (ids, number);
    }
  return move (transaction, undo_job, rows, ids, lead, (gint64) from, error);
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
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      if (!list_rows (connection, rows, lead, ids, error) ||
          !move (transaction, job, rows, ids, lead, survivor, error))
        return FALSE;
    }
  return assay_lead_writer_delete (writer, lead, error);
}
