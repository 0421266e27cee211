/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SEGMENT_RENAME_JOB (assay_segment_rename_job_get_type ())

G_DECLARE_FINAL_TYPE (AssaySegmentRenameJob, assay_segment_rename_job, ASSAY, SEGMENT_RENAME_JOB, AssayJob)

G_END_DECLS
