/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/assay-phrase-set.h"
#include "model/assay-value.h"

G_BEGIN_DECLS

/* What sqlite3_bind_pointer() and sqlite3_value_pointer() call it. */
#define ASSAY_SQL_CONSTANT "assay-constant"

/* The constant side of a comparison, made once and handed to our SQL functions as a pointer: what SQLite
 * keeps for a function (sqlite3_get_auxdata()) is a list that it walks for each call, so that a
 * statement with many conditions would cost their square. Not changed once made. */
typedef struct
{
  guint n;
  char **texts;            /* folded */
  gsize *lengths;
  double *numbers;         /* NaN where the text is no number */
  GHashTable *set;         /* (nullable): of texts, where there are many */
  AssayPhraseSet *phrases; /* (nullable) */
  GRegex *pattern;         /* (nullable) */
} AssaySqlConstant;

AssaySqlConstant *assay_sql_constant_new_list    (const AssayValue         *values,
                                                  guint                     n_values);
AssaySqlConstant *assay_sql_constant_new_phrases (const AssayValue         *values,
                                                  guint                     n_values);
AssaySqlConstant *assay_sql_constant_new_tiers   (const char *const *const *tiers,
                                                  guint                     n_tiers);
AssaySqlConstant *assay_sql_constant_new_pattern (const AssayValue         *value);
void              assay_sql_constant_free        (AssaySqlConstant         *self);

double            assay_sql_number_from_text     (const char               *text,
                                                  gsize                     length);

G_END_DECLS
