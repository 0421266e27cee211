/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/assay-profile-edit.h"

G_BEGIN_DECLS

char *assay_value_words_name    (const AssayProfileValue *value);
char *assay_value_words_problem (JsonNode                *root,
                                 AssayProfileValueKind    kind,
                                 double                   number);

G_END_DECLS
