/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "enrich/assay-person-name-private.h"

/* "Jean-Baptiste" is a given name when Jean is. */
static gboolean
has_given_part (const AssayNameReading *self,
                const AssayNameToken   *token)
{
  const char *hyphen = memchr (token->text, '-', token->length);
  gsize length = hyphen != NULL ? (gsize) (hyphen - token->text) : 0;

  /* The key has no hyphen; up to there it is as long as the text where that is plain. */
  return length > 1 && length < token->key_length
         && !assay_name_words_have (self->words, ASSAY_NAME_PARTICLE, token->key, length)
         && assay_name_words_have (self->words, ASSAY_NAME_GIVEN, token->key, length);
}

gboolean
assay_name_reading_have (const AssayNameReading *self,
                         AssayNameKind kind,
                         const AssayNameToken *token)
{
  return assay_name_words_have (self->words, kind, token->key, token->key_length)
         || (kind == ASSAY_NAME_GIVEN && has_given_part (self, token));
}

/* Of how many tokens the longest term of that kind is that @tokens start with. */
guint
assay_name_reading_match (const AssayNameReading *self,
                          AssayNameKind kind,
                          const AssayNameToken *tokens,
                          guint n)
{
  AssayTermWord words[ASSAY_NAME_TOKENS_MAX];
  guint32 value;

  for (guint i = 0; i < n; i++)
    words[i] = (AssayTermWord){ .text = tokens[i].key, .length = (guint32) tokens[i].key_length };
  return assay_term_table_match (self->words->tables[kind], words, n, &value);
}

gboolean
assay_name_key_is_one_of (const AssayNameToken *token, const char *const *list)
{
  for (; *list != NULL; list++)
    if (strlen (*list) == token->key_length && memcmp (*list, token->key, token->key_length) == 0)
      return TRUE;
  return FALSE;
}

/* "Ma. Cristina", "Md. Rafiqul" */
static gboolean
is_shortened (const AssayNameToken *token)
{
  return token->length <= 5 && token->key_length >= 2 && token->text[token->length - 1] == '.';
}

/* "Abdul Rahman" is one name. */
static gboolean
needs_the_next (const AssayNameToken *token)
{
  static const char *const names[] = { "abdul", "abdel", "abdal", "abdur", "abdoul", "abd", "nurul", NULL };

  return assay_name_key_is_one_of (token, names);
}

/* Given names first, what is left is in the middle. */
void
assay_name_take_given (AssayNameReading *self, AssayNameSpan span)
{
  guint n = MIN (span.n, 1);

  if (span.n >= 2 && (span.tokens[0].initial || is_shortened (&span.tokens[0])
                      || needs_the_next (&span.tokens[0]))
      && !span.tokens[1].initial)
    n = 2;
  else if (span.n >= 2 && assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[1])
           && (self->source->habit != ASSAY_NAME_HABIT_ENGLISH
               || assay_name_reading_have (self, ASSAY_NAME_COMPOUND, &span.tokens[0])))
    n = 2;
  self->given = assay_name_span_cut (span, 0, n);
  self->middle = assay_name_span_cut (span, n, span.n);
}

/* "Juan García López", but not "Ana Rosa Silva". */
static gboolean
has_two_families (const AssayNameReading *self, AssayNameSpan span)
{
  const AssayNameToken *last = &span.tokens[span.n - 1], *before = last - 1;
  gboolean compound = assay_name_reading_have (self, ASSAY_NAME_COMPOUND, &span.tokens[0]) &&
                      assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[1]);

  if (self->source->habit == ASSAY_NAME_HABIT_IBERIAN && !before->initial
      && !assay_name_reading_have (self, ASSAY_NAME_GIVEN, before))
    return TRUE;
  if (!assay_name_reading_have (self, ASSAY_NAME_IBERIAN, before))
    return span.n == 4 && compound && assay_name_reading_have (self, ASSAY_NAME_IBERIAN, last);
  return !assay_name_reading_have (self, ASSAY_NAME_GIVEN, before) ||
         (assay_name_reading_have (self, ASSAY_NAME_IBERIAN, last) && !(span.n == 3 && compound));
}

