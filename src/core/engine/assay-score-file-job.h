/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORE_FILE_JOB (assay_score_file_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayScoreFileJob, assay_score_file_job, ASSAY, SCORE_FILE_JOB, AssayJob)

G_END_DECLS
