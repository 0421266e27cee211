/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean assay_text_to_boolean (const char *text,
                                gsize       length,
                                gboolean   *out);

G_END_DECLS
