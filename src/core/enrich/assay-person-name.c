/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-person-name-private.h"

#include <string.h>

static gboolean
ends_in_dot (const AssayNameToken *token)
{
  return token->length > 0 && token->text[token->length - 1] == '.';
}

/* Titles that are also names: they need a name of two words behind them. */
static const char *const names_too[] = {
  "don",   "gen",    "pan",  "di",  "san",  "me",   "ca",    "bay",  "col",   "on",
  "mag",   "tun",    "ra",   "cav", "pd",   "wp",   "sri",   "hr",   "fr",    "ing",
  "m",     "dra",    "cp",   "adv", "ir",   "graf", "baron", "lord", "judge", "chief",
  "major", "pastor", "dato", "sir", "dean", "mr",   "sr",    NULL
};

static char *
join_as_written (AssayNameReading *self, AssayNameSpan span)
{
  gsize length = 0;
  char *text, *out;

  for (guint i = 0; i < span.n; i++)
    length += span.tokens[i].length + 1;
  text = out = assay_arena_alloc (self->arena, length + 1);
  for (guint i = 0; i < span.n; i++)
    {
      if (i > 0)
        *out++ = ' ';
      memcpy (out, span.tokens[i].text, span.tokens[i].length);
      out += span.tokens[i].length;
    }
  *out = '\0';
  return text;
}

static const char *
append (AssayNameReading *self, const char *text, const char *more)
{
  if (text == NULL || more == NULL)
    return text != NULL ? text : more;
  return assay_arena_printf (self->arena, "%s %s", text, more);
}

AssayNameSpan
assay_name_strip_titles (AssayNameReading *self, AssayNameSpan span)
{
  guint at = 0;

  while (at < span.n)
    {
      guint n = assay_name_reading_match (self, ASSAY_NAME_TITLE, span.tokens + at, span.n - at);
      gboolean doubtful = n == 1 && assay_name_key_is_one_of (&span.tokens[at], names_too) &&
                          !ends_in_dot (&span.tokens[at]);

      if (n == 1 && span.tokens[at].key_length == 1)
        doubtful = !(at + 2 < span.n &&
                     assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[at + 1])) ||
                   !ends_in_dot (&span.tokens[at]);
      /* "DI STEFANO Paolo" is no Diplomingenieur. */
      if (self->source->habit == ASSAY_NAME_HABIT_ITALIAN && assay_name_is_shouted_particle (self, span, at))
        break;
      if (n == 0 || at + n >= span.n || (doubtful && at + n + 1 >= span.n) ||
          (doubtful && span.tokens[at].key_length == 1))
        break;
      at += n;
    }
  if (at > 0)
    self->name->title = join_as_written (self, assay_name_span_cut (span, 0, at));
  return assay_name_span_cut (span, at, span.n);
}

static guint
count_capitals (const AssayNameToken *token)
{
  guint n = 0;

  for (gsize i = 0; i < token->length; i++)
    n += g_ascii_isupper (token->text[i]) != 0;
  return n;
}

/* "MA" behind a comma or with dots is a degree; "Ma" is a name. */
static gboolean
is_suffix (const AssayNameReading *self, AssayNameSpan span, guint at, guint n)
{
  static const char *const always[] = { "jr",     "ii",      "iii",    "iv",  "phd",  "mba",
                                        "esq",    "esquire", "cpa",    "msc", "bsc",  "llm",
                                        "cissp",  "pmp", "dipl", "dds",
                                        "dvm",    "cfa",     "2nd",    "3rd", "mph",  "dphil",
                                        "pharmd", "emba",    "junior", "sen", "jun", NULL };
  const AssayNameToken *token = &span.tokens[at];

  if (at == 0)
    return FALSE;
  if (n > 1 || assay_name_key_is_one_of (token, always))
    return TRUE;
  if (assay_name_key_is_one_of (token, (const char *const[]){ "filho", "neto", "sobrinho", NULL }))
    return at >= 2;
  if (assay_name_key_is_one_of (token, (const char *const[]){ "sr", NULL }))
    return at >= 2 || ends_in_dot (token) || token->comma;
  if (token->comma ||
      strchr (join_as_written ((AssayNameReading *) self, assay_name_span_cut (span, at, at + 1)),
              '.') != NULL)
    return TRUE;
  /* In capitals where the name is not, or some: "CEng". */
  return count_capitals (token) >= 2 && !span.tokens[0].upper && at >= 2;
}

