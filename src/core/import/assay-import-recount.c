/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"

#include <string.h>

/* A plan made from the start of a file holds for all of it only if counting all rows comes to the
 * same. Who imports reads them anyway, and counts them in passing. */

/**
 * assay_import_plan_new_recount:
 *
 * Returns: (transfer full): a plan for the same file, of which nothing is counted yet
 */
AssayImportPlan *
assay_import_plan_new_recount (AssayImportPlan *self)
{
  AssayImportPlan *whole = g_new0 (AssayImportPlan, 1);

  whole->file = g_object_ref (self->file);
  whole->kind = self->kind;
  whole->encoding = g_strdup (self->encoding);
  whole->dialect = self->dialect != NULL ? assay_csv_dialect_copy (self->dialect) : NULL;
  whole->sheet = g_strdup (self->sheet);
  whole->fields = assay_field_registry_ref (self->fields);
  whole->native = self->native;
  whole->decimal = self->decimal;
  whole->date_order = self->date_order;
  whole->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_import_column_free);
  whole->mapping = assay_mapping_new (self->kind);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AssayImportColumn *known = g_ptr_array_index (self->columns, i);
      AssayImportColumn *column = g_new0 (AssayImportColumn, 1);
      column->header = g_strdup (known->header);
      column->profile = assay_column_profile_new ();
      g_ptr_array_add (whole->columns, column);
    }
  return whole;
}

/**
 * assay_import_plan_count:
 * @row: the next row of the file
 */
void
assay_import_plan_count (AssayImportPlan *self,
                         const AssayRow  *row)
{
  guint n = MIN (row->n_cells, self->columns->len);

  if (assay_row_rejection (row, self->columns->len) != NULL)
    return;
  self->rows++;
  for (guint i = 0; i < self->columns->len; i++)
    {
      AssayColumnProfile *profile
        = ((AssayImportColumn *) g_ptr_array_index (self->columns, i))->profile;
      if (i < n && row->cells[i].kind == ASSAY_VALUE_TEXT)
        assay_column_profile_add (profile, row->cells[i].text, row->cells[i].length, row->line);
      else
        assay_column_profile_add_blanks (profile, 1);
    }
}

/**
 * assay_import_plan_end_count:
 * @start: the plan that this one was made from
 *
 * No more rows come. Proposes a mapping, and takes over what else @start knows of the file. Errors:
 * %G_IO_ERROR.
 */
gboolean
assay_import_plan_end_count (AssayImportPlan  *self,
                             AssayImportPlan  *start,
                             GError          **error)
{
  AssayHeaderMatcher *matcher = assay_header_matcher_get_default (error);

  if (matcher == NULL || !assay_import_plan_wait_content (start, error))
    return FALSE;
  memcpy (self->content, start->content, sizeof self->content);
  for (guint i = 0; i < self->columns->len; i++)
    assay_column_profile_finish (((AssayImportColumn *) g_ptr_array_index (self->columns, i))->profile);
  assay_import_plan_propose (self, matcher);
  return TRUE;
}

/**
 * assay_import_plan_count_all:
 *
 * Reads all rows for nothing but to count them.
 *
 * Returns: (transfer full) (nullable): a plan for all of the file
 */
AssayImportPlan *
assay_import_plan_count_all (AssayImportPlan  *self,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_autoptr (AssayRowReader) reader = assay_import_plan_open (self, cancellable, error);
  g_autoptr (AssayImportPlan) whole = assay_import_plan_new_recount (self);
  GError *failure = NULL;
  AssayRow row;

  if (reader == NULL)
    return NULL;
  while (assay_row_reader_next (reader, &row, &failure))
    assay_import_plan_count (whole, &row);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return assay_import_plan_end_count (whole, self, error) ? g_steal_pointer (&whole) : NULL;
}

/**
 * assay_import_plan_read_keys:
 *
 * Reads all rows for their keys alone. For a plan that has a key.
 *
 * Returns: (transfer full) (nullable): the keys of all rows
 */
AssayKeyList *
assay_import_plan_read_keys (AssayImportPlan  *self,
                             GCancellable     *cancellable,
                             GError          **error)
{
  const char *key = assay_import_plan_get_key (self);
  g_autoptr (AssayRowReader) reader = assay_import_plan_open (self, cancellable, error);
  g_autoptr (AssayKeyList) keys = assay_key_list_new (key);
  AssayMappingColumn *column = assay_mapping_find_field (self->mapping, key);
  GError *failure = NULL;
  guint place = 0;
  AssayValue value;
  AssayRow row;

  if (reader == NULL)
    return NULL;
  g_ptr_array_find (self->mapping->columns, column, &place);
  while (assay_row_reader_next (reader, &row, &failure))
    if (place < row.n_cells && row.cells[place].kind == ASSAY_VALUE_TEXT
        && row.cells[place].length > 0 && assay_row_rejection (&row, self->columns->len) == NULL)
      {
        assay_column_read (&column->format, row.cells[place].text, row.cells[place].length, &value);
        assay_key_list_add_value (keys, value);
      }
  if (failure == NULL)
    return g_steal_pointer (&keys);
  g_propagate_error (error, failure);
  return NULL;
}
