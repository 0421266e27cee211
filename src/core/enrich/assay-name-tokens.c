/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrich/assay-name-tokens.h"

#include <string.h>

/* What is written, read character by character. */
typedef struct
{
  AssayNameTokens *tokens;
  const char *begin;
  const char *p;
  const char *end;
  char *text; /* room for the tokens' text and keys, in the arena */
  gsize used;
  gsize room;
  gboolean comma;
} Scanner;

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2bc || c == '`' || c == 0xb4;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

static char
script_of (gunichar c)
{
  GUnicodeScript script;

  if (c < 0x1100)
    return 0;
  script = g_unichar_get_script (c);
  if (script == G_UNICODE_SCRIPT_HAN)
    return 'H';
  if (script == G_UNICODE_SCRIPT_HANGUL)
    return 'G';
  return script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ? 'K' : 0;
}

static void
put (Scanner *self, gunichar c)
{
  self->used += (gsize) g_unichar_to_utf8 (c, self->text + self->used);
}

static void
put_plain (Scanner *self, gunichar c)
{
  const char *more;

  c = assay_term_fold (c, &more);
  if (c != 0)
    put (self, c);
  for (; more != NULL && *more != '\0'; more++)
    put (self, (guchar) *more);
}

/* Whether one more character and its plain form have room. */
static gboolean
has_room (const Scanner *self)
{
  return self->used + 16 < self->room;
}

static void
finish_token (Scanner *self, AssayNameToken *token)
{
  const char *p = token->text, *end = token->text + token->length;
  guint n_letters = 0, n_upper = 0, n_lower = 0, n_dots = 0, n_plain = 0;

  token->key = self->text + self->used;
  while (p < end)
    {
      gunichar c = assay_term_next (&p, end);
      if (!g_unichar_isalpha (c) && !g_unichar_ismark (c))
        {
          n_dots += c == '.';
          n_plain += c != '.';
          continue;
        }
      n_letters += g_unichar_isalpha (c) != 0;
      n_upper += g_unichar_isupper (c) || g_unichar_istitle (c);
      n_lower += g_unichar_islower (c) != 0;
      token->script = token->script != 0 ? token->script : script_of (c);
      put_plain (self, c);
    }
  token->key_length = (gsize) (self->text + self->used - token->key);
  token->upper = n_letters >= 2 && n_upper == n_letters;
  token->lower = n_letters >= 1 && n_lower == n_letters;
  token->initial = token->script == 0 && n_plain == 0 &&
                   (n_letters == 1 || (n_dots >= n_letters && n_letters <= 4));
}

/* Dutch "'t Hart", "'s Gravesande" */
static gboolean
starts_article (const Scanner *self)
{
  return self->end - self->p > 2 && (self->p[0] == 't' || self->p[0] == 's')
         && (self->p[1] == ' ' || self->p[1] == '-');
}

/* Reads one word from @self->p on, which stands at a letter. */
static void
read_token (Scanner *self)
{
  AssayNameToken token = { .text = self->text + self->used, .comma = self->comma };
  guint n_since_dot = 0;

  if (self->p > self->begin && self->p[-1] == '\'' && starts_article (self))
    put (self, '\'');
  while (self->p < self->end && has_room (self))
    {
      const char *next = self->p;
      gunichar c = assay_term_next (&next, self->end), then = 0;

      if (next < self->end)
        {
          const char *after = next;
          then = assay_term_next (&after, self->end);
        }
      if (is_apostrophe (c) && g_unichar_isalpha (then))
        c = '\'';
      else if (is_hyphen (c) && g_unichar_isalpha (then))
        c = '-';
      else if (c == '.' || g_unichar_isalpha (c) || g_unichar_ismark (c))
        ;
      else if (g_unichar_type (c) == G_UNICODE_FORMAT)
        {
          self->p = next;
          continue;
        }
      else
        break;
      put (self, c);
      self->p = next;
      /* "J.R.R." is one word, "Dr.Anna" two. */
      if (c == '.' && n_since_dot > 1)
        break;
      n_since_dot = c == '.' ? 0 : n_since_dot + 1;
    }
  token.length = (gsize) (self->text + self->used - token.text);
  finish_token (self, &token);
  if (token.key_length == 0)
    return;
  self->comma = FALSE;
  self->tokens->tokens[self->tokens->n++] = token;
}

