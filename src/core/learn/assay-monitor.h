/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-model-store.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

JsonNode *assay_monitor_make (AssayConnection *connection,
                              AssayFieldRegistry *fields,
                              const AssayModelRecord *record,
                              GError **error);
gboolean assay_monitor_is_due (AssayWorkspace *workspace,
                               gboolean *out_due,
                               char **out_reason,
                               GError **error);

G_END_DECLS
