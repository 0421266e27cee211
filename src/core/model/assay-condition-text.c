/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition-text.h"

#include "base/assay-clock.h"
#include "model/assay-condition-words-private.h"
#include "model/assay-model-error.h"

#include <math.h>
#include <string.h>

/* Recursive descent over
 *
 *   any    = all { "or" all }
 *   all    = term { "and" term }
 *   term   = "not" term | "(" any ")" | ( "all" | "any" ) "(" [ any { "," any } ] ")" | leaf
 *   leaf   = field { modifier } [ "not" ] operator [ value | "(" value { "," value } ")" ]
 *
 * `all (…)` and `any (…)` write branches of one or no condition, which the infix form cannot. */

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_QUOTED,
  TOKEN_SYMBOL,
} TokenKind;

typedef struct
{
  TokenKind kind;
  const char *start;
  GString *text; /* without quotes */
} Token;

/* Parentheses and "not" recurse without making the tree deeper; so much is enough for people. */
#define MAX_NESTING 100

typedef struct
{
  const char *source;
  const char *p;
  Token token;
  guint nesting;
  guint n_leaves;
  gboolean failed;
  gsize offset;
  GError **error;
} Parser;

static AssayCondition *parse_any (Parser *parser);
static AssayCondition *parse_term (Parser *parser);

static void
fail_at_with_code (Parser         *parser,
                   const char     *at,
                   AssayModelError code,
                   const char     *what)
{
  if (parser->failed)
    return;
  parser->failed = TRUE;
  parser->offset = (gsize) g_utf8_pointer_to_offset (parser->source, at);
  g_set_error (parser->error, ASSAY_MODEL_ERROR, code, "Character %" G_GSIZE_FORMAT ": %s",
               parser->offset + 1, what);
}

G_GNUC_PRINTF (3, 4)
static gpointer
fail_at (Parser     *parser,
         const char *at,
         const char *format,
         ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  fail_at_with_code (parser, at, ASSAY_MODEL_ERROR_CONDITION_TEXT, what);
  return NULL;
}

static void
scan_quoted (Parser *parser)
{
  char quote = *parser->p++;

  for (;; parser->p++)
    {
      char c = *parser->p;
      if (c == '\0')
        {
          fail_at (parser, parser->token.start, "the quote is not closed");
          return;
        }
      if (c == quote)
        break;
      if (c == '\\')
        {
          c = *++parser->p;
          if (c == 'n')
            c = '\n';
          else if (c == 't')
            c = '\t';
          else if (c != '\\' && c != '"' && c != '\'')
            {
              fail_at (parser, parser->p - 1, "expected \\\\, \\\", \\', \\n or \\t");
              return;
            }
        }
      g_string_append_c (parser->token.text, c);
    }
  parser->p++;
}

static gboolean
scan_symbol (Parser *parser)
{
  static const struct
  {
    const char *written;
    const char *means;
  } symbols[] = {
    { "<=", "<=" }, { ">=", ">=" }, { "!=", "!=" }, { "≤", "<=" }, { "≥", ">=" }, { "≠", "!=" },
    { "<", "<" },   { ">", ">" },   { "=", "=" },   { "(", "(" },  { ")", ")" },  { ",", "," },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_has_prefix (parser->p, symbols[i].written))
      {
        parser->p += strlen (symbols[i].written);
        g_string_assign (parser->token.text, symbols[i].means);
        return TRUE;
      }
  return FALSE;
}

static void
next_token (Parser *parser)
{
  Token *token = &parser->token;

  g_string_truncate (token->text, 0);
  while (g_unichar_isspace (g_utf8_get_char (parser->p)))
    parser->p = g_utf8_next_char (parser->p);
  token->start = parser->p;
  token->kind = TOKEN_END;
  if (*parser->p == '\0' || parser->failed)
    return;
  if (*parser->p == '"' || *parser->p == '\'')
    {
      token->kind = TOKEN_QUOTED;
      scan_quoted (parser);
      return;
    }
  if (scan_symbol (parser))
    {
      token->kind = TOKEN_SYMBOL;
      return;
    }
  while (assay_condition_is_word_character (g_utf8_get_char (parser->p)))
    parser->p = g_utf8_next_char (parser->p);
  if (parser->p == token->start)
    {
      fail_at (parser, parser->p, "this character has to stand in quotes");
      return;
    }
  token->kind = TOKEN_WORD;
  g_string_append_len (token->text, token->start, parser->p - token->start);
}

