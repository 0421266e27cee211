/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODELS_JOB (assay_models_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelsJob, assay_models_job, ASSAY, MODELS_JOB, AssayJob)

G_END_DECLS
