/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ENRICH_JOB (assay_enrich_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayEnrichJob, assay_enrich_job, ASSAY, ENRICH_JOB, AssayJob)

G_END_DECLS
