/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-draft.h"

#include "assay-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_FILE_CARD (assay_import_file_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportFileCard,
                      assay_import_file_card,
                      ASSAY,
                      IMPORT_FILE_CARD,
                      AdwBin)

void assay_import_file_card_show      (AssayImportFileCard *self,
                                       AssayImportDraft    *draft);
void assay_import_file_card_set_locked (AssayImportFileCard *self,
                                       gboolean             locked);
void assay_import_file_card_set_width (AssayImportFileCard *self,
                                       AssayWidth           width);

G_END_DECLS
