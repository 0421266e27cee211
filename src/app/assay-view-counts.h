/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-sidebar.h"

#include "store/assay-workspace.h"

G_BEGIN_DECLS

void assay_view_counts_update (AssaySidebar   *sidebar,
                               AssayWorkspace *workspace,
                               GHashTable     *built,
                               GCancellable   *cancellable);

G_END_DECLS
