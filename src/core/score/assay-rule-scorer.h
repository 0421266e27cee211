/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-scorer.h"
#include "score/assay-profile.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RULE_SCORER (assay_rule_scorer_get_type ())

G_DECLARE_FINAL_TYPE (AssayRuleScorer, assay_rule_scorer, ASSAY, RULE_SCORER, GObject)

AssayRuleScorer *assay_rule_scorer_new         (AssayProfile    *profile);
gboolean         assay_rule_scorer_list_active (AssayConnection *connection,
                                                GPtrArray       *scorers,
                                                GError         **error);

G_END_DECLS
