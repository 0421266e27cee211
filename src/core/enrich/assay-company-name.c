/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-company-name-private.h"

#include <string.h>

/*< private >
 * assay_company_reading_match:
 *
 * Returns: how many words at @at are one of @place, the most that are
 */
guint
assay_company_reading_match (const AssayCompanyReading *self,
                             AssayCompanyWordPlace      place,
                             guint                      at)
{
  guint32 value;

  return at < self->end ? assay_term_table_match (
             self->known->tables[place], &self->words.words[at], self->end - at, &value)
                        : 0;
}

static gboolean
has_slash (const AssayCompanyReading *self, guint at, guint n)
{
  for (guint i = at + 1; i < at + n; i++)
    if ((self->words.words[i].gap & ASSAY_TERM_GAP_SLASH) == 0 ||
        (self->words.words[i].gap & ASSAY_TERM_GAP_SPACE))
      return FALSE;
  return TRUE;
}

static guint
match_marker (const AssayCompanyReading *self, AssayCompanyWordPlace place, AssayCompanyWordPlace slashed, guint at)
{
  guint n = assay_company_reading_match (self, place, at);

  if (n > 0)
    return n;
  n = assay_company_reading_match (self, slashed, at);
  return n > 0 && has_slash (self, at, n) ? n : 0;
}

/* Cuts off what a former name, an owner, an address or a parent company adds. */
static void
cut_at_markers (AssayCompanyReading *self)
{
  for (guint i = self->start; i < self->end; i++)
    {
      guint alias = match_marker (
          self, ASSAY_COMPANY_WORD_ALIAS, ASSAY_COMPANY_WORD_ALIAS_SLASHED, i);
      guint tail = alias > 0 ? 0
                             : match_marker (self, ASSAY_COMPANY_WORD_TAIL,
                                             ASSAY_COMPANY_WORD_TAIL_SLASHED, i);

      if (alias == 0 && tail == 0)
        continue;
      if ((alias > 0 || i == self->start) && i + alias + tail < self->end)
        self->start = i + alias + tail;
      else if (i > self->start)
        self->end = i;
      else
        continue;
      self->was_cut = TRUE;
    }
}

static gboolean
is_behind_form (const AssayCompanyReading *self, guint at)
{
  guint32 value;

  for (guint n = 1; n <= 4 && at >= self->start + 1 + n; n++)
    if (assay_term_table_match (self->known->forms->tables[ASSAY_LEGAL_FORM_END],
                                &self->words.words[at - n], n, &value) == n
        && !assay_legal_forms_get (self->known->forms, value)->weak)
      return TRUE;
  return FALSE;
}

/* "…, London Branch", "… GmbH, NL Bremen", "… GmbH Werk Bremen" */
static gboolean
is_branch (const AssayCompanyReading *self, guint at, gboolean apart)
{
  guint n = assay_company_reading_match (self, ASSAY_COMPANY_WORD_BRANCH, at);

  if (n > 0 && at + n < self->end)
    return apart || is_behind_form (self, at);
  if (at + 4 < self->end || assay_company_reading_match (self, ASSAY_COMPANY_WORD_BRANCH, self->end - 1) == 0)
    return FALSE;
  return apart || (assay_term_word_is (&self->words.words[self->end - 1], "branch") && is_behind_form (self, at));
}

/* A bar ends the name; "- Germany" and ", Germany" are no part of it. */
static void
cut_tails (AssayCompanyReading *self)
{
  for (guint i = self->start + 1; i < self->end; i++)
    {
      const AssayTermWord *word = &self->words.words[i], *before = word - 1;
      gboolean dash = (word->gap & ASSAY_TERM_GAP_DASH) && (word->gap & ASSAY_TERM_GAP_SPACE);
      guint32 value;

      if ((word->gap & ASSAY_TERM_GAP_OTHER) &&
          memchr (self->source + before->to, '|', word->from - before->to) != NULL)
        {
          self->end = i;
          self->was_cut = TRUE;
          return;
        }
      if (is_branch (self, i, dash || (word->gap & ASSAY_TERM_GAP_COMMA))
          || ((dash || (word->gap & ASSAY_TERM_GAP_COMMA)) &&
              assay_term_table_match (
                  self->known->forms->tables[ASSAY_LEGAL_FORM_COUNTRY], word, self->end - i, &value) ==
                  self->end - i))
        {
          self->end = i;
          self->was_cut = TRUE;
          return;
        }
    }
}

