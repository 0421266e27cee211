/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "match/assay-jaro.h"
#include "match/assay-match-compare-private.h"
#include "match/assay-match-fold.h"

/* Texts of so many words on average tell as much as a number does. */
#define TELLING_WORDS 4

/* What a comparison of each kind is evidence of, and whether agreeing on it alone can say that two
 * are one. */
static const struct
{
  const char *nick;
  guint evidence;
  gboolean words;
  gboolean telling;
} kinds[] = {
  [ASSAY_MATCH_IGNORE] = { "ignore", 0, FALSE, FALSE },
  [ASSAY_MATCH_NAME] = { "name", 1, TRUE, FALSE },
  [ASSAY_MATCH_GIVEN] = { "given", 1, FALSE, FALSE },
  [ASSAY_MATCH_FAMILY] = { "family", 1, FALSE, FALSE },
  [ASSAY_MATCH_EMAIL] = { "email", 2, FALSE, TRUE },
  [ASSAY_MATCH_PHONE] = { "phone", 3, FALSE, TRUE },
  [ASSAY_MATCH_COMPANY] = { "company", 4, TRUE, FALSE },
  [ASSAY_MATCH_TEXT] = { "text", 0, TRUE, FALSE },
  [ASSAY_MATCH_SHORT] = { "short", 0, FALSE, FALSE },
  [ASSAY_MATCH_POSTAL] = { "postal", 5, FALSE, FALSE },
  [ASSAY_MATCH_DATE] = { "date", 0, FALSE, FALSE },
  [ASSAY_MATCH_IDENTIFIER] = { "identifier", 0, FALSE, TRUE },
  [ASSAY_MATCH_NUMBER] = { "number", 0, FALSE, FALSE },
  [ASSAY_MATCH_URL] = { "url", 0, FALSE, TRUE },
};

static const char *const level_nicks[ASSAY_MATCH_N_LEVELS] = {
  "missing", "exact", "variant", "close", "similar", "remote", "different", "crossed",
};

AssayMatchComparison *
assay_match_comparison_new (const char *key, const char *label, AssayMatchKind kind)
{
  AssayMatchComparison *self = g_new0 (AssayMatchComparison, 1);

  self->key = g_strdup (key);
  self->label = g_strdup (label);
  self->kind = kind;
  self->evidence = kinds[kind].evidence;
  return self;
}

void
assay_match_comparison_free (AssayMatchComparison *self)
{
  g_free (self->key);
  g_free (self->label);
  assay_match_column_free (self->column);
  assay_match_aliases_free (self->aliases);
  g_free (self);
}

gboolean
assay_match_kind_has_words (AssayMatchKind kind)
{
  return kinds[kind].words;
}

/**
 * assay_match_comparison_seal:
 *
 * After the last value was appended to its column.
 */
void
assay_match_comparison_seal (AssayMatchComparison *self)
{
  guint64 words = 0;
  guint32 n_values = assay_match_column_get_values (self->column);

  assay_match_column_seal (self->column);
  self->telling = kinds[self->kind].telling;
  if (self->kind != ASSAY_MATCH_TEXT || n_values == 0)
    return;
  for (guint32 value = 1; value <= n_values; value++)
    {
      guint n;
      assay_match_column_get_words (self->column, value, &n);
      words += n;
    }
  self->telling = words >= (guint64) TELLING_WORDS * n_values;
}

const char *
assay_match_kind_to_nick (AssayMatchKind kind)
{
  return kinds[kind].nick;
}

