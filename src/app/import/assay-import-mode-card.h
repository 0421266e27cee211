/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_MODE_CARD (assay_import_mode_card_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportModeCard,
                      assay_import_mode_card,
                      ASSAY,
                      IMPORT_MODE_CARD,
                      AdwBin)

void assay_import_mode_card_show      (AssayImportModeCard *self,
                                       AssayImportDraft    *draft);
void assay_import_mode_card_set_phone (AssayImportModeCard *self,
                                       gboolean             phone);

G_END_DECLS