static gboolean
at_word (const Parser *parser,
         const char   *word)
{
  return parser->token.kind == TOKEN_WORD
         && g_ascii_strcasecmp (parser->token.text->str, word) == 0;
}

static gboolean
at_symbol (const Parser *parser,
           const char   *symbol)
{
  return parser->token.kind == TOKEN_SYMBOL && strcmp (parser->token.text->str, symbol) == 0;
}

static gboolean
take_word (Parser     *parser,
           const char *word)
{
  if (!at_word (parser, word))
    return FALSE;
  next_token (parser);
  return TRUE;
}

static gboolean
take_symbol (Parser     *parser,
             const char *symbol)
{
  if (!at_symbol (parser, symbol))
    return FALSE;
  next_token (parser);
  return TRUE;
}

static gboolean
parse_days (Parser *parser,
            double *out_days)
{
  AssayValue number;

  if (parser->token.kind != TOKEN_WORD
      || !assay_condition_parse_number (parser->token.text->str, &number))
    {
      fail_at (parser, parser->token.start, "expected a number of days");
      return FALSE;
    }
  *out_days = number.kind == ASSAY_VALUE_INTEGER ? (double) number.integer : number.real;
  next_token (parser);
  if (!take_word (parser, "days") && !take_word (parser, "day"))
    {
      fail_at (parser, parser->token.start, "expected “days”");
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_modifiers (Parser         *parser,
                 AssayReference *reference)
{
  for (;;)
    {
      if (take_word (parser, "within"))
        {
          if (!parse_days (parser, &reference->within))
            return FALSE;
        }
      else if (take_word (parser, "older"))
        {
          if (!take_word (parser, "than"))
            return fail_at (parser, parser->token.start, "expected “than”") != NULL;
          if (!parse_days (parser, &reference->older))
            return FALSE;
        }
      else if (take_word (parser, "half-life"))
        {
          if (!parse_days (parser, &reference->half_life))
            return FALSE;
        }
      else
        return TRUE;
    }
}

static gboolean
parse_value (Parser *parser,
             GArray *values)
{
  AssayValue value;

  if (parser->token.kind != TOKEN_WORD && parser->token.kind != TOKEN_QUOTED)
    {
      fail_at (parser, parser->token.start, "expected a value");
      return FALSE;
    }
  if (parser->token.kind == TOKEN_QUOTED
      || !assay_condition_parse_number (parser->token.text->str, &value))
    value = assay_value_from_text (g_strndup (parser->token.text->str, parser->token.text->len),
                                   parser->token.text->len);
  g_array_append_val (values, value);
  next_token (parser);
  return !parser->failed;
}

static gboolean
parse_value_list (Parser *parser,
                  GArray *values)
{
  next_token (parser);
  do
    if (!parse_value (parser, values))
      return FALSE;
  while (take_symbol (parser, ","));
  if (take_symbol (parser, ")"))
    return TRUE;
  return fail_at (parser, parser->token.start, "expected “,” or “)”") != NULL;
}

static gboolean
parse_values (Parser       *parser,
              AssayOperator op,
              GArray       *values)
{
  if (op == ASSAY_OPERATOR_PRESENT || op == ASSAY_OPERATOR_ABSENT || op == ASSAY_OPERATOR_IS_TRUE)
    return TRUE;
  if (op == ASSAY_OPERATOR_BETWEEN)
    {
      if (!parse_value (parser, values))
        return FALSE;
      if (!take_word (parser, "and"))
        return fail_at (parser, parser->token.start, "expected “and” and the upper value") != NULL;
      return parse_value (parser, values);
    }
  if (at_symbol (parser, "(") && assay_operator_takes_list (op))
    return parse_value_list (parser, values);
  return parse_value (parser, values);
}

/* "is present", "is absent", "is true" and "is not x" read well and mean operators of their own. */
static AssayOperator
refine_is (Parser *parser)
{
  if (take_word (parser, "not"))
    return ASSAY_OPERATOR_IS_NOT;
  if (take_word (parser, "present"))
    return ASSAY_OPERATOR_PRESENT;
  if (take_word (parser, "absent"))
    return ASSAY_OPERATOR_ABSENT;
  if (take_word (parser, "true"))
    return ASSAY_OPERATOR_IS_TRUE;
  return ASSAY_OPERATOR_IS;
}

static gboolean
parse_operator (Parser        *parser,
                AssayOperator *out_op,
                gboolean      *out_negated)
{
  g_autofree char *nick = NULL;

  *out_negated = take_word (parser, "not");
  nick = g_ascii_strdown (parser->token.text->str, -1);
  if ((parser->token.kind != TOKEN_WORD && parser->token.kind != TOKEN_SYMBOL)
      || !assay_operator_from_nick (nick, out_op))
    {
      fail_at (parser, parser->token.start,
               "expected an operator: is, is-not, in, has-word, contains, starts-with, ends-with, "
               "matches, present, absent, =, !=, <, <=, >, >=, within-days, between or is-true");
      return FALSE;
    }
  next_token (parser);
  if (*out_op == ASSAY_OPERATOR_IS && !*out_negated)
    *out_op = refine_is (parser);
  return !parser->failed;
}

static void
clear_value (AssayValue *value)
{
  if (value->kind == ASSAY_VALUE_TEXT)
    g_free ((char *) value->text);
}

/* "y = yes" says what "y is yes" says; only numbers and dates are compared by "=". */
static AssayOperator
refine_equal (AssayOperator     op,
              const AssayValue *value)
{
  gint64 instant;

  if ((op != ASSAY_OPERATOR_EQUAL && op != ASSAY_OPERATOR_NOT_EQUAL)
      || value->kind != ASSAY_VALUE_TEXT
      || assay_instant_from_iso (value->text, value->length, &instant, NULL))
    return op;
  return op == ASSAY_OPERATOR_EQUAL ? ASSAY_OPERATOR_IS : ASSAY_OPERATOR_IS_NOT;
}

static AssayCondition *
parse_leaf (Parser *parser)
{
  g_auto (AssayReference) reference = { NULL };
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  g_autoptr (AssayCondition) leaf = NULL;
  g_autoptr (GError) local = NULL;
  const char *start = parser->token.start;
  gboolean negated;
  AssayOperator op;

  g_array_set_clear_func (values, (GDestroyNotify) clear_value);
  if (parser->failed)
    return NULL;
  if (parser->token.kind != TOKEN_QUOTED
      && (parser->token.kind != TOKEN_WORD
          || assay_condition_is_keyword (parser->token.text->str)))
    return fail_at (parser, start, "expected a condition such as “email present”");
  reference.key = g_strdup (parser->token.text->str);
  next_token (parser);
  if (!parse_modifiers (parser, &reference) || !parse_operator (parser, &op, &negated)
      || !parse_values (parser, op, values))
    return NULL;
  if (values->len == 1)
    op = refine_equal (op, &g_array_index (values, AssayValue, 0));

  if (++parser->n_leaves > ASSAY_CONDITION_MAX_LEAVES)
    {
      fail_at_with_code (parser, start, ASSAY_MODEL_ERROR_CONDITION_LIMIT, "too many comparisons");
      return NULL;
    }
  leaf = assay_condition_new_leaf (&reference, op, (AssayValue *) (gpointer) values->data,
                                   values->len, &local);
  if (leaf == NULL)
    return fail_at (parser, start, "%s", local->message);
  return negated ? assay_condition_new_not (leaf) : g_steal_pointer (&leaf);
}

static AssayCondition *
make_branch (GPtrArray *children,
             gboolean   all)
{
  AssayCondition **array = (AssayCondition **) children->pdata;

  return all ? assay_condition_new_all (array, children->len)
             : assay_condition_new_any (array, children->len);
}

/* "all (a, b)", with the word and the parenthesis already seen. */
static AssayCondition *
parse_call (Parser  *parser,
            gboolean all)
{
  g_autoptr (GPtrArray) children
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  next_token (parser);
  if (take_symbol (parser, ")"))
    return make_branch (children, all);
  do
    {
      AssayCondition *child = parse_any (parser);
      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (take_symbol (parser, ","));
  if (!take_symbol (parser, ")"))
    return fail_at (parser, parser->token.start, "expected “,” or “)”");
  return make_branch (children, all);
}

static gboolean
followed_by_parenthesis (const Parser *parser)
{
  const char *p = parser->p;

  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return *p == '(';
}

static AssayCondition *
parse_term_inside (Parser *parser)
{
  g_autoptr (AssayCondition) child = NULL;

  if (take_word (parser, "not"))
    {
      child = parse_term (parser);
      return child != NULL ? assay_condition_new_not (child) : NULL;
    }
  if ((at_word (parser, "all") || at_word (parser, "any")) && followed_by_parenthesis (parser))
    {
      gboolean all = at_word (parser, "all");
      next_token (parser);
      return parse_call (parser, all);
    }
  if (!take_symbol (parser, "("))
    return parse_leaf (parser);
  child = parse_any (parser);
  if (child == NULL)
    return NULL;
  if (!take_symbol (parser, ")"))
    return fail_at (parser, parser->token.start, "expected “and”, “or” or “)”");
  return g_steal_pointer (&child);
}

static AssayCondition *
parse_term (Parser *parser)
{
  AssayCondition *term = NULL;

  if (parser->nesting >= MAX_NESTING)
    fail_at_with_code (parser, parser->token.start, ASSAY_MODEL_ERROR_CONDITION_LIMIT,
                       "too many parentheses inside each other");
  parser->nesting++;
  if (!parser->failed)
    term = parse_term_inside (parser);
  parser->nesting--;
  return term;
}

static AssayCondition *
parse_infix (Parser           *parser,
             const char       *word,
             AssayCondition *(*parse_part) (Parser *))
{
  g_autoptr (GPtrArray) children
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  do
    {
      AssayCondition *child = parse_part (parser);
      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (take_word (parser, word));
  if (parser->failed)
    return NULL;
  if (children->len == 1)
    return assay_condition_ref (children->pdata[0]);
  return make_branch (children, strcmp (word, "and") == 0);
}

static AssayCondition *
parse_all (Parser *parser)
{
  return parse_infix (parser, "and", parse_term);
}

static AssayCondition *
parse_any (Parser *parser)
{
  return parse_infix (parser, "or", parse_all);
}

/**
 * assay_condition_from_text:
 * @text: a condition as people write it, `score >= 80 and not email absent`
 * @out_offset: (out) (optional): on failure, the character at fault, from 0
 *
 * Reads the text form of a condition. Any thread.
 *
 * Returns: (transfer full) (nullable): the condition, or %NULL with
 *   %ASSAY_MODEL_ERROR_CONDITION_TEXT or %ASSAY_MODEL_ERROR_CONDITION_LIMIT
 */
AssayCondition *
assay_condition_from_text (const char *text,
                           gsize      *out_offset,
                           GError    **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) token = g_string_new (NULL);
  g_autoptr (AssayCondition) condition = NULL;
  Parser parser = { .source = valid, .p = valid, .token = { .text = token }, .error = error };

  next_token (&parser);
  condition = parse_any (&parser);
  if (condition != NULL && parser.token.kind != TOKEN_END)
    fail_at (&parser, parser.token.start, "expected “and”, “or” or the end");
  if (condition != NULL && !parser.failed
      && assay_condition_get_depth (condition) > ASSAY_CONDITION_MAX_DEPTH)
    fail_at_with_code (&parser, valid, ASSAY_MODEL_ERROR_CONDITION_LIMIT, "more than 16 levels");
  if (!parser.failed)
    return g_steal_pointer (&condition);
  if (out_offset != NULL)
    *out_offset = parser.offset;
  return NULL;
}
