/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOB_SHOW_JOB (assay_job_show_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobShowJob, assay_job_show_job, ASSAY, JOB_SHOW_JOB, AssayJob)

G_END_DECLS
