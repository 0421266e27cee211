/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-signal.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

gboolean assay_signal_key_is_plain     (const char               *key);
gboolean assay_signal_store_add_column (AssayConnection          *connection,
                                        const AssaySignal        *signal,
                                        GError                  **error);
gboolean assay_signal_store_write      (AssayTransaction         *transaction,
                                        gint64                    lead,
                                        gint64                    version,
                                        const AssaySignal *const *signals,
                                        const AssayValue         *values,
                                        guint                     n_values,
                                        GError                  **error);

G_END_DECLS
