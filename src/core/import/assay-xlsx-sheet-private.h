/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-row-reader.h"
#include "import/assay-xlsx-package-private.h"

G_BEGIN_DECLS

#define ASSAY_XLSX_LAST_COLUMN 16384

/* The rows of one sheet, as they come; a piece of XML at a time is in memory. */
typedef struct
{
  AssayXlsxPart part;       /* first: it is the parser's user data */
  GString *text;            /* (owned): of the cells in memory */
  GArray *cells;            /* (owned): cells in memory */
  GArray *rows;             /* (owned): whole rows in memory */
  guint next_row;
  gsize text_done;          /* @text and @cells of whole rows */
  guint cells_done;

  gboolean in_row, in_value, in_phonetic, is_broken;
  guint64 line;             /* of the row that is being read */
  guint column;             /* of the cell that is being read, from 0 */
  char type;
  guint style;
  gsize value_start;

  AssayValue *values;       /* (owned): of the last row */
  guint n_values;
} AssayXlsxSheet;

gboolean assay_xlsx_sheet_open  (AssayXlsxSheet          *self,
                                 const AssayXlsxPackage  *package,
                                 const char              *path,
                                 GError                 **error);
gboolean assay_xlsx_sheet_next  (AssayXlsxSheet          *self,
                                 AssayRow                *row,
                                 GError                 **error);
void     assay_xlsx_sheet_clear (AssayXlsxSheet          *self);

char    *assay_xlsx_date_text   (double                   serial,
                                 AssayXlsxStyle           style,
                                 gboolean                 from_1904);

G_END_DECLS
