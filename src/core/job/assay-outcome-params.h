/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"
#include "job/assay-outcome-rule.h"

G_BEGIN_DECLS

/* The parameters of every job that looks at known outcomes: `outcome` and `lost`. */
#define ASSAY_OUTCOME_N_PARAMS 2

void              assay_outcome_params_install (AssayJobClass   *klass,
                                                guint            first);
AssayOutcomeRule *assay_outcome_params_read    (AssayJob        *job,
                                                guint            first,
                                                AssayConnection *connection,
                                                GError         **error);

G_END_DECLS
