/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize       assay_utf8_valid_prefix    (const char   *data,
                                        gsize         length,
                                        gboolean     *seen_multibyte);
gsize       assay_utf8_cut             (const char   *data,
                                        gsize         length);
const char *assay_encoding_detect      (const char   *sample,
                                        gsize         length,
                                        gboolean      complete,
                                        gsize        *bom_length);
const char *assay_encoding_detect_8bit (const char   *sample,
                                        gsize         length,
                                        gboolean      complete);
double      assay_encoding_plausibility (const char  *sample,
                                        gsize         length,
                                        const char   *charset);
gsize       assay_encoding_unit        (const char   *charset);
const char *assay_binary_kind          (const char   *sample,
                                        gsize         length);

G_END_DECLS
