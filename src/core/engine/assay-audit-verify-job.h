/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_AUDIT_VERIFY_JOB (assay_audit_verify_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayAuditVerifyJob, assay_audit_verify_job, ASSAY, AUDIT_VERIFY_JOB, AssayJob)

G_END_DECLS
