/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_PROMOTE_JOB (assay_model_promote_job_get_type ())

G_DECLARE_FINAL_TYPE (
    AssayModelPromoteJob, assay_model_promote_job, ASSAY, MODEL_PROMOTE_JOB, AssayJob)

G_END_DECLS
