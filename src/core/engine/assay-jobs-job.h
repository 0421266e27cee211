/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOBS_JOB (assay_jobs_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobsJob, assay_jobs_job, ASSAY, JOBS_JOB, AssayJob)

G_END_DECLS
