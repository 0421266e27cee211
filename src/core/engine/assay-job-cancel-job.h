/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_CANCEL_JOB (assay_job_cancel_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobCancelJob, assay_job_cancel_job, ASSAY, JOB_CANCEL_JOB, AssayJob)

G_END_DECLS
