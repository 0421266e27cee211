/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_TRAIN_JOB (assay_train_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayTrainJob, assay_train_job, ASSAY, TRAIN_JOB, AssayJob)

G_END_DECLS
