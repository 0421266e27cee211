/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_ROLLBACK_JOB (assay_model_rollback_job_get_type ())

G_DECLARE_FINAL_TYPE (
    AssayModelRollbackJob, assay_model_rollback_job, ASSAY, MODEL_ROLLBACK_JOB, AssayJob)

G_END_DECLS
