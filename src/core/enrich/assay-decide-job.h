/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DECIDE_JOB (assay_decide_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayDecideJob, assay_decide_job, ASSAY, DECIDE_JOB, AssayJob)

G_END_DECLS