/* "Puig i Ferrer", and where people have two family names "Romero de la Torre". */
static gboolean
joins_families (const AssayNameReading *self, AssayNameSpan span, guint particle)
{
  const AssayNameToken *before = &span.tokens[particle - 1];

  if (span.tokens[particle].key_length == 1 && (guchar) span.tokens[particle].text[0] < 0x80)
    return TRUE;
  return self->source->habit == ASSAY_NAME_HABIT_IBERIAN && !before->initial
         && !assay_name_reading_have (self, ASSAY_NAME_GIVEN, before);
}

/* "Padraig O Sullivan": no initial before a name that goes with it. */
static gboolean
is_irish (const AssayNameReading *self, AssayNameSpan span, guint at)
{
  const AssayNameToken *token = &span.tokens[at];

  return token->key_length == 1 && token->key[0] == 'o' && token->text[token->length - 1] != '.'
         && assay_name_reading_match (self, ASSAY_NAME_FAMILY, token, span.n - at) == span.n - at;
}

/* Where the family name starts when it comes last. */
static guint
find_family (const AssayNameReading *self, AssayNameSpan span)
{
  for (guint i = 1; i + 1 < span.n; i++)
    if (is_irish (self, span, i))
      return i;
    else if (assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &span.tokens[i]) &&
        (!span.tokens[i].initial || span.tokens[i].lower || (guchar) span.tokens[i].text[0] >= 0x80))
      return i >= 2 && joins_families (self, span, i) ? i - 1 : i;
  if (span.n >= 3 && has_two_families (self, span))
    return span.n - 2;
  return span.n - 1;
}

static void
family_last (AssayNameReading *self, AssayNameSpan span)
{
  static const char *const child_of[] = { "bin", "binti", "binte", "bint", "bt", "bte", NULL };
  guint at = find_family (self, span);

  self->family = assay_name_span_cut (span, at, span.n);
  /* "Nur Aisyah binti Abdullah" */
  if (at + 1 < span.n && assay_name_key_is_one_of (&span.tokens[at], child_of))
    self->given = assay_name_span_cut (span, 0, at);
  else
    assay_name_take_given (self, assay_name_span_cut (span, 0, at));
}

static gboolean
is_vietnamese (const AssayNameToken *token)
{
  static const char *const names[] = { "nguyen", "tran",  "pham",   "hoang", "huynh",
                                       "phan",   "vu",    "vo",     "dang",  "bui",
                                       "ngo",    "duong", "truong", "dinh",  "doan",
                                       "trinh",  "le",    "do",     "ho",    NULL };
  return assay_name_key_is_one_of (token, names);
}

static void
family_first (AssayNameReading *self, AssayNameSpan span)
{
  guint n = 1;

  while (n < span.n - 1 && assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &span.tokens[n - 1]))
    n++;
  self->family = assay_name_span_cut (span, 0, n);
  self->name->turned = TRUE;
  if (is_vietnamese (&span.tokens[0]) && span.n >= 3)
    {
      self->given = assay_name_span_cut (span, span.n - 1, span.n);
      self->middle = assay_name_span_cut (span, n, span.n - 1);
    }
  else if (assay_name_reading_have (self, ASSAY_NAME_EASTERN, &span.tokens[0]))
    self->given = assay_name_span_cut (span, n, span.n);
  else
    assay_name_take_given (self, assay_name_span_cut (span, n, span.n));
}

/* What the address says: +2 for anna.schmidt or aschmidt, -2 for the other way round. */
static int
hint_of_address (const AssayNameReading *self,
                 const AssayNameToken *first,
                 const AssayNameToken *last)
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

/*< private >
 * assay_name_is_shouted_particle:
 *
 * Returns: whether the short word at @at belongs to the capitals behind it: "DE LA CRUZ", "LE GOFF"
 */
gboolean
assay_name_is_shouted_particle (const AssayNameReading *self,
                                AssayNameSpan           span,
                                guint                   at)
{
  while (at + 1 < span.n && span.tokens[at].upper && span.tokens[at].key_length == 2
         && assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &span.tokens[at]))
    if (is_shouted (&span.tokens[++at]))
      return TRUE;
  return FALSE;
}

