/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/assay-job-error.h"

G_DEFINE_QUARK (assay-job-error-quark, assay_job_error)
