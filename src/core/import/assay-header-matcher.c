/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/assay-header-matcher-private.h"

#include <string.h>

#define CONFIDENCE_EXACT 1.0
#define CONFIDENCE_WITHOUT_BRACKETS 0.9
#define CONFIDENCE_WITHOUT_QUALIFIERS 0.85
#define CONFIDENCE_TYPO 0.7
/* Shorter words are too near to each other. */
#define TYPO_MIN_LENGTH 8

static gboolean
word_starts (gunichar before,
             gunichar c,
             gunichar after)
{
  if (!g_unichar_isupper (c))
    return FALSE;
  return g_unichar_islower (before) || (g_unichar_isupper (before) && g_unichar_islower (after));
}

/**
 * assay_header_normalise:
 * @header: a column's name as a file has it
 *
 * Makes spellings of one name equal: lower case, no accents, words that are run together in
 * CamelCase or joined by signs parted by one space.
 *
 * Returns: (transfer full): the name to compare
 */
char *
assay_header_normalise (const char *header)
{
  g_autofree char *valid = g_utf8_make_valid (header, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autoptr (GString) words = g_string_new (NULL);
  gunichar before = 0;
  gboolean gap = FALSE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          before = 0;
          continue;
        }
      if (word_starts (before, c, g_utf8_get_char (g_utf8_next_char (p))))
        gap = TRUE;
      if (gap && words->len > 0)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, c);
      before = c;
    }
  return g_utf8_casefold (words->str, -1);
}

/* Normalised and without spaces: "Phone number", "phone_number" and "PhoneNumber" are one. */
char *
assay_header_squeeze (const char *header)
{
  char *words = assay_header_normalise (header);
  char *out = words;

  for (const char *p = words; *p != '\0'; p++)
    if (*p != ' ')
      *out++ = *p;
  *out = '\0';
  return words;
}

static gboolean
look_up (GHashTable            *table,
         const char            *words,
         double                 confidence,
         AssayHeaderCandidates *out)
{
  g_autofree char *key = assay_header_squeeze (words);
  const AssayHeaderCandidates *known = g_hash_table_lookup (table, key);

  if (known == NULL)
    return FALSE;
  *out = *known;
  out->confidence = confidence;
  return TRUE;
}

