/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

gboolean assay_job_recover        (AssayWorkspace  *workspace,
                                   GError         **error);
gboolean assay_job_take_unsettled (AssayWorkspace  *workspace,
                                   gint64          *out_job,
                                   char           **out_followers,
                                   GError         **error);
gboolean assay_job_settle_record  (AssayWorkspace  *workspace,
                                   gint64           job,
                                   GError         **error);

G_END_DECLS
