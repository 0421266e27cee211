/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_PUBLISH_JOB (assay_profile_publish_job_get_type ())

G_DECLARE_FINAL_TYPE (
  AssayProfilePublishJob, assay_profile_publish_job, ASSAY, PROFILE_PUBLISH_JOB, AssayJob)

G_END_DECLS
