/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-industries.h"

#include <math.h>
#include <string.h>

#include "enrich/assay-reference-table.h"
#include "enrich/assay-term-table.h"

/* Okapi BM25. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
 * (2009). */
#define K1 1.2f
#define B 0.4f
#define TITLE_WEIGHT 4
#define UNSURE (1u << 31)
#define N_SECTORS 20
#define MAX_QUERY 32

static const char *const sectors[N_SECTORS] = { "11",    "21", "22", "23", "31-33", "42", "44-45",
                                                "48-49", "51", "52", "53", "54",    "55", "56",
                                                "61",    "62", "71", "72", "81",    "92" };

typedef struct
{
  char *code;
  char *title;
  guint8 sector; /* place in sectors */
  guint32 length;
} Code;

typedef struct
{
  guint16 code;
  float
      weight; /* while it is made, how often the term stands there; then what it adds to a score */
} Posting;

typedef struct
{
  GArray *postings; /* (element-type Posting) */
  float idf;
} Term;

struct _AssayIndustries
{
  GArray *codes;         /* (element-type Code) */
  AssayTermTable *names; /* code → place */
  AssayTermTable *stems; /* stem → place */
  GArray *terms;         /* (element-type Term) */
  AssayTermTable *words; /* how people write industries → place of the code */
};

struct _AssayIndustrySearch
{
  const AssayIndustries *industries;
  float *scores; /* by code */
  guint16 *touched;
  guint n_touched;
};

static guint8
sector_of (const char *code)
{
  int number = (code[0] - '0') * 10 + (code[1] - '0');

  for (guint8 i = 0; i < N_SECTORS; i++)
    {
      int from = atoi (sectors[i]), to = sectors[i][2] == '-' ? atoi (sectors[i] + 3) : from;
      if (number >= from && number <= to)
        return i;
    }
  return N_SECTORS;
}

static gboolean
is_stop_word (const char *text, gsize length)
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
static gsize
stem (const char *text, gsize length)
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
  Term term = { NULL };
  g_autofree char *copy = NULL;

  if (assay_term_table_find (self->stems, text, length, &place))
    return place;
  copy = g_strndup (text, length);
  term.postings = g_array_new (FALSE, FALSE, sizeof (Posting));
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
      gsize length = stem (words.words[i].text, words.words[i].length);
      GArray *postings;
      guint place;
      Posting fresh = { .code = (guint16) code };

      if (length < 2 || is_stop_word (words.words[i].text, words.words[i].length))
        continue;
      place = place_of_stem (self, words.words[i].text, length);
      postings = g_array_index (self->terms, Term, place).postings;
      if (postings->len == 0 || g_array_index (postings, Posting, postings->len - 1).code != code)
        g_array_append_val (postings, fresh);
      g_array_index (postings, Posting, postings->len - 1).weight += weight;
      g_array_index (self->codes, Code, code).length++;
    }
}

