/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "job/assay-job.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AssayModelsState:
 * @leads: how many there are
 * @models: result of the job `models`
 * @champion: (nullable): result of `model-show` for the model in use
 * @challenger: (nullable): the same for the newest model since, if it is not in use
 *
 * What the models view shows.
 */
typedef struct
{
  gint64 leads;
  JsonNode *models;
  JsonNode *champion;
  JsonNode *challenger;
} AssayModelsState;

void              assay_models_state_free  (AssayModelsState    *state);
void              assay_models_load_async  (AssayWorkspace      *workspace,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
AssayModelsState *assay_models_load_finish (AssayWorkspace      *workspace,
                                            GAsyncResult        *result,
                                            GError             **error);
void              assay_models_read_async     (AssayJob            *job,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
JsonNode         *assay_models_read_finish    (AssayJob            *job,
                                            GAsyncResult        *result,
                                            GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayModelsState, assay_models_state_free)

G_END_DECLS
