/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

gboolean assay_match_remove_rows (AssayWorkspace *workspace,
                                  const char *sql,
                                  gint64 first,
                                  gint64 second,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
