/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "score/assay-profile.h"
#include "store/assay-connection.h"

G_BEGIN_DECLS

gboolean assay_score_distribution_read (AssayConnection    *connection,
                                        const AssayProfile *profile,
                                        gint64              scorer,
                                        guint               months,
                                        JsonObject         *to,
                                        GError            **error);

G_END_DECLS
