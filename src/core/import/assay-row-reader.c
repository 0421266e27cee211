/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-reader.h"

#include "import/assay-csv-reader.h"
#include "import/assay-jsonl-reader.h"
#include "import/assay-xlsx-reader.h"

#include <string.h>

G_DEFINE_ABSTRACT_TYPE (AssayRowReader, assay_row_reader, G_TYPE_OBJECT)

static void
assay_row_reader_class_init (AssayRowReaderClass *klass)
{
}

static void
assay_row_reader_init (AssayRowReader *self)
{
}

/**
 * assay_row_reader_next:
 * @row: (out caller-allocates): the row, borrowed until the next call
 *
 * Reads the next row of data; the header is none. Errors: %ASSAY_IMPORT_ERROR,
 * %G_IO_ERROR_CANCELLED. What is wrong with the row alone is no error, see #AssayRow.
 *
 * Returns: whether there was one; %FALSE at the end and on error
 */
gboolean
assay_row_reader_next (AssayRowReader  *self,
                       AssayRow        *row,
                       GError         **error)
{
  return ASSAY_ROW_READER_GET_CLASS (self)->next (self, row, error);
}

/**
 * assay_row_reader_get_header:
 *
 * The names of the columns, as the file writes them. Of JSON Lines, later rows may add columns at
 * the end.
 *
 * Returns: (nullable) (transfer none) (array zero-terminated=1): the names; %NULL where the file
 *   has none
 */
const char *const *
assay_row_reader_get_header (AssayRowReader *self)
{
  return ASSAY_ROW_READER_GET_CLASS (self)->get_header (self);
}

/**
 * assay_row_reader_get_text:
 * @length: (out): its bytes
 *
 * The last row as the file has it, decoded, without its line break; of a workbook, written as CSV.
 *
 * Returns: (transfer none) (array length=length): UTF-8, not terminated, valid until the next row
 */
const char *
assay_row_reader_get_text (AssayRowReader *self,
                           gsize          *length)
{
  return ASSAY_ROW_READER_GET_CLASS (self)->get_text (self, length);
}

/**
 * assay_row_reader_get_progress:
 *
 * Returns: how much of the file was read, 0 to 1; -1 where that is unknown
 */
double
assay_row_reader_get_progress (AssayRowReader *self)
{
  return ASSAY_ROW_READER_GET_CLASS (self)->get_progress (self);
}

/* A list of objects, or one object over several lines. */
static gboolean
is_json_document (const char *p,
                  gsize       length)
{
  const char *end = p + length;
  char first;

  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end || (*p != '[' && *p != '{'))
    return FALSE;
  first = *p++;
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p < end && *p == (first == '[' ? '{' : '"');
}

/**
 * assay_row_reader_open_source:
 * @source: text
 * @options: (nullable): how
 *
 * Opens text by what is in it. Errors: %ASSAY_IMPORT_ERROR.
 *
 * Returns: (transfer full): a reader that stands before the first row of data
 */
AssayRowReader *
assay_row_reader_open_source (AssayTextSource              *source,
                              const AssayRowReaderOptions  *options,
                              GError                      **error)
{
  static const AssayRowReaderOptions defaults;
  g_autoptr (AssayCsvDialect) detected = NULL;
  const char *sample;
  gsize length;
  gboolean complete;

  if (options == NULL)
    options = &defaults;
  sample = assay_text_source_peek (source, &length, &complete);
  if (options->dialect == NULL && assay_jsonl_reader_sniff (sample, length))
    return (AssayRowReader *) assay_jsonl_reader_new (source, options->cancellable, error);
  if (options->dialect == NULL && is_json_document (sample, length))
    {
      g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_NOT_TEXT,
                   "“%s” is a JSON document; what can be read is JSON Lines, one object a line",
                   assay_text_source_get_name (source));
      return NULL;
    }
  if (options->dialect == NULL)
    detected = assay_csv_dialect_detect (sample, length, complete, options->known_header,
                                         options->known_header_data);
  return (AssayRowReader *) assay_csv_reader_new (source,
                                                  detected != NULL ? detected : options->dialect,
                                                  options->unguard, options->cancellable, error);
}

/* Only a plain file can be looked into and read again. */
static gboolean
starts_as_zip (GFile        *file,
               GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = NULL;
  char start[4];
  gsize n = 0;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    return FALSE;
  stream = g_file_read (file, cancellable, NULL);
  return stream != NULL
         && g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &n, cancellable,
                                     NULL)
         && n == sizeof start && memcmp (start, "PK\3\4", sizeof start) == 0;
}

/* An import reads a file more than once; and opening a pipe nobody writes into never ends. */
static gboolean
check_is_file (GFile         *file,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *name = NULL;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_SPECIAL)
    return TRUE;
  name = g_file_get_parse_name (file);
  g_set_error (error, ASSAY_IMPORT_ERROR, ASSAY_IMPORT_ERROR_FAILED,
               "“%s” is a pipe or a device; what it gives has to be saved to a file first", name);
  return FALSE;
}

/**
 * assay_row_reader_open:
 * @file: a file
 * @options: (nullable): how
 *
 * Opens a file by its content, whatever its name is: delimited text, JSON Lines or an Excel
 * workbook; text may be gzip. Errors: %ASSAY_IMPORT_ERROR.
 *
 * Returns: (transfer full): a reader that stands before the first row of data
 */
AssayRowReader *
assay_row_reader_open (GFile                        *file,
                       const AssayRowReaderOptions  *options,
                       GError                      **error)
{
  static const AssayRowReaderOptions defaults;
  g_autoptr (AssayTextSource) source = NULL;

  if (options == NULL)
    options = &defaults;
  if (!check_is_file (file, options->cancellable, error))
    return NULL;
  if (starts_as_zip (file, options->cancellable))
    return (AssayRowReader *) assay_xlsx_reader_new (file, options, error);
  source = assay_text_source_new (file, options->encoding, options->cancellable, error);
  if (source == NULL)
    return NULL;
  return assay_row_reader_open_source (source, options, error);
}
