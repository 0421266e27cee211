/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LEAD_SCORES (assay_lead_scores_get_type ())

G_DECLARE_FINAL_TYPE (AssayLeadScores, assay_lead_scores, ASSAY, LEAD_SCORES, AdwBin)

void assay_lead_scores_set (AssayLeadScores *self,
                            JsonArray       *scores);

G_END_DECLS
