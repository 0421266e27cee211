/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_STOP_JOB (assay_model_stop_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelStopJob, assay_model_stop_job, ASSAY, MODEL_STOP_JOB, AssayJob)

G_END_DECLS
