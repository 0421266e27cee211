/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

extern const AssayJournalPart assay_document_journal_part;
extern const AssayJournalPart assay_merge_journal_part;
extern const AssayJournalPart assay_merge_rows_journal_part;
extern const AssayJournalPart assay_merge_left_journal_part;
extern const AssayJournalPart assay_merge_left_back_journal_part;

const AssayJournalPart *assay_journal_find_part (const char *name);

/* Only for taking back what is to leave no trace; the caller has a transaction. */
gboolean assay_journal_forget_row (AssayConnection  *connection,
                                   gint64            id,
                                   GError          **error);
gboolean assay_journal_forget_job (AssayConnection  *connection,
                                   gint64            job,
                                   GError          **error);

G_END_DECLS
