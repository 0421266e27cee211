/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/assay-merge.h"

G_BEGIN_DECLS

typedef enum
{
  ASSAY_MERGE_RULE_NEWEST,
  ASSAY_MERGE_RULE_COMPLETE,
  ASSAY_MERGE_RULE_TRUSTED,
  ASSAY_MERGE_RULE_BOTH,
  ASSAY_MERGE_RULE_FIRST,
  ASSAY_MERGE_RULE_EARLIEST,
  ASSAY_MERGE_RULE_LATEST,
} AssayMergeRule;

AssayMergeRule assay_merge_rule_of (const AssayMergeRules *rules, const AssayField *field);
const char *assay_merge_rule_to_nick (AssayMergeRule rule);
gint64 assay_merge_taken_lead (const char *text);

G_END_DECLS
