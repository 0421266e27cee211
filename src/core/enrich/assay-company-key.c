/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-company-name-private.h"

#include <string.h>

static gboolean
has_lower (const char *from,
           const char *to)
{
  for (const char *p = from; p < to;)
    if (g_unichar_islower (assay_term_next (&p, to)))
      return TRUE;
  return FALSE;
}

/* Behind a comma, with dots, or in capitals where the name is not. */
static gboolean
is_written_as_form (const AssayCompanyReading *self, guint from, guint to)
{
  const char *name = self->source + self->words.words[self->start].from;
  const char *p = self->source + self->words.words[from].from;
  const char *end = self->source + self->words.words[to - 1].to;

  return (self->words.words[from].gap & ASSAY_TERM_GAP_COMMA)
         || memchr (p, '.', (gsize) (end - p)) != NULL
         || (!has_lower (p, end) && has_lower (name, p));
}

static gboolean
strip_end (AssayCompanyReading *self)
{
  guint words_left = self->core_end - self->core_start;

  for (guint n = MIN (8, words_left - 1); n > 0; n--)
    {
      guint from = self->core_end - n;
      guint32 value;
      const AssayLegalForm *form;

      if (assay_term_table_match (
              self->known->forms->tables[ASSAY_LEGAL_FORM_END], &self->words.words[from], n, &value) != n)
        continue;
      form = assay_legal_forms_get (self->known->forms, value);
      if (form->weak && !is_written_as_form (self, from, self->core_end))
        continue;
      self->core_end = from;
      self->form = form;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_one_of (const AssayTermWord *word,
           const char *const   *texts)
{
  for (; *texts != NULL; texts++)
    if (assay_term_word_is (word, *texts))
      return TRUE;
  return FALSE;
}

/* Forms that begin the names of teams and brands, too: they need another one at the end. */
static const char *const need_another[] = { "sc", "ad", "as", "sa", "et", "ei", "ph", "pd", NULL };

/* Abbreviations that are no capitals. */
static const char *const small[] = { "ets", "ste", "cia", NULL };

static void
strip_start (AssayCompanyReading *self)
{
  const AssayTermWord *word = &self->words.words[self->core_start];
  const char *from = self->source + word->from, *to = self->source + word->to;
  guint32 value;
  guint n = assay_term_table_match (self->known->forms->tables[ASSAY_LEGAL_FORM_START], word,
                                    self->core_end - self->core_start, &value);

  if (n == 0 || self->core_start + n >= self->core_end)
    return;
  /* "SC Johnson", "As You Like It": an abbreviation stands in capitals. */
  if (n == 1 && word->length <= 3 && has_lower (from, to) && *to != '.' && !is_one_of (word, small))
    return;
  if (n == 1 && self->form == NULL && is_one_of (word, need_another))
    return;
  self->core_start += n;
  if (self->form == NULL)
    self->form = assay_legal_forms_get (self->known->forms, value);
}

/* "Rossi s.n.c. di Rossi Luca e C.": the partners are no part of the name. */
static void
cut_partners (AssayCompanyReading *self)
{
  guint32 value;

  for (guint i = self->core_start + 1; i + 1 < self->core_end; i++)
    {
      guint n = assay_term_table_match (self->known->forms->tables[ASSAY_LEGAL_FORM_END],
                                        &self->words.words[i], self->core_end - i, &value);

      if (n == 0 || i + n >= self->core_end
          || !assay_term_word_is (&self->words.words[i + n], "di")
          || assay_legal_forms_get (self->known->forms, value)->name[0] != 'S')
        continue;
      self->core_end = i + n;
      return;
    }
}

void
assay_company_strip_forms (AssayCompanyReading *self)
{
  self->core_start = self->start;
  self->core_end = self->end;
  cut_partners (self);
  for (guint i = 0; i < 4 && self->core_end - self->core_start > 1; i++)
    if (!strip_end (self))
      break;
  if (self->core_end - self->core_start > 1)
    strip_start (self);
  if (self->core_end - self->core_start > 1 && assay_term_word_is (&self->words.words[self->core_start], "the"))
    self->core_start++;
  else if (self->core_end - self->core_start > 1 && assay_term_word_is (&self->words.words[self->core_end - 1], "the"))
    self->core_end--;
}

static gboolean
is_conjunction (const AssayCompanyReading *self, guint at)
{
  return at > self->core_start && at + 1 < self->core_end
         && assay_company_reading_match (self, ASSAY_COMPANY_WORD_JOINT, at) == 1;
}

/* "AT&T", "McDonald's", "A B C": one word all the same. */
static gboolean
joins (const AssayCompanyReading *self, guint at, const AssayTermWord *before)
{
  const AssayTermWord *word = &self->words.words[at];
  gsize gap = word->from - before->to;

  if (word->gap == ASSAY_TERM_GAP_APOSTROPHE)
    return TRUE;
  if (word->gap == ASSAY_TERM_GAP_AND && gap == 1)
    return word->length <= 3 && before->length <= 3;
  return word->length == 1 && before->length == 1 && g_ascii_isalpha (word->text[0]) &&
         g_ascii_isalpha (before->text[0]);
}

static gsize
strip_affix (
    const AssayCompanyReading *self, const char *text, gsize length, const AssayLegalForm **form, gsize *skip)
{
  guint32 value;
  gsize n;

  *skip = 0;
  if (length < 9 || (guchar) text[0] < 0xe0)
    return length;
  n = assay_term_table_find_end (self->known->forms->tables[ASSAY_LEGAL_FORM_AFFIX], text, length, &value);
  if (n > 0 && n < length)
    {
      *form = assay_legal_forms_get (self->known->forms, value);
      return length - n;
    }
  n = assay_term_table_find_start (
      self->known->forms->tables[ASSAY_LEGAL_FORM_AFFIX], text, length, &value);
  if (n > 0 && n < length)
    {
      *form = assay_legal_forms_get (self->known->forms, value);
      *skip = n;
      return length - n;
    }
  return length;
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", c) != NULL;
}

/* "Mueller" and "Müller", "Aalborg" and "Ålborg" are one: behind a consonant the e of ae, oe and ue
 * goes, and so does one a of aa. Words end in "ue" and "ae" for other reasons ("Blue"). */
static gsize
write_word (char *key, const char *text, gsize length)
{
  gsize used = 0;

  for (gsize i = 0; i < length; i++)
    {
      gboolean last = i + 1 == length;
      char before = i > 1 ? text[i - 2] : '\0';

      if (i > 0 && text[i] == 'a' && text[i - 1] == 'a')
        continue;
      if (i > 0 && text[i] == 'e' && strchr ("aou", text[i - 1]) != NULL && !is_vowel (before)
          && before != 'q' && (!last || (text[i - 1] == 'o' && length >= 6)))
        continue;
      key[used++] = text[i];
    }
  return used;
}

/* "Bauges.m.b.H." is a Baugesellschaft mbH. */
static gboolean
ends_in_short_gesellschaft (const AssayCompanyReading *self, guint at)
{
  const AssayTermWord *word = &self->words.words[at];

  return at + 1 == self->core_end && at + 1 < self->end && word->length > 5
         && memcmp (word->text + word->length - 3, "ges", 3) == 0
         && assay_term_word_is (word + 1, "mbh") && (word[1].gap & ASSAY_TERM_GAP_DOT);
}

const char *
assay_company_write_key (AssayCompanyReading *self)
{
  char *key = assay_arena_alloc (self->arena, ASSAY_TERM_TEXT_MAX + ASSAY_TERM_WORDS_MAX + 32);
  const AssayTermWord *before = NULL;
  gsize used = 0;

  for (guint i = self->core_start; i < self->core_end; i++)
    {
      const AssayTermWord *word = &self->words.words[i];
      gsize skip, length;

      if (is_conjunction (self, i))
        continue;
      length = strip_affix (self, word->text, word->length, &self->form, &skip);
      if (used > 0 && !(before == word - 1 && joins (self, i, before)))
        key[used++] = ' ';
      used += write_word (key + used, word->text + skip, length);
      if (ends_in_short_gesellschaft (self, i))
        used = (gsize) (g_stpcpy (key + used, "ellschaft") - key);
      before = word;
    }
  key[used] = '\0';
  return key;
}

