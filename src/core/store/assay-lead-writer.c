/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-lead-writer-private.h"

#include <string.h>

#include "base/assay-clock.h"
#include "store/assay-change-private.h"
#include "store/assay-lead-key-private.h"

AssayLeadWriter *
assay_lead_writer_new (AssayFieldRegistry  *fields,
                       gint64               job,
                       AssayLeadWriterFlags flags)
{
  AssayLeadWriter *self = g_new0 (AssayLeadWriter, 1);

  self->job = job;
  self->flags = flags;
  self->select_shape = g_ptr_array_new ();
  self->update_shape = g_ptr_array_new ();
  self->packed = g_byte_array_new ();
  self->pairs = g_byte_array_new ();
  self->email_key = g_string_new (NULL);
  self->phone_key = g_string_new (NULL);
  assay_lead_writer_set_fields (self, fields);
  return self;
}

static void
forget_statements (AssayLeadWriter *self)
{
  g_clear_pointer (&self->insert, assay_lead_insert_free);
  g_clear_pointer (&self->select, assay_statement_release);
  g_clear_pointer (&self->update, assay_statement_release);
  g_clear_pointer (&self->record, assay_statement_release);
  g_ptr_array_set_size (self->select_shape, 0);
  g_ptr_array_set_size (self->update_shape, 0);
}

void
assay_lead_writer_free (AssayLeadWriter *self)
{
  forget_statements (self);
  g_ptr_array_unref (self->select_shape);
  g_ptr_array_unref (self->update_shape);
  g_byte_array_unref (self->packed);
  g_byte_array_unref (self->pairs);
  g_string_free (self->email_key, TRUE);
  g_string_free (self->phone_key, TRUE);
  assay_field_registry_unref (self->registry);
  g_free (self);
}

/**
 * assay_lead_writer_set_fields:
 *
 * After custom fields were added.
 */
void
assay_lead_writer_set_fields (AssayLeadWriter    *self,
                              AssayFieldRegistry *fields)
{
  forget_statements (self);
  assay_field_registry_ref (fields);
  g_clear_pointer (&self->registry, assay_field_registry_unref);
  self->registry = fields;
  self->updated_at = assay_field_registry_find (fields, "updated_at");
}

/**
 * assay_lead_writer_set_transaction:
 * @transaction: (nullable): the transaction that the next calls write in; %NULL before it is freed
 */
void
assay_lead_writer_set_transaction (AssayLeadWriter  *self,
                                   AssayTransaction *transaction)
{
  AssayConnection *connection
    = transaction != NULL ? assay_transaction_get_connection (transaction) : NULL;

  if (connection == NULL || (self->connection != NULL && connection != self->connection))
    forget_statements (self);
  self->transaction = transaction;
  self->connection = connection;
  if (transaction != NULL)
    assay_transaction_touch (transaction, ASSAY_TOPIC_LEADS);
}

static gboolean
same_shape (GPtrArray               *shape,
            const AssayField *const *fields,
            guint                    n)
{
  return shape->len == n && memcmp (shape->pdata, fields, n * sizeof *fields) == 0;
}

static void
keep_shape (GPtrArray               *shape,
            const AssayField *const *fields,
            guint                    n)
{
  g_ptr_array_set_size (shape, (int) n);
  memcpy (shape->pdata, fields, n * sizeof *fields);
}

static int
find_number (const AssayField *const *fields,
             guint                    n,
             int                      number)
{
  for (guint i = 0; i < n; i++)
    if (fields[i]->number == number)
      return (int) i;
  return -1;
}

/* The statement for leads of this shape. */
static AssayLeadInsert *
prepare_insert (AssayLeadWriter         *self,
                const AssayField *const *fields,
                guint                    n_fields,
                GError                 **error)
{
  if (self->insert != NULL && assay_lead_insert_fits (self->insert, fields, n_fields))
    return self->insert;
  g_clear_pointer (&self->insert, assay_lead_insert_free);
  self->insert = assay_lead_insert_new (self->connection, fields, n_fields, error);
  return self->insert;
}

/* Writes what is packed into the journal. */
gboolean
assay_lead_writer_record (AssayLeadWriter *self,
                          gint64           lead,
                          const char      *part,
                          GError         **error)
{
  if ((self->flags & ASSAY_LEAD_WRITER_NO_JOURNAL) != 0)
    return TRUE;
  if (self->record == NULL)
    self->record = assay_change_prepare (self->connection, error);
  return self->record != NULL
         && assay_change_write (self->record, self->job, lead, part, self->packed, error);
}

/* Ids only grow, so the first one tells undo where to look for the job's leads. */
static gint64
note_inserted (AssayLeadWriter *self,
               gint64           lead,
               GError         **error)
{
  if (self->marked)
    return lead;
  g_byte_array_set_size (self->packed, 0);
  if (!assay_lead_writer_record (self, lead, ASSAY_CHANGE_INSERT, error))
    return 0;
  self->marked = TRUE;
  return lead;
}

