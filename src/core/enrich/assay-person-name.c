/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-person-name.h"

#include <string.h>

/* Some of the tokens, one after the other. */
typedef struct
{
  const AssayNameToken *tokens;
  guint n;
} Span;

typedef struct
{
  const AssayNameWords *words;
  AssayArena *arena;
  const AssayNameSource *source;
  AssayPersonName *name;
  AssayNameTokens tokens;
  Span rest; /* what titles and suffixes leave */
  Span given;
  Span middle;
  Span family;
  Span suffix;
  gboolean columns; /* given and family name come from columns of their own */
  gboolean sure;    /* of the order */
} Reading;

static gboolean
have (const Reading *self, AssayNameKind kind, const AssayNameToken *token)
{
  return assay_name_words_have (self->words, kind, token->key, token->key_length);
}

/* Of how many tokens the longest term of that kind is that @tokens start with. */
static guint
match (const Reading *self, AssayNameKind kind, const AssayNameToken *tokens, guint n)
{
  AssayTermWord words[ASSAY_NAME_TOKENS_MAX];
  guint32 value;

  for (guint i = 0; i < n; i++)
    words[i] = (AssayTermWord){ .text = tokens[i].key, .length = (guint32) tokens[i].key_length };
  return assay_term_table_match (self->words->tables[kind], words, n, &value);
}

static Span
cut (Span span, guint from, guint to)
{
  return (Span){ span.tokens + from, to - from };
}

static gboolean
ends_in_dot (const AssayNameToken *token)
{
  return token->length > 0 && token->text[token->length - 1] == '.';
}

static gboolean
key_is_one_of (const AssayNameToken *token, const char *const *list)
{
  for (; *list != NULL; list++)
    if (strlen (*list) == token->key_length && memcmp (*list, token->key, token->key_length) == 0)
      return TRUE;
  return FALSE;
}

/* Titles that are also names: they need a name of two words behind them. */
static const char *const names_too[] = {
  "don",   "gen",    "pan",  "di",  "san",  "me",   "ca",    "bay",  "col",   "on",
  "mag",   "tun",    "ra",   "cav", "pd",   "wp",   "sri",   "hr",   "fr",    "ing",
  "m",     "dra",    "cp",   "adv", "ir",   "graf", "baron", "lord", "judge", "chief",
  "major", "pastor", "dato", "sir", "dean", "mr",   "sr",    NULL
};

static char *
join_as_written (Reading *self, Span span)
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
append (Reading *self, const char *text, const char *more)
{
  if (text == NULL || more == NULL)
    return text != NULL ? text : more;
  return assay_arena_printf (self->arena, "%s %s", text, more);
}

static Span
strip_titles (Reading *self, Span span)
{
  guint at = 0;

  while (at < span.n)
    {
      guint n = match (self, ASSAY_NAME_TITLE, span.tokens + at, span.n - at);
      gboolean doubtful =
          n == 1 && key_is_one_of (&span.tokens[at], names_too) && !ends_in_dot (&span.tokens[at]);

      if (n == 1 && span.tokens[at].key_length == 1)
        doubtful = !(at + 2 < span.n && have (self, ASSAY_NAME_GIVEN, &span.tokens[at + 1])) ||
                   !ends_in_dot (&span.tokens[at]);
      if (n == 0 || at + n >= span.n || (doubtful && at + n + 1 >= span.n) ||
          (doubtful && span.tokens[at].key_length == 1))
        break;
      at += n;
    }
  if (at > 0)
    self->name->title = join_as_written (self, cut (span, 0, at));
  return cut (span, at, span.n);
}

/* "MA" behind a comma or with dots is a degree; "Ma" is a name. */
static gboolean
is_suffix (const Reading *self, Span span, guint at, guint n)
{
  static const char *const always[] = { "jr",     "ii",      "iii",    "iv",  "phd",  "mba",
                                        "esq",    "esquire", "cpa",    "msc", "bsc",  "llm",
                                        "filho",  "neto",    "cissp",  "pmp", "dipl", "dds",
                                        "dvm",    "cfa",     "2nd",    "3rd", "mph",  "dphil",
                                        "pharmd", "emba",    "junior", NULL };
  const AssayNameToken *token = &span.tokens[at];

  if (at == 0)
    return FALSE;
  if (n > 1 || key_is_one_of (token, always))
    return TRUE;
  if (key_is_one_of (token, (const char *const[]){ "sr", NULL }))
    return at >= 2 || ends_in_dot (token) || token->comma;
  if (token->comma ||
      strchr (join_as_written ((Reading *) self, cut (span, at, at + 1)), '.') != NULL)
    return TRUE;
  /* In capitals where the name is not. */
  return token->upper && !span.tokens[0].upper && at >= 2;
}

