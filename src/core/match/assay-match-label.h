/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayMatchVerdict:
 * @ASSAY_MATCH_VERDICT_SAME: they are one
 * @ASSAY_MATCH_VERDICT_DIFFERENT: they are two; remembered
 * @ASSAY_MATCH_VERDICT_UNSURE: nobody can tell
 *
 * What a person says of a pair.
 */
typedef enum
{
  ASSAY_MATCH_VERDICT_SAME,
  ASSAY_MATCH_VERDICT_DIFFERENT,
  ASSAY_MATCH_VERDICT_UNSURE,
} AssayMatchVerdict;

#define ASSAY_TYPE_MATCH_VERDICT (assay_match_verdict_get_type ())

extern const AssayJournalPart assay_match_label_journal_part;

GType assay_match_verdict_get_type (void) G_GNUC_CONST;
gboolean assay_match_label_set (AssayTransaction *transaction,
                                gint64 job,
                                gint64 a,
                                gint64 b,
                                AssayMatchVerdict verdict,
                                GError **error);

G_END_DECLS
