/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-match-comparison.h"

G_BEGIN_DECLS

/* From where on texts are a typo apart, alike, have something in common. Names of people of 0.92
 * and more are nearly always one with a typo. Source: Winkler (1990); Splink's defaults use 0.92
 * and 0.88 */
#define ASSAY_MATCH_CLOSE_AT 0.92
#define ASSAY_MATCH_SIMILAR_AT 0.85
#define ASSAY_MATCH_REMOTE_AT 0.72

AssayMatchLevel assay_match_compare_words (const AssayMatchColumn *column, guint32 a, guint32 b);
AssayMatchLevel assay_match_compare_dates (AssayMatchText a, AssayMatchText b);

G_END_DECLS
