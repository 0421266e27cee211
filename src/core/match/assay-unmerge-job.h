/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_UNMERGE_JOB (assay_unmerge_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayUnmergeJob, assay_unmerge_job, ASSAY, UNMERGE_JOB, AssayJob)

G_END_DECLS
