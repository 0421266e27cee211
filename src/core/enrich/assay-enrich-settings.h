/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-transaction.h"

G_BEGIN_DECLS

char    *assay_enrich_settings_get_home_country (AssayConnection  *connection);
gboolean assay_enrich_settings_set_home_country (AssayTransaction *transaction,
                                                 gint64            job,
                                                 const char       *country,
                                                 GError          **error);

G_END_DECLS
