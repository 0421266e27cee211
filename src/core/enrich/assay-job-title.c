/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-job-title-private.h"

/* How far reading has come. A segment is what stands between commas, slashes and "and"s. */
typedef struct
{
  const AssayJobTitles *titles;
  AssayTermWords words;
  guint chunk_start, chunk_end; /* between two hard separators */
  /* of the whole title */
  AssaySeniority best;
  int function;
  guint weight;
  gboolean has_short;
  gboolean unsure;
  gboolean killed;
  gboolean serves; /* whom the title names after that is a person, not a department */
  guint n_known;
  guint n_unknown;
  guint n_unknown_beside; /* of them, those that stand beside what the title starts with */
  AssayJobTitle *result;
  /* of the segment */
  AssaySeniority here;
  gboolean entry;
  gboolean assistant;
  gboolean former;
} Reading;

static inline AssaySeniority
higher (AssaySeniority a, AssaySeniority b)
{
  if (a == ASSAY_SENIORITY_UNKNOWN || b == ASSAY_SENIORITY_UNKNOWN)
    return a != ASSAY_SENIORITY_UNKNOWN ? a : b;
  return MIN (a, b);
}

static void
end_segment (Reading *self)
{
  AssaySeniority here = self->here;

  if (self->entry)
    here = ASSAY_SENIORITY_ENTRY;
  else if (self->assistant)
    here = ASSAY_SENIORITY_INDIVIDUAL;
  if (self->former)
    here = ASSAY_SENIORITY_UNKNOWN;
  self->best = higher (self->best, here);
  self->here = ASSAY_SENIORITY_UNKNOWN;
  self->entry = self->assistant = FALSE;
}

static void
take_function (Reading *self, int function, guint weight)
{
  if (function >= 0 && weight > self->weight)
    {
      self->function = function;
      self->weight = weight;
    }
}

/* "Assistant manager" is a manager, "assistant to the manager" and "CEO assistant" are not. */
static gboolean
is_deputy (Reading *self, const Term *term, guint at)
{
  if (!term->english)
    return FALSE;
  for (guint i = at; i < self->chunk_end; i++)
    {
      Term next;
      guint32 value;
      guint n = assay_term_table_match (
          self->titles->tables[MATCH_WORD], self->words.words + i, self->chunk_end - i, &value);

      if (n == 0)
        continue;
      next = unpack (value);
      if (next.mark == MARK_AND || next.mark == MARK_KILL || next.mark == MARK_ASSISTANT)
        return FALSE;
      if (next.english && next.seniority >= ASSAY_SENIORITY_VP &&
          next.seniority <= ASSAY_SENIORITY_MANAGER)
        return TRUE;
      i += n - 1;
    }
  return FALSE;
}

static int
find_general_management (void)
{
  const int general = 16;

  g_assert (strcmp (assay_job_functions[general], "general_management") == 0);
  return general;
}

static int
find_operations (void)
{
  const int operations = 6;

  g_assert (strcmp (assay_job_functions[operations], "operations") == 0);
  return operations;
}

static void
forget_whom_it_assists (Reading *self)
{
  self->result->assistant = TRUE;
  if (self->function == find_general_management ())
    {
      self->function = -1;
      self->weight = 0;
    }
}

static void
take_seniority (Reading *self, const Term *term)
{
  if (term->seniority == ASSAY_SENIORITY_ENTRY)
    self->entry = TRUE;
  else if (term->seniority != ASSAY_SENIORITY_UNKNOWN)
    self->here = higher (self->here, term->seniority);
  if (term->mark == MARK_UNSURE)
    self->unsure = TRUE;
}

/* A "procurement accountant" is one, and a "freight sales manager" manages sales: an English title ends with who
 * somebody is. Operations are those of what stands before them. */
static gboolean
is_head (const Reading *self, const Term *term, guint at, guint n)
{
  if (!term->english || self->killed || at == self->chunk_start || at + n < self->chunk_end)
    return FALSE;
  return term->mark == MARK_HEAD || (n > 1 && term->function != find_operations ());
}

