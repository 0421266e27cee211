/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-row-reader.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_XLSX_READER (assay_xlsx_reader_get_type ())
G_DECLARE_FINAL_TYPE (AssayXlsxReader, assay_xlsx_reader, ASSAY, XLSX_READER, AssayRowReader)

AssayXlsxReader    *assay_xlsx_reader_new             (GFile                        *file,
                                                       const AssayRowReaderOptions  *options,
                                                       GError                      **error);
const char *const  *assay_xlsx_reader_get_sheet_names (AssayXlsxReader              *self);
const char         *assay_xlsx_reader_get_sheet       (AssayXlsxReader              *self);

G_END_DECLS
