/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

extern const AssayJournalPart assay_document_journal_part;

const AssayJournalPart *assay_journal_find_part (const char *name);

G_END_DECLS