/* Takes in what stands at @at and goes on for @n words; FALSE where the rest is no title. */
static gboolean
take_term (Reading *self, const Term *term, guint at, guint n)
{
  switch (term->mark)
    {
    case MARK_AND:
      end_segment (self);
      return TRUE;
    case MARK_AT:
      return at == 0;
    case MARK_FORMER:
      self->former = self->result->former = TRUE;
      return TRUE;
    case MARK_KILL:
      if (at == 0 && term->weight == 1 && n == 1)
        return TRUE;
      take_function (self, term->function, term->weight);
      forget_whom_it_assists (self);
      take_function (self, term->function, term->weight);
      self->here = higher (self->here, term->seniority);
      self->killed = TRUE;
      return TRUE;
    case MARK_ASSISTANT:
      if (is_deputy (self, term, at + n))
        return TRUE;
      self->assistant = TRUE;
      forget_whom_it_assists (self);
      take_function (self, term->function, term->weight);
      return TRUE;
    case MARK_LAST:
      if (at + n < self->chunk_end)
        return TRUE;
      break;
    case MARK_HEAD:
    case MARK_NONE:
    case MARK_UNSURE:
    default:
      break;
    }
  if (is_head (self, term, at, n) && self->weight == term->weight)
    self->weight--;
  if (!self->killed)
    take_seniority (self, term);
  else if (term->seniority != ASSAY_SENIORITY_INDIVIDUAL)
    self->serves = TRUE;
  /* "Assistente de compras" works in purchasing, "assistente del direttore vendite" not in sales. */
  if (!self->killed || self->function < 0)
    take_function (self, term->function, term->weight);
  else if (!self->serves && self->result->assistant)
    take_function (self, term->function, term->weight + 1);
  return TRUE;
}

static void
find_chunk (Reading *self, guint at)
{
  self->chunk_start = at;
  for (self->chunk_end = at + 1; self->chunk_end < self->words.n; self->chunk_end++)
    if (assay_job_title_is_hard_gap (&self->words, self->chunk_end))
      return;
}

/* "Lead developer" is a seniority; what function it is, its words tell. Not so of a "chef de service", which
 * weighs more. */
static void
take_function_of_words (Reading *self, guint at, guint n)
{
  for (guint i = at; i < at + n; i++)
    {
      guint32 value;
      Term term;

      if (assay_term_table_match (self->titles->tables[MATCH_WORD], self->words.words + i, 1, &value) == 0)
        continue;
      term = unpack (value);
      if (term.mark != MARK_ASSISTANT)
        take_function (self, term.function, term.weight);
    }
}

/* "Accountent" is read as if it were written right, unless its parts make sense as they are. */
static gboolean
is_slip (Reading *self, guint at)
{
  AssayTermWord *word = &self->words.words[at];
  gboolean has_subject;
  gsize length;
  const char *near;
  Term term;

  if (assay_job_titles_take_apart (self->titles, word->text, word->length, &term, &has_subject)
        == ASSAY_COMPOUND_TITLE
      || assay_job_titles_find_singular (self->titles, word, &term))
    return FALSE;
  near = assay_term_table_find_near (
      self->titles->tables[MATCH_WORD], word->text, word->length, &length);
  if (near == NULL)
    return FALSE;
  word->text = near;
  word->length = (guint32) length;
  return TRUE;
}

/* A word that is no term itself: "Vertriebsleiterin", "Ersatzteilverkauf", "enfermeras", "продажу". */
static void
take_form (Reading *self, guint at)
{
  const AssayTermWord *word = &self->words.words[at];
  gboolean has_subject = FALSE;
  Term term, singular;
  AssayCompound compound =
      assay_job_titles_take_apart (self->titles, word->text, word->length, &term, &has_subject);

  if (compound == ASSAY_COMPOUND_TITLE)
    take_term (self, &term, at, 1);
  else if (assay_job_titles_find_singular (self->titles, word, &singular))
    {
      has_subject = TRUE;
      if (!self->killed)
        take_function (self, singular.function, singular.weight);
    }
  else if (compound == ASSAY_COMPOUND_STEM && !self->killed)
    take_function (self, term.function, 1);
  self->n_known += compound != ASSAY_COMPOUND_NONE || has_subject;
  if (!has_subject && word->length > 3)
    {
      self->n_unknown++;
      self->n_unknown_beside += self->chunk_start == 0;
    }
}

static guint
match (const Reading *self, guint at, guint32 *out_value)
{
  const AssayTermWord *words = self->words.words + at;
  guint left = self->chunk_end - at;

  return self->has_short ? assay_job_titles_match_short (self->titles, words, left, out_value)
                         : assay_job_titles_match (self->titles, words, left, out_value);
}

/* Takes in what stands at @at. Returns the words it has, 0 where the rest is no title. */
static guint
take_words (Reading *self, guint at)
{
  guint32 value;
  guint n;
  Term term;

  if (assay_job_title_is_gender_ending (&self->words, at))
    return 1;
  n = match (self, at, &value);
  if (n == 0 && is_slip (self, at))
    n = match (self, at, &value);
  if (n == 0)
    {
      take_form (self, at);
      return 1;
    }
  term = unpack (value);
  if (n > 1 && term.weight == 1 && term.function < 0 && term.mark == MARK_NONE && !self->killed)
    take_function_of_words (self, at, n);
  self->n_known += term.seniority != ASSAY_SENIORITY_UNKNOWN || term.function >= 0;
  return take_term (self, &term, at, n) ? n : 0;
}

