/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assay-model-error.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_TOKEN_END,
  ASSAY_TOKEN_WORD,
  ASSAY_TOKEN_QUOTED,
  ASSAY_TOKEN_SYMBOL,
} AssayConditionTokenKind;

typedef struct
{
  AssayConditionTokenKind kind;
  const char *start;
  GString *text; /* without quotes */
} AssayConditionToken;

/* The text form of a condition, a token at a time. What fails first is what is told. */
typedef struct
{
  const char *source;
  const char *p;
  AssayConditionToken token;
  guint nesting;  /* counted by the parser, as are the leaves */
  guint n_leaves;
  gboolean failed;
  gsize offset;
  GError **error;
} AssayConditionScanner;

void     assay_condition_fail_with_code      (AssayConditionScanner       *scanner,
                                              const char                  *at,
                                              AssayModelError              code,
                                              const char                  *what);
gpointer assay_condition_fail_at             (AssayConditionScanner       *scanner,
                                              const char                  *at,
                                              const char                  *format,
                                              ...) G_GNUC_PRINTF (3, 4);
void     assay_condition_next_token          (AssayConditionScanner       *scanner);
gboolean assay_condition_at_word             (const AssayConditionScanner *scanner,
                                              const char                  *word);
gboolean assay_condition_at_symbol           (const AssayConditionScanner *scanner,
                                              const char                  *symbol);
gboolean assay_condition_take_word           (AssayConditionScanner       *scanner,
                                              const char                  *word);
gboolean assay_condition_take_symbol         (AssayConditionScanner       *scanner,
                                              const char                  *symbol);
gboolean assay_condition_parenthesis_follows (const AssayConditionScanner *scanner);

G_END_DECLS
