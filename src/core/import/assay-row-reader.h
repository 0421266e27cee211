/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-csv-dialect.h"
#include "import/assay-text-source.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

/* A cell beyond this is cut and its row carries a problem. */
#define ASSAY_ROW_MAX_CELL ((gsize) 1024 * 1024)

/**
 * AssayRowProblems:
 * @ASSAY_ROW_PROBLEM_NONE: nothing to say
 * @ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE: a quote opens a cell and is never closed; the row ends with
 *   the line the quote is on, and reading goes on behind it
 * @ASSAY_ROW_PROBLEM_STRAY_QUOTE: a quote stands inside a cell and is not escaped; it was kept
 * @ASSAY_ROW_PROBLEM_CELL_TOO_LONG: a cell of more than %ASSAY_ROW_MAX_CELL bytes was cut
 * @ASSAY_ROW_PROBLEM_ROW_TOO_LONG: the row has more bytes or cells than any table; the rest was
 *   left out
 * @ASSAY_ROW_PROBLEM_NOT_A_ROW: the line is no flat JSON object; it has no cells
 *
 * What is wrong with a row. The row is delivered all the same, and the next ones too.
 */
typedef enum
{
  ASSAY_ROW_PROBLEM_NONE = 0,
  ASSAY_ROW_PROBLEM_UNCLOSED_QUOTE = 1 << 0,
  ASSAY_ROW_PROBLEM_STRAY_QUOTE = 1 << 1,
  ASSAY_ROW_PROBLEM_CELL_TOO_LONG = 1 << 2,
  ASSAY_ROW_PROBLEM_ROW_TOO_LONG = 1 << 3,
  ASSAY_ROW_PROBLEM_NOT_A_ROW = 1 << 4,
} AssayRowProblems;

/**
 * AssayRow:
 * @cells: (array length=n_cells) (not owned): text, or NULL where the format says "no value";
 *   valid UTF-8, valid until the reader's next row
 * @n_cells: their number: what the file has, which may differ from the header's
 * @problem_column: the cell where the first of @problems is, from 1; 0 where there is none
 * @problems: what is wrong
 * @line: line of the file where the row starts, from 1 (of a workbook: the sheet's row)
 *
 * One row of a file, borrowed from its reader.
 */
typedef struct
{
  const AssayValue *cells;
  guint n_cells;
  guint problem_column;
  AssayRowProblems problems;
  guint64 line;
} AssayRow;

#define ASSAY_TYPE_ROW_READER (assay_row_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (AssayRowReader, assay_row_reader, ASSAY, ROW_READER, GObject)

/* A class, not an interface: finding an interface costs more than reading a short row. */
struct _AssayRowReaderClass
{
  GObjectClass parent_class;

  gboolean            (*next)         (AssayRowReader  *self,
                                       AssayRow        *row,
                                       GError         **error);
  const char *const * (*get_header)   (AssayRowReader  *self);
  const char *        (*get_text)     (AssayRowReader  *self,
                                       gsize           *length);
  double              (*get_progress) (AssayRowReader  *self);
};

/**
 * AssayRowReaderOptions:
 * @encoding: (nullable): the file's character encoding; %NULL to find out
 * @dialect: (nullable): how a delimited file is written; %NULL to find out. Of a workbook only
 *   @header_line and @first_line count
 * @sheet: (nullable): which sheet of a workbook; %NULL for the first that is not empty
 * @unguard: take off the apostrophe that #AssayRowWriter puts before cells of CSV that a spreadsheet
 *   would run; other formats have none
 * @known_header: (nullable): tells names of columns, which helps to find the header
 * @known_header_data: for @known_header
 * @cancellable: (nullable): stops opening and reading
 *
 * How to open a file. Zero is a good start for each.
 */
typedef struct
{
  const char *encoding;
  const AssayCsvDialect *dialect;
  const char *sheet;
  gboolean unguard;
  AssayKnownHeaderFunc known_header;
  gpointer known_header_data;
  GCancellable *cancellable;
} AssayRowReaderOptions;

AssayRowReader     *assay_row_reader_open         (GFile                        *file,
                                                   const AssayRowReaderOptions  *options,
                                                   GError                      **error);
AssayRowReader     *assay_row_reader_open_source  (AssayTextSource              *source,
                                                   const AssayRowReaderOptions  *options,
                                                   GError                      **error);
gboolean            assay_row_reader_next         (AssayRowReader               *self,
                                                   AssayRow                     *row,
                                                   GError                      **error);
const char *const  *assay_row_reader_get_header   (AssayRowReader               *self);
const char         *assay_row_reader_get_text     (AssayRowReader               *self,
                                                   gsize                        *length);
double              assay_row_reader_get_progress (AssayRowReader               *self);

G_END_DECLS