/* What no list knows: "MRCVS", "MIMechE" behind a name that is not in capitals. */
static gboolean
is_postnominal (AssayNameSpan span, guint at)
{
  const AssayNameToken *token = &span.tokens[at];
  guint n_vowels = 0;

  for (gsize i = 0; i < token->length; i++)
    {
      if ((guchar) token->text[i] >= 0x80)
        return FALSE;
      n_vowels += strchr ("aeiouyAEIOUY", token->text[i]) != NULL;
    }
  return at >= 2 && count_capitals (token) >= 3 && !span.tokens[0].upper
         && (!token->upper || n_vowels == 0);
}

static AssayNameSpan
strip_suffixes (AssayNameReading *self, AssayNameSpan span)
{
  guint end = span.n;

  for (gboolean found = TRUE; found && end > 1;)
    {
      found = FALSE;
      for (guint n = MIN (3, end - 1); n > 0 && !found; n--)
        if (assay_name_reading_match (self, ASSAY_NAME_SUFFIX, span.tokens + end - n, n) == n &&
            is_suffix (self, span, end - n, n))
          {
            end -= n;
            found = TRUE;
          }
      if (!found && is_postnominal (span, end - 1))
        {
          end--;
          found = TRUE;
        }
    }
  if (end < span.n)
    {
      self->suffix = assay_name_span_cut (span, end, span.n);
      self->name->suffix = join_as_written (self, self->suffix);
    }
  return assay_name_span_cut (span, 0, end);
}

static gboolean
is_whole (const AssayNameReading *self, AssayNameKind kind, AssayNameSpan span)
{
  return span.n > 0 && assay_name_reading_match (self, kind, span.tokens, span.n) == span.n;
}

static gboolean
is_organisation (const AssayNameReading *self, AssayNameSpan span)
{
  static const char *const never_a_name[] = {
    "gmbh",      "ltd",         "llc",         "inc",      "limited",    "incorporated",
    "corp",      "corporation", "sarl",        "srl",      "team",       "group",
    "solutions", "services",    "consulting",  "company",  "systems",    "technologies",
    "plc",       "llp",         "department",  "agency",   "university", "universitat",
    "hospital",  "holdings",    "enterprises", "software", NULL
  };

  for (guint i = 0; i < span.n; i++)
    {
      if (!assay_name_reading_have (self, ASSAY_NAME_ORGANISATION, &span.tokens[i]))
        continue;
      if (assay_name_key_is_one_of (&span.tokens[i], never_a_name))
        return TRUE;
      if (span.tokens[i].key_length > 2 &&
          (span.n > 3 || !assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[0])) &&
          !span.tokens[i].comma)
        return TRUE;
    }
  return FALSE;
}

static AssayNameVerdict
judge (const AssayNameReading *self, AssayNameSpan span)
{
  if (self->tokens.has_at)
    return ASSAY_NAME_VERDICT_MAILBOX;
  if (is_whole (self, ASSAY_NAME_JUNK, span))
    return ASSAY_NAME_VERDICT_PLACEHOLDER;
  if (is_whole (self, ASSAY_NAME_ROLE, span))
    return ASSAY_NAME_VERDICT_MAILBOX;
  if (is_organisation (self, span))
    return ASSAY_NAME_VERDICT_ORGANISATION;
  return ASSAY_NAME_VERDICT_PERSON;
}

static gboolean
needs_spelling (const AssayNameToken *token, gboolean all_shouted)
{
  static const char vowels[] = "aeiouy";
  gboolean vowel = FALSE;

  if (token->initial)
    return token->lower;
  if (token->lower)
    return TRUE;
  if (!token->upper)
    {
      const char *p = token->text, *end = p + token->length;
      gunichar c = assay_term_next (&p, end);
      gunichar d = p < end ? assay_term_next (&p, end) : 0;
      /* "jOHN" */
      return g_unichar_islower (c) && g_unichar_isupper (d);
    }
  for (gsize i = 0; i < token->key_length; i++)
    vowel = vowel || strchr (vowels, token->key[i]) != NULL;
  return token->key_length > 2 ? vowel || all_shouted : vowel && all_shouted;
}

/* "de la Cruz", but "de La Tour" and "De La Rosa" elsewhere. */
static gboolean
is_article (const AssayNameReading *self, const AssayNameToken *token)
{
  static const char *const articles[] = { "la", "las", "los", "lo", NULL };

  return self->source->habit == ASSAY_NAME_HABIT_IBERIAN && assay_name_key_is_one_of (token, articles);
}

