/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_INFO_JOB (assay_info_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayInfoJob, assay_info_job, ASSAY, INFO_JOB, AssayJob)

G_END_DECLS
