/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_BACKTEST_JOB (assay_profile_backtest_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileBacktestJob, assay_profile_backtest_job, ASSAY, PROFILE_BACKTEST_JOB, AssayJob)

G_END_DECLS