static gunichar
closing_of (gunichar c)
{
  static const gunichar pairs[][2] = {
    { '(', ')' },       { '[', ']' },   { '{', '}' }, { '"', '"' },       { 0x201c, 0x201d },
    { 0x201e, 0x201c }, { 0xab, 0xbb }, { '<', '>' }, { 0xff08, 0xff09 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] == c)
      return pairs[i][1];
  return 0;
}

/* Passes over "(Johnny)" and "“Jack”"; FALSE where it is not closed. */
static gboolean
skip_aside (Scanner *self, const char *from, gunichar closing)
{
  const char *p = from;

  while (p < self->end && p - from < 64)
    {
      gunichar c = assay_term_next (&p, self->end);
      if (c == closing || (closing == 0x201c && c == 0x201d))
        {
          self->p = p;
          return TRUE;
        }
    }
  return FALSE;
}

/* A single-quoted nickname: 'Jack' with spaces around it. */
static gboolean
skip_quoted (Scanner *self, const char *from)
{
  for (const char *p = from; p < self->end && p - from < 32; p++)
    if (*p == '\'' && (p + 1 == self->end || p[1] == ' ') && p > from + 1)
      {
        self->p = p + 1;
        return TRUE;
      }
  return FALSE;
}

/* A dash between blanks, a bar, a semicolon: what follows is no name. */
static gboolean
ends_name (const Scanner *self, gunichar c, const char *start)
{
  if (self->tokens->n == 0 || (c == '/' && self->tokens->tokens[0].key_length == 1))
    return FALSE;
  if (c == '|' || c == ';' || c == 0x2022 || c == 0xb7 || c == '/')
    return TRUE;
  return (c == '-' || c == 0x2013 || c == 0x2014) && start > self->begin && start[-1] == ' ' &&
         self->p < self->end && *self->p == ' ';
}

/* Malay "a/l" and "a/p", son and daughter of, are what "bin" is to others. */
static gboolean
read_child_of (Scanner *self)
{
  AssayNameToken *last;

  if (self->tokens->n < 2)
    return FALSE;
  last = &self->tokens->tokens[self->tokens->n - 1];
  if (last->length != 1 || g_ascii_tolower (last->text[0]) != 'a'
      || self->end - self->p < 3 || self->p[1] != ' ' || strchr ("lpLP", self->p[0]) == NULL)
    return FALSE;
  last->text = g_ascii_tolower (self->p[0]) == 'l' ? "a/l" : "a/p";
  last->length = 3;
  last->key = "bin";
  last->key_length = 3;
  last->initial = FALSE;
  last->lower = TRUE;
  self->p++;
  return TRUE;
}

/* Takes in one character that is no letter; FALSE where the name ends. */
static gboolean
read_gap (Scanner *self)
{
  const char *start = self->p;
  gunichar c = assay_term_next (&self->p, self->end);
  gunichar closing = closing_of (c);

  if (closing != 0)
    {
      skip_aside (self, self->p, closing);
      return TRUE;
    }
  if (is_apostrophe (c))
    {
      if (c == '\'' && !starts_article (self))
        skip_quoted (self, self->p);
      return TRUE;
    }
  if (c == ',')
    self->comma = TRUE;
  else if (c == '@')
    self->tokens->has_at = TRUE;
  else if (c == '&' || c == '+')
    self->tokens->two_persons = self->tokens->n > 0;
  else if (g_unichar_isdigit (c))
    self->tokens->has_digit = TRUE;
  return !ends_name (self, c, start) || (c == '/' && read_child_of (self));
}

/* "maria.gonzalez", as in an address: dots where others have blanks, but not "Dr.Schmidt". */
static void
drop_joining_dots (AssayNameTokens *tokens, const char *text, gsize length)
{
  if (memchr (text, ' ', length) != NULL)
    return;
  for (guint i = 0; i < tokens->n; i++)
    {
      AssayNameToken *token = &tokens->tokens[i];

      if (token->key_length >= (token->lower ? 2 : 4) && token->text[token->length - 1] == '.')
        token->length--;
    }
}

