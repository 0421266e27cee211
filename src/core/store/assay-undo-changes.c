/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-undo-private.h"

#include <string.h>

#include "store/assay-change-private.h"
#include "store/assay-journal-private.h"

static gboolean
lead_exists (AssayUndo *undo,
             gint64     lead,
             gboolean  *out_exists,
             GError   **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection, "SELECT 1 FROM lead WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  return assay_statement_step (statement, out_exists, error);
}

/* Sets each field back whose present value is still the one the job wrote. */
static gboolean
undo_update (AssayUndo    *undo,
             gint64        lead,
             const guint8 *p,
             const guint8 *end,
             GError      **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  guint64 n, number;
  gboolean exists, kept = FALSE;

  if (!lead_exists (undo, lead, &exists, error))
    return FALSE;
  if (!exists || !assay_varint_read (&n, &p, end))
    return TRUE;
  for (; n > 0; n--)
    {
      AssayValue old_value, new_value;
      const AssayField *field;
      gboolean equal;

      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&old_value, &p, end)
          || !assay_value_unpack (&new_value, &p, end))
        break;
      field = assay_field_registry_by_number (undo->fields, (int) number);
      if (field == NULL)
        continue;
      if (!assay_undo_still_has (undo, lead, field, &new_value, &equal, error))
        return FALSE;
      if (equal)
        {
          g_ptr_array_add (fields, (gpointer) field);
          g_array_append_val (values, old_value);
        }
      else if (strcmp (field->key, "updated_at") != 0)
        kept = TRUE;
    }
  undo->report->restored++;
  if (kept)
    assay_undo_keep_lead (undo, lead);
  return fields->len == 0
         || assay_lead_writer_update (undo->writer, lead, (const AssayField *const *) fields->pdata,
                                      (const AssayValue *) (gpointer) values->data, fields->len,
                                      NULL, error);
}

static gboolean
undo_delete (AssayUndo    *undo,
             gint64        lead,
             const guint8 *p,
             const guint8 *end,
             GError      **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  guint64 n, creator, number;

  if (!assay_varint_read (&n, &p, end) || !assay_varint_read (&creator, &p, end))
    return TRUE;
  for (; n > 0; n--)
    {
      AssayValue value;
      const AssayField *field;

      if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&value, &p, end))
        break;
      field = assay_field_registry_by_number (undo->fields, (int) number);
      if (field == NULL)
        continue;
      g_ptr_array_add (fields, (gpointer) field);
      g_array_append_val (values, value);
    }
  undo->report->restored++;
  return assay_lead_writer_restore (undo->writer, lead, (gint64) creator,
                                    (const AssayField *const *) fields->pdata,
                                    (const AssayValue *) (gpointer) values->data, fields->len,
                                    error);
}

static gboolean
undo_part (AssayUndo  *undo,
           const char *name,
           gint64      lead,
           GBytes     *data,
           GError    **error)
{
  const AssayJournalPart *part;
  gsize size;
  const guint8 *p = g_bytes_get_data (data, &size);

  if (strcmp (name, ASSAY_CHANGE_UPDATE) == 0)
    return undo_update (undo, lead, p, p + size, error);
  if (strcmp (name, ASSAY_CHANGE_DELETE) == 0)
    return undo_delete (undo, lead, p, p + size, error);
  if (strcmp (name, ASSAY_CHANGE_INSERT) == 0)
    {
      undo->first_lead = lead;
      return TRUE;
    }
  if (strcmp (name, ASSAY_CHANGE_RESTORE) == 0)
    {
      undo->report->removed++;
      return assay_lead_writer_delete (undo->writer, lead, error);
    }
  if (strcmp (name, ASSAY_CHANGE_FIELD) == 0 || strcmp (name, ASSAY_CHANGE_FIELD_BACK) == 0)
    return assay_undo_field_change (undo, (int) lead, strcmp (name, ASSAY_CHANGE_FIELD) == 0,
                                    error);
  part = assay_journal_find_part (name);
  if (part == NULL)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_UNDOABLE,
                   "This Assay does not know how to take back changes of “%s”", name);
      return FALSE;
    }
  undo->report->restored++;
  return part->undo (undo->transaction, undo->undo_job, lead, data, error);
}

/* The journal's newest row of the job below *cursor. */
static gboolean
next_change (AssayUndo *undo,
             gint64    *cursor,
             char     **out_part,
             gint64    *out_lead,
             GBytes   **out_data,
             GError   **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT id, part, lead, data FROM change "
                                "WHERE job = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
                                error);
  gconstpointer data;
  gboolean row;
  gsize size;

  *out_part = NULL;
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, undo->job);
  assay_statement_bind_int64 (statement, 2, *cursor);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *cursor = assay_statement_get_int64 (statement, 0);
  *out_part = g_strdup (assay_statement_get_text (statement, 1));
  *out_lead = assay_statement_get_int64 (statement, 2);
  data = assay_statement_get_blob (statement, 3, &size);
  *out_data = g_bytes_new (data, size);
  return TRUE;
}

gboolean
assay_undo_changes (AssayUndo *undo,
                    GError   **error)
{
  gint64 cursor = G_MAXINT64;

  while (assay_undo_open_batch (undo, error))
    {
      for (int i = 0; i < ASSAY_UNDO_BATCH_ROWS && assay_undo_batch_has_time (undo); i++)
        {
          g_autofree char *part = NULL;
          g_autoptr (GBytes) data = NULL;
          gint64 lead;

          if (!next_change (undo, &cursor, &part, &lead, &data, error))
            return FALSE;
          if (part == NULL)
            return assay_undo_close_batch (undo, error);
          /* An undo that leaves no trace can itself be interrupted and begun again: what it took
           * back it forgets. The first lead's row is needed until the leads are gone. */
          if (!undo_part (undo, part, lead, data, error)
              || (undo->undo_job == 0 && strcmp (part, ASSAY_CHANGE_INSERT) != 0
                  && !assay_journal_forget_row (undo->connection, cursor, error)))
            return FALSE;
        }
      if (!assay_undo_close_batch (undo, error))
        return FALSE;
    }
  return FALSE;
}
