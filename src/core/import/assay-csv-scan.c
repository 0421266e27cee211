/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-csv-scan-private.h"

#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define LOWS  G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f)

/* High bit of each byte of @word that equals the byte @pattern repeats. The sum cannot carry from
 * one byte to the next. Source: H. S. Warren, Hacker's Delight, 2nd edition, section 6-1. */
static inline guint64
equal_bytes (guint64 word,
             guint64 pattern)
{
  guint64 x = word ^ pattern;

  return ~(((x & LOWS) + LOWS) | x | LOWS);
}

/* The high bits of eight bytes as eight bits, lowest byte first. */
static inline guint64
gather_bits (guint64 highs)
{
  return ((highs >> 7) * G_GUINT64_CONSTANT (0x0102040810204080)) >> 56;
}

static void
scan_portable (const char          *data,
               gsize                n_blocks,
               const AssayCsvMarks *marks,
               AssayCsvMask        *masks)
{
  const guint64 delimiter = ONES * (guint8) marks->delimiter;
  const guint64 quote = ONES * (guint8) marks->quote;
  const guint64 escape = ONES * (guint8) marks->escape;

  for (gsize i = 0; i < n_blocks; i++, data += ASSAY_CSV_SCAN_BLOCK)
    {
      guint64 special = 0, quotes = 0;

      for (guint j = 0; j < 8; j++)
        {
          guint64 word, q, s;

          memcpy (&word, data + j * 8, sizeof word);
          word = GUINT64_FROM_LE (word);
          q = equal_bytes (word, quote) | equal_bytes (word, escape);
          s = q | equal_bytes (word, delimiter) | equal_bytes (word, ONES * '\n')
              | equal_bytes (word, ONES * '\r');
          quotes |= gather_bits (q) << (j * 8);
          special |= gather_bits (s) << (j * 8);
        }
      masks[i] = (AssayCsvMask) { special, quotes };
    }
}

#if defined(__SSE2__)
static void
scan_sse2 (const char          *data,
           gsize                n_blocks,
           const AssayCsvMarks *marks,
           AssayCsvMask        *masks)
{
  const __m128i delimiter = _mm_set1_epi8 (marks->delimiter);
  const __m128i quote = _mm_set1_epi8 (marks->quote);
  const __m128i escape = _mm_set1_epi8 (marks->escape);
  const __m128i lf = _mm_set1_epi8 ('\n');
  const __m128i cr = _mm_set1_epi8 ('\r');

  for (gsize i = 0; i < n_blocks; i++, data += ASSAY_CSV_SCAN_BLOCK)
    {
      guint64 special = 0, quotes = 0;

      for (guint j = 0; j < 4; j++)
        {
          __m128i v = _mm_loadu_si128 ((const __m128i *) (data + j * 16));
          __m128i q = _mm_or_si128 (_mm_cmpeq_epi8 (v, quote), _mm_cmpeq_epi8 (v, escape));
          __m128i n = _mm_or_si128 (_mm_cmpeq_epi8 (v, lf), _mm_cmpeq_epi8 (v, cr));
          __m128i s = _mm_or_si128 (_mm_or_si128 (q, n), _mm_cmpeq_epi8 (v, delimiter));
          quotes |= (guint64) (guint) _mm_movemask_epi8 (q) << (j * 16);
          special |= (guint64) (guint) _mm_movemask_epi8 (s) << (j * 16);
        }
      masks[i] = (AssayCsvMask) { special, quotes };
    }
}

__attribute__ ((target ("avx2"))) static void
scan_avx2 (const char          *data,
           gsize                n_blocks,
           const AssayCsvMarks *marks,
           AssayCsvMask        *masks)
{
  const __m256i delimiter = _mm256_set1_epi8 (marks->delimiter);
  const __m256i quote = _mm256_set1_epi8 (marks->quote);
  const __m256i escape = _mm256_set1_epi8 (marks->escape);
  const __m256i lf = _mm256_set1_epi8 ('\n');
  const __m256i cr = _mm256_set1_epi8 ('\r');

  for (gsize i = 0; i < n_blocks; i++, data += ASSAY_CSV_SCAN_BLOCK)
    {
      guint64 special = 0, quotes = 0;

      for (guint j = 0; j < 2; j++)
        {
          __m256i v = _mm256_loadu_si256 ((const __m256i *) (data + j * 32));
          __m256i q = _mm256_or_si256 (_mm256_cmpeq_epi8 (v, quote), _mm256_cmpeq_epi8 (v, escape));
          __m256i n = _mm256_or_si256 (_mm256_cmpeq_epi8 (v, lf), _mm256_cmpeq_epi8 (v, cr));
          __m256i s = _mm256_or_si256 (_mm256_or_si256 (q, n), _mm256_cmpeq_epi8 (v, delimiter));
          quotes |= (guint64) (guint32) _mm256_movemask_epi8 (q) << (j * 32);
          special |= (guint64) (guint32) _mm256_movemask_epi8 (s) << (j * 32);
        }
      masks[i] = (AssayCsvMask) { special, quotes };
    }
}
#endif

/*
 * assay_csv_scan_by_name:
 * @name: `portable`, `sse2` or `avx2`
 *
 * Returns: (nullable): that scanner, where this machine can run it
 */
AssayCsvScanFunc
assay_csv_scan_by_name (const char *name)
{
  if (g_str_equal (name, "portable"))
    return scan_portable;
#if defined(__SSE2__)
  if (g_str_equal (name, "sse2"))
    return scan_sse2;
  if (g_str_equal (name, "avx2") && __builtin_cpu_supports ("avx2"))
    return scan_avx2;
#endif
  return NULL;
}

/*
 * assay_csv_scan_best:
 *
 * Returns: the fastest scanner this machine can run
 */
AssayCsvScanFunc
assay_csv_scan_best (void)
{
  static const char *const names[] = { "avx2", "sse2", "portable" };
  AssayCsvScanFunc scan = NULL;

  for (gsize i = 0; scan == NULL; i++)
    scan = assay_csv_scan_by_name (names[i]);
  return scan;
}
