/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-encoding-private.h"

#include <string.h>

#define ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

/* Bytes of the sequence at @p: its length, 0 where it is none, and -1 where @end cuts it.
 * Source: The Unicode Standard 15.0, table 3-7, "Well-Formed UTF-8 Byte Sequences". */
static int
sequence_length (const guint8 *p,
                 const guint8 *end)
{
  guint8 lead = p[0], low = 0x80, high = 0xbf;
  int n;

  if (lead >= 0xc2 && lead <= 0xdf)
    n = 2;
  else if ((lead & 0xf0) == 0xe0)
    {
      n = 3;
      low = lead == 0xe0 ? 0xa0 : 0x80;
      high = lead == 0xed ? 0x9f : 0xbf;
    }
  else if (lead >= 0xf0 && lead <= 0xf4)
    {
      n = 4;
      low = lead == 0xf0 ? 0x90 : 0x80;
      high = lead == 0xf4 ? 0x8f : 0xbf;
    }
  else
    return 0;

  for (int i = 1; i < n; i++)
    {
      if (p + i == end)
        return -1;
      if (p[i] < low || p[i] > high)
        return 0;
      low = 0x80;
      high = 0xbf;
    }
  return n;
}

/* Eight bytes at a time: a byte has its high bit set after "minus one, or itself" exactly if it is
 * zero or not ASCII; a borrow only comes out of a zero, which stops us anyway. */
static const guint8 *
skip_ascii (const guint8 *p,
            const guint8 *end)
{
  while (end - p >= 32)
    {
      guint64 v[4];
      memcpy (v, p, sizeof v);
      if ((((v[0] - ONES) | v[0] | (v[1] - ONES) | v[1]
            | (v[2] - ONES) | v[2] | (v[3] - ONES) | v[3]) & HIGHS) != 0)
        break;
      p += 32;
    }
  while (p < end && (guint8) (*p - 1) < 0x7f)
    p++;
  return p;
}

/*
 * assay_utf8_valid_prefix:
 * @seen_multibyte: (inout): set where there is a character beyond ASCII
 *
 * How many bytes from the start are well-formed UTF-8 without NUL; a sequence that the end cuts
 * does not count.
 */
gsize
assay_utf8_valid_prefix (const char *data,
                         gsize       length,
                         gboolean   *seen_multibyte)
{
  const guint8 *start = (const guint8 *) data;
  const guint8 *p = start, *end = start + length;

  while (TRUE)
    {
      p = skip_ascii (p, end);
      if (p == end || *p == 0)
        break;
      do
        {
          int n = sequence_length (p, end);
          if (n <= 0)
            return (gsize) (p - start);
          *seen_multibyte = TRUE;
          p += n;
        }
      while (p < end && *p >= 0x80);
    }
  return (gsize) (p - start);
}

/*
 * assay_utf8_cut:
 *
 * How many bytes at the end are the start of a sequence that goes on behind it: 0 to 3.
 */
gsize
assay_utf8_cut (const char *data,
                gsize       length)
{
  const guint8 *end = (const guint8 *) data + length;

  for (gsize n = 1; n <= 3 && n <= length; n++)
    if (end[-(gssize) n] >= 0xc0)
      return sequence_length (end - n, end) < 0 ? n : 0;
  return 0;
}
