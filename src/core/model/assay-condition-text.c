/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition-text.h"

#include "base/assay-clock.h"
#include "model/assay-condition-scanner-private.h"
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

/* Parentheses and "not" recurse without making the tree deeper; so much is enough for people. */
#define MAX_NESTING 100

static AssayCondition *parse_any (AssayConditionScanner *scanner);
static AssayCondition *parse_term (AssayConditionScanner *scanner);

static gboolean
parse_days (AssayConditionScanner *scanner,
            double                *out_days)
{
  AssayValue number;

  if (scanner->token.kind != ASSAY_TOKEN_WORD
      || !assay_condition_parse_number (scanner->token.text->str, &number))
    {
      assay_condition_fail_at (scanner, scanner->token.start, "expected a number of days");
      return FALSE;
    }
  *out_days = number.kind == ASSAY_VALUE_INTEGER ? (double) number.integer : number.real;
  assay_condition_next_token (scanner);
  if (!assay_condition_take_word (scanner, "days") && !assay_condition_take_word (scanner, "day"))
    {
      assay_condition_fail_at (scanner, scanner->token.start, "expected “days”");
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_modifiers (AssayConditionScanner *scanner,
                 AssayReference        *reference)
{
  for (;;)
    {
      if (assay_condition_take_word (scanner, "within"))
        {
          if (!parse_days (scanner, &reference->within))
            return FALSE;
        }
      else if (assay_condition_take_word (scanner, "older"))
        {
          if (!assay_condition_take_word (scanner, "than"))
            return assay_condition_fail_at (scanner, scanner->token.start, "expected “than”")
                   != NULL;
          if (!parse_days (scanner, &reference->older))
            return FALSE;
        }
      else if (assay_condition_take_word (scanner, "half-life"))
        {
          if (!parse_days (scanner, &reference->half_life))
            return FALSE;
        }
      else
        return TRUE;
    }
}

static gboolean
parse_value (AssayConditionScanner *scanner,
             GArray                *values)
{
  AssayValue value;

  if (scanner->token.kind != ASSAY_TOKEN_WORD && scanner->token.kind != ASSAY_TOKEN_QUOTED)
    {
      assay_condition_fail_at (scanner, scanner->token.start, "expected a value");
      return FALSE;
    }
  if (scanner->token.kind == ASSAY_TOKEN_QUOTED
      || !assay_condition_parse_number (scanner->token.text->str, &value))
    value = assay_value_from_text (g_strndup (scanner->token.text->str, scanner->token.text->len),
                                   scanner->token.text->len);
  g_array_append_val (values, value);
  assay_condition_next_token (scanner);
  return !scanner->failed;
}

static gboolean
parse_value_list (AssayConditionScanner *scanner,
                  GArray                *values)
{
  assay_condition_next_token (scanner);
  do
    if (!parse_value (scanner, values))
      return FALSE;
  while (assay_condition_take_symbol (scanner, ","));
  if (assay_condition_take_symbol (scanner, ")"))
    return TRUE;
  return assay_condition_fail_at (scanner, scanner->token.start, "expected “,” or “)”") != NULL;
}

static gboolean
parse_values (AssayConditionScanner *scanner,
              AssayOperator          op,
              GArray                *values)
{
  if (op == ASSAY_OPERATOR_PRESENT || op == ASSAY_OPERATOR_ABSENT || op == ASSAY_OPERATOR_IS_TRUE)
    return TRUE;
  if (op == ASSAY_OPERATOR_BETWEEN)
    {
      if (!parse_value (scanner, values))
        return FALSE;
      if (!assay_condition_take_word (scanner, "and"))
        return assay_condition_fail_at (scanner, scanner->token.start,
                                        "expected “and” and the upper value")
               != NULL;
      return parse_value (scanner, values);
    }
  if (assay_condition_at_symbol (scanner, "(") && assay_operator_takes_list (op))
    return parse_value_list (scanner, values);
  return parse_value (scanner, values);
}

/* "is present", "is absent", "is true" and "is not x" read well and mean operators of their own. */
static AssayOperator
refine_is (AssayConditionScanner *scanner)
{
  if (assay_condition_take_word (scanner, "not"))
    return ASSAY_OPERATOR_IS_NOT;
  if (assay_condition_take_word (scanner, "present"))
    return ASSAY_OPERATOR_PRESENT;
  if (assay_condition_take_word (scanner, "absent"))
    return ASSAY_OPERATOR_ABSENT;
  if (assay_condition_take_word (scanner, "true"))
    return ASSAY_OPERATOR_IS_TRUE;
  return ASSAY_OPERATOR_IS;
}

static gboolean
parse_operator (AssayConditionScanner *scanner,
                AssayOperator         *out_op,
                gboolean              *out_negated)
{
  g_autofree char *nick = NULL;

  *out_negated = assay_condition_take_word (scanner, "not");
  nick = g_ascii_strdown (scanner->token.text->str, -1);
  if ((scanner->token.kind != ASSAY_TOKEN_WORD && scanner->token.kind != ASSAY_TOKEN_SYMBOL)
      || !assay_operator_from_nick (nick, out_op))
    {
      assay_condition_fail_at (scanner, scanner->token.start,
                               "expected an operator: is, is-not, in, has-word, contains, "
                               "starts-with, ends-with, matches, present, absent, =, !=, <, <=, >, "
                               ">=, within-days, between or is-true");
      return FALSE;
    }
  assay_condition_next_token (scanner);
  if (*out_op == ASSAY_OPERATOR_IS && !*out_negated)
    *out_op = refine_is (scanner);
  return !scanner->failed;
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
parse_leaf (AssayConditionScanner *scanner)
{
  g_auto (AssayReference) reference = { NULL };
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AssayValue));
  g_autoptr (AssayCondition) leaf = NULL;
  g_autoptr (GError) local = NULL;
  const char *start = scanner->token.start;
  gboolean negated;
  AssayOperator op;

  g_array_set_clear_func (values, (GDestroyNotify) clear_value);
  if (scanner->failed)
    return NULL;
  if (scanner->token.kind != ASSAY_TOKEN_QUOTED
      && (scanner->token.kind != ASSAY_TOKEN_WORD
          || assay_condition_is_keyword (scanner->token.text->str)))
    return assay_condition_fail_at (scanner, start, "expected a condition such as “email present”");
  reference.key = g_strdup (scanner->token.text->str);
  assay_condition_next_token (scanner);
  if (!parse_modifiers (scanner, &reference) || !parse_operator (scanner, &op, &negated)
      || !parse_values (scanner, op, values))
    return NULL;
  if (values->len == 1)
    op = refine_equal (op, &g_array_index (values, AssayValue, 0));

  if (++scanner->n_leaves > ASSAY_CONDITION_MAX_LEAVES)
    {
      assay_condition_fail_with_code (scanner, start, ASSAY_MODEL_ERROR_CONDITION_LIMIT,
                                      "too many comparisons");
      return NULL;
    }
  leaf = assay_condition_new_leaf (&reference, op, (AssayValue *) (gpointer) values->data,
                                   values->len, &local);
  if (leaf == NULL)
    return assay_condition_fail_at (scanner, start, "%s", local->message);
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
parse_call (AssayConditionScanner *scanner,
            gboolean               all)
{
  g_autoptr (GPtrArray) children
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  assay_condition_next_token (scanner);
  if (assay_condition_take_symbol (scanner, ")"))
    return make_branch (children, all);
  do
    {
      AssayCondition *child = parse_any (scanner);
      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (assay_condition_take_symbol (scanner, ","));
  if (!assay_condition_take_symbol (scanner, ")"))
    return assay_condition_fail_at (scanner, scanner->token.start, "expected “,” or “)”");
  return make_branch (children, all);
}

static AssayCondition *
parse_term_inside (AssayConditionScanner *scanner)
{
  g_autoptr (AssayCondition) child = NULL;

  if (assay_condition_take_word (scanner, "not"))
    {
      child = parse_term (scanner);
      return child != NULL ? assay_condition_new_not (child) : NULL;
    }
  if ((assay_condition_at_word (scanner, "all") || assay_condition_at_word (scanner, "any"))
      && assay_condition_parenthesis_follows (scanner))
    {
      gboolean all = assay_condition_at_word (scanner, "all");
      assay_condition_next_token (scanner);
      return parse_call (scanner, all);
    }
  if (!assay_condition_take_symbol (scanner, "("))
    return parse_leaf (scanner);
  child = parse_any (scanner);
  if (child == NULL)
    return NULL;
  if (!assay_condition_take_symbol (scanner, ")"))
    return assay_condition_fail_at (scanner, scanner->token.start, "expected “and”, “or” or “)”");
  return g_steal_pointer (&child);
}

static AssayCondition *
parse_term (AssayConditionScanner *scanner)
{
  AssayCondition *term = NULL;

  if (scanner->nesting >= MAX_NESTING)
    assay_condition_fail_with_code (scanner, scanner->token.start, ASSAY_MODEL_ERROR_CONDITION_LIMIT,
                                    "too many parentheses inside each other");
  scanner->nesting++;
  if (!scanner->failed)
    term = parse_term_inside (scanner);
  scanner->nesting--;
  return term;
}

static AssayCondition *
parse_infix (AssayConditionScanner           *scanner,
             const char       *word,
             AssayCondition *(*parse_part) (AssayConditionScanner *))
{
  g_autoptr (GPtrArray) children
    = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_condition_unref);

  do
    {
      AssayCondition *child = parse_part (scanner);
      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (assay_condition_take_word (scanner, word));
  if (scanner->failed)
    return NULL;
  if (children->len == 1)
    return assay_condition_ref (children->pdata[0]);
  return make_branch (children, strcmp (word, "and") == 0);
}

static AssayCondition *
parse_all (AssayConditionScanner *scanner)
{
  return parse_infix (scanner, "and", parse_term);
}

static AssayCondition *
parse_any (AssayConditionScanner *scanner)
{
  return parse_infix (scanner, "or", parse_all);
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
  AssayConditionScanner scanner = {
    .source = valid, .p = valid, .token = { .text = token }, .error = error
  };

  assay_condition_next_token (&scanner);
  condition = parse_any (&scanner);
  if (condition != NULL && scanner.token.kind != ASSAY_TOKEN_END)
    assay_condition_fail_at (&scanner, scanner.token.start, "expected “and”, “or” or the end");
  if (condition != NULL && !scanner.failed
      && assay_condition_get_depth (condition) > ASSAY_CONDITION_MAX_DEPTH)
    assay_condition_fail_with_code (&scanner, valid, ASSAY_MODEL_ERROR_CONDITION_LIMIT,
                                    "more than 16 levels");
  if (!scanner.failed)
    return g_steal_pointer (&condition);
  if (out_offset != NULL)
    *out_offset = scanner.offset;
  return NULL;
}
