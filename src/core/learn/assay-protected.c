/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/assay-protected-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/assay-text.h"
#include "learn/assay-dictionary-private.h"

/* What anti-discrimination and data protection law singles out, and what lenders may not pass on.
 * Source: Charter of Fundamental Rights of the EU, article 21; GDPR, article 9. */
static const struct
{
  const char *reason;
  const char *words;  /* any of them as a whole word of the field's key or label */
  const char *levels; /* (nullable): or nearly all leads have one of these values */
} grounds[] = {
  { N_ ("age"), "age|birth|birthday|birthdate|dob|birthyear|yob", NULL },
  { N_ ("sex or gender"),
    "sex|gender|pronoun|pronouns",
    "male|female|man|woman|m|f|diverse|nonbinary|non-binary|mr|mrs|ms" },
  { N_ ("marital or family status"),
    "marital|married|spouse|children|kids|pregnant|pregnancy|maternity|family",
    "married|single|divorced|widowed|separated|unmarried|widow|widower" },
  { N_ ("origin"),
    "ethnicity|ethnic|race|racial|nationality|citizenship|caste|immigrant|tribe",
    NULL },
  { N_ ("religion or belief"),
    "religion|religious|faith|denomination|church",
    "christian|catholic|protestant|muslim|hindu|jewish|buddhist|sikh|atheist|islam|christianity" },
  { N_ ("health or disability"),
    "health|disability|disabled|medical|illness|disease|diagnosis|smoker|bmi",
    NULL },
  { N_ ("sexual orientation"),
    "orientation|sexuality|lgbt",
    "heterosexual|homosexual|bisexual|straight|gay" },
  { N_ ("politics or union membership"), "political|politics|party|union", NULL },
  { N_ ("credit history"),
    "credit|default|defaulted|bankruptcy|insolvency|arrears|debt|schufa|fico",
    NULL },
};

static gboolean
has_any_word (const char *text, const char *list)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "_.", ' ');
  g_autofree char *words = assay_text_words (spaced, strlen (spaced));
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_auto (GStrv) wanted = g_strsplit (list, "|", -1);

  /* A family name is a name. */
  for (char **word = split; *word != NULL; word++)
    if (g_strv_contains ((const char *const *) wanted, *word) &&
        !(strcmp (*word, "family") == 0 && g_strv_contains ((const char *const *) split, "name")))
      return TRUE;
  return FALSE;
}

static gboolean
has_only_levels (const AssayRawColumn *column, const char *list)
{
  g_auto (GStrv) wanted = g_strsplit (list, "|", -1);
  guint32 n = column->width == 0 ? assay_dictionary_get_size (column->dictionary) : 0;
  guint32 found = 0;

  for (guint32 code = 1; n <= 20 && code <= n; code++)
    found += g_strv_contains ((const char *const *) wanted,
                              assay_dictionary_get_folded (column->dictionary, code));
  return found >= 2 && found * 3 >= n * 2;
}

/**
 * assay_protected_reason:
 * @column: a source's values
 *
 * Returns: (nullable): what it is about that may not decide about people, untranslated; %NULL =
 * nothing
 */
const char *
assay_protected_reason (const AssayRawColumn *column)
{
  if (column->source->kind == ASSAY_SOURCE_EVENTS)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (has_any_word (column->source->key, grounds[i].words) ||
        has_any_word (column->source->label, grounds[i].words) ||
        (grounds[i].levels != NULL && has_only_levels (column, grounds[i].levels)))
      return grounds[i].reason;
  return NULL;
}
