/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_TRY_JOB (assay_model_try_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelTryJob, assay_model_try_job, ASSAY, MODEL_TRY_JOB, AssayJob)

G_END_DECLS