static Span
strip_suffixes (Reading *self, Span span)
{
  guint end = span.n;

  for (gboolean found = TRUE; found && end > 1;)
    {
      found = FALSE;
      for (guint n = MIN (3, end - 1); n > 0 && !found; n--)
        if (match (self, ASSAY_NAME_SUFFIX, span.tokens + end - n, n) == n &&
            is_suffix (self, span, end - n, n))
          {
            end -= n;
            found = TRUE;
          }
    }
  if (end < span.n)
    {
      self->suffix = cut (span, end, span.n);
      self->name->suffix = join_as_written (self, self->suffix);
    }
  return cut (span, 0, end);
}

static gboolean
is_whole (const Reading *self, AssayNameKind kind, Span span)
{
  return span.n > 0 && match (self, kind, span.tokens, span.n) == span.n;
}

static gboolean
is_organisation (const Reading *self, Span span)
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
      if (!have (self, ASSAY_NAME_ORGANISATION, &span.tokens[i]))
        continue;
      if (key_is_one_of (&span.tokens[i], never_a_name))
        return TRUE;
      if (span.tokens[i].key_length > 2 &&
          (span.n > 3 || !have (self, ASSAY_NAME_GIVEN, &span.tokens[0])) && !span.tokens[i].comma)
        return TRUE;
    }
  return FALSE;
}

static AssayNameVerdict
judge (const Reading *self, Span span)
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

/* Given names first, what is left is in the middle. */
static void
take_given (Reading *self, Span span)
{
  guint n = MIN (span.n, 1);

  if (span.n >= 2 && span.tokens[0].initial && !span.tokens[1].initial)
    n = 2;
  else if (span.n >= 2 && have (self, ASSAY_NAME_COMPOUND, &span.tokens[0]) &&
           have (self, ASSAY_NAME_GIVEN, &span.tokens[1]))
    n = 2;
  self->given = cut (span, 0, n);
  self->middle = cut (span, n, span.n);
}

/* "Juan García López", but not "Ana Rosa Silva". */
static gboolean
has_two_families (const Reading *self, Span span)
{
  const AssayNameToken *last = &span.tokens[span.n - 1], *before = last - 1;
  gboolean compound = have (self, ASSAY_NAME_COMPOUND, &span.tokens[0]) &&
                      have (self, ASSAY_NAME_GIVEN, &span.tokens[1]);

  if (!have (self, ASSAY_NAME_IBERIAN, before))
    return span.n == 4 && compound && have (self, ASSAY_NAME_IBERIAN, last);
  return !have (self, ASSAY_NAME_GIVEN, before) ||
         (have (self, ASSAY_NAME_IBERIAN, last) && !(span.n == 3 && compound));
}

/* Where the family name starts when it comes last. */
static guint
find_family (const Reading *self, Span span)
{
  for (guint i = 1; i + 1 < span.n; i++)
    if (have (self, ASSAY_NAME_PARTICLE, &span.tokens[i]) && !span.tokens[i].initial)
      {
        gboolean joins = span.tokens[i].key_length == 1 && i >= 2;
        return joins ? i - 1 : i;
      }
  if (span.n >= 3 && has_two_families (self, span))
    return span.n - 2;
  return span.n - 1;
}

static void
family_last (Reading *self, Span span)
{
  guint at = find_family (self, span);

  take_given (self, cut (span, 0, at));
  self->family = cut (span, at, span.n);
}

static gboolean
is_vietnamese (const AssayNameToken *token)
{
  static const char *const names[] = { "nguyen", "tran",  "pham",   "hoang", "huynh",
                                       "phan",   "vu",    "vo",     "dang",  "bui",
                                       "ngo",    "duong", "truong", "dinh",  "doan",
                                       "trinh",  "le",    "do",     "ho",    NULL };
  return key_is_one_of (token, names);
}

