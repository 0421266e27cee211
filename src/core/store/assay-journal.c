/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-journal-private.h"

#include <string.h>

#include "store/assay-change-private.h"
#include "store/assay-event-store-private.h"

static GPtrArray *parts; /* (element-type AssayJournalPart) (not owned) */

static void
ensure_parts (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      parts = g_ptr_array_new ();
      g_ptr_array_add (parts, (gpointer) &assay_event_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_event_back_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_document_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_merge_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_merge_rows_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_merge_left_journal_part);
      g_ptr_array_add (parts, (gpointer) &assay_merge_left_back_journal_part);
      g_once_init_leave (&once, 1);
    }
}

/**
 * assay_journal_register_part:
 * @part: (transfer none): static data
 *
 * Makes a module's own changes undoable. Called by the engine at start-up; twice does nothing.
 */
void
assay_journal_register_part (const AssayJournalPart *part)
{
  ensure_parts ();
  if (!g_ptr_array_find (parts, part, NULL))
    g_ptr_array_add (parts, (gpointer) part);
}

const AssayJournalPart *
assay_journal_find_part (const char *name)
{
  ensure_parts ();
  for (guint i = 0; i < parts->len; i++)
    {
      const AssayJournalPart *part = g_ptr_array_index (parts, i);
      if (strcmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}

/**
 * assay_journal_record:
 * @part: a registered part's name
 * @lead: the lead it belongs to, or 0
 * @data: what the part's undo needs
 */
gboolean
assay_journal_record (AssayTransaction *transaction,
                      gint64            job,
                      const char       *part,
                      gint64            lead,
                      GBytes           *data,
                      GError          **error)
{
  g_autoptr (AssayStatement) record
    = assay_change_prepare (assay_transaction_get_connection (transaction), error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  const guint8 *start = g_bytes_get_data (data, &size);

  g_byte_array_append (bytes, start, (guint) size);
  return record != NULL && assay_change_write (record, job, lead, part, bytes, error);
}

void
assay_undo_report_clear (AssayUndoReport *report)
{
  g_clear_pointer (&report->kept_leads, g_array_unref);
}

static gboolean
visit_row (AssayStatement     *statement,
           AssayFieldRegistry *fields,
           AssayChangeFunc     func,
           gpointer            user_data,
           guint              *budget)
{
  gsize size;
  const guint8 *p = assay_statement_get_blob (statement, 2, &size);
  const guint8 *end = p + size;
  guint64 n, number;

  if (!assay_varint_read (&n, &p, end))
    return TRUE;
  for (; n > 0 && *budget > 0; n--, (*budget)--)
    {
      AssayChange change = { .job = assay_statement_get_int64 (statement, 0),
                             .lead = assay_statement_get_int64 (statement, 1) };
      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&change.old_value, &p, end)
          || !assay_value_unpack (&change.new_value, &p, end))
        return TRUE;
      change.field = assay_field_registry_by_number (fields, (int) number);
      if (change.field != NULL && !func (&change, user_data))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_journal_foreach_change:
 * @lead: whose changes, or 0 for all leads
 * @job: which job's changes, or 0 for all jobs
 * @limit: at most so many values; 0 for all
 * @func: (scope call): called for each changed value, newest row first; returns %FALSE to stop
 *
 * The history of values: what the lead's lineage and the Activity view show.
 */
gboolean
assay_journal_foreach_change (AssayConnection    *connection,
                              AssayFieldRegistry *fields,
                              gint64              lead,
                              gint64              job,
                              guint               limit,
                              AssayChangeFunc     func,
                              gpointer            user_data,
                              GError            **error)
{
  const char *sql
    = lead != 0 ? "SELECT job, lead, data FROM change WHERE lead = ?1 AND (?2 = 0 OR job = ?2) "
                  "AND part = '' ORDER BY id DESC"
    : job != 0  ? "SELECT job, lead, data FROM change WHERE ?1 = 0 AND job = ?2 AND part = '' "
                  "ORDER BY id DESC"
                : "SELECT job, lead, data FROM change WHERE ?1 = ?2 AND part = '' ORDER BY id DESC";
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  guint budget = limit == 0 ? G_MAXUINT : limit;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, job);
  while (budget > 0)
    {
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      if (!row || !visit_row (statement, fields, func, user_data, &budget))
        break;
    }
  return TRUE;
}

static const struct
{
  const char *part;
  AssayChangeKind kind;
} told_parts[] = {
  { ASSAY_CHANGE_UPDATE, ASSAY_CHANGE_KIND_VALUE },
  { ASSAY_CHANGE_INSERT, ASSAY_CHANGE_KIND_ADDED },
  { ASSAY_CHANGE_DELETE, ASSAY_CHANGE_KIND_REMOVED },
  { ASSAY_CHANGE_RESTORE, ASSAY_CHANGE_KIND_RESTORED },
};

/* Whether to go on. */
static gboolean
visit_values (AssayStatement     *statement,
              AssayChange        *change,
              AssayFieldRegistry *fields,
              AssayChangeFunc     func,
              gpointer            user_data)
{
  gsize size;
  const guint8 *p = assay_statement_get_blob (statement, 4, &size);
  const guint8 *end = p + size;
  guint64 n, number;

  if (!assay_varint_read (&n, &p, end))
    return TRUE;
  for (; n > 0; n--)
    {
      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&change->old_value, &p, end)
          || !assay_value_unpack (&change->new_value, &p, end))
        return TRUE;
      change->field = assay_field_registry_by_number (fields, (int) number);
      if (change->field != NULL && !func (change, user_data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
visit_entry (AssayStatement     *statement,
             AssayFieldRegistry *fields,
             AssayChangeFunc     func,
             gpointer            user_data)
{
  const char *part = assay_statement_get_text (statement, 3);
  AssayChange change = { .row = assay_statement_get_int64 (statement, 0),
                         .job = assay_statement_get_int64 (statement, 1),
                         .lead = assay_statement_get_int64 (statement, 2) };

  for (gsize i = 0; i < G_N_ELEMENTS (told_parts); i++)
    {
      if (strcmp (part, told_parts[i].part) != 0)
        continue;
      change.kind = told_parts[i].kind;
      if (change.kind == ASSAY_CHANGE_KIND_VALUE)
        return visit_values (statement, &change, fields, func, user_data);
      return func (&change, user_data);
    }
  return TRUE;
}

/**
 * assay_journal_foreach_entry:
 * @query: which part of the journal
 * @func: (scope call): called for each changed value and each lead added, removed or brought back,
 *   newest row first; returns %FALSE to stop
 *
 * What happened to leads, for the history of a workspace. Goes on from row to row as long as @func
 * wants more, so that a search may look at all of it; the connection's cancellable stops it.
 */
gboolean
assay_journal_foreach_entry (AssayConnection         *connection,
                             AssayFieldRegistry      *fields,
                             const AssayJournalQuery *query,
                             AssayChangeFunc          func,
                             gpointer                 user_data,
                             GError                 **error)
{
  const char *sql = query->lead != 0 ? "SELECT id, job, lead, part, data FROM change "
                                       "WHERE lead = ?1 AND (?2 = 0 OR job = ?2) AND id < ?3 "
                                       "ORDER BY id DESC"
                    : query->job != 0 ? "SELECT id, job, lead, part, data FROM change "
                                        "WHERE ?1 = 0 AND job = ?2 AND id < ?3 ORDER BY id DESC"
                                      : "SELECT id, job, lead, part, data FROM change "
                                        "WHERE ?1 = ?2 AND id < ?3 ORDER BY id DESC";
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, query->lead);
  assay_statement_bind_int64 (statement, 2, query->job);
  assay_statement_bind_int64 (statement, 3, query->before > 0 ? query->before : G_MAXINT64);
  while (assay_statement_step (statement, &row, error))
    if (!row || !visit_entry (statement, fields, func, user_data))
      return TRUE;
  return FALSE;
}

static gboolean
forget (AssayConnection *connection,
        const char      *sql,
        gint64           number,
        GError         **error)
{
  g_autoptr (AssayStatement) statement = assay_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, number);
  return assay_statement_run (statement, error);
}

gboolean
assay_journal_forget_row (AssayConnection *connection,
                          gint64           id,
                          GError         **error)
{
  return forget (connection, "DELETE FROM change WHERE id = ?1", id, error);
}

gboolean
assay_journal_forget_job (AssayConnection *connection,
                          gint64           job,
                          GError         **error)
{
  return forget (connection, "DELETE FROM change WHERE job = ?1", job, error);
}
