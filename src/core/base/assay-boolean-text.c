/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assay-boolean-text.h"

#include <string.h>

/* Words for yes and no, in lower case; the odd ones are no. */
static const char *const boolean_words[] = {
  "yes",    "no",    "y",     "n",       "true",       "false", "t",          "f",
  "ja",     "nein",  "j",     "n",       "wahr",       "falsch", "oui",       "non",
  "vrai",   "faux",  "sí",    "no",      "si",         "no",    "verdadero",  "falso",
  "sì",     "no",    "vero",  "falso",   "sim",        "não",   "verdadeiro", "nao",
  "ja",     "nee",   "waar",  "onwaar",  "ja",         "nei",   "ja",         "nej",
  "tak",    "nie",   "prawda", "fałsz",  "ano",        "ne",    "evet",       "hayır",
  "да",     "нет",   "是",    "否",      "はい",       "いいえ", "on",        "off",
  "x",      NULL,    "✓",     NULL,      "✔",          NULL,    "1",          "0",
};

/* Bytes of the longest of them. */
#define LONGEST_BOOLEAN 10

/**
 * assay_text_to_boolean:
 *
 * Reads yes and no in the languages of business letters, true and false, 1 and 0, a cross or tick.
 * Any thread.
 *
 * Returns: whether @text says either
 */
gboolean
assay_text_to_boolean (const char *text,
                       gsize       length,
                       gboolean   *out)
{
  char lower[LONGEST_BOOLEAN + 1];

  if (length == 0 || length > LONGEST_BOOLEAN || (length > 1 && g_ascii_isdigit (text[0])))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (text[i]);
  lower[length] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (boolean_words); i++)
    if (boolean_words[i] != NULL && boolean_words[i][0] == lower[0]
        && strcmp (boolean_words[i], lower) == 0)
      {
        *out = i % 2 == 0;
        return TRUE;
      }
  return FALSE;
}
