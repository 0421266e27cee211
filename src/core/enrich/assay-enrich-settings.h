/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-transaction.h"

G_BEGIN_DECLS

char    *assay_enrich_settings_get (AssayConnection  *connection);
gboolean assay_enrich_settings_set (AssayTransaction *transaction,
                                    gint64            job,
                                    const char       *settings,
                                    GError          **error);

G_END_DECLS
