/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_EXPORT_JOB (assay_profile_export_job_get_type ())

G_DECLARE_FINAL_TYPE (
  AssayProfileExportJob, assay_profile_export_job, ASSAY, PROFILE_EXPORT_JOB, AssayJob)

G_END_DECLS