/* Writes the words with blanks in between, capitals put right. */
static const char *
spell (AssayNameReading *self, AssayNameSpan span, gboolean within)
{
  const char *text = NULL;
  gboolean all_shouted = TRUE;

  for (guint i = 0; i < self->rest.n; i++)
    all_shouted = all_shouted && (self->rest.tokens[i].upper || self->rest.tokens[i].initial);
  for (guint i = 0; i < span.n; i++)
    {
      const AssayNameToken *token = &span.tokens[i];
      const char *word = assay_arena_strndup (self->arena, token->text, token->length);
      gboolean particle = assay_name_reading_have (self, ASSAY_NAME_LOWER, token) ||
                          assay_name_reading_have (self, ASSAY_NAME_PARTICLE, token);

      if ((needs_spelling (token, all_shouted) || assay_name_is_shouted_particle (self, span, i)) &&
          !(token->lower && particle && (within || i + 1 < span.n)))
        {
          gboolean small = (within || i > 0 || span.n > 1) && i + 1 < span.n
                           && self->source->habit != ASSAY_NAME_HABIT_ITALIAN;
          const char *spelled = assay_name_spell (self->words, self->arena, token, small);

          if (small && i > 0 && is_article (self, token))
            spelled = assay_arena_printf (self->arena, "%c%s", g_ascii_tolower (*spelled), spelled + 1);
          self->name->spelled = self->name->spelled || strcmp (spelled, word) != 0;
          word = spelled;
        }
      text = text == NULL ? word : assay_arena_printf (self->arena, "%s %s", text, word);
    }
  return text;
}

static void
write_name (AssayNameReading *self)
{
  static const char *const generations[] = { "jr",  "sr",     "ii",    "iii",  "iv", "2nd",
                                             "3rd", "junior", "filho", "neto", NULL };
  AssayPersonName *name = self->name;
  gboolean eastern = self->family.n > 0 && self->family.tokens[0].script != 0;
  const char *middle;

  name->given = spell (self, self->given, FALSE);
  middle = spell (self, self->middle, TRUE);
  name->family = spell (self, self->family, name->given != NULL);
  if (eastern)
    name->full = append (self, name->family, name->given);
  else
    name->full = append (self, append (self, name->given, middle), name->family);
  if (self->suffix.n > 0 && assay_name_key_is_one_of (&self->suffix.tokens[0], generations))
    name->full =
        append (self, name->full, join_as_written (self, assay_name_span_cut (self->suffix, 0, 1)));
}

static int
judge_confidence (const AssayNameReading *self)
{
  gboolean given =
      self->given.n > 0 && assay_name_reading_have (self, ASSAY_NAME_GIVEN, &self->given.tokens[0]);
  gboolean family = self->family.n > 0 &&
                    (assay_name_reading_have (
                         self, ASSAY_NAME_FAMILY, &self->family.tokens[self->family.n - 1]) ||
                     assay_name_reading_have (self, ASSAY_NAME_EASTERN, &self->family.tokens[0]));
  int confidence = 72 + 13 * given + 6 * family;

  if (self->sure || self->columns)
    confidence += 6;
  if (self->given.n == 0 || self->family.n == 0)
    confidence = given || family || self->name->title != NULL ? 60 : 45;
  if (self->tokens.has_digit)
    confidence -= 20;
  if (self->tokens.two_persons)
    confidence = MIN (confidence, 45);
  if (self->tokens.is_cut)
    confidence = 15;
  return confidence;
}

static AssayNameSpan
read_span (AssayNameReading *self, const char *text, gsize length)
{
  assay_name_tokens_init (&self->tokens, self->arena, text, length);
  return (AssayNameSpan){ self->tokens.tokens, self->tokens.n };
}

/* The whole name in one text. */
static void
read_one (AssayNameReading *self, const char *text, gsize length)
{
  AssayNameSpan span = read_span (self, text, length);

  if (span.n == 0 && !self->tokens.has_at)
    return;
  self->name->verdict = judge (self, span);
  if (self->name->verdict != ASSAY_NAME_VERDICT_PERSON)
    return;
  self->rest = span = strip_suffixes (self, assay_name_strip_titles (self, span));
  if (assay_name_read_eastern_script (self, span) || assay_name_read_comma (self, span))
    ;
  else if (self->tokens.two_persons && span.n >= 2)
    {
      self->given = assay_name_span_cut (span, 0, 1);
      self->family = assay_name_span_cut (span, span.n - 1, span.n);
    }
  else
    assay_name_find_order (self, span);
  self->name->confidence = judge_confidence (self);
}

