/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-company-name.h"

#include <string.h>

typedef struct
{
  const AssayLegalForms *forms;
  AssayArena *arena;
  const char *source;
  gsize source_length;
  AssayTermWords words;
  guint start; /* of the name among the words */
  guint end;   /* behind its last word */
  gboolean keep[ASSAY_TERM_WORDS_MAX];
  guint core_start; /* without legal forms */
  guint core_end;
  const AssayLegalForm *form;
  const AssayLegalForm *other; /* a second one: "Pty" before "Ltd" is one, "Oy" and "Ab" are two */
  gboolean was_cut;
} Reading;

/* Whether the words at @at are these; returns their number. */
static guint
phrase_at (const Reading *self, guint at, const char *phrase)
{
  guint n = 0;

  while (*phrase != '\0')
    {
      const char *blank = strchr (phrase, ' ');
      gsize length = blank != NULL ? (gsize) (blank - phrase) : strlen (phrase);

      if (at + n >= self->words.n || self->words.words[at + n].length != length ||
          memcmp (self->words.words[at + n].text, phrase, length) != 0)
        return 0;
      n++;
      phrase += length + (blank != NULL);
    }
  return n;
}

typedef enum
{
  MARKER_NAME_FOLLOWS,
  MARKER_NAME_ENDS,
} MarkerKind;

static const struct
{
  const char *phrase;
  MarkerKind kind;
  gboolean slash; /* only where a slash stands in it: "c/o", "t/a" */
} markers[] = {
  { "doing business as", MARKER_NAME_FOLLOWS, FALSE },
  { "trading as", MARKER_NAME_FOLLOWS, FALSE },
  { "dba", MARKER_NAME_FOLLOWS, FALSE },
  { "d b a", MARKER_NAME_FOLLOWS, FALSE },
  { "t a", MARKER_NAME_FOLLOWS, TRUE },
  { "f k a", MARKER_NAME_ENDS, FALSE },
  { "fka", MARKER_NAME_ENDS, FALSE },
  { "a k a", MARKER_NAME_ENDS, TRUE },
  { "aka", MARKER_NAME_ENDS, FALSE },
  { "also known as", MARKER_NAME_ENDS, FALSE },
  { "formerly known as", MARKER_NAME_ENDS, FALSE },
  { "formerly", MARKER_NAME_ENDS, FALSE },
  { "previously", MARKER_NAME_ENDS, FALSE },
  { "ehemals", MARKER_NAME_ENDS, FALSE },
  { "vormals", MARKER_NAME_ENDS, FALSE },
  { "vorm", MARKER_NAME_ENDS, FALSE },
  { "anciennement", MARKER_NAME_ENDS, FALSE },
  { "antes", MARKER_NAME_ENDS, FALSE },
  { "gia", MARKER_NAME_ENDS, FALSE },
  { "voorheen", MARKER_NAME_ENDS, FALSE },
  { "c o", MARKER_NAME_ENDS, TRUE },
  { "part of the", MARKER_NAME_ENDS, FALSE },
  { "part of", MARKER_NAME_ENDS, FALSE },
  { "a division of", MARKER_NAME_ENDS, FALSE },
  { "division of", MARKER_NAME_ENDS, FALSE },
  { "a subsidiary of", MARKER_NAME_ENDS, FALSE },
  { "ein unternehmen der", MARKER_NAME_ENDS, FALSE },
  { "an affiliate of", MARKER_NAME_ENDS, FALSE },
  { "powered by", MARKER_NAME_ENDS, FALSE },
  { "acquired by", MARKER_NAME_ENDS, FALSE },
  { "now part of", MARKER_NAME_ENDS, FALSE },
};

static gboolean
has_slash (const Reading *self, guint at, guint n)
{
  for (guint i = at + 1; i < at + n; i++)
    if ((self->words.words[i].gap & ASSAY_TERM_GAP_SLASH) == 0 ||
        (self->words.words[i].gap & ASSAY_TERM_GAP_SPACE))
      return FALSE;
  return TRUE;
}

/* Cuts off what a former name, an address or a parent company adds. */
static void
cut_at_markers (Reading *self)
{
  for (guint i = self->start; i < self->end; i++)
    for (gsize m = 0; m < G_N_ELEMENTS (markers); m++)
      {
        guint n = phrase_at (self, i, markers[m].phrase);

        if (n == 0 || (markers[m].slash && !has_slash (self, i, n)))
          continue;
        if ((markers[m].kind == MARKER_NAME_FOLLOWS || i == self->start) && i + n < self->end)
          self->start = i + n;
        else if (i > self->start)
          self->end = i;
        else
          break;
        self->was_cut = TRUE;
        if (self->end == i)
          return;
        break;
      }
}

