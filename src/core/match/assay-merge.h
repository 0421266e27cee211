/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayMergeRules:
 * @rules: (nullable) (array zero-terminated=1): `field=rule`, see assay_merge_rules_check()
 * @trust: (nullable) (array zero-terminated=1): values of field `source`, the most trusted first
 *
 * Which of several leads' values survives.
 */
typedef struct
{
  const char *const *rules;
  const char *const *trust;
} AssayMergeRules;

gboolean
assay_merge_rules_check (const AssayMergeRules *rules, AssayFieldRegistry *fields, GError **error);
gboolean assay_merge_leads (AssayTransaction *transaction,
                            AssayFieldRegistry *fields,
                            gint64 job,
                            const gint64 *leads,
                            guint n_leads,
                            const AssayMergeRules *rules,
                            GError **error);

G_END_DECLS
