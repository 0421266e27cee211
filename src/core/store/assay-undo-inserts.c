/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-undo-private.h"

#include "store/assay-change-private.h"

/* The value that the job inserted is the first old value of the changes since. */
static gboolean
was_edited (AssayUndo *undo,
            gint64     lead,
            gboolean  *out_edited,
            GError   **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (AssayStatement) changes
    = assay_connection_prepare (undo->connection,
                                "SELECT data FROM change WHERE lead = ?1 AND job <> ?2 "
                                "AND part = '' ORDER BY id",
                                error);
  gboolean row;

  *out_edited = FALSE;
  if (changes == NULL)
    return FALSE;
  assay_statement_bind_int64 (changes, 1, lead);
  assay_statement_bind_int64 (changes, 2, undo->job);
  while (!*out_edited)
    {
      gsize size;
      const guint8 *p, *end;
      guint64 n, number;

      if (!assay_statement_step (changes, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      p = assay_statement_get_blob (changes, 0, &size);
      end = p + size;
      if (!assay_varint_read (&n, &p, end))
        continue;
      for (; n > 0 && !*out_edited; n--)
        {
          AssayValue old_value, new_value;
          const AssayField *field;
          gboolean equal = TRUE;

          if (!assay_varint_read (&number, &p, end) || !assay_value_unpack (&old_value, &p, end)
              || !assay_value_unpack (&new_value, &p, end))
            break;
          field = assay_field_registry_by_number (undo->fields, (int) number);
          if (field == NULL || !g_hash_table_add (seen, GSIZE_TO_POINTER (number + 1)))
            continue;
          if (!assay_undo_still_has (undo, lead, field, &old_value, &equal, error))
            return FALSE;
          *out_edited = !equal;
        }
    }
  return TRUE;
}

static gboolean
has_foreign_events (AssayUndo *undo,
                    gint64     lead,
                    gboolean  *out_has,
                    GError   **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT 1 FROM event WHERE lead = ?1 AND job <> ?2 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  assay_statement_bind_int64 (statement, 2, undo->job);
  return assay_statement_step (statement, out_has, error);
}

static gboolean
collect_inserted (AssayUndo *undo,
                  gint64     from,
                  GArray    *leads,
                  GError   **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (undo->connection,
                                "SELECT id FROM lead WHERE id >= ?1 AND job = ?2 "
                                "ORDER BY id LIMIT ?3",
                                error);
  gboolean row;

  g_array_set_size (leads, 0);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, from);
  assay_statement_bind_int64 (statement, 2, undo->job);
  assay_statement_bind_int64 (statement, 3, ASSAY_UNDO_BATCH_ROWS);
  while (assay_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      gint64 lead = assay_statement_get_int64 (statement, 0);
      g_array_append_val (leads, lead);
    }
  return FALSE;
}

static gboolean
undo_insert (AssayUndo *undo,
             gint64     lead,
             GError   **error)
{
  gboolean edited, has_events;

  if (!was_edited (undo, lead, &edited, error)
      || !has_foreign_events (undo, lead, &has_events, error))
    return FALSE;
  if (edited || has_events)
    {
      assay_undo_keep_lead (undo, lead);
      return TRUE;
    }
  undo->report->removed++;
  return assay_lead_writer_delete (undo->writer, lead, error);
}

gboolean
assay_undo_inserts (AssayUndo *undo,
                    GError   **error)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = undo->first_lead;

  while (from > 0)
    {
      guint i;

      if (!assay_undo_open_batch (undo, error) || !collect_inserted (undo, from, leads, error))
        return FALSE;
      if (leads->len == 0)
        return assay_undo_close_batch (undo, error);
      for (i = 0; i < leads->len && assay_undo_batch_has_time (undo); i++)
        {
          from = g_array_index (leads, gint64, i) + 1;
          if (!undo_insert (undo, from - 1, error))
            return FALSE;
        }
      if (!assay_undo_close_batch (undo, error))
        return FALSE;
    }
  return TRUE;
}
