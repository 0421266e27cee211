/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-value.h"

G_BEGIN_DECLS

/* What reader and printer of the text form agree on. */
gboolean assay_condition_is_word_character (gunichar    c);
gboolean assay_condition_is_keyword        (const char *word);
gboolean assay_condition_parse_number      (const char *word,
                                            AssayValue *out_number);

G_END_DECLS
