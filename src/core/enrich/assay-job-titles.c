/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-job-title-private.h"

#include <string.h>

#include "enrich/assay-reference-table.h"

/* By #AssaySeniority, from the second on. */
const char *const assay_seniorities[] = { "owner",  "c_level",    "vp",    "director", "manager",
                                          "senior", "individual", "entry", NULL };

const char *const assay_job_functions[] = {
  "sales",
  "marketing",
  "engineering",
  "product",
  "finance",
  "hr",
  "operations",
  "it",
  "legal",
  "support",
  "design",
  "data",
  "consulting",
  "administration",
  "education",
  "healthcare",
  "general_management",
  "other",
  NULL,
};

/* N_LANGUAGES of them. */
static const char *const languages[] = { "en", "de", "fr", "es", "it", "pt", "nl", "xx", NULL };

static const char *const matches[] = { "word", "start", "end", NULL };

static const char *const marks[] = { "-",    "and",  "at",     "former", "assistant",
                                     "kill", "last", "unsure", "head", NULL };

static guint32
pack (const Term *term)
{
  return (guint32) term->seniority | (guint32) (term->function + 1) << 4 | term->weight << 10 |
         (guint32) term->mark << 13 | (guint32) term->english << 17;
}

/* The place of @nick in @nicks, -1 for "-"; FALSE where it is no such nick. */
static gboolean
find_nick (const char *const *nicks, const char *nick, int *out_place)
{
  *out_place = -1;
  if (strcmp (nick, "-") == 0)
    return TRUE;
  for (int i = 0; nicks[i] != NULL; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *out_place = i;
        return TRUE;
      }
  return FALSE;
}

/* The first of the words, plain as those of titles are, is what the others are short for. */
static gboolean
read_short_forms (AssayJobTitles *self, int language, const char *cell)
{
  g_auto (GStrv) forms = g_strsplit (cell, ";", -1);
  AssayTermWords words;
  const char *text = NULL;

  for (char **form = forms; *form != NULL; form++)
    {
      guint32 place;

      assay_term_words_init (&words, *form, strlen (*form));
      if (words.n != 1)
        return FALSE;
      if (text == NULL)
        {
          text = g_string_chunk_insert_len (self->texts, words.words[0].text, words.words[0].length);
          continue;
        }
      if (!assay_term_table_find (self->short_forms, words.words[0].text, words.words[0].length, &place))
        {
          place = self->long_forms->len;
          g_array_set_size (self->long_forms, place + 1);
          assay_term_table_add_list (self->short_forms, *form, place);
        }
      g_array_index (self->long_forms, LongForms, place).of[language] = text;
    }
  return text != NULL;
}

static gboolean
read_row (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayJobTitles *self = data;
  Term term = { .english = strcmp (cells[0], "en") == 0 };
  int match, seniority, mark;

  if (strcmp (cells[1], "short") == 0)
    {
      if (!find_nick (languages, cells[0], &match) || match < 0)
        return assay_reference_table_fail (table, error, "expected a language");
      if (!read_short_forms (self, match, cells[6]))
        return assay_reference_table_fail (table, error, "expected a word and its short forms, one word each");
      return TRUE;
    }
  if (!find_nick (matches, cells[1], &match) || match < 0)
    return assay_reference_table_fail (table, error, "expected a match of word, start, end or short");
  if (!find_nick (assay_seniorities, cells[2], &seniority))
    return assay_reference_table_fail (table, error, "expected a seniority, or “-”");
  if (!find_nick (assay_job_functions, cells[3], &term.function))
    return assay_reference_table_fail (table, error, "expected a function, or “-”");
  if (cells[4][0] < '1' || cells[4][0] > '4' || cells[4][1] != '\0')
    return assay_reference_table_fail (table, error, "expected a weight of 1 to 4");
  if (!find_nick (marks, cells[5], &mark))
    return assay_reference_table_fail (table, error, "expected a mark, or “-”");
  term.seniority = (AssaySeniority) (seniority + 1);
  term.weight = (guint) (cells[4][0] - '0');
  term.mark = (Mark) MAX (mark, 0);
  assay_term_table_add_list (self->tables[match], cells[6], pack (&term));
  return TRUE;
}

/**
 * assay_job_titles_load:
 *
 * Returns: (transfer full) (nullable): the words; %NULL when the table cannot be read
 */
AssayJobTitles *
assay_job_titles_load (GError **error)
{
  g_autoptr (AssayJobTitles) self = g_new0 (AssayJobTitles, 1);

  for (int i = 0; i < N_MATCHES; i++)
    self->tables[i] = assay_term_table_new ();
  self->short_forms = assay_term_table_new ();
  self->long_forms = g_array_new (FALSE, TRUE, sizeof (LongForms));
  self->texts = g_string_chunk_new (256);
  if (!assay_reference_table_read ("job-titles.tsv", 7, read_row, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_job_titles_free (AssayJobTitles *titles)
{
  for (int i = 0; i < N_MATCHES; i++)
    assay_term_table_free (titles->tables[i]);
  assay_term_table_free (titles->short_forms);
  g_array_unref (titles->long_forms);
  g_string_chunk_free (titles->texts);
  g_free (titles);
}