static void
family_first (Reading *self, Span span)
{
  guint n = 1;

  while (n < span.n - 1 && have (self, ASSAY_NAME_PARTICLE, &span.tokens[n - 1]))
    n++;
  self->family = cut (span, 0, n);
  self->name->turned = TRUE;
  if (is_vietnamese (&span.tokens[0]) && span.n >= 3)
    {
      self->given = cut (span, span.n - 1, span.n);
      self->middle = cut (span, n, span.n - 1);
    }
  else if (have (self, ASSAY_NAME_EASTERN, &span.tokens[0]))
    self->given = cut (span, n, span.n);
  else
    take_given (self, cut (span, n, span.n));
}

/* What the address says: +2 for anna.schmidt or aschmidt, -2 for the other way round. */
static int
hint_of_address (const Reading *self, const AssayNameToken *first, const AssayNameToken *last)
{
  const char *local = self->source->local;
  gsize length = self->source->local_length;
  AssayTermWords words;

  if (local == NULL || length > 64)
    return 0;
  assay_term_words_init (&words, local, length);
  if (words.n >= 2)
    {
      const AssayTermWord *a = &words.words[0], *b = &words.words[words.n - 1];
      gboolean forward =
          b->length == last->key_length && memcmp (b->text, last->key, b->length) == 0;
      gboolean backward =
          b->length == first->key_length && memcmp (b->text, first->key, b->length) == 0;

      if (forward && a->text[0] == first->key[0])
        return 2;
      return backward && a->text[0] == last->key[0] ? -2 : 0;
    }
  if (words.n == 1 && words.words[0].length > 3)
    {
      const char *text = words.words[0].text;
      gsize n = words.words[0].length - 1;

      if (n == last->key_length && text[0] == first->key[0] && memcmp (text + 1, last->key, n) == 0)
        return 2;
      if (n == first->key_length && text[0] == last->key[0] &&
          memcmp (text + 1, first->key, n) == 0)
        return -2;
    }
  return 0;
}

static gboolean
is_shouted (const AssayNameToken *token)
{
  return token->upper && !token->initial && token->key_length > 2;
}

/* "DUPONT Jean", "Jean DUPONT": capitals mark the family name. */
static gboolean
order_by_capitals (Reading *self, Span span)
{
  guint n_shouted = 0, n_start = 0, n_end = 0;

  for (guint i = 0; i < span.n; i++)
    n_shouted += is_shouted (&span.tokens[i]);
  if (n_shouted == 0 || n_shouted == span.n)
    return FALSE;
  while (is_shouted (&span.tokens[n_start]))
    n_start++;
  while (is_shouted (&span.tokens[span.n - 1 - n_end]))
    n_end++;
  if (n_start == n_shouted)
    {
      self->family = cut (span, 0, n_start);
      take_given (self, cut (span, n_start, span.n));
      self->name->turned = TRUE;
    }
  else if (n_end == n_shouted)
    {
      guint at = MIN (span.n - n_end, find_family (self, span));
      self->family = cut (span, at, span.n);
      take_given (self, cut (span, 0, at));
    }
  else
    return FALSE;
  self->sure = TRUE;
  return TRUE;
}

/* "Smith J", "Smith J. R." */
static gboolean
order_by_initials (Reading *self, Span span)
{
  if (span.tokens[0].initial || span.tokens[0].key_length < 2)
    return FALSE;
  for (guint i = 1; i < span.n; i++)
    if (!span.tokens[i].initial)
      return FALSE;
  self->family = cut (span, 0, 1);
  self->given = cut (span, 1, span.n);
  self->name->turned = self->sure = TRUE;
  return TRUE;
}

