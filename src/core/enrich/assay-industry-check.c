/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "enrich/assay-check.h"
#include "enrich/assay-own-industries.h"

static const char *const fields[] = { "industry", "company", "bio", "role", NULL };

enum
{
  FIELD_INDUSTRY,
  FIELD_COMPANY,
  FIELD_BIO,
  FIELD_ROLE,
};

static const char *const references[] = { "industry-index.tsv", "industry-words.tsv", NULL };

static const AssaySignal signals[] = {
  { "industry.naics", N_ ("Industry code (NAICS)"), ASSAY_FIELD_TYPE_TEXT },
  { "industry.sector", N_ ("Industry sector"), ASSAY_FIELD_TYPE_TEXT },
  { "industry.title", N_ ("Industry, by NAICS"), ASSAY_FIELD_TYPE_TEXT },
  { "industry.own", N_ ("Industry, by your own list"), ASSAY_FIELD_TYPE_TEXT },
  { "industry.own_confidence", N_ ("Confidence of the own industry"), ASSAY_FIELD_TYPE_NUMBER },
  { "industry.confidence", N_ ("Confidence of the industry"), ASSAY_FIELD_TYPE_NUMBER },
};

enum
{
  SIGNAL_NAICS,
  SIGNAL_SECTOR,
  SIGNAL_TITLE,
  SIGNAL_OWN,
  SIGNAL_OWN_CONFIDENCE,
  SIGNAL_CONFIDENCE,
};

#define UNSURE 45 /* a word that is used for several industries */
#define ENOUGH 40 /* a guess below is no better than none */

static gpointer
industry_load (GError **error)
{
  return assay_industries_load (error);
}

static void
industry_unload (gpointer tables)
{
  assay_industries_free (tables);
}

typedef struct
{
  AssayIndustrySearch *search; /* (owned) */
  AssayOwnIndustries *own;     /* (owned) (nullable): of the first lead on */
} Scratch;

static gpointer
industry_begin (gconstpointer tables)
{
  Scratch *scratch = g_new0 (Scratch, 1);

  scratch->search = assay_industry_search_new (tables);
  return scratch;
}

static void
industry_end (gpointer data)
{
  Scratch *scratch = data;

  assay_industry_search_free (scratch->search);
  g_clear_pointer (&scratch->own, assay_own_industries_free);
  g_free (scratch);
}

static void
set_text (AssayCheckRun *run, guint signal, const char *text)
{
  run->signals[signal] = assay_value_from_text (text, strlen (text));
}

static void
set_industry (AssayCheckRun *run, const AssayIndustry *industry, const char *source)
{
  set_text (run, SIGNAL_NAICS, industry->code);
  set_text (run, SIGNAL_SECTOR, industry->sector);
  set_text (run, SIGNAL_TITLE, industry->title);
  run->signals[SIGNAL_CONFIDENCE] = assay_value_from_integer (industry->confidence);
  assay_check_note (run, SIGNAL_NAICS, source, NULL);
}

/* What is written in the column for it: a code, words that people use, or the words of NAICS. */
static gboolean
read_industry (AssayCheckRun *run, const AssayValue *value, AssayIndustry *industry)
{
  AssayIndustry searched;

  if (assay_industries_find_code (run->tables, value->text, value->length, industry))
    return TRUE;
  if (!assay_industries_find_words (((Scratch *) run->scratch)->search, value->text, value->length, industry))
    return assay_industries_search (((Scratch *) run->scratch)->search, value->text, value->length, industry);
  /* Words in a longer text: the index may know the whole of it better. A word that says little says
   * no more there. */
  if (industry->confidence > UNSURE && industry->confidence < 65 &&
      assay_industries_search (((Scratch *) run->scratch)->search, value->text, value->length, &searched) &&
      searched.confidence > industry->confidence + 5)
    *industry = searched;
  return TRUE;
}

/* Nothing in that column: other fields give a hint. */
static gboolean
guess (AssayCheckRun *run, AssayIndustry *best, const char **source)
{
  static const int most[] = { [FIELD_COMPANY] = 70, [FIELD_BIO] = 55, [FIELD_ROLE] = 45 };

  best->confidence = 0;
  for (guint i = FIELD_COMPANY; i <= FIELD_ROLE; i++)
    {
      const AssayValue *value = &run->fields[i];
      AssayIndustry industry;

      if (value->kind != ASSAY_VALUE_TEXT ||
          !assay_industries_find_words (((Scratch *) run->scratch)->search, value->text, value->length, &industry))
        continue;
      industry.confidence = MIN (industry.confidence, most[i]);
      if (industry.confidence > best->confidence)
        {
          *best = industry;
          *source = fields[i];
        }
    }
  return best->confidence >= ENOUGH;
}

/* What the workspace calls the industry of the lead. */
static void
find_own (AssayCheckRun       *run,
          const AssayIndustry *industry)
{
  const AssayValue *value = &run->fields[FIELD_INDUSTRY];
  gboolean written = value->kind == ASSAY_VALUE_TEXT;
  Scratch *scratch = run->scratch;
  const char *name;
  int confidence;

  if (*run->industries == '\0')
    return;
  if (scratch->own == NULL)
    scratch->own = assay_own_industries_new (scratch->search, run->tables, run->industries);
  name = assay_own_industries_match (scratch->own, written ? value->text : NULL,
                                     written ? value->length : 0, industry, &confidence);
  if (name == NULL)
    return;
  set_text (run, SIGNAL_OWN, name);
  run->signals[SIGNAL_OWN_CONFIDENCE] = assay_value_from_integer (confidence);
}

static void
industry_run (AssayCheckRun *run)
{
  const AssayValue *value = &run->fields[FIELD_INDUSTRY];
  AssayIndustry industry;
  const char *source = "industry";
  gboolean found = TRUE;

  if (value->kind == ASSAY_VALUE_TEXT && read_industry (run, value, &industry))
    set_industry (run, &industry, source);
  else if (guess (run, &industry, &source))
    set_industry (run, &industry, source);
  else
    {
      found = FALSE;
      if (value->kind == ASSAY_VALUE_TEXT && value->length > 0)
        assay_check_note (run, SIGNAL_NAICS, "industry",
                          _ ("Neither a NAICS code nor words that tell an industry"));
    }
  find_own (run, found ? &industry : NULL);
}

const AssayCheck assay_industry_check = {
  .key = "industry",
  .label = N_ ("Industry"),
  .description = N_ ("Sector and code of the NAICS 2022, from free text in many languages"),
  .version = 4,
  .fields = fields,
  .signals = signals,
  .n_signals = G_N_ELEMENTS (signals),
  .references = references,
  .memo = TRUE,
  .reads_industries = TRUE,
  .load = industry_load,
  .unload = industry_unload,
  .begin = industry_begin,
  .end = industry_end,
  .run = industry_run,
};
