/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SEGMENT_SAVE_JOB (assay_segment_save_job_get_type ())

G_DECLARE_FINAL_TYPE (AssaySegmentSaveJob, assay_segment_save_job, ASSAY, SEGMENT_SAVE_JOB, AssayJob)

G_END_DECLS
