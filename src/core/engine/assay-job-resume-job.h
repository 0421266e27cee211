/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_RESUME_JOB (assay_job_resume_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobResumeJob, assay_job_resume_job, ASSAY, JOB_RESUME_JOB, AssayJob)

G_END_DECLS
