/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-jaro.h"

#include <string.h>

/* How much each common letter of the first four is worth. Source: Winkler (1990). */
#define PREFIX_SCALE 0.1
#define PREFIX_LENGTH 4

/* Places of each byte in one text. Only what the text holds is cleared again, so that a comparison
 * of two names does not pay for 256 words. */
typedef struct
{
  guint64 places[256];
} ByteMap;

static void
map_bytes (ByteMap *map, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    map->places[(guchar) text[i]] |= G_GUINT64_CONSTANT (1) << i;
}

static void
unmap_bytes (ByteMap *map, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    map->places[(guchar) text[i]] = 0;
}

static inline guint64
low_bits (gsize n)
{
  return n >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n) - 1;
}

/* Half the number of matched bytes that stand in another order. */
static guint
count_transpositions (const char *a, const char *b, guint64 a_matched, guint64 b_matched)
{
  guint n = 0;

  for (; a_matched != 0; a_matched &= a_matched - 1, b_matched &= b_matched - 1)
    n += a[__builtin_ctzll (a_matched)] != b[__builtin_ctzll (b_matched)];
  return n / 2;
}

/* Apart from where the map is looked up: inlined there, compilers look it up again and again. */
G_GNUC_NO_INLINE static double
jaro_winkler (ByteMap *map, const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint64 a_matched = 0, b_matched = 0;
  gsize n = MIN (a_length, ASSAY_JARO_MAX), m = MIN (b_length, ASSAY_JARO_MAX);
  gsize longest = MAX (n, m), window, prefix = 0;
  double matches, jaro;

  if (n == 0 || m == 0)
    return 0;
  window = longest / 2 > 0 ? longest / 2 - 1 : 0;
  map_bytes (map, a, n);
  for (gsize i = 0; i < m; i++)
    {
      guint64 reach = low_bits (i + window + 1) & ~(i > window ? low_bits (i - window) : 0);
      guint64 found = map->places[(guchar) b[i]] & reach & ~a_matched;

      a_matched |= found & -found;
      b_matched |= (guint64) (found != 0) << i;
    }
  unmap_bytes (map, a, n);
  if (a_matched == 0)
    return 0;

  matches = __builtin_popcountll (a_matched);
  jaro = (matches / (double) n + matches / (double) m +
          (matches - count_transpositions (a, b, a_matched, b_matched)) / matches) /
         3;
  while (prefix < PREFIX_LENGTH && prefix < MIN (n, m) && a[prefix] == b[prefix])
    prefix++;
  return jaro + (double) prefix * PREFIX_SCALE * (1 - jaro);
}

/**
 * assay_jaro_winkler:
 * @a: bytes; what is beyond %ASSAY_JARO_MAX is not looked at
 *
 * How alike two short texts are, byte by byte, with the window of matching places as one word.
 *
 * Returns: 0 for nothing in common to 1 for equal; 0 where one is empty. Any thread. Source: Jaro
 * (1989), Winkler, "String Comparator Metrics and Enhanced Decision Rules" (1990)
 */
double
assay_jaro_winkler (const char *a, gsize a_length, const char *b, gsize b_length)
{
  static _Thread_local ByteMap map;

  return jaro_winkler (&map, a, a_length, b, b_length);
}

static guint64
letters_of (const char *text,
            gsize       length)
{
  guint64 letters = 0;

  for (gsize i = 0; i < length; i++)
    letters |= G_GUINT64_CONSTANT (1) << (text[i] & 63);
  return letters;
}

/**
 * assay_edit_distance:
 * @limit: what is farther counts as @limit + 1
 *
 * How many bytes have to be inserted, removed, replaced or swapped with their neighbour, of texts
 * of at most %ASSAY_JARO_MAX bytes.
 *
 * Returns: the distance, at most @limit + 1. Any thread. Source: Damerau (1964), restricted form
 */
guint
assay_edit_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint limit)
{
  guint rows[3][ASSAY_JARO_MAX + 2];
  gsize n = MIN (a_length, ASSAY_JARO_MAX), m = MIN (b_length, ASSAY_JARO_MAX);

  /* What is equal at either end needs no table; a swap stands inside. */
  while (n > 0 && m > 0 && a[0] == b[0])
    a++, b++, n--, m--;
  while (n > 0 && m > 0 && a[n - 1] == b[m - 1])
    n--, m--;
  if ((n > m ? n - m : m - n) > limit)
    return limit + 1;
  /* One step changes two letters at most. */
  if ((guint) __builtin_popcountll (letters_of (a, n) ^ letters_of (b, m)) > 2 * limit)
    return limit + 1;
  for (gsize j = 0; j <= m; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= n; i++)
    {
      guint *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
      /* Beyond this band around the diagonal everything is too far. */
      gsize from = i > limit ? i - limit : 1, to = MIN (m, i + limit);
      guint least = row[from - 1] = from == 1 ? (guint) i : limit + 1;

      for (gsize j = from; j <= to; j++)
        {
          guint above = j < i + limit || i == 1 ? last[j] : limit + 1;
          guint cost = MIN (MIN (above, row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));

          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1);
          row[j] = cost;
          least = MIN (least, cost);
        }
      /* A swap reaches back two rows, so one step of grace. */
      if (least > limit + 1)
        return limit + 1;
    }
  return MIN (rows[n % 3][m], limit + 1);
}
