/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"
#include "store/assay-segment-store.h"

G_BEGIN_DECLS

/* What a job makes of the segments there are: the one to publish, or %NULL with an error. */
typedef AssayDocument *(*AssaySegmentEdit) (AssayJob        *job,
                                            AssayConnection *connection,
                                            GError         **error);

gboolean assay_segment_edit_run (AssayJob         *job,
                                 AssaySegmentEdit  edit,
                                 GCancellable     *cancellable,
                                 GError          **error);
char    *assay_segment_edit_take_name (AssayJob    *job,
                                       guint        param,
                                       GError     **error);

G_END_DECLS
