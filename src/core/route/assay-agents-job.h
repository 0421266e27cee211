/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_AGENTS_JOB (assay_agents_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayAgentsJob, assay_agents_job, ASSAY, AGENTS_JOB, AssayJob)

G_END_DECLS
