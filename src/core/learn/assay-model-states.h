/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

extern const AssayJournalPart assay_model_journal_part;

GVariant *assay_model_states_read   (AssayConnection  *connection,
                                     GError          **error);
gboolean  assay_model_states_record (AssayTransaction *transaction,
                                     gint64            job,
                                     GVariant         *before,
                                     GError          **error);

G_END_DECLS
