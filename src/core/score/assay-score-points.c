/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/assay-score-points.h"

#include <math.h>

#include "model/assay-value.h"

/* Hundredths of a point as zigzag varints: 1 byte for nothing, 2 for most, so 20 factors are 32. */
void
assay_score_points_pack (const double *points,
                         guint         n,
                         GByteArray   *to)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 hundredths = (gint64) round (CLAMP (points[i], -1e12, 1e12) * 100);
      assay_varint_append (((guint64) hundredths << 1) ^ (guint64) (hundredths >> 63), to);
    }
}

/* Returns: how many points there were */
guint
assay_score_points_unpack (const guint8 *data,
                           gsize         length,
                           double       *points,
                           guint         n)
{
  const guint8 *p = data, *end = data + length;
  guint i;

  for (i = 0; i < n; i++)
    {
      guint64 packed;
      if (!assay_varint_read (&packed, &p, end))
        break;
      points[i] = (double) ((gint64) (packed >> 1) ^ -(gint64) (packed & 1)) / 100;
    }
  return i;
}