/**
 * assay_lead_row_set_keys:
 * @row: whose keys are set; they point into the strings
 * @email: (nullable): its address
 * @phone: (nullable): its number
 * @email_key: room for the folded address
 * @phone_key: room for the digits
 *
 * Makes what a lead is found by. Any thread.
 */
void
assay_lead_row_set_keys (AssayLeadRow     *row,
                         const AssayValue *email,
                         const AssayValue *phone,
                         GString          *email_key,
                         GString          *phone_key)
{
  row->email_key = row->phone_key = ASSAY_VALUE_INIT_NULL;
  if (email != NULL && assay_lead_email_key (email, email_key))
    row->email_key = assay_value_from_text (email_key->str, email_key->len);
  if (phone != NULL && assay_lead_phone_key (phone, phone_key))
    row->phone_key = assay_value_from_text (phone_key->str, phone_key->len);
}

/* A lead of these values, with its keys, which last until the next one is made. */
AssayLeadRow
assay_lead_writer_make_row (AssayLeadWriter         *self,
                            const AssayField *const *fields,
                            const AssayValue        *values,
                            guint                    n_values)
{
  int email = find_number (fields, n_values, ASSAY_LEAD_EMAIL_NUMBER);
  int phone = find_number (fields, n_values, ASSAY_LEAD_PHONE_NUMBER);
  AssayLeadRow row = { .values = values };

  assay_lead_row_set_keys (&row, email >= 0 ? &values[email] : NULL,
                           phone >= 0 ? &values[phone] : NULL, self->email_key, self->phone_key);
  return row;
}

/**
 * assay_lead_writer_insert:
 * @fields: (array length=n_values): which columns are given; each at most once
 * @values: (array length=n_values): their values; text stays with the caller
 *
 * Adds a lead. `created_at` and `updated_at` are now unless given.
 *
 * Returns: its id, or 0 with @error
 */
gint64
assay_lead_writer_insert (AssayLeadWriter         *self,
                          const AssayField *const *fields,
                          const AssayValue        *values,
                          guint                    n_values,
                          GError                 **error)
{
  AssayLeadRow row;

  g_return_val_if_fail (self->transaction != NULL, 0);

  row = assay_lead_writer_make_row (self, fields, values, n_values);
  if (prepare_insert (self, fields, n_values, error) == NULL
      || !assay_lead_insert_run (self->insert, self->job, &row, 1, error))
    return 0;
  return note_inserted (self, assay_connection_last_insert_id (self->connection), error);
}

/**
 * assay_lead_writer_insert_rows:
 * @fields: (array length=n_values): which columns are given; each at most once
 * @rows: (array length=n_rows): the leads, with their keys; text stays with the caller
 *
 * Adds leads, in this order and with rising ids, as assay_lead_writer_insert() adds one. For many
 * rows at once it is faster.
 */
gboolean
assay_lead_writer_insert_rows (AssayLeadWriter         *self,
                               const AssayField *const *fields,
                               const AssayLeadRow      *rows,
                               guint                    n_values,
                               guint                    n_rows,
                               GError                 **error)
{
  guint done = 0;

  g_return_val_if_fail (self->transaction != NULL, FALSE);

  if (n_rows == 0)
    return TRUE;
  /* The first lead of a job goes alone: the journal needs its id. */
  if (!self->marked)
    {
      if (assay_lead_writer_insert (self, fields, rows[0].values, n_values, error) == 0)
        return FALSE;
      done = 1;
    }
  return prepare_insert (self, fields, n_values, error) != NULL
         && assay_lead_insert_run (self->insert, self->job, rows + done, n_rows - done, error);
}

/* Says that there is no such lead; returns %FALSE. */
gboolean
assay_lead_writer_fail_missing (gint64   lead,
                                GError **error)
{
  g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_NOT_FOUND,
               "There is no lead %" G_GINT64_FORMAT, lead);
  return FALSE;
}

/* Reads @fields of @lead, then `updated_at`, into the borrowed select statement. */
static gboolean
select_current (AssayLeadWriter         *self,
                gint64                   lead,
                const AssayField *const *fields,
                guint                    n,
                GError                 **error)
{
  gboolean row;

  if (self->select == NULL || !same_shape (self->select_shape, fields, n))
    {
      g_autoptr (GString) sql = g_string_new ("SELECT updated_at");

      g_clear_pointer (&self->select, assay_statement_release);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (sql, ", %s", fields[i]->column);
      g_string_append (sql, " FROM lead WHERE id = ?1");
      self->select = assay_connection_prepare (self->connection, sql->str, error);
      if (self->select == NULL)
        return FALSE;
      keep_shape (self->select_shape, fields, n);
    }
  assay_statement_bind_int64 (self->select, 1, lead);
  if (!assay_statement_step (self->select, &row, error))
    return FALSE;
  if (!row)
    {
      assay_statement_reset (self->select);
      return assay_lead_writer_fail_missing (lead, error);
    }
  return TRUE;
}

