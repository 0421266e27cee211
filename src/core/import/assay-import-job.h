/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_JOB (assay_import_job_get_type ())
G_DECLARE_FINAL_TYPE (AssayImportJob, assay_import_job, ASSAY, IMPORT_JOB, AssayJob)

G_END_DECLS
