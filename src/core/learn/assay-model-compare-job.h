/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_COMPARE_JOB (assay_model_compare_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelCompareJob, assay_model_compare_job, ASSAY, MODEL_COMPARE_JOB, AssayJob)

G_END_DECLS
