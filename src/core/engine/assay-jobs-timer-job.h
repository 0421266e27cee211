/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JOBS_TIMER_JOB (assay_jobs_timer_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayJobsTimerJob, assay_jobs_timer_job, ASSAY, JOBS_TIMER_JOB, AssayJob)

/**
 * AssayTimerAction:
 * @ASSAY_TIMER_STATUS: say whether there is one
 * @ASSAY_TIMER_INSTALL: have one
 * @ASSAY_TIMER_REMOVE: have none
 */
typedef enum
{
  ASSAY_TIMER_STATUS,
  ASSAY_TIMER_INSTALL,
  ASSAY_TIMER_REMOVE,
} AssayTimerAction;

G_END_DECLS
