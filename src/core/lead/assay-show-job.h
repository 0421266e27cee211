/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SHOW_JOB (assay_show_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayShowJob, assay_show_job, ASSAY, SHOW_JOB, AssayJob)

G_END_DECLS
