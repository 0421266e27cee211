/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/assay-import-job.h"

G_BEGIN_DECLS

void assay_import_job_set_start_rows (AssayImportJob *self,
                                      guint64         rows);

G_END_DECLS
