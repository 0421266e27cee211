/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

/* Parts of the journal that are enrichment's. */
#define ASSAY_ENRICH_PART_SIGNALS  "signal"          /* signals of a lead: old and new values */
#define ASSAY_ENRICH_PART_FIRST    "signal-first"    /* leads that had no signals before */
#define ASSAY_ENRICH_PART_DECISION "signal-decision" /* what a person had said before */

extern const AssayJournalPart assay_enrich_journal_parts[3];

gboolean assay_enrich_journal_signals (AssayTransaction         *transaction,
                                       gint64                    job,
                                       gint64                    lead,
                                       GByteArray               *packed,
                                       guint                     n_signals,
                                       GError                  **error);
void     assay_enrich_journal_pack    (GByteArray               *packed,
                                       const char               *signal,
                                       const AssayValue         *old_value,
                                       const AssayValue         *new_value);
gboolean assay_enrich_journal_first   (AssayTransaction         *transaction,
                                       gint64                    job,
                                       gint64                    first,
                                       gint64                    last,
                                       GError                  **error);

gboolean assay_signal_decision_undo   (AssayTransaction         *transaction,
                                       gint64                    undo_job,
                                       gint64                    lead,
                                       GBytes                   *data,
                                       GError                  **error);

G_END_DECLS