/* Leaves out "(Deutschland)" and the like, which stand behind the first word. */
static void
leave_out_brackets (AssayCompanyReading *self)
{
  for (guint i = self->start; i < self->end; i++)
    self->keep[i] = TRUE;
  for (guint i = self->start + 1; i < self->end; i++)
    {
      guint to = i + 1;

      if ((self->words.words[i].gap & ASSAY_TERM_GAP_OPEN) == 0)
        continue;
      while (to < self->end && (self->words.words[to].gap & ASSAY_TERM_GAP_CLOSE) == 0)
        to++;
      if (assay_company_reading_match (self, ASSAY_COMPANY_WORD_BRACKET, i) != to - i)
        for (guint k = i; k < to; k++)
          self->keep[k] = FALSE;
      i = to - 1;
    }
}

/* Brackets that are left out go with whatever stands around them. */
static void
close_gaps (AssayCompanyReading *self)
{
  guint n = self->start;

  for (guint i = self->start; i < self->end; i++)
    if (self->keep[i])
      self->words.words[n++] = self->words.words[i];
  self->end = n;
}

/* The source without control characters, blanks collapsed, from the first to the last word of the
 * name. */
static const char *
write_display (AssayCompanyReading *self, guint first, guint last)
{
  const char *p = self->source + self->words.words[first].from;
  const char *end = self->source + self->words.words[last].to;
  const char *limit = self->source + self->source_length;
  char *text;
  gsize used = 0;
  gboolean open = memchr (p, '(', (gsize) (end - p)) != NULL;

  while (end < limit && (*end == '.' || (*end == ')' && open)))
    end++;
  text = assay_arena_alloc (self->arena, (gsize) (end - p) * 3 + 1);
  while (p < end)
    {
      gunichar c = assay_term_next (&p, end);

      if (c == 0xfffd || g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          if (used > 0 && text[used - 1] != ' ')
            text[used++] = ' ';
        }
      else
        used += (gsize) g_unichar_to_utf8 (c, text + used);
    }
  text[used] = '\0';
  return text;
}

/* The form tells the country, or the domain does among those that have it. */
static const char *
find_country (const AssayCompanyReading *self, const char *domain)
{
  const char *dot = domain != NULL ? strrchr (domain, '.') : NULL;
  char code[3];

  if (self->form == NULL)
    return NULL;
  if (dot != NULL && strlen (dot) == 3)
    {
      code[0] = g_ascii_toupper (dot[1]);
      code[1] = g_ascii_toupper (dot[2]);
      code[2] = '\0';
      if (strcmp (code, "UK") == 0)
        strcpy (code, "GB");
      if (strstr (self->form->countries, code) != NULL)
        return assay_arena_strndup (self->arena, code, 2);
    }
  return self->form->country[0] != '\0' ? self->form->country : NULL;
}

static int
judge_confidence (const AssayCompanyReading *self)
{
  int confidence = self->form != NULL ? 95 : 88;

  if (self->was_cut)
    confidence -= 15;
  if (self->core_end - self->core_start > 8)
    confidence -= 20;
  if (self->words.cut)
    confidence = 15;
  if (self->core_end - self->core_start == 1 && self->words.words[self->core_start].length == 1)
    confidence = MIN (confidence, 40);
  return confidence;
}

/**
 * assay_company_name_read:
 * @name: (out caller-allocates): what is found
 * @text: bytes, not terminated
 * @domain: (nullable): the company's domain, which may tell the country
 *
 * Reads the name of a company. Any thread.
 */
void
assay_company_name_read (AssayCompanyName *name,
                         const AssayCompanyWords *known,
                         AssayArena *arena,
                         const char *text,
                         gsize length,
                         const char *domain)
{
  AssayCompanyReading self;
  guint first, last;

  memset (name, 0, sizeof *name);
  memset (&self, 0, G_STRUCT_OFFSET (AssayCompanyReading, words));
  self.known = known;
  self.arena = arena;
  self.source = text;
  self.source_length = length;
  self.form = NULL;
  self.was_cut = FALSE;
  assay_term_words_init (&self.words, text, length);
  self.start = 0;
  self.end = self.words.n;
  if (self.end == 0
      || assay_company_reading_match (&self, ASSAY_COMPANY_WORD_NOTHING, 0) == self.end)
    return;
  cut_at_markers (&self);
  cut_tails (&self);
  first = self.start;
  last = self.end - 1;
  leave_out_brackets (&self);
  name->display = write_display (&self, first, last);
  close_gaps (&self);
  assay_company_strip_forms (&self);
  name->key = assay_company_write_key (&self);
  name->form = self.form != NULL ? self.form->name : NULL;
  name->country = find_country (&self, domain);
  name->confidence = judge_confidence (&self);
}
