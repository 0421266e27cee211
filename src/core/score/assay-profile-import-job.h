/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_IMPORT_JOB (assay_profile_import_job_get_type ())

G_DECLARE_FINAL_TYPE (
  AssayProfileImportJob, assay_profile_import_job, ASSAY, PROFILE_IMPORT_JOB, AssayJob)

G_END_DECLS
