/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayMergeRules:
 * @rules: (nullable) (array zero-terminated=1): `field=rule`, see assay_merge_rules_check()
 * @trust: (nullable) (array zero-terminated=1): values of field `source`, the most trusted first
 * @take: (nullable) (array zero-terminated=1): `field=lead`, a lead's number: its value survives, whatever
 * the rule says, and be it blank
 *
 * Which of several leads' values survives.
 */
typedef struct
{
  const char *const *rules;
  const char *const *trust;
  const char *const *take;
} AssayMergeRules;

/**
 * AssayMergeChoice:
 * @field: belongs to the registry
 * @rule: what decided: a rule's name, or `take`
 * @lead: whose value survives; 0 where none has one, or where they are joined
 * @joined: whether the values of all are kept
 *
 * What becomes of one field when leads are merged.
 */
typedef struct
{
  const AssayField *field;
  const char *rule;
  gint64 lead;
  gboolean joined;
} AssayMergeChoice;

gboolean
assay_merge_rules_check (const AssayMergeRules *rules, AssayFieldRegistry *fields, GError **error);
GArray *assay_merge_plan (AssayConnection *connection,
                          AssayFieldRegistry *fields,
                          const gint64 *leads,
                          guint n_leads,
                          const AssayMergeRules *rules,
                          GError **error);
gboolean assay_merge_leads (AssayTransaction *transaction,
                            AssayFieldRegistry *fields,
                            gint64 job,
                            const gint64 *leads,
                            guint n_leads,
                            const AssayMergeRules *rules,
                            GError **error);

G_END_DECLS
