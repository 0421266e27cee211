/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MATCH_JOB (assay_match_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayMatchJob, assay_match_job, ASSAY, MATCH_JOB, AssayJob)

G_END_DECLS