gboolean
assay_match_kind_from_nick (const char *nick, AssayMatchKind *out_kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].nick, nick) == 0)
      {
        *out_kind = (AssayMatchKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
assay_match_level_to_nick (AssayMatchLevel level)
{
  return level_nicks[level];
}

static AssayMatchLevel
compare_letters (AssayMatchText a, AssayMatchText b)
{
  double alike = assay_jaro_winkler (a.text, a.length, b.text, b.length);

  return alike >= ASSAY_MATCH_CLOSE_AT     ? ASSAY_MATCH_CLOSE
         : alike >= ASSAY_MATCH_SIMILAR_AT ? ASSAY_MATCH_SIMILAR
         : alike >= ASSAY_MATCH_REMOTE_AT  ? ASSAY_MATCH_REMOTE
                                           : ASSAY_MATCH_DIFFERENT;
}

/* Whether the shorter one is a whole word of the longer one: of a double name, or of several given
 * names. */
static gboolean
is_word_of (AssayMatchText part, AssayMatchText whole)
{
  if (part.length < 2 || part.length >= whole.length)
    return FALSE;
  for (guint32 i = 0; i + part.length <= whole.length; i++)
    if ((i == 0 || whole.text[i - 1] == ' ') &&
        (i + part.length == whole.length || whole.text[i + part.length] == ' ') &&
        memcmp (whole.text + i, part.text, part.length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_variant (const AssayMatchComparison *self, AssayMatchText a, AssayMatchText b)
{
  if ((a.length == 1 || b.length == 1) && a.text[0] == b.text[0])
    return TRUE;
  if (is_word_of (a, b) || is_word_of (b, a))
    return TRUE;
  return self->kind == ASSAY_MATCH_GIVEN &&
         assay_match_is_nickname (a.text, a.length, b.text, b.length);
}

static AssayMatchLevel
compare_names (const AssayMatchComparison *self, AssayMatchText a, AssayMatchText b)
{
  AssayMatchLevel level = compare_letters (a, b);

  return level > ASSAY_MATCH_CLOSE && is_variant (self, a, b) ? ASSAY_MATCH_VARIANT : level;
}

static AssayMatchLevel
compare_emails (AssayMatchText a, AssayMatchText b)
{
  const char *at_a = memchr (a.text, '@', a.length), *at_b = memchr (b.text, '@', b.length);
  gsize user_a = at_a != NULL ? (gsize) (at_a - a.text) : a.length;
  gsize user_b = at_b != NULL ? (gsize) (at_b - b.text) : b.length;
  double user, host;
  guint distance;

  if (user_a == user_b && memcmp (a.text, b.text, user_a) == 0)
    return user_a >= 3 ? ASSAY_MATCH_VARIANT : ASSAY_MATCH_REMOTE;
  user = assay_jaro_winkler (a.text, user_a, b.text, user_b);
  if (user < ASSAY_MATCH_SIMILAR_AT || at_a == NULL || at_b == NULL)
    return ASSAY_MATCH_DIFFERENT;
  host = assay_jaro_winkler (at_a, a.length - user_a, at_b, b.length - user_b);
  if (host < ASSAY_MATCH_SIMILAR_AT)
    return ASSAY_MATCH_REMOTE;
  /* Two of a name differ in a number behind it: alike to read, but no typo. */
  distance = assay_edit_distance (a.text, user_a, b.text, user_b, 2);
  return distance <= 1   ? ASSAY_MATCH_CLOSE
         : distance == 2 ? ASSAY_MATCH_SIMILAR
                         : ASSAY_MATCH_REMOTE;
}

static AssayMatchLevel
compare_codes (AssayMatchText a, AssayMatchText b)
{
  guint distance = assay_edit_distance (a.text, a.length, b.text, b.length, 2);
  gsize half = MIN (a.length, b.length) / 2;

  if (distance == 1)
    return ASSAY_MATCH_CLOSE;
  if (distance == 2 && MIN (a.length, b.length) >= 5)
    return ASSAY_MATCH_SIMILAR;
  return half >= 2 && memcmp (a.text, b.text, half) == 0 ? ASSAY_MATCH_REMOTE
                                                         : ASSAY_MATCH_DIFFERENT;
}

static AssayMatchLevel
compare_phones (AssayMatchText a, AssayMatchText b)
{
  gsize n = MIN (MIN (a.length, b.length), 7);

  if (n == 7 && memcmp (a.text + a.length - n, b.text + b.length - n, n) == 0)
    return ASSAY_MATCH_VARIANT;
  return assay_edit_distance (a.text, a.length, b.text, b.length, 1) <= 1 ? ASSAY_MATCH_CLOSE
                                                                          : ASSAY_MATCH_DIFFERENT;
}

static AssayMatchLevel
compare_numbers (AssayMatchText a, AssayMatchText b)
{
  char texts[2][32] = { "", "" };
  double first, second, gap;

  memcpy (texts[0], a.text, MIN (a.length, sizeof texts[0] - 1));
  memcpy (texts[1], b.text, MIN (b.length, sizeof texts[1] - 1));
  first = g_ascii_strtod (texts[0], NULL);
  second = g_ascii_strtod (texts[1], NULL);
  gap = fabs (first - second);
  return gap <= 1                                          ? ASSAY_MATCH_CLOSE
         : gap <= 0.01 * MAX (fabs (first), fabs (second)) ? ASSAY_MATCH_SIMILAR
         : gap <= 0.1 * MAX (fabs (first), fabs (second))  ? ASSAY_MATCH_REMOTE
                                                           : ASSAY_MATCH_DIFFERENT;
}

static AssayMatchLevel
compare_urls (AssayMatchText a, AssayMatchText b)
{
  const char *slash_a = memchr (a.text, '/', a.length), *slash_b = memchr (b.text, '/', b.length);
  gsize host_a = slash_a != NULL ? (gsize) (slash_a - a.text) : a.length;
  gsize host_b = slash_b != NULL ? (gsize) (slash_b - b.text) : b.length;

  /* Two pages of one host: people of a network, or of a company. */
  if (host_a == host_b && memcmp (a.text, b.text, host_a) == 0)
    return slash_a == NULL || slash_b == NULL ? ASSAY_MATCH_VARIANT : ASSAY_MATCH_REMOTE;
  return ASSAY_MATCH_DIFFERENT;
}

static AssayMatchLevel
compare_short (const AssayMatchComparison *self, AssayMatchText a, AssayMatchText b)
{
  AssayMatchLevel level = compare_letters (a, b);

  return level > ASSAY_MATCH_CLOSE && (is_word_of (a, b) || is_word_of (b, a)) ? ASSAY_MATCH_CROSSED
                                                                               : level;
}

static AssayMatchLevel
compare_values (const AssayMatchComparison *self, guint32 a, guint32 b)
{
  AssayMatchText first = assay_match_column_get_text (self->column, a);
  AssayMatchText second = assay_match_column_get_text (self->column, b);

  switch (self->kind)
    {
    case ASSAY_MATCH_GIVEN:
    case ASSAY_MATCH_FAMILY:
      return compare_names (self, first, second);
    case ASSAY_MATCH_EMAIL:
      return compare_emails (first, second);
    case ASSAY_MATCH_PHONE:
      return compare_phones (first, second);
    case ASSAY_MATCH_SHORT:
      return compare_short (self, first, second);
    case ASSAY_MATCH_POSTAL:
    case ASSAY_MATCH_IDENTIFIER:
      return compare_codes (first, second);
    case ASSAY_MATCH_DATE:
      return assay_match_compare_dates (first, second);
    case ASSAY_MATCH_NUMBER:
      return compare_numbers (first, second);
    case ASSAY_MATCH_URL:
      return compare_urls (first, second);
    case ASSAY_MATCH_NAME:
    case ASSAY_MATCH_COMPANY:
    case ASSAY_MATCH_TEXT:
      {
        AssayMatchLevel level = assay_match_compare_words (self->column, a, b);

        return self->whole && level == ASSAY_MATCH_REMOTE ? ASSAY_MATCH_DIFFERENT : level;
      }
    case ASSAY_MATCH_IGNORE:
    default:
      return ASSAY_MATCH_MISSING;
    }
}

/**
 * assay_match_comparison_run:
 * @a: a value's number in the comparison's column
 * @b: another's
 *
 * Returns: how well the two agree. Any thread
 */
AssayMatchLevel
assay_match_comparison_run (const AssayMatchComparison *self, guint32 a, guint32 b)
{
  if (a == 0 || b == 0)
    return ASSAY_MATCH_MISSING;
  if (a == b)
    return ASSAY_MATCH_EXACT;
  if (self->aliases != NULL && assay_match_aliases_has (self->aliases, a, b))
    return ASSAY_MATCH_VARIANT;
  return compare_values (self, a, b);
}
