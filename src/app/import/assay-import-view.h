/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-run-card.h"

#include "assay-view.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_VIEW (assay_import_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportView, assay_import_view, ASSAY, IMPORT_VIEW, AssayView)

AssayImportDraft *assay_import_view_get_draft (AssayImportView *self);

G_END_DECLS
