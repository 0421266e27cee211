/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/* The parameter of jobs about another job. */
void assay_job_params_install (AssayJobClass *klass,
                               guint          id);

G_END_DECLS
