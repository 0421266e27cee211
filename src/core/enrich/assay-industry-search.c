/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "enrich/assay-industries-private.h"

#define MAX_QUERY 32

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
  const AssayIndustryCode *code = &g_array_index (self->codes, AssayIndustryCode, place);

  out->code = code->code;
  out->title = code->title;
  out->sector = assay_industry_sectors[code->sector];
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

      if (n == 2 && assay_industry_sector_of (name) < ASSAY_INDUSTRY_N_SECTORS)
        {
          const char *sector = assay_industry_sectors[assay_industry_sector_of (name)];
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
  const char *sector =
      assay_industry_sectors[g_array_index (self->codes, AssayIndustryCode, place).sector];

  return strcmp (sector, "42") == 0 || strcmp (sector, "44-45") == 0;
}

/* A name of an industry, no sentence: "Retail Health and Personal Care Products". */
#define LONGEST_NAME 8

/* "Retail", "rental" at either end of a name: the rest of it is what they deal with. */
static gboolean
is_head (const AssayTermWords *words,
         guint at,
         guint n,
         guint32 value)
{
  return (value & ASSAY_INDUSTRY_HEAD) && words->n <= LONGEST_NAME && (at == 0 || at + n == words->n);
}

static void
add_found (const AssayIndustries *self, Found *found, guint32 value, float weight)
{
  if (found->n == MAX_QUERY)
    return;
  if (value & ASSAY_INDUSTRY_UNSURE)
    {
      found->unsure = TRUE;
      weight *= 0.3f;
    }
  /* Who trades in goods is no maker of them. */
  if (is_trade (self, value & ~ASSAY_INDUSTRY_MARKS))
    weight += 0.8f;
  found->place[found->n] = value & ~ASSAY_INDUSTRY_MARKS;
  found->weight[found->n++] = weight;
}

/* "Maschinenbauunternehmen", "Spielwareneinzelhandel": the end says what trade, the start what of.
 */
static gboolean
find_in_compound (const AssayIndustries *self, const AssayTermWord *word, guint32 *out_value)
{
  gsize start, end, part;
  guint32 at_start, at_end, at_part;

  if (word->length < 9)
    return FALSE;
  end = assay_term_table_find_end (self->words, word->text, word->length, &at_end);
  start = assay_term_table_find_start (self->words, word->text, word->length, &at_start);
  part = assay_term_table_find_end (self->ends, word->text, word->length, &at_part);
  if (start >= 5 && start + end > word->length)
    *out_value = at_start;
  else if (part >= end && part > 0)
    *out_value = at_part;
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

/* What no term knows as a whole: "Bootsbau", "olivicultura", "счетоводни". */
static gboolean
find_part (const AssayIndustries *self, const AssayTermWord *word, guint32 *out_value)
{
  return assay_term_table_find_end (self->ends, word->text, word->length, out_value) > 0
         || assay_term_table_find_start (self->starts, word->text, word->length, out_value) > 0;
}

/* "Gasthof zur Post", "Physiopraxis am Markt": from there on it is an address. */
static gboolean
leads_to_place (const AssayTermWords *words,
                guint at)
{
  static const char *const prepositions[] = { "am", "zum", "zur", "beim" };

  if (words->n > LONGEST_NAME)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (prepositions); i++)
    if (assay_term_word_is (&words->words[at], prepositions[i]))
      return TRUE;
  return FALSE;
}

static void
find_words (const AssayIndustries *self, const AssayTermWords *words, Found *found)
{
  for (guint i = 0, n; i < words->n; i += MAX (n, 1))
    {
      const AssayTermWord *word = &words->words[i];
      guint32 value;

      if (found->n > 0 && leads_to_place (words, i))
        break;
      n = assay_term_table_match (self->words, word, words->n - i, &value);
      if (n > 0)
        {
          add_found (self, found, value,
                     (float) n + (word->length > 3 || n > 1 ? 0.5f : 0)
                       + (is_head (words, i, n, value) ? (float) words->n : 0));
          found->n_known += n;
        }
      else if (find_in_compound (self, word, &value))
        {
          add_found (self, found, value, 1);
          found->n_known++;
        }
      else if (find_part (self, word, &value))
        {
          add_found (self, found, value, 0.6f);
          found->n_known++;
        }
    }
}

/* The sector that most words speak for; of its codes the most specific one. */
static void
choose (const AssayIndustries *self, const Found *found, guint *out_place, float *out_share)
{
  float by_sector[ASSAY_INDUSTRY_N_SECTORS] = { 0 }, total = 0, best_weight = -1;
  guint best = 0;

  for (guint i = 0; i < found->n; i++)
    {
      const AssayIndustryCode *code =
          &g_array_index (self->codes, AssayIndustryCode, found->place[i]);
      by_sector[code->sector] += found->weight[i];
      total += found->weight[i];
    }
  for (guint i = 0; i < found->n; i++)
    {
      const AssayIndustryCode *code =
          &g_array_index (self->codes, AssayIndustryCode, found->place[i]);
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
  *out_share =
      by_sector[g_array_index (self->codes, AssayIndustryCode, found->place[best]).sector] / total;
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
      fill (out_industry,
            self,
            value & ~ASSAY_INDUSTRY_MARKS,
            value & ASSAY_INDUSTRY_UNSURE ? 45 : 93);
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
      gsize length = assay_industry_stem (word->text, word->length);
      const AssayIndustryTerm *term;
      guint32 place;

      if (length < 2 || g_ascii_isdigit (word->text[0]) ||
          assay_industry_is_stop_word (word->text, word->length))
        continue;
      all += 5;
      if (!assay_term_table_find (self->stems, word->text, length, &place))
        continue;
      term = &g_array_index (self->terms, AssayIndustryTerm, place);
      known += MIN (term->idf, 5);
      for (guint k = 0; k < term->postings->len; k++)
        {
          const AssayIndustryPosting *posting =
              &g_array_index (term->postings, AssayIndustryPosting, k);
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
  float best_of[ASSAY_INDUSTRY_N_SECTORS] = { 0 }, sum_of[ASSAY_INDUSTRY_N_SECTORS] = { 0 };
  guint place_of[ASSAY_INDUSTRY_N_SECTORS] = { 0 }, best = 0;
  float first = 0, second = 0;

  for (guint i = 0; i < search->n_touched; i++)
    {
      guint place = search->touched[i];
      guint8 sector = g_array_index (self->codes, AssayIndustryCode, place).sector;
      float score = search->scores[place];

      search->scores[place] = 0;
      sum_of[sector] += score * score;
      if (score > best_of[sector])
        {
          best_of[sector] = score;
          place_of[sector] = place;
        }
    }
  for (guint i = 0; i < ASSAY_INDUSTRY_N_SECTORS; i++)
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

  assay_industries_index ((AssayIndustries *) search->industries);
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
