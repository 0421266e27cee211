/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-signal.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

/**
 * AssaySignalWriter:
 *
 * Writes the same signals of one lead after the other. Belongs to the thread that has the transaction.
 */
typedef struct _AssaySignalWriter AssaySignalWriter;

gboolean           assay_signal_key_is_plain     (const char               *key);
gboolean           assay_signal_store_add_column (AssayConnection          *connection,
                                                  const AssaySignal        *signal,
                                                  GError                  **error);
gboolean           assay_signal_store_get_generation (AssayConnection      *connection,
                                                  gint64                   *out_generation,
                                                  GError                  **error);
gboolean           assay_signal_store_next_generation (AssayTransaction    *transaction,
                                                  GError                  **error);

AssaySignalWriter *assay_signal_writer_new       (const AssaySignal *const *signals,
                                                  guint                     n_signals);
void               assay_signal_writer_free      (AssaySignalWriter        *self);
gboolean           assay_signal_writer_set_transaction (AssaySignalWriter  *self,
                                                  AssayTransaction         *transaction,
                                                  GError                  **error);
gboolean           assay_signal_writer_insert    (AssaySignalWriter        *self,
                                                  gint64                    lead,
                                                  gint64                    job,
                                                  const AssayValue         *values,
                                                  GError                  **error);
gboolean           assay_signal_writer_update    (AssaySignalWriter        *self,
                                                  gint64                    lead,
                                                  const AssayValue         *values,
                                                  GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySignalWriter, assay_signal_writer_free)

G_END_DECLS
