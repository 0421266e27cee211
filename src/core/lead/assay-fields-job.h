/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FIELDS_JOB (assay_fields_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayFieldsJob, assay_fields_job, ASSAY, FIELDS_JOB, AssayJob)

G_END_DECLS
