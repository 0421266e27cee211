/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assay-field-registry.h"

#include <string.h>

struct _AssayFieldRegistry
{
  gatomicrefcount ref_count;
  GPtrArray *fields;     /* (element-type AssayField) (owned) */
  GHashTable *by_key;    /* (element-type utf8 AssayField): keys belong to the fields */
  GHashTable *by_number; /* (element-type int AssayField) */
};

G_DEFINE_BOXED_TYPE (AssayFieldRegistry,
                     assay_field_registry,
                     assay_field_registry_ref,
                     assay_field_registry_unref)

static void
take_field (AssayFieldRegistry *self,
            AssayField         *field)
{
  g_ptr_array_add (self->fields, field);
  g_hash_table_insert (self->by_key, field->key, field);
  g_hash_table_insert (self->by_number, GINT_TO_POINTER (field->number), field);
}

static AssayFieldRegistry *
registry_new (void)
{
  AssayFieldRegistry *self = g_new0 (AssayFieldRegistry, 1);
  gsize n_standard;
  const AssayField *standard = assay_standard_fields (&n_standard);

  g_atomic_ref_count_init (&self->ref_count);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_field_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_number = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; i < n_standard; i++)
    take_field (self, assay_field_copy (&standard[i]));
  return self;
}

AssayFieldRegistry *
assay_field_registry_ref (AssayFieldRegistry *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
assay_field_registry_unref (AssayFieldRegistry *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_number);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * assay_field_registry_load:
 *
 * Returns: (transfer full): the fields as @connection sees them
 */
AssayFieldRegistry *
assay_field_registry_load (AssayConnection *connection,
                           GError         **error)
{
  g_autoptr (AssayFieldRegistry) self = registry_new ();
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (connection,
                                "SELECT number, key, label, type, job FROM field "
                                "WHERE retired = 0 ORDER BY number",
                                error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (assay_statement_step (statement, &row, error))
    {
      AssayFieldType type = ASSAY_FIELD_TYPE_TEXT;
      AssayField *field;

      if (!row)
        return g_steal_pointer (&self);
      assay_field_type_from_nick (assay_statement_get_text (statement, 3), &type);
      field = assay_field_new ((int) assay_statement_get_int64 (statement, 0),
                               assay_statement_get_text (statement, 1),
                               assay_statement_get_text (statement, 2), type);
      field->job = assay_statement_get_int64 (statement, 4);
      take_field (self, field);
    }
  return NULL;
}

guint
assay_field_registry_get_size (AssayFieldRegistry *self)
{
  return self->fields->len;
}

/**
 * assay_field_registry_get:
 *
 * Returns: (transfer none): the field at @position in the order of exports
 */
const AssayField *
assay_field_registry_get (AssayFieldRegistry *self,
                          guint               position)
{
  g_return_val_if_fail (position < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, position);
}

/**
 * assay_field_registry_find:
 * @key_or_synonym: a field's key, or a synonym of a standard one
 *
 * Returns: (nullable) (transfer none): the field
 */
const AssayField *
assay_field_registry_find (AssayFieldRegistry *self,
                           const char         *key_or_synonym)
{
  const AssayField *field = g_hash_table_lookup (self->by_key, key_or_synonym);

  if (field != NULL)
    return field;
  field = assay_standard_field_find (key_or_synonym);
  return field != NULL ? assay_field_registry_by_number (self, field->number) : NULL;
}

/**
 * assay_field_registry_resolve:
 * @name: a key, synonym, or either as people write it: `Converted`, `last-activity`
 *
 * Returns: (nullable) (transfer none): the field that a condition means by this name
 */
const AssayField *
assay_field_registry_resolve (AssayFieldRegistry *self,
                              const char         *name)
{
  const AssayField *field = assay_field_registry_find (self, name);
  g_autofree char *snake = NULL;
  g_autofree char *instant = NULL;

  if (field != NULL)
    return field;
  /* "last-activity" reads better than last_activity_at. */
  snake = g_strdelimit (g_ascii_strdown (name, -1), "-", '_');
  field = assay_field_registry_find (self, snake);
  if (field != NULL)
    return field;
  instant = g_strconcat (snake, "_at", NULL);
  return assay_field_registry_find (self, instant);
}

/**
 * assay_field_registry_by_number:
 *
 * Returns: (nullable) (transfer none): the field, unless it was retired
 */
const AssayField *
assay_field_registry_by_number (AssayFieldRegistry *self,
                                int                 number)
{
  return g_hash_table_lookup (self->by_number, GINT_TO_POINTER (number));
}

/* Names that mean something else in conditions and exports. */
static gboolean
is_reserved (const char *key)
{
  static const char *const reserved[] = { "id",     "score", "temperature", "grade", "intent",
                                          "events", "and",   "or",          "not",   "probability",
                                          "reasons", NULL };

  return g_strv_contains (reserved, key);
}

/**
 * assay_field_registry_free_key:
 * @label: a column's header
 *
 * Returns: (transfer full): a key made from @label that no field has yet
 */
char *
assay_field_registry_free_key (AssayFieldRegistry *self,
                               const char         *label)
{
  g_autofree char *base = assay_field_key_from_label (label);
  char *key = g_strdup (base);

  for (guint n = 2; is_reserved (key) || assay_field_registry_find (self, key) != NULL; n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s_%u", base, n);
    }
  return key;
}

static gboolean
next_number (AssayConnection *connection,
             int             *out_number,
             GError         **error)
{
  gint64 highest, in_use;

  if (!assay_connection_query_int64 (connection, "SELECT max(number) FROM field", &highest, error)
      || !assay_connection_query_int64 (connection, "SELECT count(*) FROM field", &in_use, error))
    return FALSE;
  if (in_use >= ASSAY_MAX_CUSTOM_FIELDS)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_TOO_MANY_FIELDS,
                   "A workspace holds at most %d custom fields; leave out some columns",
                   ASSAY_MAX_CUSTOM_FIELDS);
      return FALSE;
    }
  *out_number = (int) MAX (highest + 1, ASSAY_FIELD_FIRST_CUSTOM);
  return TRUE;
}