/* What is quoted as a whole is no nickname. */
static void
unquote (Scanner *self)
{
  while (self->end - self->p >= 2 && self->p[0] == '"' && self->end[-1] == '"'
         && memchr (self->p + 1, '"', (gsize) (self->end - self->p) - 2) == NULL)
    {
      self->p++;
      self->end--;
    }
}

/**
 * assay_name_tokens_init:
 * @tokens: (out caller-allocates): room
 * @arena: where their text goes
 * @text: bytes, not terminated
 *
 * Cuts a name into words.
 */
void
assay_name_tokens_init (AssayNameTokens *tokens, AssayArena *arena, const char *text, gsize length)
{
  Scanner scanner = { .tokens = tokens, .begin = text, .p = text };

  memset (tokens, 0, G_STRUCT_OFFSET (AssayNameTokens, tokens));
  tokens->is_cut = length > ASSAY_NAME_TEXT_MAX;
  scanner.end = text + MIN (length, ASSAY_NAME_TEXT_MAX);
  unquote (&scanner);
  scanner.room = (gsize) (scanner.end - text) * 4 + 32;
  scanner.text = assay_arena_alloc (arena, scanner.room);
  while (scanner.p < scanner.end && has_room (&scanner))
    {
      const char *p = scanner.p;
      gunichar c = assay_term_next (&p, scanner.end);

      if (tokens->n == ASSAY_NAME_TOKENS_MAX)
        {
          tokens->is_cut = TRUE;
          break;
        }
      if (g_unichar_isalpha (c))
        read_token (&scanner);
      else if (!read_gap (&scanner))
        break;
    }
  drop_joining_dots (tokens, text, length);
}

/* Capitals of a word that was written without difference: "MCDONALD", "o'neil", "anna-lena". */
static gsize
capitalise (const AssayNameToken *token, char *out)
{
  const char *p = token->text, *end = p + token->length;
  gboolean start = TRUE;
  gsize length = 0, in_part = 0;

  while (p < end)
    {
      gunichar c = assay_term_next (&p, end);
      gboolean letter = g_unichar_isalpha (c);
      gboolean after_mc =
          in_part == 2 && end - p >= 2 && out[length - 2] == 'M' && out[length - 1] == 'c';
      gboolean after_ij = in_part == 1 && out[length - 1] == 'I' && g_unichar_tolower (c) == 'j';

      c = start || after_mc || after_ij ? g_unichar_totitle (c) : g_unichar_tolower (c);
      length += (gsize) g_unichar_to_utf8 (c, out + length);
      in_part = letter ? in_part + 1 : 0;
      /* "O'Neil" and "D'Angelo", but "Ka'ren" does not happen and "Ann's" should not. */
      start = !letter && (c != '\'' || length <= 3);
    }
  return length;
}

/**
 * assay_name_spell:
 * @token: a word that is all upper or all lower case, or with its capitals in the wrong place
 * @within: whether words stand before it, so that particles are lower case
 *
 * Returns: (transfer none): the word as it is usually spelled, terminated, in @arena
 */
char *
assay_name_spell (const AssayNameWords *words,
                  AssayArena *arena,
                  const AssayNameToken *token,
                  gboolean within)
{
  char *out;
  gsize length;
  guint32 spelling;

  if (assay_term_table_find (
          words->tables[ASSAY_NAME_CASE], token->key, token->key_length, &spelling) &&
      token->key_length == token->length)
    {
      const char *spelled = g_ptr_array_index (words->spellings, spelling);
      return assay_arena_strndup (arena, spelled, strlen (spelled));
    }
  out = assay_arena_alloc (arena, token->length * 2 + 8);
  length = capitalise (token, out);
  if (within && length > 3 && out[2] == '-' &&
      (memcmp (out, "Al", 2) == 0 || memcmp (out, "El", 2) == 0))
    out[0] = g_ascii_tolower (out[0]);
  if (within && assay_name_words_have (words, ASSAY_NAME_LOWER, token->key, token->key_length))
    {
      char *lower = g_utf8_strdown (out, (gssize) length);
      out = assay_arena_strndup (arena, lower, strlen (lower));
      g_free (lower);
      return out;
    }
  out[length] = '\0';
  return out;
}