static int
judge_confidence (const Reading *self, AssaySeniority seniority)
{
  int confidence = 93;

  if (self->n_known == 0)
    return 30;
  if (seniority == ASSAY_SENIORITY_INDIVIDUAL)
    confidence -= 8;
  if (self->n_unknown > self->n_known)
    confidence -= 15;
  if (self->function < 0)
    confidence -= 5;
  if (self->unsure)
    confidence = MIN (confidence, 50);
  if (self->result->former)
    confidence = MIN (confidence, 40);
  return confidence;
}

static void
read_words (Reading *self)
{
  for (guint at = 0, n = 0; at < self->words.n; at += n)
    {
      if (at == 0 || assay_job_title_is_hard_gap (&self->words, at))
        {
          end_segment (self);
          self->former = FALSE;
          find_chunk (self, at);
        }
      else if ((self->words.words[at].gap & ASSAY_TERM_GAP_AND)
               && !assay_job_title_is_gender_ending (&self->words, at))
        end_segment (self);
      if (self->words.words[at].gap & ASSAY_TERM_GAP_AT && at > 0)
        break;
      n = take_words (self, at);
      if (n == 0)
        break;
    }
  end_segment (self);
}

static gboolean
has_letter (const AssayTermWords *words)
{
  for (guint i = 0; i < words->n; i++)
    for (guint32 k = 0; k < words->words[i].length; k++)
      if (!g_ascii_isdigit (words->words[i].text[k]))
        return TRUE;
  return FALSE;
}

static gboolean
says_nothing (const AssayTermWords *words)
{
  static const char *const nothing[] = { "na",        "none",    "unknown",   "null",    "test",
                                         "tbd",       "nil",     "unbekannt", "keine",   "x",
                                         "xx",        "xxx",     "other",     "n",       "nan",
                                         "undefined", "ninguno", "aucun",     "nessuno", "nenhum",
                                         "geen",      "divers" };

  if (words->n == 2 && assay_term_word_is (&words->words[0], "n") &&
      assay_term_word_is (&words->words[1], "a"))
    return TRUE;
  for (gsize i = 0; words->n == 1 && i < G_N_ELEMENTS (nothing); i++)
    if (assay_term_word_is (&words->words[0], nothing[i]))
      return TRUE;
  return !has_letter (words);
}

/* A bare "Directeur", "Directeur(trice)"; an "Associate Director" directs some part or other. */
static gboolean
directs_the_whole (const Reading *self)
{
  guint n = self->words.n > 1 && assay_job_title_is_gender_ending (&self->words, 1) ? 2 : 1;

  if (self->words.n != n || self->n_known == 0)
    return FALSE;
  return self->best == ASSAY_SENIORITY_C_LEVEL || self->best == ASSAY_SENIORITY_VP
         || self->best == ASSAY_SENIORITY_DIRECTOR
         || assay_term_word_is (&self->words.words[0], "gerente");
}

/**
 * assay_job_titles_read:
 * @text: a job title as somebody wrote it; bytes, not terminated
 *
 * Reads seniority and function out of a title. Of several titles in one ("founder & CEO") the
 * highest counts; past ones and those of the people one works for do not.
 *
 * Returns: what it says
 */
AssayJobTitle
assay_job_titles_read (const AssayJobTitles *titles, const char *text, gsize length)
{
  AssayJobTitle result = { .function = -1 };
  Reading reading = { .titles = titles, .function = -1, .result = &result };

  assay_term_words_init (&reading.words, text, length);
  if (says_nothing (&reading.words))
    return result;
  reading.has_short = assay_job_titles_has_short (titles, &reading.words);
  read_words (&reading);
  if (reading.function < 0 && directs_the_whole (&reading))
    reading.function = find_general_management ();
  if (reading.n_known == 0 && !result.former && assay_job_title_is_trade (&reading.words))
    reading.function = find_operations ();
  result.function = reading.function;
  result.has_subject = reading.n_unknown > 0 && reading.n_known > 0 && !result.assistant && !result.former;
  result.subject_beside = result.has_subject && reading.n_unknown_beside > 0;
  result.seniority = reading.best;
  /* "MD" is a managing director, but not where it stands behind a physician. */
  if (reading.unsure && result.seniority == ASSAY_SENIORITY_C_LEVEL && result.function >= 0 &&
      strcmp (assay_job_functions[result.function], "healthcare") == 0)
    result.seniority = ASSAY_SENIORITY_INDIVIDUAL;
  if (result.seniority == ASSAY_SENIORITY_UNKNOWN)
    result.seniority = ASSAY_SENIORITY_INDIVIDUAL;
  result.confidence = judge_confidence (&reading, result.seniority);
  return result;
}

/**
 * assay_job_titles_read_function:
 * @text: a department
 *
 * Returns: place in assay_job_functions; -1 where it tells none
 */
int
assay_job_titles_read_function (const AssayJobTitles *titles, const char *text, gsize length)
{
  return assay_job_titles_read (titles, text, length).function;
}
