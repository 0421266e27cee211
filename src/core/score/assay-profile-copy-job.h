/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_COPY_JOB (assay_profile_copy_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileCopyJob, assay_profile_copy_job, ASSAY, PROFILE_COPY_JOB, AssayJob)

G_END_DECLS
