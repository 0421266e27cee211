/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_DISTRIBUTION_JOB (assay_profile_distribution_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileDistributionJob, assay_profile_distribution_job, ASSAY, PROFILE_DISTRIBUTION_JOB, AssayJob)

G_END_DECLS
