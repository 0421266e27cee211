/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* A 64-bit hash of bytes for tables and for recognising content; not for secrets. It folds eight
 * bytes at a time with a 64 × 64 → 128 bit multiplication. Equal on all machines of one byte order;
 * values that are stored come from little-endian reads. */

static inline guint64
assay_hash_mix (guint64 a,
                guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

static inline guint64
assay_hash_bytes (gconstpointer data,
                  gsize         length,
                  guint64       seed)
{
  const guint64 k0 = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  const guint64 k1 = G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);
  const char *p = data;
  guint64 h = assay_hash_mix (seed ^ k0, (guint64) length + k1);
  guint64 word;

  for (; length >= 8; length -= 8, p += 8)
    {
      memcpy (&word, p, 8);
      h = assay_hash_mix (h ^ GUINT64_FROM_LE (word), k0);
    }
  if (length > 0)
    {
      word = 0;
      memcpy (&word, p, length);
      h = assay_hash_mix (h ^ GUINT64_FROM_LE (word), k1);
    }
  return assay_hash_mix (h ^ k1, k0);
}

G_END_DECLS