/* Given and family name in columns of their own, which now and then are swapped. */
static void
read_columns (AssayNameReading *self, AssayNameTokens *first_tokens)
{
  const AssayNameSource *source = self->source;
  AssayNameSpan first, last, given, family;
  int weight;

  assay_name_tokens_init (first_tokens, self->arena, source->first, source->first_length);
  first = (AssayNameSpan){ first_tokens->tokens, first_tokens->n };
  last = read_span (self, source->last, source->last_length);
  self->tokens.has_digit = self->tokens.has_digit || first_tokens->has_digit;
  self->tokens.is_cut = self->tokens.is_cut || first_tokens->is_cut;
  self->columns = TRUE;
  self->name->verdict = ASSAY_NAME_VERDICT_PERSON;
  given = assay_name_strip_titles (self, first);
  if (is_whole (self, ASSAY_NAME_TITLE, given) &&
      !assay_name_reading_have (self, ASSAY_NAME_GIVEN, &given.tokens[0]))
    {
      self->name->title = append (self, self->name->title, join_as_written (self, given));
      given.n = 0;
    }
  family = strip_suffixes (self, last.n > 1 ? assay_name_strip_titles (self, last) : last);
  /* The family name stands in both: "Anna Schmidt", "Schmidt". */
  if (given.n > family.n && family.n > 0)
    {
      guint at = given.n - family.n;
      if (given.tokens[at].key_length == family.tokens[0].key_length &&
          memcmp (given.tokens[at].key, family.tokens[0].key, family.tokens[0].key_length) == 0)
        given.n = at;
    }
  self->rest = given;
  weight = 0;
  if (given.n > 0 && family.n > 0)
    {
      const AssayNameToken both[] = { given.tokens[0], family.tokens[family.n - 1] };
      weight = assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &family.tokens[0])
                   ? 0
                   : assay_name_weigh_order (self, (AssayNameSpan){ both, 2 });
      if (both[0].script != 0 || (self->source->habit == ASSAY_NAME_HABIT_EASTERN && weight > -3))
        weight = 0;
    }
  if (weight <= -2)
    {
      self->family = given;
      assay_name_take_given (self, family);
      self->name->turned = TRUE;
    }
  else
    {
      self->family = family;
      assay_name_take_given (self, given);
    }
  self->name->confidence = judge_confidence (self);
  if (self->name->turned)
    self->name->confidence = MIN (self->name->confidence, 75);
}

static gboolean
is_blank (AssayNameReading *self, const char *text, gsize length)
{
  AssayNameSpan span;

  if (text == NULL)
    return TRUE;
  span = read_span (self, text, length);
  return (span.n == 0 && !self->tokens.has_at) ||
         judge (self, span) == ASSAY_NAME_VERDICT_PLACEHOLDER;
}

static gboolean
same_text (const AssayNameSource *source)
{
  return source->first_length == source->last_length &&
         memcmp (source->first, source->last, source->first_length) == 0;
}

/**
 * assay_person_name_read:
 * @name: (out caller-allocates): what is found
 *
 * Reads the name of a person out of what stands in the columns for it. Any thread.
 */
void
assay_person_name_read (AssayPersonName *name,
                        const AssayNameWords *words,
                        AssayArena *arena,
                        const AssayNameSource *source)
{
  AssayNameReading self = { .words = words, .arena = arena, .source = source, .name = name };
  AssayNameTokens first_tokens;
  gboolean no_first, no_last;

  memset (name, 0, sizeof *name);
  no_first = is_blank (&self, source->first, source->first_length);
  no_last = is_blank (&self, source->last, source->last_length);
  if (!no_first && !no_last && !same_text (source))
    read_columns (&self, &first_tokens);
  else if (source->name != NULL && !is_blank (&self, source->name, source->name_length))
    read_one (&self, source->name, source->name_length);
  else if (!no_first)
    read_one (&self, source->first, source->first_length);
  else if (!no_last)
    {
      read_one (&self, source->last, source->last_length);
      /* One word in the column of family names is one. */
      if (name->verdict == ASSAY_NAME_VERDICT_PERSON && self.family.n == 0 && self.rest.n == 1)
        {
          self.family = self.given;
          self.given.n = 0;
        }
    }
  else if (source->name != NULL || source->first != NULL || source->last != NULL)
    {
      const char *text = source->name != NULL    ? source->name
                         : source->first != NULL ? source->first
                                                 : source->last;
      gsize length = source->name != NULL    ? source->name_length
                     : source->first != NULL ? source->first_length
                                             : source->last_length;
      read_one (&self, text, length);
    }
  if (name->verdict == ASSAY_NAME_VERDICT_PERSON)
    write_name (&self);
}
