/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-compare-private.h"

#include <math.h>

#include "match/assay-jaro.h"

/* Shares of the words' rarity that two texts have in common. */
#define SAME_SHARE 0.999f
#define CLOSE_SHARE 0.85f
#define SIMILAR_SHARE 0.65f
#define REMOTE_SHARE 0.3f
#define CONTAINED_SHARE 0.9f

/* Words in common that are together as rare as one record in all are worth a look, whatever stands
 * beside them; of a text that the other contains, half as much will do. */
#define CONTAINED_RARITY 0.5f

#define MAX_LEFT 16

/* A word that is the other's initial says that much of it. */
#define INITIAL_CREDIT 0.7f
#define TYPO_AT 0.87

/* What is left of two texts' words once the common ones are taken out. */
typedef struct
{
  float weight;
  guint32 words[MAX_LEFT];
  guint n;
} Rest;

static void
keep_word (const AssayMatchColumn *column, Rest *rest, guint32 word)
{
  rest->weight += assay_match_column_get_rarity (column, word);
  if (rest->n < MAX_LEFT)
    rest->words[rest->n++] = word;
}

/* The common words' rarity; what is left goes to the rests. */
static float
take_common (const AssayMatchColumn *column, guint32 a, guint32 b, Rest *rest_a, Rest *rest_b)
{
  guint n, m, i = 0, j = 0;
  const guint32 *first = assay_match_column_get_words (column, a, &n);
  const guint32 *second = assay_match_column_get_words (column, b, &m);
  float common = 0;

  while (i < n && j < m)
    if (first[i] == second[j])
      {
        common += assay_match_column_get_rarity (column, first[i++]);
        j++;
      }
    else if (first[i] < second[j])
      keep_word (column, rest_a, first[i++]);
    else
      keep_word (column, rest_b, second[j++]);
  while (i < n)
    keep_word (column, rest_a, first[i++]);
  while (j < m)
    keep_word (column, rest_b, second[j++]);
  return common;
}

static gboolean
has_digit (AssayMatchText word)
{
  for (guint32 i = 0; i < word.length; i++)
    if (g_ascii_isdigit (word.text[i]))
      return TRUE;
  return FALSE;
}

/* How far one word stands for the other, 0–1. Numbers are equal or not. */
static float
word_credit (AssayMatchText a, AssayMatchText b)
{
  double alike;

  if (a.length == 1 || b.length == 1)
    return a.text[0] == b.text[0] && !g_ascii_isdigit (a.text[0]) ? INITIAL_CREDIT : 0;
  if (a.length < 3 || b.length < 3 || MAX (a.length, b.length) > 2 * MIN (a.length, b.length) + 1 ||
      has_digit (a) || has_digit (b))
    return 0;
  alike = assay_jaro_winkler (a.text, a.length, b.text, b.length);
  return alike >= TYPO_AT ? (float) alike : 0;
}

/* The best partner of each word, first come first served. */
static float
match_rests (const AssayMatchColumn *column, const Rest *a, const Rest *b)
{
  guint32 used = 0;
  float gained = 0;

  for (guint i = 0; i < a->n; i++)
    {
      AssayMatchText word = assay_match_column_get_word (column, a->words[i]);
      float best = 0, rarity = assay_match_column_get_rarity (column, a->words[i]);
      guint best_j = 0;

      for (guint j = 0; j < b->n; j++)
        {
          float credit;

          if ((used >> j & 1) != 0)
            continue;
          credit = word_credit (word, assay_match_column_get_word (column, b->words[j])) *
                   (rarity + assay_match_column_get_rarity (column, b->words[j]));
          if (credit > best)
            {
              best = credit;
              best_j = j;
            }
        }
      if (best > 0)
        used |= 1u << best_j;
      gained += best;
    }
  return gained;
}

/* Words in common, weighted by how rare they are; a word with a typo or an initial counts in part.
 */
AssayMatchLevel
assay_match_compare_words (const AssayMatchColumn *column, guint32 a, guint32 b)
{
  Rest rest_a = { 0 }, rest_b = { 0 };
  float common = take_common (column, a, b, &rest_a, &rest_b);
  float total = 2 * common + rest_a.weight + rest_b.weight;
  float smaller = common + MIN (rest_a.weight, rest_b.weight);
  float matched = 2 * common, telling;

  if (total <= 0)
    return ASSAY_MATCH_DIFFERENT;
  if (matched >= SAME_SHARE * total)
    return ASSAY_MATCH_VARIANT;
  /* Long texts with no word in common are no typos of each other. */
  if (common > 0 || rest_a.n + rest_b.n <= 8)
    matched += match_rests (column, &rest_a, &rest_b);
  if (matched >= CLOSE_SHARE * total)
    return ASSAY_MATCH_CLOSE;
  if (matched >= SIMILAR_SHARE * total)
    return ASSAY_MATCH_SIMILAR;
  telling = log2f ((float) assay_match_column_get_filled (column));
  if (matched / 2 >= CONTAINED_SHARE * smaller && matched / 2 >= CONTAINED_RARITY * telling)
    return ASSAY_MATCH_CROSSED;
  return matched >= REMOTE_SHARE * total && matched / 2 >= telling ? ASSAY_MATCH_REMOTE
                                                                   : ASSAY_MATCH_DIFFERENT;
}
