/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_SHOW_JOB (assay_model_show_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelShowJob, assay_model_show_job, ASSAY, MODEL_SHOW_JOB, AssayJob)

G_END_DECLS
