/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assay-condition.h"

#include "base/assay-clock.h"
#include "model/assay-model-error.h"

#include <math.h>
#include <string.h>

struct _AssayCondition
{
  gatomicrefcount refs;
  AssayConditionKind kind;
  guint depth;
  guint n_leaves;
  guint n_children;
  AssayCondition **children; /* (owned) */
  AssayConditionLeaf leaf;
};

G_DEFINE_BOXED_TYPE (AssayCondition, assay_condition, assay_condition_ref, assay_condition_unref)

typedef enum
{
  OPERANDS_NONE,
  OPERANDS_ONE,     /* text or number */
  OPERANDS_LIST,    /* texts or numbers */
  OPERANDS_TEXTS,   /* one or more */
  OPERANDS_PATTERN, /* one regular expression */
  OPERANDS_ORDERED, /* one number or date */
  OPERANDS_RANGE,   /* two of them */
  OPERANDS_DAYS,    /* one number, not negative */
} Operands;

static const struct
{
  const char *nick;
  Operands operands;
} operators[ASSAY_N_OPERATORS] = {
  [ASSAY_OPERATOR_IS] = { "is", OPERANDS_ONE },
  [ASSAY_OPERATOR_IS_NOT] = { "is-not", OPERANDS_ONE },
  [ASSAY_OPERATOR_IN] = { "in", OPERANDS_LIST },
  [ASSAY_OPERATOR_HAS_WORD] = { "has-word", OPERANDS_TEXTS },
  [ASSAY_OPERATOR_CONTAINS] = { "contains", OPERANDS_TEXTS },
  [ASSAY_OPERATOR_STARTS_WITH] = { "starts-with", OPERANDS_TEXTS },
  [ASSAY_OPERATOR_ENDS_WITH] = { "ends-with", OPERANDS_TEXTS },
  [ASSAY_OPERATOR_MATCHES] = { "matches", OPERANDS_PATTERN },
  [ASSAY_OPERATOR_PRESENT] = { "present", OPERANDS_NONE },
  [ASSAY_OPERATOR_ABSENT] = { "absent", OPERANDS_NONE },
  [ASSAY_OPERATOR_EQUAL] = { "=", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_NOT_EQUAL] = { "!=", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_LESS] = { "<", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_LESS_EQUAL] = { "<=", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_GREATER] = { ">", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_GREATER_EQUAL] = { ">=", OPERANDS_ORDERED },
  [ASSAY_OPERATOR_WITHIN_DAYS] = { "within-days", OPERANDS_DAYS },
  [ASSAY_OPERATOR_BETWEEN] = { "between", OPERANDS_RANGE },
  [ASSAY_OPERATOR_IS_TRUE] = { "is-true", OPERANDS_NONE },
};

const char *
assay_operator_to_nick (AssayOperator op)
{
  g_return_val_if_fail (op < ASSAY_N_OPERATORS, "is");
  return operators[op].nick;
}

gboolean
assay_operator_from_nick (const char    *nick,
                          AssayOperator *out_op)
{
  for (guint i = 0; i < ASSAY_N_OPERATORS; i++)
    if (strcmp (nick, operators[i].nick) == 0)
      {
        *out_op = (AssayOperator) i;
        return TRUE;
      }
  return FALSE;
}

/* Whether a value stands in a list, `value: […]`, even if there is but one. */
gboolean
assay_operator_takes_list (AssayOperator op)
{
  return operators[op].operands == OPERANDS_LIST || operators[op].operands == OPERANDS_TEXTS;
}

static gboolean
is_ordered (const AssayValue *value)
{
  gint64 instant;

  if (value->kind == ASSAY_VALUE_TEXT)
    return assay_instant_from_iso (value->text, value->length, &instant, NULL);
  return value->kind == ASSAY_VALUE_INTEGER
         || (value->kind == ASSAY_VALUE_REAL && isfinite (value->real));
}

static gboolean
is_scalar (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_TEXT || value->kind == ASSAY_VALUE_INTEGER
         || (value->kind == ASSAY_VALUE_REAL && isfinite (value->real));
}

static gboolean
is_days (const AssayValue *value)
{
  double days = value->kind == ASSAY_VALUE_INTEGER ? (double) value->integer : value->real;

  return (value->kind == ASSAY_VALUE_INTEGER || value->kind == ASSAY_VALUE_REAL)
         && isfinite (days) && days >= 0 && days <= ASSAY_REFERENCE_MAX_DAYS;
}

