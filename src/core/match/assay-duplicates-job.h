/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DUPLICATES_JOB (assay_duplicates_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayDuplicatesJob, assay_duplicates_job, ASSAY, DUPLICATES_JOB, AssayJob)

G_END_DECLS
