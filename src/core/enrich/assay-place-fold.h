/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSAY_PLACE_NAME_SIZE 128

gsize assay_place_fold (const char *text,
                        gsize       length,
                        char       *out);

G_END_DECLS
