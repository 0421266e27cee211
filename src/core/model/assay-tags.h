/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A lead's tags are one text: names with commas between. Files also bring semicolons. */

gboolean assay_tag_is_valid (const char        *tag);
char    *assay_tags_change  (const char        *tags,
                             gssize             length,
                             const char *const *add,
                             const char *const *remove);

G_END_DECLS
