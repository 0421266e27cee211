/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_OFFER_SET_JOB (assay_offer_set_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayOfferSetJob, assay_offer_set_job, ASSAY, OFFER_SET_JOB, AssayJob)

G_END_DECLS
