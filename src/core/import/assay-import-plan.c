/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-import-plan-private.h"

#include "import/assay-csv-reader.h"

#include <string.h>

void
assay_import_column_free (AssayImportColumn *column)
{
  g_free (column->header);
  assay_column_profile_free (column->profile);
  assay_column_verdict_clear (&column->verdict);
  assay_key_list_free (column->keys);
  g_free (column);
}

void
assay_import_plan_free (AssayImportPlan *self)
{
  if (self == NULL)
    return;
  assay_import_plan_stop_hasher (self);
  g_object_unref (self->file);
  g_free (self->encoding);
  g_clear_pointer (&self->dialect, assay_csv_dialect_free);
  g_free (self->sheet);
  assay_field_registry_unref (self->fields);
  g_ptr_array_unref (self->columns);
  assay_mapping_free (self->mapping);
  g_free (self);
}

/* What the person said replaces what was detected. */
static void
override_dialect (AssayCsvDialect          *dialect,
                  const AssayImportOptions *options)
{
  if (options->delimiter != '\0')
    dialect->delimiter = options->delimiter;
  if (options->no_quote)
    dialect->quote = dialect->escape = '\0';
  else if (options->quote != '\0')
    dialect->quote = options->quote;
  if (options->header_line >= 0)
    {
      dialect->header_line = (guint64) options->header_line;
      dialect->first_line = dialect->header_line + 1;
    }
}

static AssayRowReader *
open_with (AssayImportPlan       *self,
           const AssayCsvDialect *dialect,
           AssayHeaderMatcher    *matcher,
           GCancellable          *cancellable,
           GError               **error)
{
  AssayRowReaderOptions options = {
    .encoding = self->encoding,
    .dialect = dialect,
    .sheet = self->sheet,
    .unguard = self->native,
    .known_header = matcher != NULL ? assay_header_matcher_knows : NULL,
    .known_header_data = matcher,
    .cancellable = cancellable,
  };

  return assay_row_reader_open (self->file, &options, error);
}

static gboolean
has_overrides (const AssayImportOptions *options)
{
  return options->delimiter != '\0' || options->quote != '\0' || options->no_quote
         || options->header_line >= 0;
}

/* Opens the file, as often as it takes until what is detected and what was said are one. */
static AssayRowReader *
open_first (AssayImportPlan          *self,
            const AssayImportOptions *options,
            AssayHeaderMatcher       *matcher,
            GCancellable             *cancellable,
            GError                  **error)
{
  g_autoptr (AssayRowReader) reader = open_with (self, NULL, matcher, cancellable, error);

  if (reader == NULL)
    return NULL;
  if (ASSAY_IS_CSV_READER (reader))
    {
      AssayCsvReader *csv = ASSAY_CSV_READER (reader);
      self->dialect = assay_csv_dialect_copy (assay_csv_reader_get_dialect (csv));
      g_free (self->encoding);
      self->encoding = g_strdup (assay_text_source_get_encoding (assay_csv_reader_get_source (csv)));
    }
  if (has_overrides (options))
    {
      if (self->dialect == NULL)
        {
          self->dialect = assay_csv_dialect_new (',');
          self->dialect->first_line = 1;
        }
      override_dialect (self->dialect, options);
      if (!assay_csv_dialect_check (self->dialect, error))
        return NULL;
      g_clear_object (&reader);
      reader = open_with (self, self->dialect, NULL, cancellable, error);
      if (reader == NULL)
        return NULL;
    }
  self->native = assay_import_headers_native (assay_row_reader_get_header (reader), matcher);
  if (self->native)
    {
      g_clear_object (&reader);
      reader = open_with (self, self->dialect, matcher, cancellable, error);
    }
  return g_steal_pointer (&reader);
}

/* The keys of all rows, where they were gathered in reading all of them. */
AssayKeyList *
assay_import_plan_get_key_list (AssayImportPlan *self)
{
  const char *key = assay_import_plan_get_key (self);

  for (guint i = 0; i < self->columns->len && key != NULL && !self->partial; i++)
    {
      AssayImportColumn *column = g_ptr_array_index (self->columns, i);
      if (g_strcmp0 (assay_mapping_get_column (self->mapping, i)->field, key) == 0)
        return column->keys != NULL && strcmp (assay_key_list_get_field (column->keys), key) == 0
                 ? column->keys
                 : NULL;
    }
  return NULL;
}

