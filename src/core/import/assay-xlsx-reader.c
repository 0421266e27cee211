/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-xlsx-reader.h"

#include "import/assay-sample-table-private.h"
#include "import/assay-xlsx-sheet-private.h"

#include <string.h>

#define ROWS_SAMPLED 200

struct _AssayXlsxReader
{
  AssayRowReader parent_instance;

  AssayXlsxPackage *package;   /* (owned) */
  AssayXlsxSheet sheet;
  const AssayXlsxSheetRef *ref;
  GPtrArray *sheet_names;      /* (owned) (element-type utf8): ends with NULL */
  GCancellable *cancellable;   /* (owned) (nullable) */
  guint64 first_line;
  guint64 size;                /* bytes of the file */
  char **header;               /* (owned) (nullable) */
  guint width;                 /* of the header, or of the first row */
  AssayValue *padded;          /* (owned): @width cells */
  AssayRow row;                /* the last one */
  GString *text;               /* (owned): the last row, written as CSV */
};

G_DEFINE_FINAL_TYPE (AssayXlsxReader, assay_xlsx_reader, ASSAY_TYPE_ROW_READER)

static void
assay_xlsx_reader_finalize (GObject *object)
{
  AssayXlsxReader *self = ASSAY_XLSX_READER (object);

  assay_xlsx_sheet_clear (&self->sheet);
  g_clear_pointer (&self->package, assay_xlsx_package_free);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->sheet_names);
  g_strfreev (self->header);
  g_free (self->padded);
  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (assay_xlsx_reader_parent_class)->finalize (object);
}

static void
assay_xlsx_reader_init (AssayXlsxReader *self)
{
  self->sheet_names = g_ptr_array_new ();
  self->text = g_string_new (NULL);
}

/* A sheet ends each row at its last filled cell; rows are as wide as the header here. */
static void
pad_row (AssayXlsxReader *self,
         AssayRow        *row)
{
  if (row->n_cells >= self->width)
    return;
  for (guint i = 0; i < self->width; i++)
    self->padded[i] = i < row->n_cells ? row->cells[i] : ASSAY_VALUE_INIT_NULL;
  row->cells = self->padded;
  row->n_cells = self->width;
}

static void
set_width (AssayXlsxReader *self,
           guint            width)
{
  self->width = width;
  self->padded = g_renew (AssayValue, self->padded, MAX (width, 1));
}

static gboolean
assay_xlsx_reader_next (AssayRowReader  *reader,
                        AssayRow        *row,
                        GError         **error)
{
  AssayXlsxReader *self = (AssayXlsxReader *) reader;

  do
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
        || !assay_xlsx_sheet_next (&self->sheet, row, error))
      return FALSE;
  while (row->line < self->first_line);
  if (self->width == 0)
    set_width (self, row->n_cells);
  pad_row (self, row);
  self->row = *row;
  return TRUE;
}

static const char *const *
assay_xlsx_reader_get_header (AssayRowReader *reader)
{
  return (const char *const *) ASSAY_XLSX_READER (reader)->header;
}

static const char *
assay_xlsx_reader_get_text (AssayRowReader *reader,
                            gsize          *length)
{
  AssayXlsxReader *self = ASSAY_XLSX_READER (reader);

  g_string_truncate (self->text, 0);
  for (guint i = 0; i < self->row.n_cells; i++)
    {
      const AssayValue *cell = &self->row.cells[i];

      if (i > 0)
        g_string_append_c (self->text, ',');
      if (cell->length == 0)
        continue;
      g_string_append_c (self->text, '"');
      for (gsize j = 0; j < cell->length; j++)
        {
          if (cell->text[j] == '"')
            g_string_append_c (self->text, '"');
          g_string_append_c (self->text, cell->text[j]);
        }
      g_string_append_c (self->text, '"');
    }
  *length = self->text->len;
  return self->text->str;
}

static double
assay_xlsx_reader_get_progress (AssayRowReader *reader)
{
  AssayXlsxReader *self = ASSAY_XLSX_READER (reader);

  if (self->size == 0)
    return -1;
  if (self->sheet.part.at_end)
    return 1;
  return MIN (1.0, (double) self->sheet.part.n_packed / (double) self->size);
}

static void
assay_xlsx_reader_class_init (AssayXlsxReaderClass *klass)
{
  AssayRowReaderClass *reader_class = ASSAY_ROW_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_xlsx_reader_finalize;
  reader_class->next = assay_xlsx_reader_next;
  reader_class->get_header = assay_xlsx_reader_get_header;
  reader_class->get_text = assay_xlsx_reader_get_text;
  reader_class->get_progress = assay_xlsx_reader_get_progress;
}

static gboolean
open_sheet (AssayXlsxReader          *self,
            const AssayXlsxSheetRef  *ref,
            GError                  **error)
{
  GError *cause = NULL;

  assay_xlsx_sheet_clear (&self->sheet);
  self->ref = ref;
  if (ref->path != NULL && assay_xlsx_sheet_open (&self->sheet, self->package, ref->path, &cause))
    return TRUE;
  if (cause == NULL)
    g_set_error (&cause, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_DAMAGED,
                 "The workbook “%s” cannot be read: its sheet “%s” is missing", self->package->name,
                 ref->name);
  g_propagate_error (error, cause);
  return FALSE;
}

