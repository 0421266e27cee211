/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_REMOVE_JOB (assay_profile_remove_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileRemoveJob, assay_profile_remove_job, ASSAY, PROFILE_REMOVE_JOB, AssayJob)

G_END_DECLS