/* "Email (work)" and "Phone [1]" without what the brackets say. */
static char *
without_brackets (const char *header)
{
  GString *out = g_string_new (NULL);
  int depth = 0;

  for (const char *p = header; *p != '\0'; p++)
    {
      if (*p == '(' || *p == '[')
        depth++;
      else if ((*p == ')' || *p == ']') && depth > 0)
        depth--;
      else if (depth == 0)
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* Takes "primary", "work", numbers and the like off both ends, one by one. */
static gboolean
look_up_without_qualifiers (const AssayHeaderMatcher *self,
                            const char               *header,
                            AssayHeaderCandidates    *out)
{
  g_autofree char *normal = assay_header_normalise (header);
  g_auto (GStrv) words = g_strsplit (normal, " ", -1);
  guint first = 0, last = g_strv_length (words);

  while (last - first > 1)
    {
      if (g_hash_table_contains (self->qualifiers, words[first]))
        first++;
      else if (g_hash_table_contains (self->qualifiers, words[last - 1])
               || strspn (words[last - 1], "0123456789") == strlen (words[last - 1]))
        last--;
      else
        return FALSE;
      g_autofree char *saved = g_steal_pointer (&words[last]);
      g_autofree char *rest = g_strjoinv (" ", words + first);
      words[last] = g_steal_pointer (&saved);
      if (look_up (self->synonyms, rest, CONFIDENCE_WITHOUT_QUALIFIERS, out))
        return TRUE;
    }
  return FALSE;
}

/* Whether one letter more, less, other or swapped makes the two equal. */
static gboolean
one_edit_apart (const char *a,
                const char *b)
{
  gsize la = strlen (a), lb = strlen (b);

  if (la > lb + 1 || lb > la + 1)
    return FALSE;
  while (*a != '\0' && *a == *b)
    {
      a++;
      b++;
    }
  if (la == lb)
    return strcmp (a + 1, b + 1) == 0
           || (a[0] == b[1] && a[1] == b[0] && strcmp (a + 2, b + 2) == 0);
  return la > lb ? strcmp (a + 1, b) == 0 : strcmp (a, b + 1) == 0;
}

static gboolean
look_up_typo (const AssayHeaderMatcher *self,
              const char               *header,
              AssayHeaderCandidates    *out)
{
  g_autofree char *key = assay_header_squeeze (header);
  GHashTableIter iter;
  gpointer known, candidates, best = NULL;

  if (strlen (key) < TYPO_MIN_LENGTH)
    return FALSE;
  g_hash_table_iter_init (&iter, self->synonyms);
  while (g_hash_table_iter_next (&iter, &known, &candidates))
    if (strlen (known) >= TYPO_MIN_LENGTH && one_edit_apart (key, known)
        && (best == NULL || strcmp (known, best) < 0))
      best = known;
  if (best == NULL)
    return FALSE;
  *out = *(const AssayHeaderCandidates *) g_hash_table_lookup (self->synonyms, best);
  out->confidence = CONFIDENCE_TYPO;
  return TRUE;
}

/* What a header may stand for, by ever looser comparison. */
gboolean
assay_header_matcher_candidates (const AssayHeaderMatcher *self,
                                 const char               *header,
                                 AssayHeaderCandidates    *out)
{
  g_autofree char *plain = without_brackets (header);

  return look_up (self->synonyms, header, CONFIDENCE_EXACT, out)
         || look_up (self->synonyms, plain, CONFIDENCE_WITHOUT_BRACKETS, out)
         || look_up_without_qualifiers (self, plain, out)
         || look_up_typo (self, plain, out);
}

/**
 * assay_header_matcher_find:
 * @header: a column's name
 * @out_confidence: (out) (optional): from 0 to 1
 *
 * Returns: (nullable) (transfer none): the key of the standard field it most likely means
 */
const char *
assay_header_matcher_find (const AssayHeaderMatcher *self,
                           const char               *header,
                           double                   *out_confidence)
{
  AssayHeaderCandidates candidates;

  if (!assay_header_matcher_candidates (self, header, &candidates))
    return NULL;
  if (out_confidence != NULL)
    *out_confidence = candidates.confidence;
  return candidates.fields[0];
}

/**
 * assay_header_matcher_knows:
 * @matcher: an #AssayHeaderMatcher
 *
 * Tells names of columns from other cells; an #AssayKnownHeaderFunc.
 */
gboolean
assay_header_matcher_knows (const char *name,
                            gsize       length,
                            gpointer    matcher)
{
  const AssayHeaderMatcher *self = matcher;
  GHashTableIter iter;
  gpointer table;

  if (length > 80)
    return FALSE;
  g_autofree char *text = g_strndup (name, length);
  g_autofree char *key = assay_header_squeeze (text);
  if (g_hash_table_contains (self->synonyms, key))
    return TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &table))
    if (g_hash_table_contains (table, key))
      return TRUE;
  return FALSE;
}

/**
 * assay_header_matcher_get_hint:
 *
 * Returns: the type that a header speaks for (`Is customer`, `Date of birth`, `Fax`), else text
 */
AssayFieldType
assay_header_matcher_get_hint (const AssayHeaderMatcher *self,
                               const char               *header)
{
  g_autofree char *normal = assay_header_normalise (header);
  g_auto (GStrv) words = g_strsplit (normal, " ", -1);

  for (gsize type = 0; type < G_N_ELEMENTS (self->type_words); type++)
    {
      GHashTable *known = self->type_words[type];
      if (known == NULL)
        continue;
      for (guint i = 0; words[i] != NULL; i++)
        {
          if (g_hash_table_contains (known, words[i]))
            return (AssayFieldType) type;
          if (words[i + 1] == NULL)
            continue;
          g_autofree char *pair = g_strdup_printf ("%s %s", words[i], words[i + 1]);
          if (g_hash_table_contains (known, pair))
            return (AssayFieldType) type;
        }
    }
  return ASSAY_FIELD_TYPE_TEXT;
}
