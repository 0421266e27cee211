/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_EXPORT_JOB (assay_model_export_job_get_type ())

G_DECLARE_FINAL_TYPE (
    AssayModelExportJob, assay_model_export_job, ASSAY, MODEL_EXPORT_JOB, AssayJob)

G_END_DECLS
