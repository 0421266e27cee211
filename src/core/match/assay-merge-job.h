/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MERGE_JOB (assay_merge_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayMergeJob, assay_merge_job, ASSAY, MERGE_JOB, AssayJob)

G_END_DECLS
