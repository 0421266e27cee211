/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

gboolean assay_calibration_refresh (AssayWorkspace *workspace,
                                    GCancellable   *cancellable,
                                    guint          *out_n,
                                    GError        **error);

G_END_DECLS
