/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-condition-sql.h"
#include "store/assay-transaction.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_OUTCOME_LOST,
  ASSAY_OUTCOME_CONVERTED,
  ASSAY_OUTCOME_OPEN,
} AssayOutcomeState;

/**
 * AssayOutcomeRule:
 * @converted: what holds of leads that converted
 * @lost: (nullable): what holds of leads that did not; without it, all others of known outcome
 *
 * How to tell what became of leads. Models learn by it and profiles are tested by it.
 */
typedef struct
{
  AssayCondition *converted;
  AssayCondition *lost;
} AssayOutcomeRule;

AssayOutcomeRule *assay_outcome_rule_new         (AssayCondition         *converted,
                                                  AssayCondition         *lost);
void              assay_outcome_rule_free        (AssayOutcomeRule       *self);
char             *assay_outcome_rule_to_text     (const AssayOutcomeRule *self);
AssayOutcomeRule *assay_outcome_rule_recall      (AssayConnection        *connection,
                                                  GError                **error);
gboolean          assay_outcome_rule_remember    (AssayTransaction       *transaction,
                                                  const AssayOutcomeRule *self,
                                                  GError                **error);
AssayCondition   *assay_outcome_rule_derive_lost (AssayConnection        *connection,
                                                  AssayFieldRegistry     *fields,
                                                  const AssayCondition   *converted,
                                                  GError                **error);
gboolean          assay_outcome_rule_append_sql  (AssayConditionSql      *compiler,
                                                  const AssayCondition   *converted,
                                                  const AssayCondition   *lost,
                                                  GString                *sql,
                                                  GError                **error);
void              assay_outcome_rule_complain    (AssayConnection        *connection,
                                                  AssayFieldRegistry     *fields,
                                                  const AssayCondition   *converted,
                                                  gsize                   n_lost,
                                                  GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOutcomeRule, assay_outcome_rule_free)

G_END_DECLS