static gboolean
is_shouted_at (const AssayNameReading *self, AssayNameSpan span, guint at)
{
  return is_shouted (&span.tokens[at]) || assay_name_is_shouted_particle (self, span, at);
}

/* "DUPONT Jean", "Jean DUPONT": capitals mark the family name. */
static gboolean
order_by_capitals (AssayNameReading *self, AssayNameSpan span)
{
  guint n_shouted = 0, n_start = 0, n_end = 0;

  for (guint i = 0; i < span.n; i++)
    n_shouted += is_shouted_at (self, span, i);
  if (n_shouted == 0 || n_shouted == span.n)
    return FALSE;
  while (is_shouted_at (self, span, n_start))
    n_start++;
  while (is_shouted_at (self, span, span.n - 1 - n_end))
    n_end++;
  if (n_start == n_shouted)
    {
      self->family = assay_name_span_cut (span, 0, n_start);
      assay_name_take_given (self, assay_name_span_cut (span, n_start, span.n));
      self->name->turned = TRUE;
    }
  else if (n_end == n_shouted)
    {
      guint at = MIN (span.n - n_end, find_family (self, span));
      self->family = assay_name_span_cut (span, at, span.n);
      assay_name_take_given (self, assay_name_span_cut (span, 0, at));
    }
  else
    return FALSE;
  self->sure = TRUE;
  return TRUE;
}

/* "Smith J", "Smith J. R." */
static gboolean
order_by_initials (AssayNameReading *self, AssayNameSpan span)
{
  if (span.tokens[0].initial || span.tokens[0].key_length < 2)
    return FALSE;
  for (guint i = 1; i < span.n; i++)
    if (!span.tokens[i].initial)
      return FALSE;
  self->family = assay_name_span_cut (span, 0, 1);
  self->given = assay_name_span_cut (span, 1, span.n);
  self->name->turned = self->sure = TRUE;
  return TRUE;
}

int
assay_name_weigh_order (const AssayNameReading *self, AssayNameSpan span)
{
  const AssayNameToken *first = &span.tokens[0], *last = &span.tokens[span.n - 1];
  gboolean first_eastern = assay_name_reading_have (self, ASSAY_NAME_EASTERN, first);
  gboolean last_eastern = assay_name_reading_have (self, ASSAY_NAME_EASTERN, last);
  gboolean first_family = first_eastern || assay_name_reading_have (self, ASSAY_NAME_FAMILY, first);
  gboolean last_family = last_eastern || assay_name_reading_have (self, ASSAY_NAME_FAMILY, last);
  gboolean first_given = assay_name_reading_have (self, ASSAY_NAME_GIVEN, first) ||
                         (first->upper && first->key_length == 2 && !last->upper);
  gboolean last_given =
      assay_name_words_have (self->words, ASSAY_NAME_GIVEN, last->key, last->key_length) ||
      assay_name_reading_match (self, ASSAY_NAME_GIVEN, span.tokens + 1, span.n - 1) == span.n - 1;
  int weight = first_given + last_family - first_family - last_given;

  if (first_eastern && !first_given &&
      (span.n >= 3 || memchr (last->text, '-', last->length) != NULL) && !last_family)
    weight--;
  if (first_eastern && self->source->habit == ASSAY_NAME_HABIT_EASTERN)
    weight--;
  if (self->source->habit == ASSAY_NAME_HABIT_EASTERN && first_family && !first_given)
    weight--;
  if (assay_name_reading_have (self, ASSAY_NAME_LOWER, first) && last_given && span.n >= 3)
    weight -= 3;
  for (guint i = 1; i + 1 < span.n && !assay_name_reading_have (self, ASSAY_NAME_LOWER, first); i++)
    if (assay_name_reading_have (self, ASSAY_NAME_LOWER, &span.tokens[i]) && !first_eastern)
      return 3;
  weight += hint_of_address (self, first, last);
  /* That the first word is a family name, too, turns nothing around ("Brooks Whitfield"). */
  if (weight == -1 && (!last_given || self->source->habit == ASSAY_NAME_HABIT_PATRONYMIC)
      && !first_eastern && self->source->habit != ASSAY_NAME_HABIT_EASTERN)
    weight = 0;
  return weight;
}

