/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrich/assay-check.h"

G_BEGIN_DECLS

/* What a check said of the values it saw last: a direct-mapped cache, so that memory stays bounded
 * however many different values there are. One worker's own. */
typedef struct _AssayCheckMemo AssayCheckMemo;

AssayCheckMemo *assay_check_memo_new    (const AssayCheck *check);
void            assay_check_memo_free   (AssayCheckMemo   *self);
gboolean        assay_check_memo_recall (AssayCheckMemo   *self,
                                         AssayCheckRun    *run);
void            assay_check_memo_store  (AssayCheckMemo   *self,
                                         AssayCheckRun    *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCheckMemo, assay_check_memo_free)

G_END_DECLS
