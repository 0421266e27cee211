/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RUN_DUE_JOB (assay_run_due_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayRunDueJob, assay_run_due_job, ASSAY, RUN_DUE_JOB, AssayJob)

G_END_DECLS