static gboolean
is_pattern (const AssayValue *value)
{
  g_autoptr (GRegex) regex = NULL;
  g_autofree char *pattern = NULL;

  if (value->kind != ASSAY_VALUE_TEXT)
    return FALSE;
  pattern = g_strndup (value->text, value->length);
  regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  return regex != NULL;
}

static gboolean
all_are (const AssayValue *values,
         guint             n_values,
         gboolean        (*is) (const AssayValue *))
{
  for (guint i = 0; i < n_values; i++)
    if (!is (&values[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (const AssayValue *value)
{
  return value->kind == ASSAY_VALUE_TEXT;
}

/**
 * assay_operator_accepts:
 * @values: (array length=n_values): what it is to compare with
 * @out_expected: (out): what it takes
 *
 * Returns: whether @op takes @values
 */
gboolean
assay_operator_accepts (AssayOperator     op,
                        const AssayValue *values,
                        guint             n_values,
                        const char      **out_expected)
{
  switch (operators[op].operands)
    {
    case OPERANDS_NONE:
      *out_expected = "no value";
      return n_values == 0;
    case OPERANDS_ONE:
      *out_expected = "a text or a number";
      return n_values == 1 && is_scalar (values);
    case OPERANDS_LIST:
      *out_expected = "a list of texts or numbers";
      return n_values > 0 && all_are (values, n_values, is_scalar);
    case OPERANDS_TEXTS:
      *out_expected = "a text or a list of texts";
      return n_values > 0 && all_are (values, n_values, is_text);
    case OPERANDS_PATTERN:
      *out_expected = "a regular expression";
      return n_values == 1 && is_pattern (values);
    case OPERANDS_ORDERED:
      *out_expected = "a number or a date such as 2026-11-21";
      return n_values == 1 && is_ordered (values);
    case OPERANDS_RANGE:
      *out_expected = "two numbers or two dates";
      return n_values == 2 && all_are (values, n_values, is_ordered);
    case OPERANDS_DAYS:
      *out_expected = "a number of days from 0 to 100000";
      return n_values == 1 && is_days (values);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static AssayCondition *
condition_new (AssayConditionKind kind)
{
  AssayCondition *condition = g_new0 (AssayCondition, 1);

  g_atomic_ref_count_init (&condition->refs);
  condition->kind = kind;
  condition->depth = 1;
  return condition;
}

static AssayCondition *
condition_new_branch (AssayConditionKind     kind,
                      AssayCondition *const *children,
                      guint                  n_children)
{
  AssayCondition *condition = condition_new (kind);

  condition->n_children = n_children;
  condition->children = g_new (AssayCondition *, n_children);
  for (guint i = 0; i < n_children; i++)
    {
      condition->children[i] = assay_condition_ref (children[i]);
      condition->n_leaves += children[i]->n_leaves;
      condition->depth = MAX (condition->depth, children[i]->depth + 1);
    }
  return condition;
}

/**
 * assay_condition_new_all:
 * @children: (array length=n_children) (transfer none): what has to hold together; nothing holds
 *   always
 *
 * Returns: (transfer full): a condition
 */
AssayCondition *
assay_condition_new_all (AssayCondition *const *children,
                         guint                  n_children)
{
  return condition_new_branch (ASSAY_CONDITION_ALL, children, n_children);
}

/**
 * assay_condition_new_any:
 * @children: (array length=n_children) (transfer none): of which one has to hold; of nothing none
 *   does
 *
 * Returns: (transfer full): a condition
 */
AssayCondition *
assay_condition_new_any (AssayCondition *const *children,
                         guint                  n_children)
{
  return condition_new_branch (ASSAY_CONDITION_ANY, children, n_children);
}

/**
 * assay_condition_new_not:
 * @child: (transfer none): what must not hold
 *
 * Returns: (transfer full): a condition
 */
AssayCondition *
assay_condition_new_not (AssayCondition *child)
{
  return condition_new_branch (ASSAY_CONDITION_NOT, &child, 1);
}

/**
 * assay_condition_new_leaf:
 * @reference: what is read; copied
 * @values: (array length=n_values) (nullable): copied
 *
 * Returns: (transfer full) (nullable): a condition, or %NULL with %ASSAY_MODEL_ERROR_CONDITION
 * where the operator does not take these values or the reference has a modifier that does not fit
 */
AssayCondition *
assay_condition_new_leaf (const AssayReference *reference,
                          AssayOperator         op,
                          const AssayValue     *values,
                          guint                 n_values,
                          GError              **error)
{
  AssayCondition *condition;
  const char *member, *expected;

  if (!assay_reference_check (reference, &member, &expected))
    {
      g_set_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION, "%s: expected %s",
                   member, expected);
      return NULL;
    }
  if (!assay_operator_accepts (op, values, n_values, &expected))
    {
      g_set_error (error, ASSAY_MODEL_ERROR, ASSAY_MODEL_ERROR_CONDITION, "“%s” takes %s",
                   assay_operator_to_nick (op), expected);
      return NULL;
    }

  condition = condition_new (ASSAY_CONDITION_LEAF);
  condition->n_leaves = 1;
  assay_reference_init_copy (&condition->leaf.reference, reference);
  condition->leaf.op = op;
  condition->leaf.n_values = n_values;
  condition->leaf.values = g_new (AssayValue, n_values);
  for (guint i = 0; i < n_values; i++)
    {
      condition->leaf.values[i] = values[i];
      if (values[i].kind == ASSAY_VALUE_TEXT)
        condition->leaf.values[i].text = g_strndup (values[i].text, values[i].length);
    }
  return condition;
}

AssayCondition *
assay_condition_ref (AssayCondition *condition)
{
  g_atomic_ref_count_inc (&condition->refs);
  return condition;
}

void
assay_condition_unref (AssayCondition *condition)
{
  if (condition == NULL || !g_atomic_ref_count_dec (&condition->refs))
    return;
  for (guint i = 0; i < condition->n_children; i++)
    assay_condition_unref (condition->children[i]);
  g_free (condition->children);
  for (guint i = 0; i < condition->leaf.n_values; i++)
    if (condition->leaf.values[i].kind == ASSAY_VALUE_TEXT)
      g_free ((char *) condition->leaf.values[i].text);
  g_free (condition->leaf.values);
  assay_reference_clear (&condition->leaf.reference);
  g_free (condition);
}

static gboolean
values_equal (const AssayValue *a,
              const AssayValue *b)
{
  /* 5 and 5.0 are different documents, though equal numbers. */
  return a->kind == b->kind && assay_value_equal (a, b);
}

/**
 * assay_condition_equal:
 *
 * Returns: whether two conditions are the same tree
 */
gboolean
assay_condition_equal (const AssayCondition *a,
                       const AssayCondition *b)
{
  if (a->kind != b->kind || a->n_children != b->n_children)
    return FALSE;
  for (guint i = 0; i < a->n_children; i++)
    if (!assay_condition_equal (a->children[i], b->children[i]))
      return FALSE;
  if (a->kind != ASSAY_CONDITION_LEAF)
    return TRUE;
  if (a->leaf.op != b->leaf.op || a->leaf.n_values != b->leaf.n_values
      || !assay_reference_equal (&a->leaf.reference, &b->leaf.reference))
    return FALSE;
  for (guint i = 0; i < a->leaf.n_values; i++)
    if (!values_equal (&a->leaf.values[i], &b->leaf.values[i]))
      return FALSE;
  return TRUE;
}

AssayConditionKind
assay_condition_get_kind (const AssayCondition *condition)
{
  return condition->kind;
}

guint
assay_condition_get_n_children (const AssayCondition *condition)
{
  return condition->n_children;
}

/**
 * assay_condition_get_child:
 *
 * Returns: (transfer none): the child at @index
 */
AssayCondition *
assay_condition_get_child (const AssayCondition *condition,
                           guint                 index)
{
  g_return_val_if_fail (index < condition->n_children, NULL);
  return condition->children[index];
}

/**
 * assay_condition_get_leaf:
 *
 * Returns: (transfer none) (nullable): the comparison, of a leaf
 */
const AssayConditionLeaf *
assay_condition_get_leaf (const AssayCondition *condition)
{
  return condition->kind == ASSAY_CONDITION_LEAF ? &condition->leaf : NULL;
}

/* Levels of the tree; a leaf alone has 1. */
guint
assay_condition_get_depth (const AssayCondition *condition)
{
  return condition->depth;
}

guint
assay_condition_get_n_leaves (const AssayCondition *condition)
{
  return condition->n_leaves;
}
