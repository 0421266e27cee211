/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "leads/assay-lead-row.h"

G_BEGIN_DECLS

void       assay_lead_reader_async  (AssayWorkspace      *workspace,
                                     GArray              *leads,
                                     const char *const   *keys,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
GPtrArray *assay_lead_reader_finish (GAsyncResult        *result,
                                     GError             **error);

G_END_DECLS
