/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-undo-private.h"

#include "store/assay-change-private.h"

static gboolean
record_field (AssayUndo  *undo,
              const char *part,
              int         number,
              GError    **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  return undo->undo_job == 0
         || assay_journal_record (undo->transaction, undo->undo_job, part, number, nothing, error);
}

static gboolean
retire_field (AssayUndo        *undo,
              const AssayField *field,
              GError          **error)
{
  return assay_field_registry_retire (undo->transaction, field, error)
         && record_field (undo, ASSAY_CHANGE_FIELD, field->number, error);
}

/* The next batch reads the registry anew. */
gboolean
assay_undo_field_change (AssayUndo *undo,
                         int        number,
                         gboolean   retired,
                         GError   **error)
{
  const AssayField *field = assay_field_registry_by_number (undo->fields, number);

  if (retired
      && (!assay_field_registry_restore (undo->transaction, number, error)
          || !record_field (undo, ASSAY_CHANGE_FIELD_BACK, number, error)))
    return FALSE;
  if (!retired && field != NULL && !retire_field (undo, field, error))
    return FALSE;
  return assay_undo_close_batch (undo, error) && assay_undo_open_batch (undo, error);
}

static gboolean
is_used (AssayUndo        *undo,
         const AssayField *field,
         gboolean         *out_used,
         GError          **error)
{
  g_autofree char *sql
    = g_strconcat ("SELECT 1 FROM lead WHERE ", field->column, " IS NOT NULL LIMIT 1", NULL);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (undo->connection, sql, error);

  return statement != NULL && assay_statement_step (statement, out_used, error);
}

gboolean
assay_undo_new_fields (AssayUndo *undo,
                       GError   **error)
{
  if (!assay_undo_open_batch (undo, error))
    return FALSE;
  for (guint i = 0; i < assay_field_registry_get_size (undo->fields); i++)
    {
      const AssayField *field = assay_field_registry_get (undo->fields, i);
      gboolean used;

      if (field->job != undo->job || field->job == 0)
        continue;
      if (!is_used (undo, field, &used, error))
        return FALSE;
      if (used)
        continue;
      if (!retire_field (undo, field, error))
        return FALSE;
    }
  return assay_undo_close_batch (undo, error);
}
