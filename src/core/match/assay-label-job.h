/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LABEL_JOB (assay_label_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayLabelJob, assay_label_job, ASSAY, LABEL_JOB, AssayJob)

G_END_DECLS
