/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest texts that are compared, in bytes; longer ones are too far apart. */
#define ASSAY_TYPING_MAX 32

/* More than any distance of texts that differ by a slip. */
#define ASSAY_TYPING_FAR 1000

guint assay_typing_distance (const char *a,
                             gsize       a_length,
                             const char *b,
                             gsize       b_length);

G_END_DECLS
