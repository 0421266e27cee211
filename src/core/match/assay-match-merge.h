/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

gboolean assay_match_merge_sure (AssayWorkspace *workspace,
                                 gint64 job,
                                 gint64 import,
                                 gint64 *out_merged,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