/**
 * assay_import_plan_new:
 * @file: what is to be imported
 * @options: what is known about it
 * @fields: the fields of the workspace it is for
 * @progress: (nullable): told how far reading got
 *
 * Reads all of the file once, finds out how it is written and what its columns hold, and proposes a
 * mapping. Any thread; takes as long as the file is large.
 *
 * Errors: %ASSAY_IMPORT_ERROR, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the plan
 */
AssayImportPlan *
assay_import_plan_new (GFile                     *file,
                       const AssayImportOptions  *options,
                       AssayFieldRegistry        *fields,
                       AssayImportProgress        progress,
                       gpointer                   user_data,
                       GCancellable              *cancellable,
                       GError                   **error)
{
  AssayHeaderMatcher *matcher = assay_header_matcher_get_default (error);
  g_autoptr (AssayImportPlan) self = g_new0 (AssayImportPlan, 1);
  g_autoptr (AssayRowReader) reader = NULL;

  self->file = g_object_ref (file);
  self->kind = options->kind;
  self->encoding = g_strdup (options->encoding);
  self->sheet = g_strdup (options->sheet);
  self->fields = assay_field_registry_ref (fields);
  self->decimal = options->decimal;
  self->date_order = options->date_order;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_import_column_free);
  self->mapping = assay_mapping_new (options->kind);
  if (matcher == NULL)
    return NULL;
  reader = open_first (self, options, matcher, cancellable, error);
  if (reader == NULL || !assay_import_plan_read (self, reader, matcher, options->start_rows, progress, user_data,
                                                    error))
    return NULL;
  assay_import_plan_start_hasher (self);
  if (self->columns->len == 0)
    {
      g_autofree char *name = g_file_get_basename (file);
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_EMPTY, "“%s” has no rows", name);
      return NULL;
    }
  assay_import_plan_propose (self, matcher);
  return g_steal_pointer (&self);
}

guint
assay_import_plan_get_n_columns (AssayImportPlan *self)
{
  return self->columns->len;
}

AssayColumnProfile *
assay_import_plan_get_profile (AssayImportPlan *self,
                               guint            column)
{
  return ((AssayImportColumn *) g_ptr_array_index (self->columns, column))->profile;
}

const AssayColumnVerdict *
assay_import_plan_get_verdict (AssayImportPlan *self,
                               guint            column)
{
  return &((AssayImportColumn *) g_ptr_array_index (self->columns, column))->verdict;
}

/**
 * assay_import_plan_count_problems:
 *
 * Returns: how many filled cells of a column are not of the type it is mapped to
 */
guint64
assay_import_plan_count_problems (AssayImportPlan *self,
                                  guint            column)
{
  const AssayMappingColumn *mapped = assay_mapping_get_column (self->mapping, column);
  const AssayColumnProfile *profile = assay_import_plan_get_profile (self, column);

  if (mapped->field == NULL)
    return 0;
  return assay_column_profile_get_filled (profile)
         - assay_column_profile_count_fits (profile, &mapped->format);
}

/**
 * assay_import_plan_get_rows:
 *
 * Returns: how many rows the file has that are whole
 */
guint64
assay_import_plan_get_rows (AssayImportPlan *self)
{
  return self->rows;
}

/**
 * assay_import_plan_is_partial:
 *
 * Returns: whether there are more rows than were looked at
 */
gboolean
assay_import_plan_is_partial (AssayImportPlan *self)
{
  return self->partial;
}

/**
 * assay_import_plan_get_encoding:
 *
 * Returns: (nullable): the character encoding; %NULL of a workbook
 */
const char *
assay_import_plan_get_encoding (AssayImportPlan *self)
{
  return self->encoding;
}

/**
 * assay_import_plan_get_dialect:
 *
 * Returns: (nullable): how the file is written; %NULL where it is no delimited text
 */
const AssayCsvDialect *
assay_import_plan_get_dialect (AssayImportPlan *self)
{
  return self->dialect;
}

/**
 * assay_import_plan_dup_content:
 *
 * Waits as assay_import_plan_wait_content() does; where that fails, what is returned tells nothing.
 *
 * Returns: (transfer full): what tells this content from any other
 */