/* The first rows, copied, since the sheet's own are gone with the next piece. */
static AssaySampleTable *
sample_rows (AssayXlsxReader  *self,
             GStringChunk     *chunk,
             GError          **error)
{
  g_autoptr (AssaySampleTable) table = assay_sample_table_new ();
  GError *cause = NULL;
  AssayRow row;

  while (table->rows->len < ROWS_SAMPLED && assay_xlsx_sheet_next (&self->sheet, &row, &cause))
    {
      assay_sample_table_begin_row (table, row.line);
      for (guint i = 0; i < row.n_cells; i++)
        {
          const AssayValue *cell = &row.cells[i];
          const char *text = "";

          if (cell->length > 0)
            text = g_string_chunk_insert_len (chunk, cell->text, (gssize) cell->length);
          assay_sample_table_add_cell (table, text, cell->length, TRUE);
        }
    }
  if (cause == NULL)
    return assay_sample_table_padded (table);
  g_propagate_error (error, cause);
  return NULL;
}

static gboolean
read_header (AssayXlsxReader  *self,
             guint64           line,
             GError          **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  AssayRow row;

  self->first_line = line;
  if (!assay_xlsx_reader_next (ASSAY_ROW_READER (self), &row, error))
    return FALSE;
  for (guint i = 0; i < row.n_cells; i++)
    {
      const AssayValue *cell = &row.cells[i];
      g_autofree char *name = g_strndup (cell->length > 0 ? cell->text : "", cell->length);
      g_strv_builder_add (names, g_strstrip (name));
    }
  self->header = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
begin_table (AssayXlsxReader              *self,
             const AssayRowReaderOptions  *options,
             const AssaySampleTable       *table,
             GError                      **error)
{
  guint64 header_line, first_line;

  if (options->dialect != NULL)
    {
      header_line = options->dialect->header_line;
      first_line = options->dialect->first_line;
    }
  else
    assay_sample_table_find_header (table, options->known_header, options->known_header_data,
                                    &header_line, &first_line);
  if (!open_sheet (self, self->ref, error)
      || (header_line > 0 && !read_header (self, header_line, error)))
    return FALSE;
  self->first_line = MAX (first_line, header_line + 1);
  return TRUE;
}

static gboolean
choose_sheet (AssayXlsxReader              *self,
              const AssayRowReaderOptions  *options,
              GError                      **error)
{
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (65536);

  for (guint i = 0; i < self->package->sheets->len; i++)
    {
      const AssayXlsxSheetRef *ref = g_ptr_array_index (self->package->sheets, i);
      g_autoptr (AssaySampleTable) table = NULL;

      if (options->sheet != NULL && strcmp (options->sheet, ref->name) != 0)
        continue;
      if (!open_sheet (self, ref, error))
        return FALSE;
      table = sample_rows (self, chunk, error);
      if (table == NULL)
        return FALSE;
      if (table->rows->len > 0)
        return begin_table (self, options, table, error);
      if (options->sheet != NULL)
        break;
    }
  if (options->sheet != NULL
      && (self->ref == NULL || strcmp (self->ref->name, options->sheet) != 0))
    {
      g_autofree char *names = g_strjoinv ("”, “", (char **) self->sheet_names->pdata);
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NO_SHEET,
                   "The workbook “%s” has no sheet “%s”; it has “%s”", self->package->name,
                   options->sheet, names);
    }
  else
    g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_EMPTY, "“%s” has no filled cell",
                 self->package->name);
  return FALSE;
}

/**
 * assay_xlsx_reader_new:
 * @file: a local .xlsx file
 * @options: (nullable): how; sheet, header and first row are looked for where they do not say
 *
 * Reads a sheet of an Excel workbook, row by row; only the shared strings are in memory. Numbers
 * come as shortest text, dates by their cell format as ISO 8601, booleans as `true` and `false`,
 * errors as Excel shows them, formulas as their last result. Empty rows are left out. Errors:
 * %ASSAY_IMPORT_ERROR. One thread at a time.
 *
 * Returns: (transfer full): a reader
 */
AssayXlsxReader *
assay_xlsx_reader_new (GFile                        *file,
                       const AssayRowReaderOptions  *options,
                       GError                      **error)
{
  static const AssayRowReaderOptions defaults;
  g_autoptr (AssayXlsxReader) self = g_object_new (ASSAY_TYPE_XLSX_READER, NULL);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = NULL;

  if (options == NULL)
    options = &defaults;
  if (path == NULL)
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
                   "“%s” is not on this machine; copy the workbook first", name);
      return NULL;
    }
  self->package = assay_xlsx_package_open (path, name, error);
  if (self->package == NULL)
    return NULL;
  for (guint i = 0; i < self->package->sheets->len; i++)
    {
      const AssayXlsxSheetRef *ref = g_ptr_array_index (self->package->sheets, i);
      g_ptr_array_add (self->sheet_names, ref->name);
    }
  g_ptr_array_add (self->sheet_names, NULL);
  self->cancellable = options->cancellable != NULL ? g_object_ref (options->cancellable) : NULL;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            NULL);
  if (info != NULL)
    self->size = (guint64) g_file_info_get_size (info);
  if (!choose_sheet (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_xlsx_reader_get_sheet_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the workbook's sheets, in its order
 */
const char *const *
assay_xlsx_reader_get_sheet_names (AssayXlsxReader *self)
{
  return (const char *const *) self->sheet_names->pdata;
}

/**
 * assay_xlsx_reader_get_sheet:
 *
 * Returns: (transfer none): the name of the sheet that is read
 */
const char *
assay_xlsx_reader_get_sheet (AssayXlsxReader *self)
{
  return self->ref->name;
}
