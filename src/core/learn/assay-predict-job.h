/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PREDICT_JOB (assay_predict_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayPredictJob, assay_predict_job, ASSAY, PREDICT_JOB, AssayJob)

G_END_DECLS