char *
assay_import_plan_dup_content (AssayImportPlan *self)
{
  assay_import_plan_wait_content (self, NULL);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", self->content[0],
                          self->content[1]);
}

char *
assay_import_plan_dup_signature (AssayImportPlan *self)
{
  return assay_mapping_dup_signature (self->mapping);
}

/**
 * assay_import_plan_open:
 *
 * Opens the file again, to be read as the plan found it is written.
 *
 * Returns: (transfer full) (nullable): a reader before the first row
 */
AssayRowReader *
assay_import_plan_open (AssayImportPlan *self,
                        GCancellable    *cancellable,
                        GError         **error)
{
  return open_with (self, self->dialect, NULL, cancellable, error);
}

static AssayLeadBuilderFlags
builder_flags (AssayImportPlan *self)
{
  AssayLeadBuilderFlags flags = ASSAY_LEAD_BUILDER_DEFAULT;

  /* Our own export has each thing in its place. */
  for (guint i = 0; i < self->columns->len && !self->native; i++)
    {
      const AssayMappingColumn *column = assay_mapping_get_column (self->mapping, i);
      const AssayColumnProfile *profile = assay_import_plan_get_profile (self, i);
      if (column->field == NULL)
        continue;
      if (strcmp (column->field, "email") == 0
          && assay_column_profile_count_lists (profile, ASSAY_FIELD_TYPE_EMAIL) > 0)
        flags |= ASSAY_LEAD_BUILDER_EMAILS;
      if (strcmp (column->field, "phone") == 0
          && assay_column_profile_count_lists (profile, ASSAY_FIELD_TYPE_PHONE) > 0)
        flags |= ASSAY_LEAD_BUILDER_PHONES;
      if (strcmp (column->field, "deal_value") == 0 && assay_column_profile_has_currency (profile))
        flags |= ASSAY_LEAD_BUILDER_CURRENCY;
    }
  return flags;
}

/**
 * assay_import_plan_create_builder:
 *
 * Returns: (transfer full): what makes rows into leads, as the mapping is now
 */
AssayLeadBuilder *
assay_import_plan_create_builder (AssayImportPlan *self)
{
  return assay_lead_builder_new (self->mapping, builder_flags (self));
}

/* Whether rows become the same leads by either. */
gboolean
assay_import_plan_agrees (AssayImportPlan *self,
                          AssayImportPlan *other)
{
  g_autoptr (AssayDocument) own = assay_mapping_to_document (self->mapping, "");
  g_autoptr (AssayDocument) others = assay_mapping_to_document (other->mapping, "");

  return builder_flags (self) == builder_flags (other)
         && json_node_equal (assay_document_get_root (own), assay_document_get_root (others));
}

/**
 * assay_import_plan_get_key:
 *
 * Returns: (nullable) (transfer none): the field that tells whether a lead exists: the one the
 *   mapping names, else external id, email or phone, whichever the file has first in this order
 */
const char *
assay_import_plan_get_key (AssayImportPlan *self)
{
  static const char *const keys[] = { "external_id", "email", "phone" };

  if (self->mapping->key != NULL)
    return self->mapping->key;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (assay_mapping_find_field (self->mapping, keys[i]) != NULL)
      return keys[i];
  return NULL;
}

/**
 * assay_import_plan_preview:
 * @n_rows: how many at most
 * @func: (scope call): gets the first rows as they would arrive
 */
gboolean
assay_import_plan_preview (AssayImportPlan        *self,
                           guint                   n_rows,
                           AssayImportPreviewFunc  func,
                           gpointer                user_data,
                           GCancellable           *cancellable,
                           GError                **error)
{
  g_autoptr (AssayRowReader) reader = assay_import_plan_open (self, cancellable, error);
  g_autoptr (AssayLeadBuilder) builder = assay_import_plan_create_builder (self);
  guint n_values = assay_lead_builder_get_n_targets (builder);
  g_autofree AssayValue *values = g_new0 (AssayValue, n_values + 1);
  GError *failure = NULL;
  AssayRow row;

  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < n_rows && assay_row_reader_next (reader, &row, &failure); i++)
    {
      const char *reason = NULL;
      assay_lead_builder_build (builder, &row, values, &reason);
      if (!func (row.line, values, reason == NULL ? n_values : 0, reason, user_data))
        break;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
