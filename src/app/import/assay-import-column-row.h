/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-sheet.h"

#include "assay-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_COLUMN_ROW (assay_import_column_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportColumnRow,
                      assay_import_column_row,
                      ASSAY,
                      IMPORT_COLUMN_ROW,
                      GtkBox)

GtkWidget *assay_import_column_row_new        (GListModel                   *choices);
void       assay_import_column_row_show       (AssayImportColumnRow         *self,
                                               const AssayImportSheet       *sheet,
                                               guint                         position);
void       assay_import_column_row_set_width  (AssayImportColumnRow         *self,
                                               AssayWidth                    width);

/* The widths of the columns, which the heading has too. */
#define ASSAY_IMPORT_HEADER_WIDTH 122
#define ASSAY_IMPORT_FIELD_WIDTH 188
#define ASSAY_IMPORT_TYPE_WIDTH 142
#define ASSAY_IMPORT_CHECK_WIDTH 230

G_END_DECLS
