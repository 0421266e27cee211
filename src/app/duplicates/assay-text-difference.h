/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

GArray        *assay_text_difference_find (const char    *text,
                                           const char    *other);
PangoAttrList *assay_text_difference_mark (GArray        *spans,
                                           const PangoColor *color);

G_END_DECLS