typedef struct
{
  GString *sql;
  int parameter;
} SetClause;

static void
set_column (SetClause  *clause,
            const char *column)
{
  g_string_append_printf (clause->sql, "%s%s = ?%d", clause->parameter > 1 ? ", " : "", column,
                          clause->parameter);
  clause->parameter++;
}

/* The statement that sets these columns and the keys that follow from them. */
static AssayStatement *
prepare_update (AssayLeadWriter         *self,
                const AssayField *const *fields,
                guint                    n,
                gboolean                 email,
                gboolean                 phone,
                GError                 **error)
{
  g_autoptr (GString) sql = NULL;
  SetClause clause = { NULL, 1 };

  if (self->update != NULL && same_shape (self->update_shape, fields, n))
    return self->update;
  clause.sql = sql = g_string_new ("UPDATE lead SET ");
  for (guint i = 0; i < n; i++)
    set_column (&clause, fields[i]->column);
  if (email)
    set_column (&clause, "email_key");
  if (phone)
    set_column (&clause, "phone_key");
  g_string_append_printf (sql, " WHERE id = ?%d", clause.parameter);

  g_clear_pointer (&self->update, assay_statement_release);
  self->update = assay_connection_prepare (self->connection, sql->str, error);
  keep_shape (self->update_shape, fields, n);
  return self->update;
}

/* Updates all of @fields; the select statement holds the old values. */
static gboolean
write_changes (AssayLeadWriter         *self,
               gint64                   lead,
               const AssayField *const *fields,
               const AssayValue        *values,
               guint                    n,
               GError                 **error)
{
  gboolean email = find_number (fields, n, ASSAY_LEAD_EMAIL_NUMBER) >= 0;
  gboolean phone = find_number (fields, n, ASSAY_LEAD_PHONE_NUMBER) >= 0;
  AssayLeadRow row = assay_lead_writer_make_row (self, fields, values, n);
  AssayStatement *update = prepare_update (self, fields, n, email, phone, error);
  int parameter = 1;

  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    assay_statement_bind_value (update, parameter++, &values[i]);
  if (email)
    assay_statement_bind_value (update, parameter++, &row.email_key);
  if (phone)
    assay_statement_bind_value (update, parameter++, &row.phone_key);
  assay_statement_bind_int64 (update, parameter, lead);
  return assay_statement_run (update, error);
}

/**
 * assay_lead_writer_update:
 * @fields: (array length=n_values): which columns to set; each at most once
 * @values: (array length=n_values): their new values; text stays with the caller
 * @out_changed: (out) (optional): whether anything was different
 *
 * Sets values of a lead, with a journal row for what is different. Setting what is there already
 * writes nothing. `updated_at` becomes now unless given.
 *
 * Errors: %ASSAY_STORE_ERROR_NOT_FOUND.
 */
gboolean
assay_lead_writer_update (AssayLeadWriter         *self,
                          gint64                   lead,
                          const AssayField *const *fields,
                          const AssayValue        *values,
                          guint                    n_values,
                          gboolean                *out_changed,
                          GError                 **error)
{
  gboolean set_time = (self->flags & ASSAY_LEAD_WRITER_KEEP_TIMES) == 0
                      && find_number (fields, n_values, self->updated_at->number) < 0;
  g_autofree const AssayField **changed = g_new (const AssayField *, n_values + 2);
  g_autofree AssayValue *new_values = g_new (AssayValue, n_values + 2);
  AssayValue old;
  guint n = 0;
  gboolean ok;

  g_return_val_if_fail (self->transaction != NULL, FALSE);

  if (out_changed != NULL)
    *out_changed = FALSE;
  if (!select_current (self, lead, fields, n_values, error))
    return FALSE;
  g_byte_array_set_size (self->pairs, 0);
  for (guint i = 0; i < n_values; i++)
    {
      assay_statement_get_value (self->select, (int) i + 1, &old);
      if (assay_value_equal (&old, &values[i]))
        continue;
      assay_change_append (self->pairs, fields[i]->number, &old, &values[i]);
      changed[n] = fields[i];
      new_values[n++] = values[i];
    }
  if (n == 0)
    {
      assay_statement_reset (self->select);
      return TRUE;
    }
  if (set_time)
    {
      new_values[n] = assay_value_from_integer (assay_clock_now ());
      assay_statement_get_value (self->select, 0, &old);
      assay_change_append (self->pairs, self->updated_at->number, &old, &new_values[n]);
      changed[n++] = self->updated_at;
    }

  assay_statement_reset (self->select);
  assay_change_start (self->packed, n);
  g_byte_array_append (self->packed, self->pairs->data, self->pairs->len);
  ok = write_changes (self, lead, changed, new_values, n, error)
       && assay_lead_writer_record (self, lead, ASSAY_CHANGE_UPDATE, error);
  if (ok && out_changed != NULL)
    *out_changed = TRUE;
  return ok;
}
