/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_COVERAGE_JOB (assay_coverage_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayCoverageJob, assay_coverage_job, ASSAY, COVERAGE_JOB, AssayJob)

G_END_DECLS