/* "von Stein" */
static gboolean
is_family_alone (const AssayNameReading *self, AssayNameSpan span)
{
  for (guint i = 0; i + 1 < span.n; i++)
    if (!span.tokens[i].lower || !assay_name_reading_have (self, ASSAY_NAME_LOWER, &span.tokens[i]))
      return FALSE;
  return !span.tokens[span.n - 1].lower;
}

void
assay_name_find_order (AssayNameReading *self, AssayNameSpan span)
{
  int weight;

  if (span.n == 1)
    {
      gboolean is_family = !assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[0]) &&
                           (assay_name_reading_have (self, ASSAY_NAME_FAMILY, &span.tokens[0]) ||
                            self->name->title != NULL);
      if (self->name->title != NULL || is_family)
        self->family = span;
      else
        self->given = span;
      return;
    }
  if (is_family_alone (self, span))
    {
      self->family = span;
      return;
    }
  if (order_by_capitals (self, span) || order_by_initials (self, span))
    return;
  if (assay_name_is_slavic_family_first (self, span))
    {
      self->sure = TRUE;
      family_first (self, span);
      return;
    }
  weight = assay_name_weigh_order (self, span);
  self->sure = weight > 0 || weight <= -2;
  if (weight < 0)
    family_first (self, span);
  else
    family_last (self, span);
}

/* "Vries, J. de": puts the particles behind the given name back before the family name. */
static guint
take_particles_back (AssayNameReading *self, AssayNameSpan given)
{
  guint n = given.n;
  AssayNameToken *family;

  while (n > 1 && given.tokens[n - 1].lower && !given.tokens[n - 1].comma
         && assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &given.tokens[n - 1]))
    n--;
  if (n == given.n)
    return n;
  family = assay_arena_alloc (self->arena, (given.n - n + self->family.n) * sizeof *family);
  memcpy (family, given.tokens + n, (given.n - n) * sizeof *family);
  memcpy (family + given.n - n, self->family.tokens, self->family.n * sizeof *family);
  self->family = (AssayNameSpan){ family, given.n - n + self->family.n };
  return n;
}

/* "Last, First". FALSE where the comma means something else. */
gboolean
assay_name_read_comma (AssayNameReading *self, AssayNameSpan span)
{
  guint at = 1;

  while (at < span.n && !span.tokens[at].comma)
    at++;
  if (at >= span.n)
    return FALSE;
  if (at >= 2 && assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[0]) &&
      !assay_name_reading_have (self, ASSAY_NAME_PARTICLE, &span.tokens[0]) &&
      !assay_name_reading_have (self, ASSAY_NAME_GIVEN, &span.tokens[at]) &&
      !span.tokens[at].initial)
    {
      /* "Anna Schmidt, Acme" */
      assay_name_find_order (self, assay_name_span_cut (span, 0, at));
      return TRUE;
    }
  self->family = assay_name_span_cut (span, 0, at);
  span = assay_name_strip_titles (self, assay_name_span_cut (span, at, span.n));
  for (at = 1; at < span.n && !span.tokens[at].comma; at++)
    ;
  at = take_particles_back (self, assay_name_span_cut (span, 0, at));
  assay_name_take_given (self, assay_name_span_cut (span, 0, at));
  self->name->turned = self->sure = TRUE;
  return TRUE;
}

/* Names without blanks in between: 王伟, 田中太郎, 김민준. */
gboolean
assay_name_read_eastern_script (AssayNameReading *self, AssayNameSpan span)
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
      self->family = assay_name_span_cut (span, 0, 1);
      self->given = assay_name_span_cut (span, 1, span.n);
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
  self->family = (AssayNameSpan){ halves, 1 };
  self->given = (AssayNameSpan){ halves + 1, 1 };
  return TRUE;
}
