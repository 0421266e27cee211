/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_INDEX_JOB (assay_index_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayIndexJob, assay_index_job, ASSAY, INDEX_JOB, AssayJob)

G_END_DECLS