static int
weigh_order (const Reading *self, Span span)
{
  const AssayNameToken *first = &span.tokens[0], *last = &span.tokens[span.n - 1];
  gboolean first_eastern = have (self, ASSAY_NAME_EASTERN, first);
  gboolean last_eastern = have (self, ASSAY_NAME_EASTERN, last);
  gboolean first_family = first_eastern || have (self, ASSAY_NAME_FAMILY, first);
  gboolean last_family = last_eastern || have (self, ASSAY_NAME_FAMILY, last);
  gboolean first_given = have (self, ASSAY_NAME_GIVEN, first) ||
                         (first->upper && first->key_length == 2 && !last->upper);
  gboolean last_given = have (self, ASSAY_NAME_GIVEN, last) ||
                        match (self, ASSAY_NAME_GIVEN, span.tokens + 1, span.n - 1) == span.n - 1;
  int weight = first_given + last_family - first_family - last_given;

  if (first_eastern && !first_given &&
      (span.n >= 3 || memchr (last->text, '-', last->length) != NULL) && !last_family)
    weight--;
  if (first_eastern && self->source->eastern)
    weight--;
  if (self->source->eastern && first_family && !first_given)
    weight--;
  if (have (self, ASSAY_NAME_LOWER, first) && last_given && span.n >= 3)
    weight -= 3;
  for (guint i = 1; i + 1 < span.n && !have (self, ASSAY_NAME_LOWER, first); i++)
    if (have (self, ASSAY_NAME_LOWER, &span.tokens[i]) && !first_eastern)
      return 3;
  return weight + hint_of_address (self, first, last);
}

static void
find_order (Reading *self, Span span)
{
  int weight;

  if (span.n == 1)
    {
      gboolean is_family =
          !have (self, ASSAY_NAME_GIVEN, &span.tokens[0]) &&
          (have (self, ASSAY_NAME_FAMILY, &span.tokens[0]) || self->name->title != NULL);
      if (self->name->title != NULL || is_family)
        self->family = span;
      else
        self->given = span;
      return;
    }
  if (order_by_capitals (self, span) || order_by_initials (self, span))
    return;
  weight = weigh_order (self, span);
  self->sure = weight > 0 || weight <= -2;
  if (weight < 0)
    family_first (self, span);
  else
    family_last (self, span);
}

/* "Last, First". FALSE where the comma means something else. */
static gboolean
read_comma (Reading *self, Span span)
{
  guint at = 1;

  while (at < span.n && !span.tokens[at].comma)
    at++;
  if (at >= span.n)
    return FALSE;
  if (at >= 2 && have (self, ASSAY_NAME_GIVEN, &span.tokens[0]) &&
      !have (self, ASSAY_NAME_PARTICLE, &span.tokens[0]) &&
      !have (self, ASSAY_NAME_GIVEN, &span.tokens[at]) && !span.tokens[at].initial)
    {
      /* "Anna Schmidt, Acme" */
      find_order (self, cut (span, 0, at));
      return TRUE;
    }
  self->family = cut (span, 0, at);
  span = strip_titles (self, cut (span, at, span.n));
  for (at = 1; at < span.n && !span.tokens[at].comma; at++)
    ;
  take_given (self, cut (span, 0, at));
  self->name->turned = self->sure = TRUE;
  return TRUE;
}

/* Names without blanks in between: 王伟, 田中太郎, 김민준. */
static gboolean
read_eastern_script (Reading *self, Span span)
{
  const AssayNameToken *token = &span.tokens[0];
  glong n_letters;
  gsize at;
  AssayNameToken *halves;

  if (token->script == 0)
    return FALSE;
  self->name->turned = FALSE;
  self->sure = TRUE;
  if (span.n >= 2)
    {
      self->family = cut (span, 0, 1);
      self->given = cut (span, 1, span.n);
      return TRUE;
    }
  n_letters = g_utf8_strlen (token->text, (gssize) token->length);
  if (n_letters < 2 || n_letters > 5 || token->script == 'K')
    return FALSE;
  at = (gsize) (g_utf8_offset_to_pointer (token->text, n_letters >= 4 ? 2 : 1) - token->text);
  halves = assay_arena_alloc (self->arena, 2 * sizeof *halves);
  halves[0] = halves[1] = *token;
  halves[0].length = halves[0].key_length = at;
  halves[1].text += at;
  halves[1].length -= at;
  self->family = (Span){ halves, 1 };
  self->given = (Span){ halves + 1, 1 };
  return TRUE;
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

/* Writes the words with blanks in between, capitals put right. */
static const char *
spell (Reading *self, Span span, gboolean within)
{
  const char *text = NULL;
  gboolean all_shouted = TRUE;

  for (guint i = 0; i < self->rest.n; i++)
    all_shouted = all_shouted && (self->rest.tokens[i].upper || self->rest.tokens[i].initial);
  for (guint i = 0; i < span.n; i++)
    {
      const AssayNameToken *token = &span.tokens[i];
      const char *word = assay_arena_strndup (self->arena, token->text, token->length);
      gboolean particle =
          have (self, ASSAY_NAME_LOWER, token) || have (self, ASSAY_NAME_PARTICLE, token);

      if (needs_spelling (token, all_shouted) &&
          !(token->lower && particle && (within || i + 1 < span.n)))
        {
          const char *spelled = assay_name_spell (
              self->words, self->arena, token, (within || i > 0 || span.n > 1) && i + 1 < span.n);
          self->name->spelled = self->name->spelled || strcmp (spelled, word) != 0;
          word = spelled;
        }
      text = text == NULL ? word : assay_arena_printf (self->arena, "%s %s", text, word);
    }
  return text;
}

static void
write_name (Reading *self)
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
  if (self->suffix.n > 0 && key_is_one_of (&self->suffix.tokens[0], generations))
    name->full = append (self, name->full, join_as_written (self, cut (self->suffix, 0, 1)));
}

