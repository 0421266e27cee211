/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_PREVIEW (assay_import_preview_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportPreview, assay_import_preview, ASSAY, IMPORT_PREVIEW, AdwBin)

void assay_import_preview_show (AssayImportPreview     *self,
                                const AssayImportSheet *sheet);

G_END_DECLS
