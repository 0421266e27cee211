/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The points of a version's factors, in its order, as one packed array. */

void  assay_score_points_pack   (const double *points,
                                 guint         n,
                                 GByteArray   *to);
guint assay_score_points_unpack (const guint8 *data,
                                 gsize         length,
                                 double       *points,
                                 guint         n);

G_END_DECLS
