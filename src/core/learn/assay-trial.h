/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/assay-model-store.h"
#include "store/assay-journal.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayTrial:
 * @id: its number; 0 for none
 * @champion: the model in use
 * @challenger: the model that is tried
 * @share: of new leads that get the challenger's score, 0–1; 0 watches silently
 * @seed: for the lots
 * @after_lead: leads with a higher id are new
 * @started_at: when it began
 *
 * A challenger beside the model in use.
 */
typedef struct
{
  gint64 id;
  gint64 champion;
  gint64 challenger;
  double share;
  gint64 seed;
  gint64 after_lead;
  gint64 started_at;
} AssayTrial;

gboolean  assay_trial_find   (AssayTrial        *self,
                              AssayConnection   *connection,
                              GError           **error);
gboolean  assay_trial_start  (AssayTrial        *self,
                              AssayTransaction  *transaction,
                              gint64             model,
                              double             share,
                              gint64             seed,
                              gint64             job,
                              GError           **error);
gboolean  assay_trial_stop   (AssayTransaction  *transaction,
                              gint64             job,
                              GError           **error);
gboolean  assay_trial_splits (const AssayTrial  *self,
                              gint64             lead);
gboolean  assay_trial_takes  (const AssayTrial  *self,
                              gint64             lead);
AssayModelRecord *assay_trial_get_model (AssayConnection *connection,
                                         gint64           lead,
                                         GError         **error);
JsonNode *assay_trial_report (const AssayTrial  *self,
                              AssayWorkspace    *workspace,
                              AssayConnection   *connection,
                              GError           **error);

extern const AssayJournalPart assay_trial_journal_part;

G_END_DECLS
