/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_REJECTS (assay_import_rejects_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportRejects, assay_import_rejects, ASSAY, IMPORT_REJECTS, AdwWindow)

GtkWidget *assay_import_rejects_new (GtkWindow *parent,
                                     GFile     *file);

G_END_DECLS
