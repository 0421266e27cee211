/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/assay-workspace.h"

G_BEGIN_DECLS

JsonNode *
assay_match_preview (AssayWorkspace *workspace, GCancellable *cancellable, GError **error);

G_END_DECLS