/* A bar ends the name; "- Germany" and ", Germany" are no part of it. */
static void
cut_tails (Reading *self)
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
      if ((dash || (word->gap & ASSAY_TERM_GAP_COMMA)) &&
          assay_term_table_match (
              self->forms->tables[ASSAY_LEGAL_FORM_COUNTRY], word, self->end - i, &value) ==
              self->end - i)
        {
          self->end = i;
          self->was_cut = TRUE;
          return;
        }
    }
}

static gboolean
is_kept_in_brackets (const Reading *self, guint from, guint to)
{
  static const char *const kept[] = { "holding",
                                      "holdings",
                                      "group",
                                      "gruppe",
                                      "pty",
                                      "pvt",
                                      "p",
                                      "haftungsbeschrankt",
                                      "haftungsbeschraenkt",
                                      "publ",
                                      "h b",
                                      "private",
                                      "international",
                                      NULL };

  for (guint i = 0; kept[i] != NULL; i++)
    if (phrase_at (self, from, kept[i]) == to - from)
      return TRUE;
  return FALSE;
}

/* Leaves out "(Deutschland)" and the like, which stand behind the first word. */
static void
leave_out_brackets (Reading *self)
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
      if (!is_kept_in_brackets (self, i, to))
        for (guint k = i; k < to; k++)
          self->keep[k] = FALSE;
      i = to - 1;
    }
}

static gboolean
is_written_as_form (const Reading *self, guint from, guint to)
{
  const char *p = self->source + self->words.words[from].from;
  const char *end = self->source + self->words.words[to - 1].to;
  gboolean dots = FALSE, upper = TRUE;

  if (self->words.words[from].gap & ASSAY_TERM_GAP_COMMA)
    return TRUE;
  for (; p < end; p++)
    {
      dots = dots || *p == '.';
      upper = upper && !g_ascii_islower (*p);
    }
  if (dots)
    return TRUE;
  for (p = self->source; upper && p < self->source + self->words.words[from].from; p++)
    if (g_ascii_islower (*p))
      return TRUE;
  return FALSE;
}

static gboolean
strip_end (Reading *self)
{
  guint words_left = self->core_end - self->core_start;

  for (guint n = MIN (8, words_left - 1); n > 0; n--)
    {
      guint from = self->core_end - n;
      guint32 value;
      const AssayLegalForm *form;

      if (assay_term_table_match (
              self->forms->tables[ASSAY_LEGAL_FORM_END], &self->words.words[from], n, &value) != n)
        continue;
      form = assay_legal_forms_get (self->forms, value);
      if (form->weak && !is_written_as_form (self, from, self->core_end))
        continue;
      self->core_end = from;
      self->other = self->form;
      self->form = form;
      return TRUE;
    }
  return FALSE;
}

static void
strip_start (Reading *self)
{
  guint32 value;
  guint n = assay_term_table_match (self->forms->tables[ASSAY_LEGAL_FORM_START],
                                    &self->words.words[self->core_start],
                                    self->core_end - self->core_start,
                                    &value);

  if (n == 0 || self->core_start + n >= self->core_end)
    return;
  /* "SC Johnson", "As You Like It": an abbreviation stands in capitals where the name does not. */
  if (self->words.words[self->core_start].length <= 3 &&
      !g_ascii_isupper (self->source[self->words.words[self->core_start].from]) &&
      (guchar) self->source[self->words.words[self->core_start].from] < 0x80)
    return;
  if (self->words.words[self->core_start].length == 2 && n == 1 && self->form == NULL &&
      (phrase_at (self, self->core_start, "sc") || phrase_at (self, self->core_start, "cv") ||
       phrase_at (self, self->core_start, "ad") || phrase_at (self, self->core_start, "as")))
    return;
  self->core_start += n;
  if (self->form == NULL)
    self->form = assay_legal_forms_get (self->forms, value);
}

/* Brackets that are left out go with whatever stands around them. */
static void
close_gaps (Reading *self)
{
  guint n = self->start;

  for (guint i = self->start; i < self->end; i++)
    if (self->keep[i])
      self->words.words[n++] = self->words.words[i];
  self->end = n;
}

static void
strip_forms (Reading *self)
{
  self->core_start = self->start;
  self->core_end = self->end;
  for (guint i = 0; i < 4 && self->core_end - self->core_start > 1; i++)
    if (!strip_end (self))
      break;
  if (self->core_end - self->core_start > 1)
    strip_start (self);
  if (self->core_end - self->core_start > 1 && phrase_at (self, self->core_start, "the"))
    self->core_start++;
  else if (self->core_end - self->core_start > 1 && phrase_at (self, self->core_end - 1, "the"))
    self->core_end--;
}

