/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIGNALS_JOB (assay_signals_job_get_type ())

G_DECLARE_FINAL_TYPE (AssaySignalsJob, assay_signals_job, ASSAY, SIGNALS_JOB, AssayJob)

G_END_DECLS
