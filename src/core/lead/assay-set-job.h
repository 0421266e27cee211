/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SET_JOB (assay_set_job_get_type ())

G_DECLARE_FINAL_TYPE (AssaySetJob, assay_set_job, ASSAY, SET_JOB, AssayJob)

G_END_DECLS