static gboolean
is_conjunction (const Reading *self, guint at)
{
  static const char *const words[] = { "and", "und", "et", "y", "e", "og",
                                       "och", "en",  "u",  "&", NULL };

  if (at == self->core_start || at + 1 == self->core_end)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (assay_term_word_is (&self->words.words[at], words[i]))
      return TRUE;
  return FALSE;
}

/* "AT&T", "McDonald's", "A B C": one word all the same. */
static gboolean
joins (const Reading *self, guint at, const AssayTermWord *before)
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
    const Reading *self, const char *text, gsize length, const AssayLegalForm **form, gsize *skip)
{
  guint32 value;
  gsize n;

  *skip = 0;
  if (length < 9 || (guchar) text[0] < 0xe0)
    return length;
  n = assay_term_table_find_end (self->forms->tables[ASSAY_LEGAL_FORM_AFFIX], text, length, &value);
  if (n > 0 && n < length)
    {
      *form = assay_legal_forms_get (self->forms, value);
      return length - n;
    }
  n = assay_term_table_find_start (
      self->forms->tables[ASSAY_LEGAL_FORM_AFFIX], text, length, &value);
  if (n > 0 && n < length)
    {
      *form = assay_legal_forms_get (self->forms, value);
      *skip = n;
      return length - n;
    }
  return length;
}

static const char *
write_key (Reading *self)
{
  char *key = assay_arena_alloc (self->arena, ASSAY_TERM_TEXT_MAX + ASSAY_TERM_WORDS_MAX + 16);
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
      memcpy (key + used, word->text + skip, length);
      used += length;
      before = word;
    }
  key[used] = '\0';
  return key;
}

/* The source without control characters, blanks collapsed, from the first to the last word of the
 * name. */
static const char *
write_display (Reading *self, guint first, guint last)
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
find_country (const Reading *self, const char *domain)
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

static gboolean
names_nothing (const AssayTermWords *words)
{
  static const char *const nothing[] = { "na",
                                         "none",
                                         "unknown",
                                         "null",
                                         "test",
                                         "tbd",
                                         "tba",
                                         "nil",
                                         "unbekannt",
                                         "keine",
                                         "x",
                                         "xx",
                                         "xxx",
                                         "nan",
                                         "undefined",
                                         "private",
                                         "privat",
                                         "individual",
                                         "self",
                                         "selfemployed",
                                         "freelance",
                                         "freelancer",
                                         "retired",
                                         "student",
                                         "unemployed",
                                         "selbstandig",
                                         "selbststandig",
                                         "autonomo",
                                         "independant",
                                         "freiberuflich",
                                         "keine angabe",
                                         "no company",
                                         "self employed",
                                         "not applicable",
                                         "not available",
                                         "n a",
                                         "none yet",
                                         "company",
                                         "firma",
                                         "privatperson",
                                         "particulier",
                                         "particular",
                                         "privato",
                                         "ninguna",
                                         "aucune",
                                         "nessuna",
                                         "nenhuma",
                                         "geen",
                                         "personal",
                                         "home",
                                         "company name",
                                         "asdf" };
  Reading reading = { .words = { .n = 0 } };

  if (words->n == 0 || words->n > 2)
    return words->n == 0;
  reading.words.n = words->n;
  memcpy (reading.words.words, words->words, words->n * sizeof *words->words);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (phrase_at (&reading, 0, nothing[i]) == words->n)
      return TRUE;
  return FALSE;
}

static int
judge_confidence (const Reading *self)
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
                         const AssayLegalForms *forms,
                         AssayArena *arena,
                         const char *text,
                         gsize length,
                         const char *domain)
{
  Reading self;
  guint first, last;

  memset (name, 0, sizeof *name);
  memset (&self, 0, G_STRUCT_OFFSET (Reading, words));
  self.forms = forms;
  self.arena = arena;
  self.source = text;
  self.source_length = length;
  self.form = self.other = NULL;
  self.was_cut = FALSE;
  assay_term_words_init (&self.words, text, length);
  if (names_nothing (&self.words))
    return;
  self.start = 0;
  self.end = self.words.n;
  cut_at_markers (&self);
  cut_tails (&self);
  first = self.start;
  last = self.end - 1;
  leave_out_brackets (&self);
  name->display = write_display (&self, first, last);
  close_gaps (&self);
  strip_forms (&self);
  name->key = write_key (&self);
  name->form = self.form != NULL ? self.form->name : NULL;
  name->country = find_country (&self, domain);
  name->confidence = judge_confidence (&self);
}
