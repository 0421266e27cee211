/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORE_JOB (assay_score_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayScoreJob, assay_score_job, ASSAY, SCORE_JOB, AssayJob)

G_END_DECLS
