/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-reference.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CONDITION (assay_condition_get_type ())

/* Deeper or wider conditions are refused, with the path. */
#define ASSAY_CONDITION_MAX_DEPTH  16
#define ASSAY_CONDITION_MAX_LEAVES 5000

/**
 * AssayCondition:
 *
 * What has to hold of a lead: a tree of `all`, `any`, `not` and leaves such as
 * `role has-word (ceo, founder)`. One language for scoring factors, filters, segments, rules and
 * triggers; it has a JSON form, a text form and compiles to SQL. Immutable and reference counted;
 * any thread.
 */
typedef struct _AssayCondition AssayCondition;

typedef enum
{
  ASSAY_CONDITION_ALL,
  ASSAY_CONDITION_ANY,
  ASSAY_CONDITION_NOT,
  ASSAY_CONDITION_LEAF,
} AssayConditionKind;

/**
 * AssayOperator:
 * @ASSAY_OPERATOR_IS: folded texts are equal, or numbers are
 * @ASSAY_OPERATOR_IS_NOT: they are not; an absent value is not anything either
 * @ASSAY_OPERATOR_IN: equal to one of several
 * @ASSAY_OPERATOR_HAS_WORD: any of several words or phrases stands in the text as whole words
 * @ASSAY_OPERATOR_CONTAINS: any of several folded texts is part of it
 * @ASSAY_OPERATOR_STARTS_WITH: it starts with any of them
 * @ASSAY_OPERATOR_ENDS_WITH: it ends with any of them
 * @ASSAY_OPERATOR_MATCHES: a Perl-compatible regular expression finds something, caseless
 * @ASSAY_OPERATOR_PRESENT: there is a value that is not blank
 * @ASSAY_OPERATOR_ABSENT: there is none
 * @ASSAY_OPERATOR_EQUAL: numbers or dates are equal
 * @ASSAY_OPERATOR_NOT_EQUAL: there is a number or date, and it differs
 * @ASSAY_OPERATOR_LESS: less, or earlier
 * @ASSAY_OPERATOR_LESS_EQUAL: at most
 * @ASSAY_OPERATOR_GREATER: greater, or later
 * @ASSAY_OPERATOR_GREATER_EQUAL: at least
 * @ASSAY_OPERATOR_WITHIN_DAYS: a date not more than so many days ago and not in the future
 * @ASSAY_OPERATOR_BETWEEN: at least the first value and at most the second
 * @ASSAY_OPERATOR_IS_TRUE: a number other than 0, or a text that says yes
 *
 * The operators of a leaf.
 */
typedef enum
{
  ASSAY_OPERATOR_IS,
  ASSAY_OPERATOR_IS_NOT,
  ASSAY_OPERATOR_IN,
  ASSAY_OPERATOR_HAS_WORD,
  ASSAY_OPERATOR_CONTAINS,
  ASSAY_OPERATOR_STARTS_WITH,
  ASSAY_OPERATOR_ENDS_WITH,
  ASSAY_OPERATOR_MATCHES,
  ASSAY_OPERATOR_PRESENT,
  ASSAY_OPERATOR_ABSENT,
  ASSAY_OPERATOR_EQUAL,
  ASSAY_OPERATOR_NOT_EQUAL,
  ASSAY_OPERATOR_LESS,
  ASSAY_OPERATOR_LESS_EQUAL,
  ASSAY_OPERATOR_GREATER,
  ASSAY_OPERATOR_GREATER_EQUAL,
  ASSAY_OPERATOR_WITHIN_DAYS,
  ASSAY_OPERATOR_BETWEEN,
  ASSAY_OPERATOR_IS_TRUE,
} AssayOperator;

#define ASSAY_N_OPERATORS (ASSAY_OPERATOR_IS_TRUE + 1)

/**
 * AssayConditionLeaf:
 * @reference: what is read
 * @op: how it is compared
 * @n_values: number of @values
 * @values: (array length=n_values): numbers and terminated texts (dates are ISO 8601 texts)
 *
 * One comparison. Owned by its condition.
 */
typedef struct
{
  AssayReference reference;
  AssayOperator op;
  guint n_values;
  AssayValue *values;
} AssayConditionLeaf;

GType               assay_condition_get_type       (void) G_GNUC_CONST;
AssayCondition     *assay_condition_new_all        (AssayCondition *const *children,
                                                    guint                  n_children);
AssayCondition     *assay_condition_new_any        (AssayCondition *const *children,
                                                    guint                  n_children);
AssayCondition     *assay_condition_new_not        (AssayCondition        *child);
AssayCondition     *assay_condition_new_leaf       (const AssayReference  *reference,
                                                    AssayOperator          op,
                                                    const AssayValue      *values,
                                                    guint                  n_values,
                                                    GError               **error);
AssayCondition     *assay_condition_ref            (AssayCondition        *condition);
void                assay_condition_unref          (AssayCondition        *condition);
gboolean            assay_condition_equal          (const AssayCondition  *a,
                                                    const AssayCondition  *b);
AssayConditionKind  assay_condition_get_kind       (const AssayCondition  *condition);
guint               assay_condition_get_n_children (const AssayCondition  *condition);
AssayCondition     *assay_condition_get_child      (const AssayCondition  *condition,
                                                    guint                  index);
const AssayConditionLeaf *assay_condition_get_leaf (const AssayCondition  *condition);
guint               assay_condition_get_depth      (const AssayCondition  *condition);
guint               assay_condition_get_n_leaves   (const AssayCondition  *condition);

const char         *assay_operator_to_nick         (AssayOperator          op);
gboolean            assay_operator_from_nick       (const char            *nick,
                                                    AssayOperator         *out_op);
gboolean            assay_operator_accepts         (AssayOperator          op,
                                                    const AssayValue      *values,
                                                    guint                  n_values,
                                                    const char           **out_expected);
gboolean            assay_operator_takes_list      (AssayOperator          op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayCondition, assay_condition_unref)

G_END_DECLS
