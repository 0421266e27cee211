/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"

#include <string.h>

/* What becomes of the columns, changed by a person or by a mapping saved earlier. */

/**
 * assay_import_plan_get_mapping:
 *
 * Returns: (transfer none): what becomes of the columns; may be edited
 */
AssayMapping *
assay_import_plan_get_mapping (AssayImportPlan *self)
{
  return self->mapping;
}

/**
 * assay_import_plan_use_mapping:
 * @saved: a mapping made earlier for a file with such headers
 */
void
assay_import_plan_use_mapping (AssayImportPlan    *self,
                               const AssayMapping *saved)
{
  assay_mapping_apply_saved (self->mapping, saved);
  /* A column that the saved mapping does not know must not take what it gave to another. */
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      if (column->field != NULL && assay_mapping_find_field (self->mapping, column->field) != column)
        assay_import_plan_set_field (self, i, NULL, NULL);
    }
}

/**
 * assay_import_plan_set_field:
 * @field: (nullable): a key; %NULL leaves the column out
 * @label: (nullable): for a new field
 *
 * Gives a column another field. The column that had the field is left out. The type follows the
 * field, or the values where the field is new.
 */
void
assay_import_plan_set_field (AssayImportPlan *self,
                             guint            position,
                             const char      *field,
                             const char      *label)
{
  AssayMappingColumn *column = assay_mapping_get_column (self->mapping, position);
  const AssayImportColumn *known = g_ptr_array_index (self->columns, position);
  AssayMappingColumn *other = field != NULL ? assay_mapping_find_field (self->mapping, field) : NULL;
  const AssayField *registered
    = field != NULL ? assay_field_registry_find (self->fields, field) : NULL;

  if (other != NULL && other != column)
    assay_mapping_column_set_field (other, NULL, NULL);
  assay_mapping_column_set_field (column, registered != NULL ? registered->key : field, label);
  if (self->kind == ASSAY_IMPORT_KIND_LEADS)
    column->format.type = registered != NULL ? registered->type : known->verdict.format.type;
  else
    column->format.type = assay_import_plan_target_type (self, field);
}

/* Leads may get new fields; rows of other kinds have what they have. */
static gboolean
check_target (AssayImportPlan *self,
              const char      *field,
              GError         **error)
{
  const AssayRowSinkClass *sink = assay_import_kind_sink (self->kind);
  g_autoptr (GString) known = g_string_new (NULL);

  if (sink == NULL || *field == '\0' || strcmp (field, "-") == 0
      || assay_row_sink_find_target (sink, field) != NULL)
    return TRUE;
  for (gsize i = 0; i < sink->n_targets; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", sink->targets[i].key);
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
               "A file of %s has no “%s”; expected one of %s", sink->kind, field, known->str);
  return FALSE;
}

/**
 * assay_import_plan_map:
 * @rule: `Column=field`; the column by its name or as `#3`, the field by its key or the name of a new
 *   one; an empty field or `-` leaves the column out
 *
 * Errors: %ASSAY_IMPORT_ERROR_FAILED where there is no such column, or rows of the kind have no such
 * field.
 */
gboolean
assay_import_plan_map (AssayImportPlan *self,
                       const char      *rule,
                       GError         **error)
{
  const char *sign = strrchr (rule, '=');
  guint position = 0;

  if (sign == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
                   "“%s” is not of the form Column=field", rule);
      return FALSE;
    }
  g_autofree char *header = g_strndup (rule, (gsize) (sign - rule));
  const char *field = sign + 1;
  AssayMappingColumn *column = assay_mapping_find_header (self->mapping, header);
  if (column == NULL && header[0] == '#')
    {
      guint64 number = g_ascii_strtoull (header + 1, NULL, 10);
      if (number >= 1 && number <= self->columns->len)
        column = assay_mapping_get_column (self->mapping, (guint) number - 1);
    }
  if (column == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
                   "The file has no column “%s”", header);
      return FALSE;
    }
  g_ptr_array_find (self->mapping->columns, column, &position);
  if (!check_target (self, field, error))
    return FALSE;
  if (*field == '\0' || strcmp (field, "-") == 0)
    assay_import_plan_set_field (self, position, NULL, NULL);
  else if (self->kind != ASSAY_IMPORT_KIND_LEADS
           || assay_field_registry_find (self->fields, field) != NULL)
    assay_import_plan_set_field (self, position, field, NULL);
  else
    {
      assay_mapping_column_set_field (column, NULL, NULL);
      g_autofree char *key = assay_import_plan_free_key (self, field);
      assay_import_plan_set_field (self, position, key, field);
    }
  return TRUE;
}
