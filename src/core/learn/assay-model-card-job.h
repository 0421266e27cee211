/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MODEL_CARD_JOB (assay_model_card_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayModelCardJob, assay_model_card_job, ASSAY, MODEL_CARD_JOB, AssayJob)

G_END_DECLS
