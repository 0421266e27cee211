/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_JOB_ERROR (assay_job_error_quark ())

/**
 * AssayJobError:
 * @ASSAY_JOB_ERROR_UNKNOWN_PARAMETER: a parameter that the job does not have
 * @ASSAY_JOB_ERROR_INVALID_PARAMETER: a value of the wrong type or out of range
 * @ASSAY_JOB_ERROR_MISSING_PARAMETER: a required parameter was not given
 * @ASSAY_JOB_ERROR_FROZEN: a parameter cannot change once the job has started
 * @ASSAY_JOB_ERROR_UNKNOWN_JOB: no job class or job of that name or number
 * @ASSAY_JOB_ERROR_NOT_RESUMABLE: a job that cannot go on; the message says what to do instead
 * @ASSAY_JOB_ERROR_FAILED: the job failed for a reason that its message tells
 */
typedef enum
{
  ASSAY_JOB_ERROR_UNKNOWN_PARAMETER,
  ASSAY_JOB_ERROR_INVALID_PARAMETER,
  ASSAY_JOB_ERROR_MISSING_PARAMETER,
  ASSAY_JOB_ERROR_FROZEN,
  ASSAY_JOB_ERROR_UNKNOWN_JOB,
  ASSAY_JOB_ERROR_FAILED,
  ASSAY_JOB_ERROR_NOT_RESUMABLE,
} AssayJobError;

GQuark assay_job_error_quark (void);

G_END_DECLS
