/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-arrivals.h"

G_BEGIN_DECLS

extern const AssayJournalPart assay_match_step_journal_part;

gboolean assay_match_step_write (AssayWorkspace *workspace,
                                 gint64 job,
                                 const AssayMatchArrivals *arrivals,
                                 gboolean *out_outdated,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
