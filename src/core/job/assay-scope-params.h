/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"
#include "store/assay-scope.h"

G_BEGIN_DECLS

/* How a job is told which leads it is about: `where`, `search`, `segment`, `ids` and `except`; for
 * changes to many leads `all` as well, because without any of them nothing must happen. */

#define ASSAY_SCOPE_N_PARAMS 5
#define ASSAY_SCOPE_N_BULK_PARAMS 6

void     assay_scope_params_install      (AssayJobClass    *klass,
                                          guint             first);
void     assay_scope_params_install_bulk (AssayJobClass    *klass,
                                          guint             first);
gboolean assay_scope_params_read         (AssayJob         *job,
                                          guint             first,
                                          AssayScope       *out_scope,
                                          GError          **error);
gboolean assay_scope_params_are_given    (AssayJob         *job,
                                          guint             first);
void     assay_scope_params_set          (AssayJob         *job,
                                          const AssayScope *scope);

G_END_DECLS
