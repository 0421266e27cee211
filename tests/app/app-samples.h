/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

AssayWorkspace *app_samples_twice        (guint           n_others);
AssayWorkspace *app_samples_group        (guint           n_others,
                                          guint           n);
AssayWorkspace *app_samples_busy         (void);
AssayJob       *app_samples_endless_job  (AssayWorkspace *workspace);
void            app_samples_add_outcomes (AssayWorkspace *workspace,
                                          guint           n);

G_END_DECLS
