/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_FIT_JOB (assay_profile_fit_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileFitJob, assay_profile_fit_job, ASSAY, PROFILE_FIT_JOB, AssayJob)

G_END_DECLS
