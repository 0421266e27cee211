/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/* The parameters of jobs about one profile. */
void assay_profile_params_install_key     (AssayJobClass *klass,
                                           guint          id);
void assay_profile_params_install_version (AssayJobClass *klass,
                                           guint          id);

G_END_DECLS
