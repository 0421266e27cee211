/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_TRAIN_CHECK_JOB (assay_train_check_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayTrainCheckJob, assay_train_check_job, ASSAY, TRAIN_CHECK_JOB, AssayJob)

G_END_DECLS
