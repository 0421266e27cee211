/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_UNDO_JOB (assay_undo_job_get_type ())

G_DECLARE_FINAL_TYPE (AssayUndoJob, assay_undo_job, ASSAY, UNDO_JOB, AssayJob)

gboolean assay_undo_job_take_back (AssayJob      *job,
                                   gint64         target,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
