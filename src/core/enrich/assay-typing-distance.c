/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-typing-distance.h"

#include <string.h>

/* What a slip costs: the likelier, the less. */
enum
{
  COST_DOUBLED = 6,     /* a letter once too often, or once too rarely */
  COST_TRANSPOSED = 7,  /* two letters in the wrong order */
  COST_NEIGHBOUR = 8,   /* the key beside it, or a character that looks the same */
  COST_EDIT = 10,       /* a letter missing or too many; another vowel */
  COST_SUBSTITUTED = 14 /* any other letter */
};

/* Keys around each letter on QWERTY, with what QWERTZ and AZERTY put in its place, and look-alikes.
 */
static const char *const neighbours[26] = {
  "qwsz",    "vghn",   "xdfv0",  "ersfxc", "wrsd34", "rtdgcv", "tyfhvb9", "yugjbn", "uojkl1",
  "uihknm",  "iojlm",  "kop1",   "njk",    "bhjm",   "ipkl09", "ol0",     "wa12",   "etdf45",
  "awedxz5", "ryfg56", "yihj78", "cfgb",   "qeas23", "zsdc",   "tughz67", "asxy",
};

static gboolean
are_neighbours (char a, char b)
{
  return (g_ascii_islower (a) && strchr (neighbours[a - 'a'], b) != NULL) ||
         (g_ascii_islower (b) && strchr (neighbours[b - 'a'], a) != NULL);
}

static guint
substitution_cost (char a, char b)
{
  if (a == b)
    return 0;
  if (are_neighbours (a, b))
    return COST_NEIGHBOUR;
  return strchr ("aeiou", a) != NULL && strchr ("aeiou", b) != NULL ? COST_EDIT : COST_SUBSTITUTED;
}

/* Of a letter of @text that the other text lacks. */
static guint
extra_cost (const char *text, gsize i, gsize length)
{
  gboolean doubled =
      (i > 0 && text[i - 1] == text[i]) || (i + 1 < length && text[i + 1] == text[i]);

  return doubled ? COST_DOUBLED : COST_EDIT;
}

/**
 * assay_typing_distance:
 * @a: lower-case ASCII
 * @b: lower-case ASCII
 *
 * How far one text is from being the other mistyped: the Damerau–Levenshtein distance (optimal
 * string alignment), with ten for a common slip, less for those that fingers make most.
 *
 * *Source:* F. J. Damerau, A technique for computer detection and correction of spelling errors,
 * 1964.
 *
 * Returns: 0 for equal texts; %ASSAY_TYPING_FAR for texts longer than %ASSAY_TYPING_MAX
 */
guint
assay_typing_distance (const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint rows[3][ASSAY_TYPING_MAX + 1];
  guint *before = rows[0], *last = rows[1], *row = rows[2];

  if (a_length > ASSAY_TYPING_MAX || b_length > ASSAY_TYPING_MAX)
    return ASSAY_TYPING_FAR;
  last[0] = 0;
  for (gsize j = 1; j <= b_length; j++)
    last[j] = last[j - 1] + extra_cost (b, j - 1, b_length);
  for (gsize i = 1; i <= a_length; i++)
    {
      guint *spare = before;
      guint extra = extra_cost (a, i - 1, a_length);

      row[0] = last[0] + extra;
      for (gsize j = 1; j <= b_length; j++)
        {
          row[j] = MIN (last[j - 1] + substitution_cost (a[i - 1], b[j - 1]),
                        MIN (last[j] + extra, row[j - 1] + extra_cost (b, j - 1, b_length)));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + COST_TRANSPOSED);
        }
      before = last;
      last = row;
      row = spare;
    }
  return last[b_length];
}
