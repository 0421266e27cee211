/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "assay-loader.h"
#include "model/assay-document.h"

G_BEGIN_DECLS

/**
 * AssayScoringState:
 * @profiles: result of the job `profiles`
 * @key: the profile that is shown
 * @published: (nullable): its newest version
 * @draft: (nullable): its draft
 * @n_leads: leads in the workspace
 *
 * What the scoring view starts from.
 */
typedef struct
{
  JsonNode *profiles;
  char *key;
  AssayDocument *published;
  AssayDocument *draft;
  gint64 n_leads;
} AssayScoringState;

void assay_scoring_state_free (AssayScoringState *state);

extern const AssayReading assay_scoring_reading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayScoringState, assay_scoring_state_free)

G_END_DECLS
