/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_OFFER_SHOW_JOB (assay_offer_show_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayOfferShowJob, assay_offer_show_job, ASSAY, OFFER_SHOW_JOB, AssayJob)

G_END_DECLS
