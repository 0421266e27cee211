/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

void   assay_engine_init      (void);
GType *assay_engine_list_jobs (guint      *n_types);
GType  assay_engine_find_job  (const char *key);

G_END_DECLS
