/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/assay-condition.h"
#include "store/assay-workspace.h"

G_BEGIN_DECLS

/**
 * AssayPredictionRun:
 * @workspace: where
 * @model: which model predicts; 0 for the one in use
 * @job: the job that predicts
 * @where: (nullable): only leads for which this holds
 * @changed_only: only leads that changed since the last run
 * @cause: the job whose leads count as changed as well; 0 for none
 * @batch: leads that are read, predicted and written together; 0 for a good number. The same comes of any
 * @progress: (nullable): told how far it is, 0–1
 *
 * Predicting many leads. Predictions of the model in use are the leads' scores; those of others are kept to be
 * compared.
 */
typedef struct
{
  AssayWorkspace *workspace;
  gint64 model;
  gint64 job;
  const AssayCondition *where;
  gboolean changed_only;
  gint64 cause;
  gint64 batch;
  void (*progress) (double fraction, gpointer user_data);
  gpointer user_data;
} AssayPredictionRun;

JsonNode *
assay_prediction_run (const AssayPredictionRun *run, GCancellable *cancellable, GError **error);

G_END_DECLS
