/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-draft.h"

#include "assay-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_COLUMNS (assay_import_columns_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportColumns, assay_import_columns, ASSAY, IMPORT_COLUMNS, AdwBin)

void assay_import_columns_show      (AssayImportColumns *self,
                                     AssayImportDraft   *draft);
void assay_import_columns_set_width (AssayImportColumns *self,
                                     AssayWidth          width);

G_END_DECLS
