/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-result.h"

G_BEGIN_DECLS

const char *assay_duplicates_say_level       (AssayMatchLevel         level);
const char *assay_duplicates_say_rule        (const char             *rule);
char       *assay_duplicates_format_bits     (double                  bits);
char       *assay_duplicates_format_share    (double                  probability);
char       *assay_duplicates_say_prior       (double                  bits);
char       *assay_duplicates_say_probability (const AssayMatchResult *result);
char       *assay_duplicates_say_evidence    (GPtrArray              *labels,
                                              const double           *bits,
                                              double                  missing);

G_END_DECLS
