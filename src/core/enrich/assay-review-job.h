/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_REVIEW_JOB (assay_review_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayReviewJob, assay_review_job, ASSAY, REVIEW_JOB, AssayJob)

G_END_DECLS
