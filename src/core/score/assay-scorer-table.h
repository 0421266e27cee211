/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

extern const AssayJournalPart assay_scorer_journal_part;

gboolean assay_scorer_table_set (AssayTransaction  *transaction,
                                 gint64             job,
                                 const char        *key,
                                 const char        *bands,
                                 gboolean           active,
                                 gboolean           primary,
                                 GError           **error);

G_END_DECLS
