/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/assay-raw-table.h"

G_BEGIN_DECLS

gboolean assay_prediction_time_match (AssayRawTable *table, guint64 seed, gint64 now);

G_END_DECLS