static gboolean
read_code (AssayIndustries *self,
           AssayReferenceTable *table,
           const char *const *cells,
           GError **error)
{
  Code code = { NULL };
  g_auto (GStrv) entries = g_strsplit (cells[2], ";", -1);

  if (!g_ascii_isdigit (cells[0][0]) || !g_ascii_isdigit (cells[0][1]))
    return assay_reference_table_fail (table, error, "expected a code of two digits or more");
  if (self->codes->len >= G_MAXUINT16)
    return assay_reference_table_fail (table, error, "expected fewer codes");
  code.sector = sector_of (cells[0]);
  if (code.sector == N_SECTORS)
    return assay_reference_table_fail (table, error, "expected a code of a NAICS sector");
  code.code = g_strdup (cells[0]);
  code.title = g_strdup (cells[1]);
  assay_term_table_add (self->names, cells[0], self->codes->len);
  g_array_append_val (self->codes, code);
  count_words (self, self->codes->len - 1, cells[1], TITLE_WEIGHT);
  for (char **entry = entries; *entry != NULL; entry++)
    count_words (self, self->codes->len - 1, *entry, 1);
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
read_words (AssayIndustries *self,
            AssayReferenceTable *table,
            const char *const *cells,
            GError **error)
{
  g_autofree char *name = g_strdelimit (g_strdup (cells[0]), "-", ' ');
  guint32 place;

  if (!assay_term_table_find (self->names, name, strlen (name), &place))
    return assay_reference_table_fail (table, error, "expected a code of industry-index.tsv");
  if (strcmp (cells[1], "unsure") == 0)
    place |= UNSURE;
  assay_term_table_add_list (self->words, cells[2], place);
  add_other_numbers (self, cells[2], place);
  return TRUE;
}

typedef gboolean (*ReadRow) (AssayIndustries *,
                             AssayReferenceTable *,
                             const char *const *,
                             GError **);

static gboolean
read_table (AssayIndustries *self, const char *name, ReadRow read_row, GError **error)
{
  g_autoptr (AssayReferenceTable) table = assay_reference_table_open (name, error);
  g_autoptr (GError) failure = NULL;
  const char *const *cells;

  if (table == NULL)
    return FALSE;
  if (assay_reference_table_get_n_columns (table) != 3)
    return assay_reference_table_fail (table, error, "expected three columns");
  while (assay_reference_table_next (table, &cells, &failure))
    if (!read_row (self, table, cells, &failure))
      break;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
weigh (AssayIndustries *self)
{
  double total = 0;

  for (guint i = 0; i < self->codes->len; i++)
    total += g_array_index (self->codes, Code, i).length;
  for (guint i = 0; i < self->terms->len; i++)
    {
      Term *term = &g_array_index (self->terms, Term, i);
      double n = term->postings->len, all = self->codes->len;

      term->idf = (float) log (1 + (all - n + 0.5) / (n + 0.5));
      for (guint k = 0; k < term->postings->len; k++)
        {
          Posting *posting = &g_array_index (term->postings, Posting, k);
          float length =
              (float) (g_array_index (self->codes, Code, posting->code).length / (total / all));
          posting->weight = term->idf * posting->weight * (K1 + 1) /
                            (posting->weight + K1 * (1 - B + B * length));
        }
    }
}

static void
code_clear (gpointer data)
{
  Code *code = data;

  g_free (code->code);
  g_free (code->title);
}

static void
term_clear (gpointer data)
{
  Term *term = data;

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

  self->codes = g_array_new (FALSE, FALSE, sizeof (Code));
  g_array_set_clear_func (self->codes, code_clear);
  self->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_array_set_clear_func (self->terms, term_clear);
  self->names = assay_term_table_new ();
  self->stems = assay_term_table_new ();
  self->words = assay_term_table_new ();
  if (!read_table (self, "industry-index.tsv", read_code, error) ||
      !read_table (self, "industry-words.tsv", read_words, error))
    return NULL;
  weigh (self);
  return g_steal_pointer (&self);
}

void
assay_industries_free (AssayIndustries *industries)
{
  g_array_unref (industries->codes);
  g_array_unref (industries->terms);
  assay_term_table_free (industries->names);
  assay_term_table_free (industries->stems);
  assay_term_table_free (industries->words);
  g_free (industries);
}

AssayIndustrySearch *
assay_industry_search_new (const AssayIndustries *industries)
{
  AssayIndustrySearch *self = g_new0 (AssayIndustrySearch, 1);

  self->industries = industries;
  self->scores = g_new0 (float, industries->codes->len);
  self->touched = g_new (guint16, industries->codes->len);
  return self;
}

void
assay_industry_search_free (AssayIndustrySearch *search)
{
  g_free (search->scores);
  g_free (search->touched);
  g_free (search);
}

static void
fill (AssayIndustry *out, const AssayIndustries *self, guint place, int confidence)
{
  const Code *code = &g_array_index (self->codes, Code, place);

  out->code = code->code;
  out->title = code->title;
  out->sector = sectors[code->sector];
  out->confidence = confidence;
}

/**
 * assay_industries_find_code:
 * @text: bytes, not terminated
 *
 * Reads a NAICS code that stands there as such: `541511`, `NAICS 54`, `31-33`. A code of an older
 * edition is read as far as this one has it. Codes of other lists (SIC, NACE) are none.
 *
 * Returns: whether there is one
 */
gboolean
assay_industries_find_code (const AssayIndustries *industries,
                            const char *text,
                            gsize length,
                            AssayIndustry *out_industry)
{
  AssayTermWords words;
  guint at = 0;
  guint32 place;
  char name[8];

  assay_term_words_init (&words, text, MIN (length, 256));
  while (at < words.n && at < 3 && !g_ascii_isdigit (words.words[at].text[0]))
    {
      if (assay_term_word_is (&words.words[at], "sic") ||
          assay_term_word_is (&words.words[at], "nace") ||
          assay_term_word_is (&words.words[at], "isic") ||
          assay_term_word_is (&words.words[at], "wz"))
        return FALSE;
      if (!assay_term_word_is (&words.words[at], "naics") &&
          !assay_term_word_is (&words.words[at], "code"))
        return FALSE;
      at++;
    }
  if (at >= words.n || words.words[at].length < 2 || words.words[at].length > 6)
    return FALSE;
  for (guint i = 0; i < words.words[at].length; i++)
    if (!g_ascii_isdigit (words.words[at].text[i]))
      return FALSE;
  /* "62.01" is of another list. */
  if (at + 1 < words.n && words.words[at + 1].gap == ASSAY_TERM_GAP_DOT)
    return FALSE;
  memcpy (name, words.words[at].text, words.words[at].length);
  for (gsize n = words.words[at].length; n >= 2; n--)
    {
      int confidence = n == words.words[at].length ? 98 : 80;

      if (n == 2 && sector_of (name) < N_SECTORS)
        {
          const char *sector = sectors[sector_of (name)];
          g_autofree char *spaced = g_strdelimit (g_strdup (sector), "-", ' ');
          if (assay_term_table_find (industries->names, spaced, strlen (spaced), &place))
            {
              fill (out_industry, industries, place, confidence);
              return TRUE;
            }
        }
      if (assay_term_table_find (industries->names, name, n, &place))
        {
          fill (out_industry, industries, place, confidence);
          return TRUE;
        }
    }
  return FALSE;
}

/* What words known for industries say: for each code how many. */
typedef struct
{
  guint place[MAX_QUERY];
  float weight[MAX_QUERY];
  guint n;
  guint n_known;
  gboolean unsure;
} Found;

static gboolean
is_trade (const AssayIndustries *self, guint32 place)
{
  const char *sector = sectors[g_array_index (self->codes, Code, place).sector];

  return strcmp (sector, "42") == 0 || strcmp (sector, "44-45") == 0;
}

static void
add_found (const AssayIndustries *self, Found *found, guint32 value, float weight)
{
  if (found->n == MAX_QUERY)
    return;
  if (value & UNSURE)
    {
      found->unsure = TRUE;
      weight *= 0.3f;
    }
  /* Who trades in goods is no maker of them. */
  if (is_trade (self, value & ~UNSURE))
    weight += 0.8f;
  found->place[found->n] = value & ~UNSURE;
  found->weight[found->n++] = weight;
}

/* "Maschinenbauunternehmen", "Spielwareneinzelhandel": the end says what trade, the start what of.
 */
static gboolean
find_in_compound (const AssayIndustries *self, const AssayTermWord *word, guint32 *out_value)
{
  gsize start, end;
  guint32 at_start, at_end;

  if (word->length < 9)
    return FALSE;
  end = assay_term_table_find_end (self->words, word->text, word->length, &at_end);
  start = assay_term_table_find_start (self->words, word->text, word->length, &at_start);
  if (start >= 5 && start + end > word->length)
    *out_value = at_start;
  else if (end >= 7)
    *out_value = at_end;
  else if (start >= 5)
    *out_value = at_start;
  else if (end >= 6)
    *out_value = at_end;
  else
    return FALSE;
  return TRUE;
}

static void
find_words (const AssayIndustries *self, const AssayTermWords *words, Found *found)
{
  for (guint i = 0, n; i < words->n; i += MAX (n, 1))
    {
      const AssayTermWord *word = &words->words[i];
      guint32 value;

      n = assay_term_table_match (self->words, word, words->n - i, &value);
      if (n > 0)
        {
          add_found (self, found, value, (float) n + (word->length > 3 || n > 1 ? 0.5f : 0));
          found->n_known += n;
        }
      else if (find_in_compound (self, word, &value))
        {
          add_found (self, found, value, 1);
          found->n_known++;
        }
    }
}

/* The sector that most words speak for; of its codes the most specific one. */
static void
choose (const AssayIndustries *self, const Found *found, guint *out_place, float *out_share)
{
  float by_sector[N_SECTORS] = { 0 }, total = 0, best_weight = -1;
  guint best = 0;

  for (guint i = 0; i < found->n; i++)
    {
      const Code *code = &g_array_index (self->codes, Code, found->place[i]);
      by_sector[code->sector] += found->weight[i];
      total += found->weight[i];
    }
  for (guint i = 0; i < found->n; i++)
    {
      const Code *code = &g_array_index (self->codes, Code, found->place[i]);
      gsize digits = strchr (code->code, '-') != NULL ? 2 : strlen (code->code);
      float weight =
          by_sector[code->sector] * 100 + found->weight[i] * 2 + (float) digits - (float) i * 0.1f;
      if (weight > best_weight)
        {
          best_weight = weight;
          best = i;
        }
    }
  *out_place = found->place[best];
  *out_share = by_sector[g_array_index (self->codes, Code, found->place[best]).sector] / total;
}

/**
 * assay_industries_find_words:
 * @text: what somebody wrote for an industry; bytes, not terminated
 *
 * Finds the words that people use for industries, in seven languages.
 *
 * Returns: whether there are any
 */
gboolean
assay_industries_find_words (AssayIndustrySearch *search,
                             const char *text,
                             gsize length,
                             AssayIndustry *out_industry)
{
  const AssayIndustries *self = search->industries;
  AssayTermWords words;
  Found found = { .n = 0 };
  float share;
  guint place;
  guint32 value;
  int confidence;

  assay_term_words_init (&words, text, length);
  if (words.n == 0)
    return FALSE;
  if (assay_term_table_match (self->words, words.words, words.n, &value) == words.n)
    {
      fill (out_industry, self, value & ~UNSURE, value & UNSURE ? 45 : 93);
      return TRUE;
    }
  find_words (self, &words, &found);
  if (found.n == 0)
    return FALSE;
  choose (self, &found, &place, &share);
  confidence = (int) (50 + 35 * share * (float) found.n_known / (float) words.n);
  if (found.unsure && found.n == 1)
    confidence = MIN (confidence, 45);
  fill (out_industry, self, place, confidence);
  return TRUE;
}

static float
score_words (AssayIndustrySearch *search, const AssayTermWords *words)
{
  const AssayIndustries *self = search->industries;
  float known = 0, all = 0;

  search->n_touched = 0;
  for (guint i = 0; i < MIN (words->n, MAX_QUERY); i++)
    {
      const AssayTermWord *word = &words->words[i];
      gsize length = stem (word->text, word->length);
      const Term *term;
      guint32 place;

      if (length < 2 || g_ascii_isdigit (word->text[0]) || is_stop_word (word->text, word->length))
        continue;
      all += 5;
      if (!assay_term_table_find (self->stems, word->text, length, &place))
        continue;
      term = &g_array_index (self->terms, Term, place);
      known += MIN (term->idf, 5);
      for (guint k = 0; k < term->postings->len; k++)
        {
          const Posting *posting = &g_array_index (term->postings, Posting, k);
          if (search->scores[posting->code] == 0)
            search->touched[search->n_touched++] = posting->code;
          search->scores[posting->code] += posting->weight;
        }
    }
  return all > 0 ? known / all : 0;
}

/* The best code, and how far its sector is ahead of the next one. */
static guint
choose_scored (AssayIndustrySearch *search, float *out_lead)
{
  const AssayIndustries *self = search->industries;
  float best_of[N_SECTORS] = { 0 }, sum_of[N_SECTORS] = { 0 };
  guint place_of[N_SECTORS] = { 0 }, best = 0;
  float first = 0, second = 0;

  for (guint i = 0; i < search->n_touched; i++)
    {
      guint place = search->touched[i];
      guint8 sector = g_array_index (self->codes, Code, place).sector;
      float score = search->scores[place];

      search->scores[place] = 0;
      sum_of[sector] += score * score;
      if (score > best_of[sector])
        {
          best_of[sector] = score;
          place_of[sector] = place;
        }
    }
  for (guint i = 0; i < N_SECTORS; i++)
    {
      float score = best_of[i] + 0.15f * sqrtf (sum_of[i]);
      if (score > first)
        {
          second = first;
          first = score;
          best = i;
        }
      else
        second = MAX (second, score);
    }
  *out_lead = first > 0 ? (first - second) / first : 0;
  return place_of[best];
}

/**
 * assay_industries_search:
 * @text: free text
 *
 * Searches the index entries of NAICS.
 *
 * Returns: whether anything of it is there
 */
gboolean
assay_industries_search (AssayIndustrySearch *search,
                         const char *text,
                         gsize length,
                         AssayIndustry *out_industry)
{
  AssayTermWords words;
  float coverage, lead;
  guint place;

  assay_term_words_init (&words, text, length);
  coverage = score_words (search, &words);
  if (search->n_touched == 0)
    return FALSE;
  place = choose_scored (search, &lead);
  fill (out_industry,
        search->industries,
        place,
        (int) (20 + coverage * (25 + 45 * MIN (lead * 2, 1))));
  return TRUE;
}
