/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void assay_xgboost_prepare (void);
gboolean assay_xgboost_is_available (GError **error);
char *assay_xgboost_dup_version (void);

G_END_DECLS
