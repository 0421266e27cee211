/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SEGMENTS_JOB (assay_segments_job_get_type ())

G_DECLARE_FINAL_TYPE (AssaySegmentsJob, assay_segments_job, ASSAY, SEGMENTS_JOB, AssayJob)

G_END_DECLS
