/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-job-title-private.h"

#define SHORTEST_SINGULAR 5

/* "Leiter/in", "Mitarbeiter*in", "directeur(trice)", "chargé(e)": an ending, not a word. */
gboolean
assay_job_title_is_gender_ending (const AssayTermWords *words,
                                  guint                 at)
{
  const AssayTermWord *word = &words->words[at];
  static const char *const endings[] = { "in", "innen", "e",   "es", "trice", "euse", "a",
                                         "as", "o",     "os",  "ne", "ere",   "iere", "ice",
                                         "r",  "n",     "rin", "se", "ora",   "frau" };

  if (at == 0 || word->from - words->words[at - 1].to != 1 ||
      (word->gap & ASSAY_TERM_GAP_SPACE))
    return FALSE;
  if ((word->gap & (ASSAY_TERM_GAP_SLASH | ASSAY_TERM_GAP_OPEN | ASSAY_TERM_GAP_OTHER |
                    ASSAY_TERM_GAP_DOT)) == 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (assay_term_word_is (word, endings[i]))
      return words->words[at - 1].length > 2;
  return FALSE;
}

#define HARD_GAPS                                                                                  \
  (ASSAY_TERM_GAP_COMMA | ASSAY_TERM_GAP_SLASH | ASSAY_TERM_GAP_OPEN | ASSAY_TERM_GAP_CLOSE |      \
   ASSAY_TERM_GAP_OTHER)

/* Whether one title ends before that word, and another begins. */
gboolean
assay_job_title_is_hard_gap (const AssayTermWords *words,
                             guint                 at)
{
  guint32 gap = words->words[at].gap;

  if (assay_job_title_is_gender_ending (words, at))
    return FALSE;
  if (gap & HARD_GAPS)
    return TRUE;
  return (gap & (ASSAY_TERM_GAP_DASH | ASSAY_TERM_GAP_SPACE)) ==
         (ASSAY_TERM_GAP_DASH | ASSAY_TERM_GAP_SPACE);
}

#define SHORTEST_TRADE 5

static gboolean
ends_with (const AssayTermWord *word,
           const char          *ending)
{
  gsize length = strlen (ending);

  return word->length >= MAX (SHORTEST_TRADE, length)
         && memcmp (word->text + word->length - length, ending, length) == 0;
}

/* "Thatcher", "soffiatore di vetro", "furnace tapper": whoever is named by what he does, where no word of it is
 * known, has a rare trade. */
gboolean
assay_job_title_is_trade (const AssayTermWords *words)
{
  static const char *const endings[] = { "er",  "or",   "ar",   "eur",   "euse", "ero", "era",   "eiro", "eira", "aio",
                                         "aia", "iere", "tore", "trice", "dora", "man", "smith", "arz",  "nik" };
  guint last = 0;

  while (last + 1 < words->n && !assay_job_title_is_hard_gap (words, last + 1))
    last++;
  for (gsize i = 0; i < G_N_ELEMENTS (endings) && words->n > 0; i++)
    if (ends_with (&words->words[0], endings[i]) || ends_with (&words->words[last], endings[i]))
      return TRUE;
  return FALSE;
}

/* "Jefa de enfermeras": what the singular is about, not how high it stands. */
gboolean
assay_job_titles_find_singular (const AssayJobTitles *titles,
                                const AssayTermWord  *word,
                                Term                 *out_term)
{
  static const char *const endings[] = { "s", "es", "en", "innen" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize ending = strlen (endings[i]);
      guint32 value;

      if (word->length < ending + SHORTEST_SINGULAR
          || memcmp (word->text + word->length - ending, endings[i], ending) != 0
          || !assay_term_table_find (
              titles->tables[MATCH_WORD], word->text, word->length - ending, &value))
        continue;
      *out_term = unpack (value);
      if (out_term->function >= 0)
        return TRUE;
    }
  return FALSE;
}

/* The longest term that starts @words; but of "head of product" and "product marketing" the second one is
 * kept whole. */
guint
assay_job_titles_match (const AssayJobTitles *titles,
                        const AssayTermWord  *words,
                        guint                 left,
                        guint32              *out_value)
{
  const AssayTermTable *table = titles->tables[MATCH_WORD];
  guint n = assay_term_table_match (table, words, left, out_value);

  for (guint i = 1; i < n; i++)
    {
      guint32 next;
      guint shorter, n_next = assay_term_table_match (table, words + i, left - i, &next);

      if (n_next < 2 || i + n_next <= n || unpack (next).function < 0)
        continue;
      shorter = assay_term_table_match (table, words, i, &next);
      if (shorter == 0 || unpack (next).function >= 0)
        continue;
      *out_value = next;
      return shorter;
    }
  return n;
}

#define LONGEST_WRITTEN_OUT 6

static const LongForms *
find_long_forms (const AssayJobTitles *titles,
                 const AssayTermWord  *word)
{
  guint32 place;

  if (!assay_term_table_find (titles->short_forms, word->text, word->length, &place))
    return NULL;
  return &g_array_index (titles->long_forms, LongForms, place);
}

/* Whether any word is a short form. */
gboolean
assay_job_titles_has_short (const AssayJobTitles *titles,
                            const AssayTermWords *words)
{
  for (guint i = 0; i < words->n; i++)
    if (find_long_forms (titles, &words->words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Like assay_job_titles_match(), of words that may be short forms: what is longest in any language, as it is or
 * written out: "gte gral" is a "gerente general". */
guint
assay_job_titles_match_short (const AssayJobTitles *titles,
                              const AssayTermWord  *words,
                              guint                 left,
                              guint32              *out_value)
{
  guint n = assay_job_titles_match (titles, words, left, out_value);
  const LongForms *forms[LONGEST_WRITTEN_OUT];

  left = MIN (left, LONGEST_WRITTEN_OUT);
  for (guint i = 0; i < left; i++)
    forms[i] = find_long_forms (titles, &words[i]);
  for (guint language = 0; language < N_LANGUAGES; language++)
    {
      AssayTermWord written_out[LONGEST_WRITTEN_OUT];
      gboolean any = FALSE;
      guint32 value;
      guint longer;

      memcpy (written_out, words, left * sizeof *words);
      for (guint i = 0; i < left; i++)
        if (forms[i] != NULL && forms[i]->of[language] != NULL)
          {
            written_out[i].text = forms[i]->of[language];
            written_out[i].length = (guint32) strlen (written_out[i].text);
            any = TRUE;
          }
      if (!any)
        continue;
      longer = assay_job_titles_match (titles, written_out, left, &value);
      if (longer > n)
        {
          n = longer;
          *out_value = value;
        }
    }
  return n;
}
