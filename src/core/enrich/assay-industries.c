/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-industries-private.h"

#include <math.h>
#include <string.h>

#include "enrich/assay-reference-table.h"

/* Okapi BM25. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
 * (2009). */
#define K1 1.2f
#define B 0.4f
#define TITLE_WEIGHT 4

const char *const assay_industry_sectors[ASSAY_INDUSTRY_N_SECTORS] = {
  "11", "21", "22", "23", "31-33", "42", "44-45", "48-49", "51", "52",
  "53", "54", "55", "56", "61",    "62", "71",    "72",    "81", "92"
};

guint8
assay_industry_sector_of (const char *code)
{
  int number = (code[0] - '0') * 10 + (code[1] - '0');

  for (guint8 i = 0; i < ASSAY_INDUSTRY_N_SECTORS; i++)
    {
      int from = atoi (assay_industry_sectors[i]),
          to = assay_industry_sectors[i][2] == '-' ? atoi (assay_industry_sectors[i] + 3) : from;
      if (number >= from && number <= to)
        return i;
    }
  return ASSAY_INDUSTRY_N_SECTORS;
}

gboolean
assay_industry_is_stop_word (const char *text, gsize length)
{
  static const char *const stops[] = {
    "and",     "of",      "the",      "for", "in",  "to",     "or",       "on",
    "a",       "an",      "with",     "by",  "at",  "from",   "other",    "all",
    "except",  "not",     "we",       "our", "is",  "are",    "service",  "product",
    "company", "busines", "industry", "e",   "i",   "sector", "solution", "group",
    "und",     "der",     "die",      "das", "für", "fur",    "de",       "la",
    "le",      "les",     "des",      "du",  "et",  "el",     "los",      "las",
    "y",       "en",      "il",       "di",  "del", "do",     "da",       "dos",
    "das",     "para",    "per",      "het", "een", "van",    "voor",     "provider",
    "global",  "leading", "used"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    if (strlen (stops[i]) == length && memcmp (stops[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Takes the endings off that tell number and form; the same on both sides is all that matters. */
gsize
assay_industry_stem (const char *text, gsize length)
{
  static const char *const endings[] = { "ings", "ing", "ers", "er", "ies",
                                         "es",   "s",   "y",   "e",  "ed" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);
      if (length >= n + 4 && memcmp (text + length - n, endings[i], n) == 0)
        return length - n;
    }
  return length;
}

static guint
place_of_stem (AssayIndustries *self, const char *text, gsize length)
{
  guint32 place;
  AssayIndustryTerm term = { NULL };
  g_autofree char *copy = NULL;

  if (assay_term_table_find (self->stems, text, length, &place))
    return place;
  copy = g_strndup (text, length);
  term.postings = g_array_new (FALSE, FALSE, sizeof (AssayIndustryPosting));
  assay_term_table_add (self->stems, copy, self->terms->len);
  g_array_append_val (self->terms, term);
  return self->terms->len - 1;
}

static void
count_words (AssayIndustries *self, guint code, const char *text, float weight)
{
  AssayTermWords words;

  assay_term_words_init (&words, text, strlen (text));
  for (guint i = 0; i < words.n; i++)
    {
      gsize length = assay_industry_stem (words.words[i].text, words.words[i].length);
      GArray *postings;
      guint place;
      AssayIndustryPosting fresh = { .code = (guint16) code };

      if (length < 2 || assay_industry_is_stop_word (words.words[i].text, words.words[i].length))
        continue;
      place = place_of_stem (self, words.words[i].text, length);
      postings = g_array_index (self->terms, AssayIndustryTerm, place).postings;
      if (postings->len == 0 ||
          g_array_index (postings, AssayIndustryPosting, postings->len - 1).code != code)
        g_array_append_val (postings, fresh);
      g_array_index (postings, AssayIndustryPosting, postings->len - 1).weight += weight;
      g_array_index (self->codes, AssayIndustryCode, code).length++;
    }
}

static gboolean
read_code (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayIndustries *self = data;
  AssayIndustryCode code = { NULL };

  if (!g_ascii_isdigit (cells[0][0]) || !g_ascii_isdigit (cells[0][1]))
    return assay_reference_table_fail (table, error, "expected a code of two digits or more");
  if (self->codes->len >= G_MAXUINT16)
    return assay_reference_table_fail (table, error, "expected fewer codes");
  code.sector = assay_industry_sector_of (cells[0]);
  if (code.sector == ASSAY_INDUSTRY_N_SECTORS)
    return assay_reference_table_fail (table, error, "expected a code of a NAICS sector");
  code.code = g_strdup (cells[0]);
  code.title = g_strdup (cells[1]);
  assay_term_table_add (self->names, cells[0], self->codes->len);
  g_array_append_val (self->codes, code);
  g_ptr_array_add (self->entries, g_strdup (cells[2]));
  return TRUE;
}

/* "Breweries" are listed, "brewery" is written, and the other way round. */
static void
add_other_numbers (AssayIndustries *self, const char *terms, guint32 value)
{
  g_auto (GStrv) list = g_strsplit (terms, ";", -1);

  for (char **term = list; *term != NULL; term++)
    {
      gsize length = strlen (g_strstrip (*term));
      g_autofree char *other = NULL;

      if (length < 5)
        continue;
      if ((*term)[length - 1] == 's')
        other = g_strndup (*term, length - 1);
      else
        other = g_strconcat (*term, "s", NULL);
      assay_term_table_add (self->words, other, value);
    }
}

static gboolean
read_words (gpointer data, AssayReferenceTable *table, const char *const *cells, GError **error)
{
  AssayIndustries *self = data;
  g_autofree char *name = g_strdelimit (g_strdup (cells[0]), "-", ' ');
  guint32 place;

  if (!assay_term_table_find (self->names, name, strlen (name), &place))
    return assay_reference_table_fail (table, error, "expected a code of industry-index.tsv");
  if (strcmp (cells[1], "end") == 0 || strcmp (cells[1], "start") == 0)
    {
      assay_term_table_add_list (*cells[1] == 'e' ? self->ends : self->starts, cells[2], place);
      return TRUE;
    }
  if (strcmp (cells[1], "unsure") == 0)
    place |= ASSAY_INDUSTRY_UNSURE;
  else if (strcmp (cells[1], "head") == 0)
    place |= ASSAY_INDUSTRY_HEAD;
  assay_term_table_add_list (self->words, cells[2], place);
  add_other_numbers (self, cells[2], place);
  return TRUE;
}

static void
weigh (AssayIndustries *self)
{
  double total = 0;

  for (guint i = 0; i < self->codes->len; i++)
    total += g_array_index (self->codes, AssayIndustryCode, i).length;
  for (guint i = 0; i < self->terms->len; i++)
    {
      AssayIndustryTerm *term = &g_array_index (self->terms, AssayIndustryTerm, i);
      double n = term->postings->len, all = self->codes->len;

      term->idf = (float) log (1 + (all - n + 0.5) / (n + 0.5));
      for (guint k = 0; k < term->postings->len; k++)
        {
          AssayIndustryPosting *posting = &g_array_index (term->postings, AssayIndustryPosting, k);
          float length =
              (float) (g_array_index (self->codes, AssayIndustryCode, posting->code).length /
                       (total / all));
          posting->weight = term->idf * posting->weight * (K1 + 1) /
                            (posting->weight + K1 * (1 - B + B * length));
        }
    }
}

/*< private >
 * assay_industries_index:
 *
 * Makes the index of titles and entries, where nobody did so far. Any thread.
 */
void
assay_industries_index (AssayIndustries *self)
{
  if (!g_once_init_enter (&self->indexed))
    return;
  for (guint i = 0; i < self->codes->len; i++)
    {
      g_auto (GStrv) entries = g_strsplit (self->entries->pdata[i], ";", -1);

      count_words (self, i, g_array_index (self->codes, AssayIndustryCode, i).title, TITLE_WEIGHT);
      for (char **entry = entries; *entry != NULL; entry++)
        count_words (self, i, *entry, 1);
    }
  g_ptr_array_set_size (self->entries, 0);
  weigh (self);
  g_once_init_leave (&self->indexed, 1);
}

static void
code_clear (gpointer data)
{
  AssayIndustryCode *code = data;

  g_free (code->code);
  g_free (code->title);
}

static void
term_clear (gpointer data)
{
  AssayIndustryTerm *term = data;

  g_array_unref (term->postings);
}

/**
 * assay_industries_load:
 *
 * Returns: (transfer full) (nullable): the index; %NULL when a table cannot be read
 */
AssayIndustries *
assay_industries_load (GError **error)
{
  g_autoptr (AssayIndustries) self = g_new0 (AssayIndustries, 1);

  self->codes = g_array_new (FALSE, FALSE, sizeof (AssayIndustryCode));
  g_array_set_clear_func (self->codes, code_clear);
  self->entries = g_ptr_array_new_with_free_func (g_free);
  self->terms = g_array_new (FALSE, FALSE, sizeof (AssayIndustryTerm));
  g_array_set_clear_func (self->terms, term_clear);
  self->names = assay_term_table_new ();
  self->stems = assay_term_table_new ();
  self->words = assay_term_table_new ();
  self->ends = assay_term_table_new ();
  self->starts = assay_term_table_new ();
  if (!assay_reference_table_read ("industry-index.tsv", 3, read_code, self, error) ||
      !assay_reference_table_read ("industry-words.tsv", 3, read_words, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
assay_industries_free (AssayIndustries *industries)
{
  g_array_unref (industries->codes);
  g_array_unref (industries->terms);
  g_ptr_array_unref (industries->entries);
  assay_term_table_free (industries->names);
  assay_term_table_free (industries->stems);
  assay_term_table_free (industries->words);
  assay_term_table_free (industries->ends);
  assay_term_table_free (industries->starts);
  g_free (industries);
}
