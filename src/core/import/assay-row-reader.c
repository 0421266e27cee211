/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-row-reader.h"

#include "import/assay-csv-reader.h"
#include "import/assay-jsonl-reader.h"

#include <string.h>

G_DEFINE_INTERFACE (AssayRowReader, assay_row_reader, G_TYPE_OBJECT)

static void
assay_row_reader_default_init (AssayRowReaderInterface *iface)
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
  return ASSAY_ROW_READER_GET_IFACE (self)->next (self, row, error);
}

/**
 * assay_row_reader_get_header:
 *
 * The names of the columns, as the file writes them. Of JSON Lines, later rows may add columns at
 * the end.
 *
 * Returns: (nullable) (transfer none) (array zero-terminated=1): the names; %NULL where the file has
 *   none
 */
const char *const *
assay_row_reader_get_header (AssayRowReader *self)
{
  return ASSAY_ROW_READER_GET_IFACE (self)->get_header (self);
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
  return ASSAY_ROW_READER_GET_IFACE (self)->get_text (self, length);
}

/**
 * assay_row_reader_get_progress:
 *
 * Returns: how much of the file was read, 0 to 1; -1 where that is unknown
 */
double
assay_row_reader_get_progress (AssayRowReader *self)
{
  return ASSAY_ROW_READER_GET_IFACE (self)->get_progress (self);
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
  if (options->dialect == NULL)
    detected = assay_csv_dialect_detect (sample, length, complete, options->known_header,
                                         options->known_header_data);
  return (AssayRowReader *) assay_csv_reader_new (source,
                                                  detected != NULL ? detected : options->dialect,
                                                  options->unguard, options->cancellable, error);
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
  source = assay_text_source_new (file, options->encoding, options->cancellable, error);
  if (source == NULL)
    return NULL;
  return assay_row_reader_open_source (source, options, error);
}
