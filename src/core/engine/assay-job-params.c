/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assay-job-params.h"

#include <glib/gi18n-lib.h>

/**
 * assay_job_params_install:
 * @id: of `job`
 *
 * Gives a job class the parameter that names another job, its first argument.
 */
void
assay_job_params_install (AssayJobClass *klass,
                          guint          id)
{
  assay_job_class_install (klass, id,
                           g_param_spec_int64 ("job", NULL, N_ ("The job’s number"), 0, G_MAXINT64,
                                               0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS),
                           &(AssayParam) { .flags = ASSAY_PARAM_REQUIRED,
                                           .position = 1,
                                           .metavar = "JOB" });
}
