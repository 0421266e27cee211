/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-prediction-batch.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayExplanationFlags:
 * @ASSAY_EXPLANATION_REASONS: what counts for and against the lead
 * @ASSAY_EXPLANATION_SIMILAR: also leads like it, and what became of them
 * @ASSAY_EXPLANATION_NAMES: also the names of these, for a person to look at; not to be stored
 * @ASSAY_EXPLANATION_CHANGE: also the change that would lift it most
 */
typedef enum
{
  ASSAY_EXPLANATION_REASONS = 0,
  ASSAY_EXPLANATION_SIMILAR = 1 << 0,
  ASSAY_EXPLANATION_CHANGE = 1 << 1,
  ASSAY_EXPLANATION_NAMES = 1 << 2,
} AssayExplanationFlags;

JsonNode *assay_explanation_make (const AssayPredictor *predictor,
                                  const AssayModelRecord *record,
                                  AssayConnection *connection,
                                  gint64 lead,
                                  gint64 as_of,
                                  AssayExplanationFlags flags,
                                  GError **error);
JsonNode *assay_explanation_make_for (AssayWorkspace *workspace,
                                      gint64 lead,
                                      AssayExplanationFlags flags,
                                      GError **error);

G_END_DECLS
