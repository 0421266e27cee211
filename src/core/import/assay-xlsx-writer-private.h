/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-error.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

#define ASSAY_XLSX_MAX_ROWS    1048576
#define ASSAY_XLSX_MAX_COLUMNS 16384
#define ASSAY_XLSX_MAX_TEXT    32767

typedef struct _AssayXlsxWriter AssayXlsxWriter;

AssayXlsxWriter *assay_xlsx_writer_new    (const char        *sheet,
                                           const char        *name,
                                           GError           **error);
gboolean         assay_xlsx_writer_write  (AssayXlsxWriter   *self,
                                           const AssayValue  *cells,
                                           guint              n_cells,
                                           GError           **error);
gboolean         assay_xlsx_writer_finish (AssayXlsxWriter   *self,
                                           GOutputStream     *stream,
                                           GError           **error);
void             assay_xlsx_writer_free   (AssayXlsxWriter   *self);

G_END_DECLS
