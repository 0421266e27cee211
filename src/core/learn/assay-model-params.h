/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

/* What jobs about one model have in common. */
void assay_model_params_install (AssayJobClass *klass,
                                 guint          id);
void assay_model_params_report  (AssayJob      *job,
                                 gint64         champion);

G_END_DECLS