static int
judge_confidence (const Reading *self)
{
  gboolean given = self->given.n > 0 && have (self, ASSAY_NAME_GIVEN, &self->given.tokens[0]);
  gboolean family = self->family.n > 0 &&
                    (have (self, ASSAY_NAME_FAMILY, &self->family.tokens[self->family.n - 1]) ||
                     have (self, ASSAY_NAME_EASTERN, &self->family.tokens[0]));
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

static Span
read_span (Reading *self, const char *text, gsize length)
{
  assay_name_tokens_init (&self->tokens, self->arena, text, length);
  return (Span){ self->tokens.tokens, self->tokens.n };
}

/* The whole name in one text. */
static void
read_one (Reading *self, const char *text, gsize length)
{
  Span span = read_span (self, text, length);

  if (span.n == 0 && !self->tokens.has_at)
    return;
  self->name->verdict = judge (self, span);
  if (self->name->verdict != ASSAY_NAME_VERDICT_PERSON)
    return;
  self->rest = span = strip_suffixes (self, strip_titles (self, span));
  if (read_eastern_script (self, span) || read_comma (self, span))
    ;
  else if (self->tokens.two_persons && span.n >= 2)
    {
      self->given = cut (span, 0, 1);
      self->family = cut (span, span.n - 1, span.n);
    }
  else
    find_order (self, span);
  self->name->confidence = judge_confidence (self);
}

/* Given and family name in columns of their own, which now and then are swapped. */
static void
read_columns (Reading *self, AssayNameTokens *first_tokens)
{
  const AssayNameSource *source = self->source;
  Span first, last, given, family;
  int weight;

  assay_name_tokens_init (first_tokens, self->arena, source->first, source->first_length);
  first = (Span){ first_tokens->tokens, first_tokens->n };
  last = read_span (self, source->last, source->last_length);
  self->tokens.has_digit = self->tokens.has_digit || first_tokens->has_digit;
  self->tokens.is_cut = self->tokens.is_cut || first_tokens->is_cut;
  self->columns = TRUE;
  self->name->verdict = ASSAY_NAME_VERDICT_PERSON;
  given = strip_titles (self, first);
  if (is_whole (self, ASSAY_NAME_TITLE, given) && !have (self, ASSAY_NAME_GIVEN, &given.tokens[0]))
    {
      self->name->title = append (self, self->name->title, join_as_written (self, given));
      given.n = 0;
    }
  family = strip_suffixes (self, last.n > 1 ? strip_titles (self, last) : last);
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
      weight = have (self, ASSAY_NAME_PARTICLE, &family.tokens[0])
                   ? 0
                   : weigh_order (self, (Span){ both, 2 });
      if (both[0].script != 0 || (self->source->eastern && weight > -3))
        weight = 0;
    }
  if (weight <= -2)
    {
      self->family = given;
      take_given (self, family);
      self->name->turned = TRUE;
    }
  else
    {
      self->family = family;
      take_given (self, given);
    }
  self->name->confidence = judge_confidence (self);
  if (self->name->turned)
    self->name->confidence = MIN (self->name->confidence, 75);
}

static gboolean
is_blank (Reading *self, const char *text, gsize length)
{
  Span span;

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
  Reading self = { .words = words, .arena = arena, .source = source, .name = name };
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
