/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that dates are written with; they come folded, in lower case and without accents. */
int      assay_date_month_from_word (const char *word,
                                     gsize       length);
gboolean assay_date_is_weekday      (const char *word,
                                     gsize       length);

G_END_DECLS
