/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How matching reads values: folded to what people mean by them. Folded text is ASCII, one byte a
 * letter; other scripts become bytes of 128 and above, so that byte-wise comparisons work on them
 * too. */

void assay_match_fold_text (const char *text, gsize length, GString *out);
void assay_match_fold_code (const char *text, gsize length, GString *out);
void assay_match_fold_email (const char *text, gsize length, GString *out);
void assay_match_fold_phone (const char *text, gsize length, GString *out);
void assay_match_fold_url (const char *text, gsize length, GString *out);
void assay_match_fold_date (const char *text, gsize length, GString *out);
void assay_match_fold_day (gint64 instant, GString *out);
void assay_match_strip_legal (GString *folded);
gsize assay_match_sound (const char *folded, gsize length, char *out, gsize room);
gboolean assay_match_is_nickname (const char *a, gsize a_length, const char *b, gsize b_length);

G_END_DECLS
