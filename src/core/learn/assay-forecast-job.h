/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FORECAST_JOB (assay_forecast_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayForecastJob, assay_forecast_job, ASSAY, FORECAST_JOB, AssayJob)

G_END_DECLS