static gboolean
insert_field (AssayConnection  *connection,
              const AssayField *field,
              GError          **error)
{
  /* The column's name is a number that we made: nothing from outside gets into the text. */
  g_autofree char *alter = g_strconcat ("ALTER TABLE lead ADD COLUMN ", field->column, " ANY", NULL);
  g_autoptr (AssayStatement) statement = NULL;

  if (!assay_connection_execute (connection, alter, error))
    return FALSE;
  statement = assay_connection_prepare (connection,
                                        "INSERT INTO field (number, key, label, type, job) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                                        error);
  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, field->number);
  assay_statement_bind_text (statement, 2, field->key);
  assay_statement_bind_text (statement, 3, field->label);
  assay_statement_bind_text (statement, 4, assay_field_type_to_nick (field->type));
  assay_statement_bind_int64 (statement, 5, field->job);
  return assay_statement_run (statement, error);
}

/**
 * assay_field_registry_add:
 * @wanted: key (made from the label where it is %NULL), label and type of the new field
 * @job: the job that makes it
 * @out_field: (out) (optional) (transfer none): the field, owned by the result
 *
 * Adds a custom field: a column of table `lead`.
 *
 * Errors: %ASSAY_STORE_ERROR_TOO_MANY_FIELDS, %ASSAY_STORE_ERROR_CONSTRAINT where the key is taken.
 *
 * Returns: (transfer full): the registry with the new field
 */
AssayFieldRegistry *
assay_field_registry_add (AssayFieldRegistry *self,
                          AssayTransaction   *transaction,
                          const AssayField   *wanted,
                          gint64              job,
                          const AssayField  **out_field,
                          GError            **error)
{
  AssayConnection *connection = assay_transaction_get_connection (transaction);
  g_autofree char *key = wanted->key != NULL ? g_strdup (wanted->key)
                                             : assay_field_registry_free_key (self, wanted->label);
  g_autoptr (AssayField) field = NULL;
  AssayFieldRegistry *result;
  int number;

  if (is_reserved (key) || assay_field_registry_find (self, key) != NULL)
    {
      g_set_error (error, ASSAY_STORE_ERROR, ASSAY_STORE_ERROR_CONSTRAINT,
                   "There is a field “%s” already", key);
      return NULL;
    }
  if (!next_number (connection, &number, error))
    return NULL;
  field = assay_field_new (number, key, wanted->label, wanted->type);
  field->job = job;
  if (!insert_field (connection, field, error))
    return NULL;
  assay_transaction_touch (transaction, ASSAY_TOPIC_FIELDS);

  result = assay_field_registry_load (connection, error);
  if (result != NULL && out_field != NULL)
    *out_field = assay_field_registry_by_number (result, number);
  return result;
}

static gboolean
set_retired (AssayTransaction *transaction,
             int               number,
             gboolean          retired,
             GError          **error)
{
  g_autoptr (AssayStatement) statement
    = assay_connection_prepare (assay_transaction_get_connection (transaction),
                                "UPDATE field SET retired = ?2 WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  assay_statement_bind_int64 (statement, 1, number);
  assay_statement_bind_int64 (statement, 2, retired);
  assay_transaction_touch (transaction, ASSAY_TOPIC_FIELDS);
  return assay_statement_run (statement, error);
}

/**
 * assay_field_registry_retire:
 *
 * Takes a custom field out of use. Its column stays, so this costs nothing and can be taken back by
 * assay_field_registry_restore().
 */
gboolean
assay_field_registry_retire (AssayTransaction *transaction,
                             const AssayField *field,
                             GError          **error)
{
  return set_retired (transaction, field->number, TRUE, error);
}

/**
 * assay_field_registry_restore:
 * @number: a retired field
 */
gboolean
assay_field_registry_restore (AssayTransaction *transaction,
                              int               number,
                              GError          **error)
{
  return set_retired (transaction, number, FALSE, error);
}
