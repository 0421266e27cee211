/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-writer-private.h"

#include "store/assay-change-private.h"
#include "store/assay-event-store-private.h"

static gboolean
pack_whole_lead (AssayLeadWriter *self,
                 gint64           lead,
                 GError         **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT job");
  g_autoptr (AssayStatement) statement = NULL;
  guint n = assay_field_registry_get_size (self->registry);
  guint n_values = 0;
  gboolean row;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, ", %s", assay_field_registry_get (self->registry, i)->column);
  g_string_append (sql, " FROM lead WHERE id = ?1");
  statement = assay_connection_prepare (self->connection, sql->str, error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, lead);
  if (!assay_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return assay_lead_writer_fail_missing (lead, error);
  for (guint i = 0; i < n; i++)
    n_values += !assay_statement_is_null (statement, (int) i + 1);

  assay_change_start (self->packed, n_values);
  assay_varint_append ((guint64) assay_statement_get_int64 (statement, 0), self->packed);
  for (guint i = 0; i < n; i++)
    {
      AssayValue value;
      assay_statement_get_value (statement, (int) i + 1, &value);
      if (value.kind == ASSAY_VALUE_NULL)
        continue;
      assay_varint_append ((guint64) assay_field_registry_get (self->registry, i)->number,
                           self->packed);
      assay_value_pack (&value, self->packed);
    }
  return TRUE;
}

static gboolean
delete_rows (AssayLeadWriter *self,
             gint64           lead,
             GError         **error)
{
  static const char *const statements[] = {
    "DELETE FROM event_stat WHERE lead = ?1",
    "DELETE FROM signal WHERE lead = ?1",
    "DELETE FROM score WHERE lead = ?1 AND scorer IN (SELECT id FROM scorer)",
    "DELETE FROM lead WHERE id = ?1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (AssayStatement) statement
        = assay_connection_prepare (self->connection, statements[i], error);
      if (statement == NULL)
        return FALSE;
      assay_statement_bind_int64 (statement, 1, lead);
      if (!assay_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * assay_lead_writer_delete:
 *
 * Removes a lead with its events and scores. The journal keeps the lead and the events, so undo
 * brings them back; scores are made anew.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_lead_writer_delete (AssayLeadWriter *self,
                          gint64           lead,
                          GError         **error)
{
  gboolean journal = (self->flags & ASSAY_LEAD_WRITER_NO_JOURNAL) == 0;

  g_return_val_if_fail (self->transaction != NULL, FALSE);

  if (!assay_event_store_detach (self->transaction, lead, journal ? self->job : 0, error))
    return FALSE;
  return pack_whole_lead (self, lead, error)
         && assay_lead_writer_record (self, lead, ASSAY_CHANGE_DELETE, error)
         && delete_rows (self, lead, error);
}

/**
 * assay_lead_writer_restore:
 * @lead: the id it had
 * @creator: the job that had added it
 * @fields: (array length=n_values): the columns it had
 * @values: (array length=n_values): their values
 *
 * Brings a deleted lead back under its old id.
 */
gboolean
assay_lead_writer_restore (AssayLeadWriter         *self,
                           gint64                   lead,
                           gint64                   creator,
                           const AssayField *const *fields,
                           const AssayValue        *values,
                           guint                    n_values,
                           GError                 **error)
{
  g_autoptr (GString) columns = g_string_new ("INSERT INTO lead (id, job, email_key, phone_key");
  g_autoptr (GString) marks = g_string_new (") VALUES (?1, ?2, ?3, ?4");
  g_autoptr (AssayStatement) insert = NULL;
  AssayLeadRow row = assay_lead_writer_make_row (self, fields, values, n_values);

  for (guint i = 0; i < n_values; i++)
    {
      g_string_append_printf (columns, ", %s", fields[i]->column);
      g_string_append_printf (marks, ", ?%u", i + 5);
    }
  g_string_append_printf (columns, "%s)", marks->str);
  insert = assay_connection_prepare (self->connection, columns->str, error);
  if (insert == NULL)
    return FALSE;
  assay_statement_bind_int64 (insert, 1, lead);
  assay_statement_bind_int64 (insert, 2, creator);
  assay_statement_bind_value (insert, 3, &row.email_key);
  assay_statement_bind_value (insert, 4, &row.phone_key);
  for (guint i = 0; i < n_values; i++)
    assay_statement_bind_value (insert, (int) i + 5, &values[i]);
  if (!assay_statement_run (insert, error))
    return FALSE;
  g_byte_array_set_size (self->packed, 0);
  return assay_lead_writer_record (self, lead, ASSAY_CHANGE_RESTORE, error);
}
