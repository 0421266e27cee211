/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-comparison.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

void assay_match_append_value (GString *text, const AssayValue *value);
void assay_match_fold_words (AssayMatchKind kind, const char *text, gsize length, GString *folded);
gboolean assay_match_fold_value (AssayMatchKind kind, const AssayValue *value, GString *folded);

G_END_DECLS
