/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-plan.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/* What a workspace knows of files that came before. */

gboolean assay_import_past_mapping (AssayConnection  *connection,
                                    AssayImportPlan  *plan,
                                    const char       *name,
                                    char            **out_name,
                                    AssayMapping    **out_mapping,
                                    GError          **error);
char   **assay_import_past_names   (AssayConnection  *connection,
                                    AssayImportKind   kind,
                                    GError          **error);
gboolean assay_import_past_job     (AssayConnection  *connection,
                                    AssayImportPlan  *plan,
                                    gint64           *out_job,
                                    gint64           *out_at,
                                    GError          **error);

G_END_DECLS
