/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_EVENT_JOB (assay_event_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayEventJob, assay_event_job, ASSAY, EVENT_JOB, AssayJob)

G_END_DECLS
