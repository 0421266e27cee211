/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "score/assay-profile.h"
#include "store/assay-connection.h"

G_BEGIN_DECLS

JsonNode *assay_breakdown_make (AssayProfile    *profile,
                                AssayConnection *connection,
                                gint64           lead,
                                gint64           as_of,
                                GError         **error);

G_END_DECLS
