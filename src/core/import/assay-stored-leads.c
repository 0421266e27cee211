/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-stored-leads-private.h"

#include <string.h>

struct _AssayStoredLeads
{
  AssayConnection *connection; /* (not owned) */
  AssayStatement *select;      /* (owned) */
  guint n;                     /* targets */
  int *columns;                /* (owned) (array length=n): place in @select; -1 for none */
};

AssayStoredLeads *
assay_stored_leads_new (AssayConnection         *reader,
                        AssayFieldRegistry      *registry,
                        const AssayLeadBuilder  *builder,
                        GError                 **error)
{
  g_autoptr (AssayStoredLeads) self = g_new0 (AssayStoredLeads, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT 1");
  int place = 1;

  self->connection = reader;
  self->n = assay_lead_builder_get_n_targets (builder);
  self->columns = g_new0 (int, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      const AssayField *field
        = assay_field_registry_find (registry, assay_lead_builder_get_target (builder, i)->key);
      self->columns[i] = field != NULL ? place++ : -1;
      if (field != NULL)
        g_string_append_printf (sql, ", %s", field->column);
    }
  g_string_append (sql, " FROM lead WHERE id = ?1");
  self->select = assay_connection_prepare (reader, sql->str, error);
  return self->select != NULL ? g_steal_pointer (&self) : NULL;
}

void
assay_stored_leads_free (AssayStoredLeads *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->select, assay_statement_release);
  g_free (self->columns);
  g_free (self);
}

/* Where a field's keys are: the store keeps those of address and phone, folded. */
static char *
keys_sql (const AssayField *field,
          gboolean         *made)
{
  const char *kept = strcmp (field->key, "email") == 0   ? "email_key"
                     : strcmp (field->key, "phone") == 0 ? "phone_key"
                                                         : NULL;

  *made = kept != NULL;
  return kept != NULL
           ? g_strdup_printf ("SELECT id, %s FROM lead WHERE %s IS NOT NULL", kept, kept)
           : g_strdup_printf ("SELECT id, %s FROM lead", field->column);
}

/**
 * assay_stored_leads_load_keys:
 * @key_field: the field that tells leads apart
 * @keys: gets the lead of each key
 */
gboolean
assay_stored_leads_load_keys (AssayStoredLeads    *self,
                              AssayFieldRegistry  *registry,
                              const char          *key_field,
                              AssayKeyIndex       *keys,
                              GError             **error)
{
  const AssayField *field = assay_field_registry_find (registry, key_field);
  g_autoptr (GString) scratch = g_string_new (NULL);
  gboolean row, made;

  if (field == NULL)
    return TRUE;
  g_autofree char *sql = keys_sql (field, &made);
  g_autoptr (AssayStatement) statement = assay_connection_prepare (self->connection, sql, error);
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      AssayValue value;
      guint64 hash;
      if (!assay_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      assay_statement_get_value (statement, 1, &value);
      gint64 lead = assay_statement_get_int64 (statement, 0), known;
      AssayKeyState state = made ? assay_key_hash_made (&value, &hash)
                                 : assay_key_hash (field->key, &value, scratch, &hash);
      /* Of several leads with one key, the first is the one. */
      if (state == ASSAY_KEY_OK
          && (!assay_key_index_find (keys, hash, &known) || lead < known))
        assay_key_index_set (keys, hash, lead);
    }
}

/**
 * assay_stored_leads_read:
 * @values: (out caller-allocates): by target, null where there is none; texts last until the next
 *   lead is read
 */
gboolean
assay_stored_leads_read (AssayStoredLeads  *self,
                         gint64             lead,
                         AssayValue        *values,
                         GError           **error)
{
  gboolean row;

  assay_statement_reset (self->select);
  assay_statement_bind_int64 (self->select, 1, lead);
  if (!assay_statement_step (self->select, &row, error))
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      values[i] = ASSAY_VALUE_INIT_NULL;
      if (row && self->columns[i] >= 0)
        assay_statement_get_value (self->select, self->columns[i], &values[i]);
    }
  return TRUE;
}
