/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILES_JOB (assay_profiles_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfilesJob, assay_profiles_job, ASSAY, PROFILES_JOB, AssayJob)

G_END_DECLS
