/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

/**
 * AssayRowFormat:
 * @ASSAY_ROW_FORMAT_CSV: RFC 4180, UTF-8
 * @ASSAY_ROW_FORMAT_JSONL: JSON Lines: an object a row
 * @ASSAY_ROW_FORMAT_XLSX: an Excel workbook of one sheet, at most 1,048,575 rows below the header
 */
typedef enum
{
  ASSAY_ROW_FORMAT_CSV,
  ASSAY_ROW_FORMAT_JSONL,
  ASSAY_ROW_FORMAT_XLSX,
} AssayRowFormat;

/**
 * AssayRowWriterOptions:
 * @format: what to write
 * @bom: start CSV with a byte order mark, which Excel wants for letters beyond ASCII
 * @no_guard: write text that a spreadsheet would run as a formula as it is
 * @delimiter: between cells of CSV; 0 for a comma
 * @sheet: (nullable): name of the workbook's sheet; %NULL for "Leads"
 *
 * How to write. Zero is a good start for each.
 */
typedef struct
{
  AssayRowFormat format;
  gboolean bom;
  gboolean no_guard;
  char delimiter;
  const char *sheet;
} AssayRowWriterOptions;

#define ASSAY_TYPE_ROW_WRITER (assay_row_writer_get_type ())
G_DECLARE_FINAL_TYPE (AssayRowWriter, assay_row_writer, ASSAY, ROW_WRITER, GObject)

AssayRowWriter *assay_row_writer_new            (GFile                        *file,
                                                 const AssayRowWriterOptions  *options,
                                                 GError                      **error);
AssayRowWriter *assay_row_writer_new_for_stream (GOutputStream                *stream,
                                                 const AssayRowWriterOptions  *options,
                                                 GError                      **error);
gboolean        assay_row_writer_write_header   (AssayRowWriter               *self,
                                                 const char *const            *names,
                                                 GError                      **error);
gboolean        assay_row_writer_write          (AssayRowWriter               *self,
                                                 const AssayValue             *cells,
                                                 guint                         n_cells,
                                                 GError                      **error);
gboolean        assay_row_writer_finish         (AssayRowWriter               *self,
                                                 GError                      **error);
guint64         assay_row_writer_get_n_rows     (AssayRowWriter               *self);

gboolean        assay_row_format_from_name      (const char                   *name,
                                                 AssayRowFormat               *format);

G_END_DECLS
